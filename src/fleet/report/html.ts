// The page of a fleet: one self-contained file without script, light and dark; the lists are as long as a person reads, the JSON has all.
import { severities, type Severity } from '../../model.ts';
import { page, text } from '../../report/html-page.ts';
import type { Rules } from '../../report/words.ts';
import { escaped } from '../../report/xml.ts';
import { heavier, total, type Counts, type Overview, type RepositoryRow, type SharedValue } from './overview.ts';
import { ageWords, hooksWords, number, plural, policyWords, shiftText, troubleText } from './words.ts';

const style = `:root{color-scheme:light dark;--line:light-dark(#d0d7de,#3d444d);--soft:light-dark(#59636e,#9198a1);--faint:light-dark(#f6f8fa,#151b23);--critical:light-dark(#b00020,#ff7b72);--high:light-dark(#bc4c00,#f0883e);--medium:light-dark(#7d4e00,#d29922);--low:light-dark(#57606a,#8b949e)}
*{box-sizing:border-box}body{font:16px/1.5 system-ui,sans-serif;max-width:76rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.6rem;margin-bottom:.2rem}h2{font-size:1.2rem;margin:2.5rem 0 .5rem}h1,h2{text-wrap:balance}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}th{font-weight:600;color:var(--soft);white-space:nowrap}tbody th{color:inherit;font-weight:400;white-space:normal}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}code{font:.875em ui-monospace,monospace;overflow-wrap:anywhere}.critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}.soft{color:var(--soft)}
.figures{display:flex;flex-wrap:wrap;gap:1rem 2.5rem;padding:0;margin:1.5rem 0;list-style:none}.figures b{display:block;font-size:1.6rem;line-height:1.2;font-variant-numeric:tabular-nums}.scroll{overflow-x:auto}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(30rem,100%),1fr));gap:0 2.5rem}nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;list-style:none}a{color:light-dark(#0550ae,#79c0ff)}
details{border-bottom:1px solid var(--line);padding:.5rem 0}summary{cursor:pointer}details ol{margin:.5rem 0 .5rem 0;padding-left:1.6rem}.bar{display:flex;height:.6rem;border-radius:.3rem;overflow:hidden;background:var(--faint);min-width:6rem}.bar i{display:block}
.pair>*+*{margin-top:1rem}@media(min-width:66rem){.pair>*+*{margin-top:0}}td:has(.bar){vertical-align:middle}.bar .critical{background:var(--critical)}.bar .high{background:var(--high)}.bar .medium{background:var(--medium)}.bar .low{background:var(--low)}tbody tr:target{background:var(--faint)}`;

/** Rows of a list that a page shows. */
const most = { shared: 200, places: 50, repositories: 1_000, names: 500 } as const;
const worst = severities.toReversed();

export function fleetPage(overview: Overview, rules: Rules, version: string, today: string): string {
  const { repositories, shared, exposures } = overview;
  const exposed = repositories.filter((row) => total(row.exposures) > 0);
  const bare = repositories.filter(({ hooks }) => hooks === 'none');
  const weaker = repositories.filter((row) => row.weaker.length > 0 || row.policy === 'invalid');
  const missed = repositories.filter((row) => row.trouble !== undefined);
  const figure = (value: number, words: string, name = ''): string => `<li${name === '' ? '' : ` class="${name}"`}><b>${number(value)}</b>${words}</li>`;
  const sections: readonly (readonly [string, string, string])[] = [
    ['what', 'Exposures', `<div class="pair">${byClass(overview)}${byAge(overview)}</div>`],
    ['owners', 'By owner', byOwner(overview)],
    ['shared', `Values shared between repositories (${number(shared.length)})`, sharedList(shared, rules)],
    [
      'hooks',
      `Repositories without hooks (${number(bare.length)})`,
      names(bare, 'Every repository that could be looked at has hooks, as far as its files tell.'),
    ],
    ['policy', `Policies looser than the fleet's (${number(weaker.length)})`, drift(weaker)],
    ['missed', `Not looked at (${number(missed.length)})`, missedList(missed)],
    ['repositories', `Repositories with exposures (${number(exposed.length)})`, repositoryTable(exposed)],
  ];
  const body = [
    `<h1>Secrets in ${plural(repositories.length, 'repository', 'repositories')}</h1>`,
    `<p class="soft">As of ${escaped(today)}: ${plural(overview.commits, 'commit')} on all refs.</p>`,
    `<ul class="figures">${worst.map((severity) => figure(exposures[severity], severity, severity)).join('')}${figure(exposed.length, 'repositories with exposures')}${figure(shared.length, 'values in several repositories')}${figure(bare.length, 'repositories without hooks')}${figure(missed.length, 'not looked at')}</ul>`,
    `<nav aria-label="Sections"><ul>${sections.map(([id, title]) => `<li><a href="#${id}">${title.replace(/ \(.*$/, '')}</a></li>`).join('')}</ul></nav>`,
    ...sections.map(([id, title, html]) => `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${html}</section>`),
    `<p class="soft">secrets-hooks ${escaped(version)}. No value stands in this page. Fingerprints are made with the fleet's key: who does not hold it cannot test a guess.</p>`,
  ];
  return page('Secrets in the fleet', style, body);
}

const cell = (value: number): string => `<td class="n">${value === 0 ? '<span class="soft">0</span>' : number(value)}</td>`;
const head = (labels: readonly string[]): string =>
  `<thead><tr>${labels.map((label, index) => `<th scope="col"${index > 0 ? ' class="n"' : ''}>${label}</th>`).join('')}</tr></thead>`;
const table = (label: string, header: string, rows: readonly string[]): string =>
  `<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table>${header}<tbody>${rows.join('\n')}</tbody></table></div>`;
const left = (shown: number, all: number): string => (all > shown ? `<p class="soft">And ${number(all - shown)} more: fleet.json has all of them.</p>` : '');

/** How the severities share a number: what it says stands in figures beside it. */
function bar(counts: Counts, most: number): string {
  const parts = worst
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `<i class="${severity}" style="width:${((counts[severity] / Math.max(1, most)) * 100).toFixed(2)}%"></i>`);
  return `<td><div class="bar" aria-hidden="true">${parts.join('')}</div></td>`;
}

function counted(label: string, first: string, lines: readonly (readonly [string, Counts])[]): string {
  const largest = Math.max(...lines.map(([, counts]) => total(counts)));
  const rows = lines.map(
    ([name, counts]) => `<tr><th scope="row">${text(name)}</th>${worst.map((severity) => cell(counts[severity])).join('')}${bar(counts, largest)}</tr>`,
  );
  return table(label, head([first, ...worst, '']), rows);
}

const byClass = ({ byClass: lines }: Overview): string =>
  counted(
    'Exposures by class',
    'class',
    lines.map((line) => [line.class, line.exposures]),
  );
const byAge = ({ byAge: lines }: Overview): string =>
  counted(
    'Exposures by age',
    'first seen',
    lines.filter((line) => line.age !== 'unknown' || total(line.exposures) > 0).map((line) => [ageWords[line.age], line.exposures]),
  );

function byOwner({ byOwner: lines }: Overview): string {
  const shown = lines.slice(0, most.names);
  const largest = Math.max(...shown.map(({ exposures }) => total(exposures)));
  const rows = shown.map(
    ({ owner, repositories, withoutHooks, exposures }) =>
      `<tr><th scope="row">${text(owner)}</th>${cell(repositories)}${cell(withoutHooks)}${worst.map((severity) => cell(exposures[severity])).join('')}${bar(exposures, largest)}</tr>`,
  );
  return table('Exposures by owner', head(['owner', 'repositories', 'without hooks', ...worst, '']), rows) + left(shown.length, lines.length);
}

const tag = (severity: Severity): string => `<span class="${severity}">${severity}</span>`;

function sharedList(values: readonly SharedValue[], rules: Rules): string {
  if (values.length === 0) return '<p class="soft">No value stands in more than one repository.</p>';
  const shown = values.slice(0, most.shared).map(({ fingerprint, ruleId, severity, redacted, places }, index) => {
    const lines = places.slice(0, most.places).map(({ repository, first, files, stores, environments, tips }) => {
      const when =
        first === undefined
          ? 'at an unknown time'
          : `${escaped(first.date.slice(0, 10))} by ${text(first.author)} in <code>${escaped(first.commit.slice(0, 12))}</code>`;
      const homes = [...stores.map((name) => `store ${name}`), ...environments];
      const where =
        files
          .slice(0, 3)
          .map((file) => `<code>${text(file)}</code>`)
          .join(', ') + (files.length > 3 ? ` and ${files.length - 3} more` : '');
      return `<li><strong>${text(repository)}</strong>: ${when}, ${where}${homes.length === 0 ? '' : ` <span class="soft">(${text(homes.join(', '))})</span>`}${tips > 0 ? '' : ' <span class="soft">gone from every tip</span>'}</li>`;
    });
    const title = rules.get(ruleId)?.title ?? ruleId;
    return `<details${index < 3 ? ' open' : ''}><summary>${tag(severity)} ${text(title)} <code>${text(redacted)}</code> in ${plural(places.length, 'repository', 'repositories')} <code class="soft">${fingerprint}</code></summary><ol>${lines.join('')}</ol>${left(lines.length, places.length)}</details>`;
  });
  return shown.join('\n') + left(shown.length, values.length);
}

function names(rows: readonly RepositoryRow[], otherwise: string): string {
  if (rows.length === 0) return `<p class="soft">${otherwise}</p>`;
  const sorted = rows.toSorted((a, b) => heavier(a.exposures, b.exposures));
  const shown = sorted.slice(0, most.names);
  const items = shown.map(({ name, owner, exposures }) => `<tr><th scope="row">${text(name)}</th><td>${text(owner)}</td>${cell(total(exposures))}</tr>`);
  return `<p>Of the folders of this machine the hooks in force are told; of clones, whether their own files bring hooks along.</p><details${rows.length <= 25 ? ' open' : ''}><summary>${plural(rows.length, 'repository', 'repositories')}, those with the worst exposures first</summary>${table('Repositories without hooks', '<thead><tr><th scope="col">repository</th><th scope="col">owner</th><th scope="col" class="n">exposures</th></tr></thead>', items)}${left(shown.length, rows.length)}</details>`;
}

function drift(rows: readonly RepositoryRow[]): string {
  if (rows.length === 0) return '<p class="soft">No policy is looser than that of the fleet.</p>';
  const shown = rows.slice(0, most.names);
  const items = shown.map(
    (row) =>
      `<tr><th scope="row">${text(row.name)}</th><td>${text(row.owner)}</td><td>${row.policy === 'invalid' ? 'its policy is not valid' : row.weaker.map((shift) => escaped(shiftText(shift))).join('<br>')}</td><td class="soft">${row.stricter.map((shift) => escaped(shiftText(shift))).join('<br>')}</td></tr>`,
  );
  const list =
    table(
      'Policies that differ',
      '<thead><tr><th scope="col">repository</th><th scope="col">owner</th><th scope="col">looser</th><th scope="col">stricter</th></tr></thead>',
      items,
    ) + left(shown.length, rows.length);
  return rows.length <= 25 ? list : `<details><summary>${plural(rows.length, 'repository', 'repositories')}</summary>${list}</details>`;
}

function missedList(rows: readonly RepositoryRow[]): string {
  if (rows.length === 0) return '<p class="soft">Every repository was looked at.</p>';
  const shown = rows.slice(0, most.names);
  const items = shown.map(
    ({ name, trouble }) =>
      `<li><strong>${text(name)}</strong>: ${escaped(trouble === undefined ? '' : troubleText(trouble))}. What was known of it before is shown as it was.</li>`,
  );
  return `<ul>${items.join('')}</ul>${left(shown.length, rows.length)}`;
}

function repositoryTable(rows: readonly RepositoryRow[]): string {
  if (rows.length === 0) return '<p class="soft">None.</p>';
  const shown = rows.toSorted((a, b) => heavier(a.exposures, b.exposures)).slice(0, most.repositories);
  const items = shown.map(
    ({ name, owner, exposures, hooks, policy, unread }) =>
      `<tr><th scope="row">${text(name)}</th><td>${text(owner)}</td>${worst.map((severity) => cell(exposures[severity])).join('')}<td>${hooksWords[hooks]}</td><td>${policyWords[policy]}</td>${cell(unread)}</tr>`,
  );
  const header = `<thead><tr><th scope="col">repository</th><th scope="col">owner</th>${worst.map((severity) => `<th scope="col" class="n">${severity}</th>`).join('')}<th scope="col">hooks</th><th scope="col">policy</th><th scope="col" class="n">not read</th></tr></thead>`;
  return table('Repositories', header, items) + left(shown.length, rows.length);
}
