// The audit as one self-contained page: no script, nothing from elsewhere, light and dark, readable without a mouse, no value in it.
import { severities, type Exposure, type Moment } from '../model.ts';
import { printable } from './printable.ts';
import { escaped } from './xml.ts';

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

const style = `:root{color-scheme:light dark;--ground:light-dark(#faf9f6,#151513);--sheet:light-dark(#fff,#1c1c19);--line:light-dark(#e4e1da,#34332e);--text:light-dark(#1f1e1b,#ebe9e2);--soft:light-dark(#67635a,#a29d92);--accent:light-dark(#0f6455,#63c7b3);--critical:light-dark(#a8201a,#ff8f85);--high:light-dark(#a84a05,#f0a35e);--medium:light-dark(#7a5c00,#d8b64c);--low:light-dark(#5d6066,#9fa2a8)}
*{box-sizing:border-box}html{background:var(--ground);color:var(--text);font:15px/1.55 ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',sans-serif}body{margin:0}main{max-width:64rem;margin:0 auto;padding:2.5rem clamp(1rem,4vw,2.5rem) 4rem}
h1{font-size:1.7rem;line-height:1.2;letter-spacing:-.015em;margin:0}h2{font-size:1.1rem;margin:2.6rem 0 .8rem}h3{font-size:1rem;margin:0;font-weight:650}p{margin:.3rem 0}code{font:.86em ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;overflow-wrap:anywhere}.soft{color:var(--soft)}
.figures{display:flex;flex-wrap:wrap;gap:.6rem 2.4rem;padding:0;margin:1.4rem 0 0;list-style:none;color:var(--soft)}.figures b{display:block;font-size:1.7rem;line-height:1.2;font-weight:600;color:var(--text);font-variant-numeric:tabular-nums}
article{background:var(--sheet);border:1px solid var(--line);border-radius:10px;padding:1rem 1.2rem 1.1rem;margin-bottom:1rem}article>header{display:flex;flex-wrap:wrap;gap:.1rem .9rem;align-items:baseline;margin-bottom:.6rem}
.severity{font-size:.88rem}.severity::before{content:'';display:inline-block;width:.6em;height:.6em;border-radius:50%;background:currentColor;margin-right:.45em}.critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}
dl{display:grid;grid-template-columns:7.5rem minmax(0,1fr);gap:.25rem 1rem;margin:0;font-size:.93rem}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}ul.plain,ol{list-style:none;margin:0;padding:0}summary{cursor:pointer;color:var(--accent)}:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
ol li{padding-left:1.1rem;border-left:2px solid var(--accent);margin-left:.3rem;padding-bottom:.5rem}footer{margin-top:3rem;color:var(--soft);font-size:.88rem}
@media(max-width:40rem){dl{grid-template-columns:minmax(0,1fr);gap:0}dd{margin-bottom:.5rem}}@media print{article{break-inside:avoid}}`;

const text = (value: string): string => escaped(printable(value));
const code = (value: string): string => `<code>${text(value)}</code>`;
const moment = (one: Moment | undefined): string =>
  one === undefined ? 'in no commit' : `${text(one.date.slice(0, 10))} ${code(one.commit.slice(0, 12))} ${text(one.author)}`;
const listed = (values: readonly string[], none: string): string => (values.length === 0 ? `<span class="soft">${none}</span>` : values.map(code).join(', '));
const most = 12;

export function htmlAudit({ exposures, incidents, bypasses, unread, version, moment: made }: AuditView): string {
  const worst = [...exposures].sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity));
  const figures = [
    [exposures.length, exposures.length === 1 ? 'exposure' : 'exposures'],
    [exposures.filter(({ tips }) => tips.length > 0).length, 'still at a tip'],
    [exposures.filter(({ remotes }) => remotes.length > 0).length, 'pushed'],
    [incidents.filter(({ state }) => state !== 'closed').length, 'incidents not closed'],
  ] as const;
  const body = [
    '<h1>Audit of secrets</h1>',
    `<p class="soft">${text(made.slice(0, 16).replace('T', ' '))} UTC</p>`,
    `<ul class="figures">${figures.map(([value, name]) => `<li><b>${value}</b>${name}</li>`).join('')}</ul>`,
    '<h2>Exposures</h2>',
    worst.length === 0
      ? `<p class="soft">${unread.length === 0 ? 'History holds no secret.' : 'What could be looked at holds none.'}</p>`
      : worst.map(exposureHtml).join('\n'),
    '<h2>Incidents</h2>',
    incidents.length === 0 ? '<p class="soft">None is recorded.</p>' : incidents.map(incidentHtml).join('\n'),
    bypasses.length === 0 ? '' : `<h2>Past the hooks of this clone</h2><ul class="plain">${bypasses.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`,
    unread.length === 0 ? '' : `<h2>Not looked at</h2><ul class="plain">${unread.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`,
    `<footer>secrets-hooks ${text(version)}. No value stands in this page: a fingerprint names a value without telling it.</footer>`,
  ];
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Audit of secrets</title><style>${style}</style></head><body><main>${body.join('\n')}</main></body></html>\n`;
}

function facts(rows: readonly (readonly [name: string, html: string])[]): string {
  return `<dl>${rows.map(([name, html]) => `<dt>${name}</dt><dd>${html}</dd>`).join('')}</dl>`;
}

function exposureHtml(one: AuditView['exposures'][number]): string {
  const places = one.places.map(
    (place) => `<li>${code(`${place.file}:${place.startLine}`)} <span class="soft">in ${text(place.commit.slice(0, 12))}</span></li>`,
  );
  const more =
    places.length > most ? `<details><summary>${places.length - most} more</summary><ul class="plain">${places.slice(most).join('')}</ul></details>` : '';
  const rows: (readonly [string, string])[] = [
    ['First', moment(one.first)],
    ['Last brought', moment(one.last)],
    ['Still at', listed(one.tips, 'no tip: it is in history only')],
    ['Reached by', listed(one.refs, 'no ref')],
    ['Pushed to', listed(one.remotes, 'no remote that this clone knows of')],
    ...(one.stores.length === 0 ? [] : [['Stores', listed(one.stores, '')] as const]),
    ...(one.environments.length === 0 ? [] : [['Environments', listed(one.environments, '')] as const]),
    ['Places', `<ul class="plain">${places.slice(0, most).join('')}</ul>${more}`],
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
