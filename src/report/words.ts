// Sentences shared by all reports: what a finding is, why it was judged that way, what was not scanned and what to do about it.
import { classes, type Finding, type Reason, type Rule, type SecretClass, type Unread } from '../model.ts';
import { printable } from './printable.ts';

export type Rules = ReadonlyMap<string, Rule>;

const titles: Readonly<Record<string, string>> = {
  'policy-guard': 'Weaker policy',
  'ignore-rules': 'Required ignore pattern removed',
  'incident-ledger': 'Incident ledger entry removed or changed',
  'hook-files': 'Hook disabled',
  'incident-freeze': 'Frozen by an open incident',
  'secret-shared-between-stores': 'Secret shared between stores (C8)',
  'secret-copied-between-environments': 'Secret copied between environments (C6)',
};

/** The classes of contract row C2.1 as a reader sees them, in the order in which a report groups by them. */
const classWords: Readonly<Record<SecretClass, readonly [one: string, many: string]>> = {
  credential: ['credential', 'credentials'],
  'api-key': ['API key or OAuth secret', 'API keys and OAuth secrets'],
  'connection-string': ['connection string', 'connection strings'],
  'private-key': ['certificate or signing key', 'certificates and signing keys'],
  payment: ['payment credential', 'payment credentials'],
  'third-party': ['third-party credential', 'third-party credentials'],
  policy: ['policy violation', 'policy violations'],
};

/** Groups findings by class under the class's name; empty classes are left out. */
export const byClass = <T extends { readonly finding: Finding }>(
  verdicts: readonly T[],
): readonly { readonly name: string; readonly verdicts: readonly T[] }[] =>
  classes.flatMap((kind) => {
    const group = verdicts.filter(({ finding }) => finding.class === kind);
    const [one, many] = classWords[kind];
    return group.length === 0 ? [] : [{ name: group.length === 1 ? one : many, verdicts: group }];
  });

/** One sentence that names what was found, never the value. It may quote a repository's own rules and names, so it is escaped for the terminal. */
export const messageOf = (finding: Finding, rules: Rules): string => printable(sentence(finding, rules));

function sentence(finding: Finding, rules: Rules): string {
  const title = rules.get(finding.ruleId)?.title ?? titles[finding.ruleId] ?? finding.ruleId;
  switch (finding.detail.code) {
    case 'file-name':
      return `${title}: this file must not be committed`;
    case 'shared-value':
      return `${title}: the same value is in ${finding.detail.names.join(' and ')}`;
    case 'promise':
      return finding.detail.what;
    case 'value':
      return `${title}${decodedText(finding)}`;
  }
}

/** The file inside an archive, and the encodings around the value. */
function decodedText({ within, decodedFrom }: Finding): string {
  const encodings = decodedFrom.filter((one) => within === undefined || one !== 'archive').join(', ');
  const parts = [...(within === undefined ? [] : [`in ${within} inside it`]), ...(encodings === '' ? [] : [`decoded from ${encodings}`])];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

const sure: Readonly<Record<Finding['certainty'], string>> = {
  proven: 'checksum valid',
  structural: 'confirmed by parsing',
  shaped: 'matches the known format',
  likely: 'likely from its name and value',
};

export const certaintyOf = (finding: Finding): string => sure[finding.certainty];

export const reasonOf = (reason: Reason): string => printable(why(reason));

function why(reason: Reason): string {
  switch (reason.code) {
    case 'level':
      return `the policy blocks ${reason.limit} and above`;
    case 'below':
      return `below ${reason.limit}, the policy's blocking threshold`;
    case 'floor':
      return `this rule can't be overridden (${reason.row})`;
    case 'compromised':
      return `this value is compromised (${reason.incident}) and must never be used again`;
    case 'frozen':
      return `frozen by ${reason.incident} until rotation and root cause are recorded`;
    case 'allowed':
      return `allowed by ${reason.owner} until ${reason.expires}`;
    case 'rule-off':
      return 'the policy disables this rule';
    case 'stood-before':
      return 'it was already there';
  }
}

/** What to do about content that could not be scanned. */
const unreadWays: Readonly<Record<Unread['reason'], string>> = {
  'missing-object': 'Fetch it (git fetch --refetch --no-filter), then try again.',
  'too-large': 'Keep it out of git, for example in LFS or an artifact store.',
  'too-deep': 'Unpack it and commit its content.',
  encrypted: 'Commit it without a password, or keep it out of git.',
  damaged: 'Recreate it, or keep it out of git.',
  unsupported: 'Unpack it, or repack it as zip, tar or gz.',
  unreadable: 'Check its permissions.',
  time: 'Try again, or split the change.',
  'lfs-pointer': 'Scan its content where it is stored.',
  'shallow-clone': 'Run git fetch --unshallow, then try again.',
};

const unreadWords: Readonly<Record<Unread['reason'], string>> = {
  'missing-object': 'git does not have this object',
  'too-large': 'it is too large to scan',
  'too-deep': 'it is nested too deeply',
  encrypted: 'it is encrypted',
  damaged: 'it is damaged',
  unsupported: 'its format cannot be opened',
  unreadable: 'it cannot be read',
  time: 'the scan ran out of time',
  'lfs-pointer': 'its content is in LFS, not in this repository',
  'shallow-clone': 'this clone is shallow, the rest of its history was not fetched (git fetch --unshallow)',
};

export const unreadOf = (unread: Unread): string => unreadWords[unread.reason];

/** What to do about it, in one sentence. */
export const wayOutOf = (unread: Unread): string => unreadWays[unread.reason];
