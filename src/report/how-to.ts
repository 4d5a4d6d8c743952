// How to fix findings, depending on what was blocked, with commands ready to copy.
import type { Finding } from '../model.ts';
import type { Look, Shell } from './look.ts';
import { isFixable } from './fixable.ts';
import { isWhole, nameFor } from './naming.ts';
import { shellQuoted } from './printable.ts';
import { keepOf, remedyOf, type Remedy } from './remedy.ts';
import { wayToRewrite } from './rewrite.ts';

/** What was checked: it decides the headline and the kind of fix. */
export type Occasion = 'commit' | 'message' | 'push' | 'receive' | 'scan';

export interface WayOn {
  readonly words: string;
  readonly commands: readonly string[];
  /** an alternative, if any */
  readonly instead?: { readonly words: string; readonly commands: readonly string[] };
}

type Asked = Pick<Look, 'occasion' | 'shell' | 'commits' | 'program' | 'ignoresEnv' | 'columns' | 'destination'>;
type Findings = readonly [Finding, ...Finding[]];

/** Paths longer than this in total, or more than this many, are not spelled out in a command. */
const MAX_COMMAND_PATH_CHARS = 400;
const MAX_COMMAND_FILES = 4;
/** Variable names in one command. */
const MAX_COMMAND_NAMES = 12;

/** Rules about code that leaks a secret rather than containing one: what the line should do instead. */
const otherwise: Readonly<Record<string, string>> = {
  'secret-in-log': 'log whether it is set, its length or a masked form instead.',
  'shared-credential-fallback': 'fail if the store has no secret of its own; never fall back to a shared one.',
  'control-plane-reads-store-secret': 'let the store read its own secret; the control plane may only hold names and states.',
  'cross-store-secret-reference': 'refer to this store’s own secret.',
  'example-file-value': 'leave the value empty or use an obvious placeholder such as CHANGE_ME.',
};
const exampleFile = /(?:^|\/)\.env\.(?:example|sample|template|dist)$/i;

/** Findings with the same key have the same fix, which is printed once for all of them. */
export function wayOf(finding: Finding, look: Asked): string {
  const { code } = finding.detail;
  if (code === 'promise') return `promise ${finding.detail.args['wayOut'] ?? ''}`;
  if (code === 'shared-value') return `shared ${finding.detail.between}`;
  if (look.occasion === 'push' || look.occasion === 'receive') {
    if (look.commits.some((one) => one.id === finding.commit && one.publishedOn !== undefined)) return 'published';
    return finding.file === 'commit message' || finding.file === 'tag message' ? finding.file : code;
  }
  if (otherwise[finding.ruleId] !== undefined) return finding.ruleId;
  if (code === 'file-name' || isKeyFile(finding)) return `out ${String(/\.env/i.test(finding.file))}`;
  return exampleFile.test(finding.file) ? 'example' : `write ${keepOf(finding.file, ['NAME'])}`;
}

/** @param findings with the same `wayOf`; at least one */
export function wayOnFor(findings: Findings, look: Asked): WayOn {
  const [first] = findings;
  if (first.detail.code === 'promise') return { words: first.detail.args['wayOut'] ?? 'see docs/contract.md', commands: [] };
  if (first.detail.code === 'shared-value')
    return { words: `give each ${first.detail.between === 'stores' ? 'store' : 'environment'} its own value and revoke this one.`, commands: [] };
  if (look.occasion === 'push' || look.occasion === 'receive') return wayToRewrite(findings, look);
  const instead = otherwise[first.ruleId];
  if (instead !== undefined) return { words: instead, commands: [] };
  if (look.occasion === 'message') return { words: 'remove it from the message. Git kept your text; this reopens it:', commands: [messageAgain(look.shell)] };
  if (first.detail.code === 'file-name' || isKeyFile(first)) return takenOut(findings, look);
  if (exampleFile.test(first.file))
    return {
      words: 'leave the value empty or use an obvious placeholder such as CHANGE_ME. Keep the real value in .env.',
      commands: look.occasion === 'commit' ? added(pathsOf(findings)) : [],
    };
  return replacement(findings, look);
}

/** A file that contains a key and nothing else: no literal that a reference could replace. */
const isKeyFile = (finding: Finding): boolean =>
  finding.class === 'private-key' &&
  finding.detail.code === 'value' &&
  finding.startLine === 1 &&
  finding.lead === '' &&
  finding.keyPath.length === 0 &&
  finding.decodedFrom.length === 0;

const messageAgain = (shell: Shell): string =>
  shell === 'windows' ? 'git commit -e -F .git/COMMIT_EDITMSG' : 'git commit -e -F "$(git rev-parse --git-path COMMIT_EDITMSG)"';

const added = (paths: string | undefined): string[] => (paths === undefined ? [] : [`git add ${paths}`]);

function takenOut(findings: Findings, look: Asked): WayOn {
  const [first] = findings;
  const one = new Set(findings.map((finding) => finding.file)).size === 1;
  const [it, file] = one ? ['it', 'the file itself stays'] : ['them', 'the files themselves stay'];
  const out = look.occasion === 'scan' ? `remove ${it} from git` : `remove ${it} from the commit (${file} on disk)`;
  const names = /\.env/i.test(first.file) ? ' List the names without values in .env.example.' : '';
  const mount = isKeyFile(first) ? ' Let the program read the key from a secret store or a mounted file.' : '';
  const paths = pathsOf(findings);
  const words = `${out} and list ${it} in .gitignore.${names}${mount}`;
  return { words, commands: paths === undefined ? [] : [...(one ? ignored(first, look) : []), `git rm --cached ${paths}`] };
}

/** The command that ignores a key file not covered by the usual patterns, where its name has no special meaning in .gitignore. */
const ignored = (finding: Finding, look: Asked): string[] =>
  look.occasion === 'commit' && look.shell === 'posix' && isKeyFile(finding) && /^[\w./-]+$/.test(finding.file) && !/\.(?:pem|key|crt|p12)$/.test(finding.file)
    ? [`echo /${finding.file} >> .gitignore && git add .gitignore`]
    : [];

/** The files of these findings as shell words; undefined if a command with them would be too long. */
function pathsOf(findings: readonly Finding[]): string | undefined {
  const files = [...new Set(findings.map((finding) => finding.file))];
  if (files.length > MAX_COMMAND_FILES || files.join(' ').length > MAX_COMMAND_PATH_CHARS) return undefined;
  return files.map((file) => shellQuoted(file.startsWith('-') ? `./${file}` : file)).join(' ');
}

/** Replaces literals by references: with `fix` where it can do all of it, otherwise by hand. */
function replacement(findings: Findings, look: Asked): WayOn {
  const remedies = new Map<string, Remedy>();
  for (const finding of findings) {
    const name = nameFor(finding);
    const remedy = remedyOf(finding.file, name);
    remedies.set(`${name} ${remedy.reference ?? ''}`, remedy);
  }
  const all = [...remedies.values()];
  const references = [...new Set(all.flatMap((remedy) => remedy.reference ?? []))];
  const few = references.slice(0, 3).join(', ') + (references.length > 3 ? ', …' : '');
  const files = new Set(findings.map((finding) => finding.file)).size;
  const it = findings.length === 1 ? 'it' : 'them';
  const what = findings.every(isWhole) ? 'the whole URL' : it;
  const names = [...new Set(findings.map(nameFor))];
  const replace = references.length === 0 ? `remove ${it} from ${files === 1 ? 'this file' : 'these files'}` : `replace ${what} with ${few}`;
  const words = `${replace} and ${keepOf(findings[0].file, names)}.`;
  const paths = pathsOf(findings);
  const leave =
    paths === undefined ? undefined : { words: `Or leave ${files === 1 ? 'this file' : 'these files'} out:`, commands: [`git reset -q -- ${paths}`] };
  if (look.occasion === 'commit' && findings.every(isReplaceable) && look.ignoresEnv)
    return { words, commands: [`${look.program} fix`], ...(leave === undefined ? {} : { instead: leave }) };
  const usesDotenv = all.some(({ usesDotenv }) => usesDotenv);
  const commands = [...(usesDotenv && !look.ignoresEnv && look.shell === 'posix' ? ['echo .env >> .gitignore'] : []), ...prepared(all, names, look)];
  if (look.occasion !== 'commit') return { words, commands };
  if (paths === undefined) return { words: `${words} Then stage ${files === 1 ? 'it' : 'them'} again.`, commands };
  const also = ['.gitignore', '.env.example'].filter((name) => commands.some((command) => command.endsWith(`>> ${name}`)));
  return { words, commands: joined([...commands, `git add ${[...also, paths].join(' ')}`], look), ...(leave === undefined ? {} : { instead: leave }) };
}

/** One line of commands if it fits. */
function joined(commands: readonly string[], look: Asked): readonly string[] {
  const line = commands.join(' && ');
  return look.shell === 'posix' && line.length + 2 <= look.columns ? [line] : commands;
}

/** The commands that prepare a reference: every name goes into `.env.example`, other tools take one name at a time. */
function prepared(remedies: readonly Remedy[], names: readonly string[], look: Asked): string[] {
  // PowerShell's `>>` writes another encoding, and cmd keeps the quotes.
  const example = !remedies.some(({ usesDotenv }) => usesDotenv) || look.shell !== 'posix' || names.length > MAX_COMMAND_NAMES ? [] : [exampleLines(names)];
  return [...example, ...new Set(remedies.flatMap(({ command }) => command ?? []))].slice(0, 3);
}

const exampleLines = (names: readonly string[]): string =>
  names.length === 1 ? `echo '${names[0] ?? ''}=' >> .env.example` : `printf '%s=\\n' ${names.join(' ')} >> .env.example`;

/** Whether `fix` may be able to replace this literal with a reference. */
export const isReplaceable = (finding: Finding): boolean =>
  finding.detail.code === 'value' &&
  isFixable(finding.file) &&
  finding.decodedFrom.length === 0 &&
  !isKeyFile(finding) &&
  otherwise[finding.ruleId] === undefined &&
  remedyOf(finding.file, 'NAME').reference !== undefined;
