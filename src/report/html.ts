// The report of a scan as a page.
import { severities, type Report, type Verdict } from '../model.ts';
import { ground, page, text } from './html-page.ts';
import { printable } from './printable.ts';
import { shownOf } from './shown.ts';
import { byClass, messageOf, reasonOf, unreadOf, wayOutOf, type Rules } from './words.ts';
import { escaped } from './xml.ts';

const style = `${ground}
main{max-width:84rem}h3{margin:1.8rem 0 .6rem}.figures .critical b{color:var(--critical)}.figures .high b{color:var(--high)}.figures .medium b{color:var(--medium)}.figures .low b{color:var(--low)}.figures .none,.figures .none b{color:var(--soft)}
.scroll{background:var(--sheet);border:1px solid var(--line);border-radius:10px;overflow-x:auto}table{border-collapse:collapse;width:100%;table-layout:fixed}th,td{text-align:left;vertical-align:top;padding:.5rem .9rem}tr+tr,tbody tr{border-top:1px solid var(--line)}th{font-weight:400;color:var(--soft);font-size:.88rem}th:nth-child(1){width:7rem}th:nth-child(3){width:22%}th:nth-child(4){width:26%}th:nth-child(5){width:22rem}td{overflow-wrap:break-word}
@media (max-width:62rem){table,tbody,tr,td{display:block}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}tr{padding:.8rem 1rem}td{padding:.15rem 0}td[data-label]:not(.severity)::before{content:attr(data-label);color:var(--soft);display:block;font-size:.82rem}}@media print{tr{break-inside:avoid}}`;

export function htmlReport(report: Report, rules: Rules, version: string): string {
  const shown = shownOf(report);
  const figures = [...severities]
    .reverse()
    .map((severity) => [severity, shown.filter((verdict) => verdict.finding.severity === severity).length] as const)
    .map(([severity, many]) => `<li class="${many === 0 ? 'none' : severity}"><b>${many}</b>${severity}</li>`);
  const body = [
    `<h1>Secrets: ${report.outcome}</h1>`,
    `<ul class="figures">${figures.join('')}<li><b>${report.stats.files}</b>files</li><li><b>${report.stats.commits}</b>commits</li><li class="${report.unread.length === 0 ? 'none' : 'critical'}"><b>${report.unread.length}</b>not scanned</li></ul>`,
    '<h2>Findings</h2>',
    shown.length === 0
      ? '<p class="soft">None.</p>'
      : byClass(shown)
          .map(({ name, verdicts }) => `<h3>${verdicts.length} ${name}</h3>${table(verdicts, rules, name)}`)
          .join(''),
    report.unread.length === 0
      ? ''
      : `<h2>Not scanned</h2><ul class="plain">${report.unread.map((unread) => `<li><code>${text(unread.file)}</code>: ${escaped(unreadOf(unread))}. ${escaped(wayOutOf(unread))}</li>`).join('')}</ul>`,
    `<footer>secrets-hooks ${escaped(version)}. This page contains no secret values: a fingerprint identifies a value without revealing it.</footer>`,
  ];
  return page('Secrets', style, body);
}

function table(verdicts: readonly Verdict[], rules: Rules, name: string): string {
  const rows = verdicts.map(({ finding, reason }) => {
    const where = `${printable(finding.file)}:${finding.startLine}:${finding.startColumn}`;
    const commit = finding.commit === undefined ? '' : `<br><span class="soft">in <code>${finding.commit.slice(0, 12)}</code></span>`;
    const rule = rules.get(finding.ruleId);
    const cells = [
      ['severity', finding.severity],
      ['what', `${escaped(messageOf(finding, rules))}<br><span class="soft">${text(rule?.holder ?? '')}</span>`],
      ['where', `<code>${escaped(where)}</code>${commit}`],
      ['reason and fix', `${escaped(reasonOf(reason))}<br><span class="soft">${text(rule?.rotate ?? '')}</span>`],
      ['fingerprint', `<code>${finding.fingerprint}</code>`],
    ] as const;
    // Explicit roles keep the table readable for assistive technology where a narrow screen shows rows as cards.
    const spelled = cells.map(
      ([label, html]) => `<td role="cell" data-label="${label}"${label === 'severity' ? ` class="severity ${finding.severity}"` : ''}>${html}</td>`,
    );
    return `<tr role="row">${spelled.join('')}</tr>`;
  });
  const head = ['severity', 'what', 'where', 'reason and fix', 'fingerprint'].map((label) => `<th scope="col" role="columnheader">${label}</th>`).join('');
  return `<div class="scroll" role="region" aria-label="Findings: ${name}" tabindex="0"><table role="table"><thead><tr role="row">${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
