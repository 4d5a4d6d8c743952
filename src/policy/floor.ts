// The contract's floor (row C12): what no policy and no allow entry lets through.
import type { Finding } from '../model.ts';
import type { Levels } from './policy.ts';

/** The contract row that forbids this finding in any case, or undefined where the policy decides. */
export function floorRow(finding: Finding): string | undefined {
  const { ruleId } = finding;
  if (/(?:^|\/)instances\//i.test(finding.file) && finding.detail.code === 'file-name') return 'C5.1a';
  if (ruleId === 'dotenv-file') return 'C5.1b';
  if (ruleId === 'ignored-file') return 'C5.2';
  if (ruleId === 'secret-shared-between-stores') return 'C8';
  if (ruleId === 'secret-copied-between-environments') return 'C6';
  if (/(?:^|\/)instances\//i.test(finding.file) && finding.severity !== 'low') return 'C5.1a';
  if (finding.severity === 'low') return undefined;
  if (finding.certainty === 'proven') return 'C4.1a';
  // a private key that parses opens something, whatever somebody says of it
  if (finding.class === 'private-key' && finding.certainty === 'structural' && finding.detail.code === 'value') return 'C4.1a';
  return undefined;
}

/** Rules that the contract's floor needs, by the row that needs them. */
const floorRules: Readonly<Record<string, string>> = { 'dotenv-file': 'C5.1b', 'ignored-file': 'C5.2', 'key-file': 'C4.1a', 'private-key': 'C4.1a' };

/** What a policy tries against the floor: where it stands in the file, the row that forbids it, and what it is. */
export function forbiddenByFloor(policy: Levels & { readonly sections?: readonly Levels[] }): readonly Forbidden[] {
  return [
    ...forbiddenIn(policy.rules ?? {}, ['rules']),
    ...(policy.sections ?? []).flatMap((section, index) => forbiddenIn(section.rules ?? {}, ['sections', index, 'rules'])),
  ];
}

interface Forbidden {
  readonly path: readonly (string | number)[];
  readonly row: string;
  readonly what: string;
}

function forbiddenIn(rules: NonNullable<Levels['rules']>, at: readonly (string | number)[]): Forbidden[] {
  return Object.entries(rules).flatMap(([id, setting]) => {
    const row = Object.hasOwn(floorRules, id) ? floorRules[id] : undefined;
    if (row === undefined || (setting.enabled !== false && (setting.severity === undefined || setting.severity !== 'low'))) return [];
    return [{ path: [...at, id], row, what: setting.enabled === false ? `turning ${id} off` : `lowering ${id}` }];
  });
}
