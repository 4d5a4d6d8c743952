// Files that are refused for what they are, by name and where that is not enough by their first bytes.
import type { Path, Rule, Severity } from '../../../model.ts';
import type { FileRule } from '../../detector.ts';
import { isPkcs12 } from './der.ts';

const base = (path: Path): string => path.slice(path.lastIndexOf('/') + 1);
/** Case and Unicode tricks in names count as the name they imitate: `.ENV`, full-width letters, trailing dots and spaces. */
const folded = (name: string): string =>
  // most names are plain: they imitate none
  /^[a-z0-9_/.-]*[a-z0-9_/-]$/.test(name)
    ? name
    : name
        .normalize('NFKC')
        .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, '')
        .toLowerCase()
        .replace(/(?<![. ])[. ]+$/, '');

/** The path and its last part, folded once for all rules: each file is asked about by several, one after the other. */
let last: { readonly path: Path; readonly whole: string; readonly name: string } | undefined;
function foldedOf(path: Path): { readonly whole: string; readonly name: string } {
  if (last?.path !== path) last = { path, whole: folded(path), name: folded(base(path)) };
  return last;
}

/** Whether a path lies under an `instances` folder. */
export const underInstances = (path: Path): boolean => /(?:^|\/)instances\//.test(foldedOf(path).whole);
const worseInInstances = (path: Path, usual: Severity): Severity => (underInstances(path) ? 'critical' : usual);

/** `instances/**` with a file or folder in it whose name begins with `secrets`. @param path folded */
const secretsInInstances = (path: string): boolean => {
  const found = /(?:^|\/)instances(?=\/)/.exec(path);
  return found !== null && path.includes('/secrets', found.index + found[0].length);
};

const dotenv: Rule = {
  id: 'dotenv-file',
  class: 'credential',
  severity: 'high',
  title: 'Environment file',
  holder: 'It holds what a running service logs in with.',
  rotate: 'Rotate each secret that stands in it, then keep names only, in .env.example.',
  specificity: 3,
};
export const keyFileRule: Rule = {
  id: 'key-file',
  class: 'private-key',
  severity: 'high',
  title: 'Key store or private key file',
  holder: 'Anyone with this file has the keys in it, or can crack their passphrases offline.',
  rotate: 'Make new keys, replace the public halves wherever they are trusted, revoke the old ones.',
  specificity: 3,
};
export const passwordStoreRule: Rule = {
  ...keyFileRule,
  id: 'password-store-file',
  class: 'credential',
  title: 'Password store',
  holder: 'Anyone with this file can crack its master password offline.',
  rotate: 'Change the master password and the passwords that are kept in it.',
};
const loginFile: Rule = {
  id: 'credentials-file',
  class: 'credential',
  severity: 'high',
  title: 'Credentials file of a command line tool',
  holder: 'Anyone with it is logged in as its owner.',
  rotate: 'Log out with that tool, revoke the credential at its provider, log in again.',
  specificity: 3,
};
const ignored: Rule = {
  id: 'ignored-file',
  class: 'policy',
  severity: 'low',
  title: 'File that the contract wants ignored',
  holder: 'Keys, certificates and runtime state are injected, not committed.',
  rotate: 'If it holds a key, make a new one and revoke the old one.',
  specificity: 3,
};

const starts = (bytes: Uint8Array, ...magic: readonly number[]): boolean => magic.every((byte, index) => bytes[index] === byte);
const text = (bytes: Uint8Array, length: number): string => Buffer.from(bytes.subarray(0, length)).toString('latin1');

/** `instances/eu/.env.d/db`: the contract's pattern covers what lies in a folder of such a name too. */
const inDotenvFolder = (path: Path): boolean =>
  foldedOf(path).whole.includes('/.env') && /(?:^|\/)instances\/(?:[^/]+\/){0,40}\.env(?:\.(?!example\/)[^/]*)?\//.test(foldedOf(path).whole);

function isDotenv(path: Path): boolean {
  const { name } = foldedOf(path);
  return inDotenvFolder(path) || (/^\.env(?:$|\..+|rc$|[-_~].*)/.test(name) && name !== '.env.example' && name !== '.envrc');
}

const keyStoreName = /\.(?:p12|pfx|jks|jceks|bks|keystore|truststore|ppk|p8)$|^(?:id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?|ssh_host_\w+_key)$/;

/** A keystore of Java: JKS or JCEKS, in version 1 or 2. */
const isJavaKeyStore = (bytes: Uint8Array): boolean =>
  (starts(bytes, 0xfe, 0xed, 0xfe, 0xed) || starts(bytes, 0xce, 0xce, 0xce, 0xce)) && bytes[4] === 0 && bytes[5] === 0 && bytes[6] === 0;

function isKeyStore(path: Path, bytes: Uint8Array): boolean {
  const name = foldedOf(path).name;
  if (isJavaKeyStore(bytes) || isPkcs12(text(bytes, 40))) return true;
  if (!keyStoreName.test(name)) return false;
  if (/^(?:id_|ssh_host_)/.test(name)) return bytes.length > 0 && /PRIVATE KEY/.test(text(bytes, 200));
  return starts(bytes, 0x30) || /PRIVATE KEY|PuTTY-User-Key/.test(text(bytes, 400));
}

const isPasswordStore = (path: Path, bytes: Uint8Array): boolean =>
  starts(bytes, 0x03, 0xd9, 0xa2, 0x9a) || (/\.(?:kdbx?|agilekeychain|keychain(?:-db)?|psafe3|opvault)$/.test(foldedOf(path).name) && bytes.length > 0);

/** Tools that keep a login in a file whose every form is secret. Files that may be harmless are left to what stands in them. */
const loginFiles =
  /(?:^|\/)(?:\.aws\/credentials|\.azure\/accesstokens\.json|\.azure\/msal_token_cache\.\w+|application_default_credentials\.json|\.config\/gcloud\/credentials\.db|\.gem\/credentials|\.git-credentials|\.vault-token|\.vault_pass(?:\.txt)?|\.s3cfg|\.boto|master\.key|\.mylogin\.cnf|\.cargo\/credentials(?:\.toml)?|credentials\.tfrc\.json)$/;

/** PostgreSQL's, Postfix's and pppd's files of logins: `host:port:database:user:password`, `[host]:port user:password`, `client server secret`. */
const loginLines =
  /^[^#\s:][^:\r\n]{0,200}:[^:\s]{1,100}:[^:\r\n]{1,100}:[^:\r\n]{1,100}:[^\s<$][^\r\n]{2,}|^[^#\s]{2,200}[ \t]{1,8}[^\s:]{1,200}:[^\s<$][^\r\n]{2,}|^[^#\s]\S{0,100}[ \t]{1,20}\S{1,100}[ \t]{1,20}[^\s<$]{4}/m;
const isLoginLines = (path: Path, bytes: Uint8Array): boolean =>
  /^(?:\.pgpass|pgpass\.conf|sasl_passwd|[cp]h?ap-secrets)$/.test(foldedOf(path).name) && loginLines.test(text(bytes, bytes.length));

export const fileRules: readonly FileRule[] = [
  {
    rule: dotenv,
    matches: (path) => (isDotenv(path) ? 'structural' : undefined),
    severity: (path) => worseInInstances(path, 'high'),
  },
  {
    rule: keyFileRule,
    matches: (path, bytes) => (isKeyStore(path, bytes) ? 'structural' : undefined),
    severity: (path) => worseInInstances(path, 'high'),
  },
  { rule: passwordStoreRule, matches: (path, bytes) => (isPasswordStore(path, bytes) ? 'structural' : undefined) },
  {
    rule: loginFile,
    matches: (path, bytes) => ((loginFiles.test(foldedOf(path).whole) && bytes.length > 0) || isLoginLines(path, bytes) ? 'shaped' : undefined),
    severity: (path) => worseInInstances(path, 'high'),
  },
  {
    rule: ignored,
    matches: (path) => (/\.(?:pem|key|crt|p12)$/.test(foldedOf(path).name) || secretsInInstances(foldedOf(path).whole) ? 'structural' : undefined),
    severity: (path) => (underInstances(path) ? 'critical' : 'low'),
  },
];
