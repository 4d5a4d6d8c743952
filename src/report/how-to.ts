// The ways on: what to do about a finding, by what stands in the way, with the commands ready to copy.
import type { Finding } from '../model.ts';
import { shellQuoted } from './printable.ts';
import { remedyOf, variableOf } from './remedy.ts';

/** What stands in the way: it chooses the first line and the way on. */
export type Occasion = 'commit' | 'message' | 'push' | 'receive' | 'scan';

export interface WayOn {
  readonly words: string;
  readonly commands: readonly string[];
  /** a command that leaves the file out of this commit */
  readonly instead?: string;
}

/** A path that would not fit on a screen is not spelled out in a command. */
const longest = 400;

/** Where no value stands that could be moved elsewhere: what the line should do instead. */
const otherwise: Readonly<Record<string, string>> = {
  'secret-in-log': 'log that it is there, its length or a masked form instead.',
  'shared-credential-fallback': 'let it fail where the store has no secret of its own; no other may stand in for it.',
  'control-plane-reads-store-secret': 'let the store read its own secret; the control plane holds names and states only.',
  'cross-store-secret-reference': 'refer to this store’s own secret.',
  'example-file-value': 'leave the value empty or write what says that it is one: CHANGE_ME.',
};

/** @param findings of one file (and, where they have one, one commit), none of another; at least one */
export function wayOnFor(findings: readonly [Finding, ...Finding[]], occasion: Occasion): WayOn {
  const [first] = findings;
  if (first.detail.code === 'promise') return { words: first.detail.args['wayOut'] ?? 'see docs/contract.md', commands: [] };
  if (first.detail.code === 'shared-value')
    return { words: `give each ${first.detail.between === 'stores' ? 'store' : 'environment'} a value of its own, and revoke this one.`, commands: [] };
  const instead = otherwise[first.ruleId];
  if (instead !== undefined && findings.every((finding) => finding.ruleId === first.ruleId) && occasion !== 'push' && occasion !== 'receive')
    return { words: instead, commands: [] };
  if (occasion === 'message') return { words: 'write the message without it; your text is kept in .git/COMMIT_EDITMSG.', commands: [] };
  if (occasion === 'push' || occasion === 'receive') return published(first);
  const path = first.file.length > longest ? '<that file>' : shellQuoted(first.file.startsWith('-') ? `./${first.file}` : first.file);
  if (findings.every((finding) => finding.detail.code === 'file-name')) {
    const names = /\.env/i.test(first.file) ? ' The names without the values go into .env.example.' : '';
    const out = occasion === 'scan' ? 'take it out of git' : 'take it out of the commit (the file itself stays)';
    return { words: `${out}, and let .gitignore name it.${names}`, commands: [`git rm --cached ${path}`] };
  }
  return replacement(findings, path, occasion);
}

function published(finding: Finding): WayOn {
  if (finding.commit === undefined) return { words: 'take it out and push again.', commands: [] };
  const short = finding.commit.slice(0, 10);
  if (finding.file === 'tag message') return { words: `it stands in the message of a tag (${short}): delete the tag and make it again.`, commands: [] };
  return { words: `rewrite ${short} without it, then push again; a commit on top does not help.`, commands: [`git rebase -i ${short}^`] };
}

function replacement(findings: readonly [Finding, ...Finding[]], path: string, occasion: Occasion): WayOn {
  const values = findings.filter((finding) => finding.detail.code === 'value');
  const remedies = [...new Set(values.map(nameFor))].map((name) => remedyOf(findings[0].file, name));
  const references = remedies.flatMap((remedy) => remedy.reference ?? []);
  const few = references.slice(0, 3).join(', ') + (references.length > 3 ? ', …' : '');
  const write = references.length === 0 ? 'leave it out of this file' : `write ${few} in ${values.length === 1 ? 'its' : 'their'} place`;
  const prepared = remedies.flatMap((remedy) => remedy.command ?? []).slice(0, 3);
  const example = prepared.some((command) => command.endsWith('.env.example')) ? ' .env.example' : '';
  const words = `${write}, and ${remedies[0]?.keep ?? 'keep the value out of the repository'}.`;
  if (occasion !== 'commit') return { words, commands: prepared };
  return { words, commands: [...prepared, `git add${example} ${path}`], instead: `git reset -q -- ${path}` };
}

/** The environment variable that the key left of the value suggests. */
export const nameFor = (finding: Finding): string => variableOf(finding.keyPath.at(-1) ?? /^[\w$.-]+/.exec(finding.lead)?.[0], finding.ruleId);
