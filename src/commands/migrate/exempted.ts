// What we find ourselves where another scanner was told to look away: each such value becomes an exception of its own, or is told.
import { join } from 'node:path';
import { RE2JS } from 're2js';
import { inspectDocument } from '../../inspect.ts';
import { readSmall } from '../../io/files.ts';
import type { Git } from '../../io/git.ts';
import { hasherOf } from '../../io/hasher.ts';
import { pathOf } from '../../io/path.ts';
import { tokens } from '../../io/raw.ts';
import type { Finding, Path } from '../../model.ts';
import { floorRow } from '../../policy/floor.ts';
import type { Policy } from '../../policy/policy.ts';
import { engineUnder } from '../looking.ts';
import type { Exempt } from './foreign.ts';

export interface Exempted {
  /** found where it was exempt, and open to an exception */
  readonly allowable: readonly { readonly finding: Finding; readonly audited: boolean }[];
  /** found there too, but no exception helps: by the contract's row */
  readonly floor: readonly { readonly finding: Finding; readonly row: string }[];
  /** exemptions under which we find nothing that needs one */
  readonly needless: number;
  /** patterns that could not be read */
  readonly unreadable: readonly string[];
}

export async function exemptedFindings(top: string, git: Git, exempt: readonly Exempt[], policy: Policy): Promise<Exempted> {
  const files = [...tokens(await git.ask(['ls-files', '-z', '--cached', '--full-name']))].map((token) => pathOf(token));
  const engine = await engineUnder(policy);
  const hasher = hasherOf(policy.salt);
  const seen = new Map<Path, readonly Finding[]>();
  const findingsIn = async (file: Path): Promise<readonly Finding[]> => {
    const known = seen.get(file);
    if (known !== undefined) return known;
    const bytes = await readSmall(join(top, file)).catch(() => undefined);
    const findings = bytes === undefined ? [] : inspectDocument({ path: file, origin: 'file', bytes }, engine, hasher).findings;
    seen.set(file, findings);
    return findings;
  };
  const found = new Map<string, { finding: Finding; audited: boolean }>();
  const unreadable: string[] = [];
  let needless = 0;
  for (const one of exempt) {
    const matching = await filesOf(one, files, git, unreadable);
    let count = 0;
    for (const file of matching)
      for (const finding of await findingsIn(file)) {
        if (finding.severity === 'low' || (one.kind === 'place' && one.line !== undefined && !stands(finding, one.line))) continue;
        count += 1;
        found.set(finding.fingerprint, {
          finding,
          audited: (one.kind === 'place' && one.audited === true) || found.get(finding.fingerprint)?.audited === true,
        });
      }
    if (count === 0) needless += 1;
  }
  const all = [...found.values()];
  const held = all.flatMap(({ finding }) => {
    const row = floorRow(finding);
    return row === undefined ? [] : [{ finding, row }];
  });
  return { allowable: all.filter(({ finding }) => floorRow(finding) === undefined), floor: held, needless, unreadable };
}

/** Lines move by a few while nobody looks. */
const stands = (finding: Finding, line: number): boolean => finding.startLine - 2 <= line && line <= finding.endLine + 2;

async function filesOf(exempt: Exempt, files: readonly Path[], git: Git, unreadable: string[]): Promise<readonly Path[]> {
  if (exempt.kind === 'place') return files.filter((file) => file === exempt.file.replace(/^\.\//, ''));
  if (exempt.kind === 'glob') {
    const excludes = exempt.patterns.map((pattern) => `--exclude=${pattern}`);
    return [...tokens(await git.ask(['ls-files', '-z', '--cached', '--ignored', '--full-name', ...excludes]))].map((token) => pathOf(token));
  }
  try {
    const pattern = RE2JS.compile(exempt.pattern);
    return files.filter((file) => pattern.matcher(file).find());
  } catch {
    unreadable.push(exempt.pattern);
    return [];
  }
}
