// The ways on: what to do about findings, by what stands in the way, with the commands ready to copy.
import type { Finding } from '../model.ts';
import type { Look, Shell } from './look.ts';
import { isFixable } from './fixable.ts';
import { isWhole, nameFor } from './naming.ts';
import { shellQuoted } from './printable.ts';
import { keepOf, remedyOf, type Remedy } from './remedy.ts';
import { wayToRewrite } from './rewrite.ts';

/** What stands in the way: it chooses the first line and the way on. */
export type Occasion = 'commit' | 'message' | 'push' | 'receive' | 'scan';

export interface WayOn {
  readonly words: string;
  readonly commands: readonly string[];
  /** another way, where there is one */
  readonly instead?: { readonly words: string; readonly commands: readonly string[] };
}

type Asked = Pick<Look, 'occasion' | 'shell' | 'commits' | 'destination'>;
type Findings = readonly [Finding, ...Finding[]];

/** A path that would not fit on a screen is not spelled out in a command, and no more than so many are. */
const longest = 400;
const mostFiles = 4;

/** Where no value stands that could be moved elsewhere: what the line should do instead. */
const otherwise: Readonly<Record<string, string>> = {
  'secret-in-log': 'log that it is there, its length or a masked form instead.',
  'shared-credential-fallback': 'let it fail where the store has no secret of its own; no other may stand in for it.',
  'control-plane-reads-store-secret': 'let the store read its own secret; the control plane holds names and states only.',
  'cross-store-secret-reference': 'refer to this store’s own secret.',
  'example-file-value': 'leave the value empty or write what says that it is one: CHANGE_ME.',
};
const exampleFile = /(?:^|\/)\.env\.(?:example|sample|template|dist)$/i;

/** Findings with the same answer here go the same way on: it is told once for all of them. */
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

/** @param findings that go the same way on, by `wayOf`; at least one */
export function wayOnFor(findings: Findings, look: Asked): WayOn {
  const [first] = findings;
  if (first.detail.code === 'promise') return { words: first.detail.args['wayOut'] ?? 'see docs/contract.md', commands: [] };
  if (first.detail.code === 'shared-value')
    return { words: `give each ${first.detail.between === 'stores' ? 'store' : 'environment'} a value of its own, and revoke this one.`, commands: [] };
  if (look.occasion === 'push' || look.occasion === 'receive') return wayToRewrite(findings, look);
  const instead = otherwise[first.ruleId];
  if (instead !== undefined) return { words: instead, commands: [] };
  if (look.occasion === 'message')
    return { words: 'write the message without it; git has kept your text, and this opens it again:', commands: [messageAgain(look.shell)] };
  if (first.detail.code === 'file-name' || isKeyFile(first)) return takenOut(findings, look);
  if (exampleFile.test(first.file))
    return {
      words: 'leave the value empty, or write what says that it is one: CHANGE_ME. The value itself goes into .env, which git ignores.',
      commands: look.occasion === 'commit' ? added(pathsOf(findings)) : [],
    };
  return replacement(findings, look);
}

/** A file that is a key and nothing else: there is no literal in it that a reference could stand for. */
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
  const names = /\.env/i.test(first.file) ? ' The names without the values go into .env.example.' : '';
  const stays = one ? 'it out of the commit (the file itself stays)' : 'them out of the commit (the files themselves stay)';
  const out = look.occasion === 'scan' ? `take ${one ? 'it' : 'them'} out of git` : `take ${stays}`;
  const hand = isKeyFile(first) ? ' The program gets the key from a secret store, or from a file that is mounted where it runs.' : '';
  const paths = pathsOf(findings);
  const words = `${out}, and let .gitignore name ${one ? 'it' : 'them'}.${names}${hand}`;
  return { words, commands: paths === undefined ? [] : [...(one ? ignored(first, look) : []), `git rm --cached ${paths}`] };
}

/** The line that names a key file, where the usual patterns don't and its name means itself there. */
const ignored = (finding: Finding, look: Asked): string[] =>
  look.occasion === 'commit' && look.shell === 'posix' && isKeyFile(finding) && /^[\w./-]+$/.test(finding.file) && !/\.(?:pem|key|crt|p12)$/.test(finding.file)
    ? [`echo /${finding.file} >> .gitignore && git add .gitignore`]
    : [];

/** Undefined where a command would be longer than a screen is wide and high. */
function pathsOf(findings: readonly Finding[]): string | undefined {
  const files = [...new Set(findings.map((finding) => finding.file))];
  if (files.length > mostFiles || files.join(' ').length > longest) return undefined;
  return files.map((file) => shellQuoted(file.startsWith('-') ? `./${file}` : file)).join(' ');
}

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
  const [it, its] = findings.length === 1 ? ['it', 'its'] : ['them', 'their'];
  const place = findings.every(isWhole) ? 'in place of the whole URL' : `in ${its} place`;
  const write = references.length === 0 ? `leave ${it} out of ${files === 1 ? 'this file' : 'these files'}` : `write ${few} ${place}`;
  const commands = [...new Set(all.flatMap((remedy) => remedy.command ?? []))];
  // `>>` of PowerShell writes another encoding, and cmd keeps the quotes
  const prepared = commands.filter((command) => look.shell === 'posix' || !command.startsWith('echo ')).slice(0, 3);
  const unsaid = prepared.length < Math.min(3, commands.length) ? ', its name in .env.example' : '';
  const names = [...new Set(findings.map(nameFor))];
  const words = `${write}, and ${keepOf(findings[0].file, names)}${unsaid}.`;
  if (look.occasion !== 'commit') return { words, commands: prepared };
  const example = commands.some((command) => command.endsWith('.env.example')) ? '.env.example ' : '';
  const paths = pathsOf(findings);
  if (paths === undefined) return { words: `${words} Then stage ${files === 1 ? 'it' : 'them'} again.`, commands: prepared };
  return {
    words,
    commands: [...prepared, `git add ${example}${paths}`],
    instead: { words: `Or leave the file${files === 1 ? '' : 's'} out of this commit:`, commands: [`git reset -q -- ${paths}`] },
  };
}

/** Whether `fix` may find something to do: where a reference can stand. */
export const isReplaceable = (finding: Finding): boolean =>
  finding.detail.code === 'value' &&
  isFixable(finding.file) &&
  finding.decodedFrom.length === 0 &&
  !isKeyFile(finding) &&
  otherwise[finding.ruleId] === undefined &&
  remedyOf(finding.file, 'NAME').reference !== undefined;
