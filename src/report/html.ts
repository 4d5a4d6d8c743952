// One self-contained page: no script, nothing from elsewhere, light and dark, readable without a mouse.
import { severities, type Report, type Verdict } from '../model.ts';
import { printable } from './printable.ts';
import { byClass, messageOf, reasonOf, unreadOf, wayOutOf, type Rules } from './words.ts';
import { escaped } from './xml.ts';

const style = `:root{color-scheme:light dark;--line:light-dark(#d0d7de,#3d444d);--soft:light-dark(#59636e,#9198a1);--critical:light-dark(#b00020,#ff7b72);--high:light-dark(#bc4c00,#f0883e);--medium:light-dark(#7d4e00,#d29922);--low:light-dark(#57606a,#8b949e)}
body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
th{font-weight:600;color:var(--soft);white-space:nowrap}code{font:.875em ui-monospace,monospace}.critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}
.figures{display:flex;flex-wrap:wrap;gap:1rem 2rem;padding:0;list-style:none}.figures b{display:block;font-size:1.5rem}.scroll{overflow-x:auto}.soft{color:var(--soft)}
h3{font-size:1rem;margin-top:1.5rem}h1,h2{text-wrap:balance}td{overflow-wrap:break-word}td code{overflow-wrap:anywhere}
@media (max-width:60rem){table,tbody,tr,td{display:block}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}tr{border-bottom:1px solid var(--line);padding:.6rem 0}td{border:0;padding:.15rem 0}td::before{content:attr(data-label) ' ';color:var(--soft);display:block;font-size:.8rem}}`;

export function htmlReport(report: Report, rules: Rules, version: string): string {
  const shown = report.verdicts.filter((verdict) => verdict.action !== 'pass');
  const figures = [...severities]
    .reverse()
    .map((severity) => `<li class="${severity}"><b>${shown.filter((verdict) => verdict.finding.severity === severity).length}</b>${severity}</li>`);
  const body = [
    `<h1>Secrets: ${report.outcome}</h1>`,
    `<ul class="figures">${figures.join('')}<li><b>${report.stats.files}</b>files</li><li><b>${report.stats.commits}</b>commits</li><li><b>${report.unread.length}</b>not looked at</li></ul>`,
    '<h2>Findings</h2>',
    shown.length === 0
      ? '<p class="soft">None.</p>'
      : byClass(shown)
          .map(({ name, verdicts }) => `<h3>${verdicts.length} ${name}</h3>${table(verdicts, rules, name)}`)
          .join(''),
    report.unread.length === 0
      ? ''
      : `<h2>Not looked at</h2><ul>${report.unread.map((unread) => `<li><code>${escaped(printable(unread.file))}</code>: ${escaped(unreadOf(unread))}. ${escaped(wayOutOf(unread))}</li>`).join('')}</ul>`,
    `<p class="soft">secrets-hooks ${escaped(version)}. No value stands in this page.</p>`,
  ];
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Secrets</title><style>${style}</style></head><body><main>${body.join('\n')}</main></body></html>\n`;
}

function table(verdicts: readonly Verdict[], rules: Rules, name: string): string {
  const rows = verdicts.map(({ finding, reason }) => {
    const where = `${printable(finding.file)}:${finding.startLine}:${finding.startColumn}`;
    const commit = finding.commit === undefined ? '' : `<br><span class="soft">in <code>${finding.commit.slice(0, 12)}</code></span>`;
    const rule = rules.get(finding.ruleId);
    const cells = [
      ['severity', finding.severity],
      ['what', `${escaped(messageOf(finding, rules))}<br><span class="soft">${escaped(printable(rule?.holder ?? ''))}</span>`],
      ['where', `<code>${escaped(where)}</code>${commit}`],
      ['why, and the way out', `${escaped(reasonOf(reason))}<br><span class="soft">${escaped(printable(rule?.rotate ?? ''))}</span>`],
      ['fingerprint', `<code>${finding.fingerprint}</code>`],
    ] as const;
    // the roles stay where a narrow screen shows rows as cards
    const spelled = cells.map(
      ([label, html]) => `<td role="cell" data-label="${label}"${label === 'severity' ? ` class="${finding.severity}"` : ''}>${html}</td>`,
    );
    return `<tr role="row">${spelled.join('')}</tr>`;
  });
  const head = ['severity', 'what', 'where', 'why, and the way out', 'fingerprint']
    .map((label) => `<th scope="col" role="columnheader">${label}</th>`)
    .join('');
  return `<div class="scroll" role="region" aria-label="Findings: ${name}" tabindex="0"><table role="table"><thead><tr role="row">${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
