// The HTML report of `audit`.
import { severities, type Exposure, type Moment } from '../model.ts';
import { ground, page, text } from './html-page.ts';

export interface AuditView {
  readonly exposures: readonly (Exposure & { readonly title: string; readonly rotate: string })[];
  readonly incidents: readonly {
    readonly id: string;
    readonly title: string;
    readonly state: string;
    readonly fingerprint: string;
    readonly history: readonly { readonly step: string; readonly at: string; readonly by: string; readonly text: string }[];
  }[];
  readonly bypasses: readonly string[];
  readonly unread: readonly string[];
  readonly version: string;
  readonly moment: string;
}

const style = `${ground}
main{max-width:64rem}h3{margin:0}p{margin:.3rem 0}.figures b{color:var(--text)}.severity{font-size:.88rem}
article{background:var(--sheet);border:1px solid var(--line);border-radius:10px;padding:1rem 1.2rem 1.1rem;margin-bottom:1rem}article>header{display:flex;flex-wrap:wrap;gap:.1rem .9rem;align-items:baseline;margin-bottom:.6rem}
dl{display:grid;grid-template-columns:7.5rem minmax(0,1fr);gap:.25rem 1rem;margin:0;font-size:.93rem}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}ol{list-style:none;margin:0;padding:0}summary{cursor:pointer;color:var(--accent)}
ol li{padding-left:1.1rem;border-left:2px solid var(--accent);margin-left:.3rem;padding-bottom:.5rem}
@media(max-width:40rem){dl{grid-template-columns:minmax(0,1fr);gap:0}dd{margin-bottom:.5rem}}@media print{article{break-inside:avoid}}`;

const code = (value: string): string => `<code>${text(value)}</code>`;
const moment = (one: Moment | undefined): string =>
  one === undefined ? 'not in any commit' : `${text(one.date.slice(0, 10))} ${code(one.commit.slice(0, 12))} ${text(one.author)}`;
const listed = (values: readonly string[], none: string): string => (values.length === 0 ? `<span class="soft">${none}</span>` : values.map(code).join(', '));
const MAX_AUDIT_PLACES = 12;

export function htmlAudit({ exposures, incidents, bypasses, unread, version, moment: made }: AuditView): string {
  const worst = [...exposures].sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity));
  const figures = [
    [exposures.length, exposures.length === 1 ? 'exposure' : 'exposures'],
    [exposures.filter(({ tips }) => tips.length > 0).length, 'still on a branch'],
    [exposures.filter(({ remotes }) => remotes.length > 0).length, 'pushed'],
    [incidents.filter(({ state }) => state !== 'closed').length, 'incidents not closed'],
  ] as const;
  const body = [
    '<h1>Audit of secrets</h1>',
    `<p class="soft">${text(made.slice(0, 16).replace('T', ' '))} UTC</p>`,
    `<ul class="figures">${figures.map(([value, name]) => `<li><b>${value}</b>${name}</li>`).join('')}</ul>`,
    '<h2>Exposures</h2>',
    worst.length === 0
      ? `<p class="soft">${unread.length === 0 ? 'No secrets found in the history.' : 'No secrets found in what could be scanned.'}</p>`
      : worst.map(exposureHtml).join('\n'),
    '<h2>Incidents</h2>',
    incidents.length === 0 ? '<p class="soft">No incidents recorded.</p>' : incidents.map(incidentHtml).join('\n'),
    bypasses.length === 0
      ? ''
      : `<h2>Commits and pushes that bypassed this clone’s hooks</h2><ul class="plain">${bypasses.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`,
    unread.length === 0 ? '' : `<h2>Not scanned</h2><ul class="plain">${unread.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`,
    `<footer>secrets-hooks ${text(version)}. This page contains no secret values: a fingerprint identifies a value without revealing it.</footer>`,
  ];
  return page('Audit of secrets', style, body);
}

function facts(rows: readonly (readonly [name: string, html: string])[]): string {
  return `<dl>${rows.map(([name, html]) => `<dt>${name}</dt><dd>${html}</dd>`).join('')}</dl>`;
}

function exposureHtml(one: AuditView['exposures'][number]): string {
  const places = one.places.map(
    (place) => `<li>${code(`${place.file}:${place.startLine}`)} <span class="soft">in ${text(place.commit.slice(0, 12))}</span></li>`,
  );
  const more =
    places.length > MAX_AUDIT_PLACES
      ? `<details><summary>${places.length - MAX_AUDIT_PLACES} more</summary><ul class="plain">${places.slice(MAX_AUDIT_PLACES).join('')}</ul></details>`
      : '';
  const rows: (readonly [string, string])[] = [
    ['First', moment(one.first)],
    ['Last added', moment(one.last)],
    ['Still on', listed(one.tips, 'only in history')],
    ['Refs', listed(one.refs, 'none')],
    ['Pushed to', listed(one.remotes, 'no known remote')],
    ...(one.stores.length === 0 ? [] : [['Stores', listed(one.stores, '')] as const]),
    ...(one.environments.length === 0 ? [] : [['Environments', listed(one.environments, '')] as const]),
    ['Found in', `<ul class="plain">${places.slice(0, MAX_AUDIT_PLACES).join('')}</ul>${more}`],
    ...(one.rotate === '' ? [] : [['Rotate', text(one.rotate)] as const]),
    ['Fingerprint', code(one.fingerprint)],
  ];
  return `<article><header><span class="severity ${one.severity}">${one.severity}</span><h3>${text(one.title)}</h3></header>${facts(rows)}</article>`;
}

function incidentHtml(one: AuditView['incidents'][number]): string {
  const steps = one.history.map(
    (step) => `<li><strong>${text(step.step)}</strong> <span class="soft">${text(step.at.slice(0, 10))}, ${text(step.by)}</span><br>${text(step.text)}</li>`,
  );
  return `<article><header><h3>${text(one.title)}</h3><code class="soft">${text(one.id)}</code><span class="soft">${text(one.state)}</span></header><ol>${steps.join('')}</ol>${facts([['Fingerprint', code(one.fingerprint)]])}</article>`;
}
