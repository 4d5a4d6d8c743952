// A fleet's audit on a terminal: the figures, what is shared, what was not looked at. The files have the rest.
import { severities } from '../../model.ts';
import { printable } from '../../report/printable.ts';
import type { Rules } from '../../report/words.ts';
import { heavier, total, type Counts, type Overview } from './overview.ts';
import { number, plural, shiftText, troubleText } from './words.ts';

const most = 10;

const counted = (counts: Counts): string =>
  severities
    .toReversed()
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${number(counts[severity])} ${severity}`)
    .join(', ') || 'none';

export function fleetText(overview: Overview, rules: Rules): string {
  const { repositories, shared, exposures } = overview;
  const exposed = repositories.filter((row) => total(row.exposures) > 0).toSorted((a, b) => heavier(a.exposures, b.exposures));
  const missed = repositories.filter(({ trouble }) => trouble !== undefined);
  const weaker = repositories.filter((row) => row.weaker.length > 0 || row.policy === 'invalid');
  const unread = repositories.reduce((sum, row) => sum + row.unread, 0);
  const lines = [
    `${plural(repositories.length, 'repository', 'repositories')}, ${plural(overview.commits, 'commit')}`,
    '',
    `  exposures   ${number(total(exposures))}: ${counted(exposures)}, in ${plural(exposed.length, 'repository', 'repositories')}`,
    `  shared      ${plural(shared.length, 'value')} in more than one repository`,
    `  hooks       ${plural(repositories.filter(({ hooks }) => hooks === 'none').length, 'repository', 'repositories')} without`,
    `  policy      ${plural(weaker.length, 'repository', 'repositories')} looser than the fleet`,
    `  not read    ${plural(missed.length, 'repository', 'repositories')}, ${plural(unread, 'file')} in others`,
  ];
  const list = (title: string, items: readonly string[], all: number): void => {
    if (items.length === 0) return;
    lines.push('', title, ...items.map((item) => `  ${item}`));
    if (all > items.length) lines.push(`  … and ${number(all - items.length)} more`);
  };
  list(
    'Shared between repositories',
    shared.slice(0, most).map(({ severity, ruleId, fingerprint, places }) => {
      const names = places
        .slice(0, 4)
        .map(({ repository }) => printable(repository))
        .join(', ');
      return `${severity}: ${printable(rules.get(ruleId)?.title ?? ruleId)}  ${fingerprint}\n    in ${names}${places.length > 4 ? `, and ${places.length - 4} more` : ''}`;
    }),
    shared.length,
  );
  list(
    'Most exposed',
    exposed.slice(0, most).map(({ name, exposures: own }) => `${printable(name)}: ${counted(own)}`),
    exposed.length,
  );
  list(
    "Looser than the fleet's policy",
    weaker
      .slice(0, most)
      .map(
        ({ name, weaker: shifts, policy }) =>
          `${printable(name)}: ${policy === 'invalid' ? 'its policy is not valid' : shifts.slice(0, 3).map(shiftText).join('; ')}`,
      ),
    weaker.length,
  );
  list(
    'Not looked at',
    missed.slice(0, most).map(({ name, trouble }) => `${printable(name)}: ${trouble === undefined ? '' : troubleText(trouble)}`),
    missed.length,
  );
  return `${lines.join('\n')}\n`;
}
