// `secrets-hooks audit` and `trace`: history, incidents and usage scope in one report; no value in it anywhere.
import { Failure } from '../io/failure.ts';
import { hasherOf } from '../io/hasher.ts';
import { severities } from '../model.ts';
import { printable } from '../report/printable.ts';
import { escaped } from '../report/xml.ts';
import { bypassesOf, bypassWords } from './bypass.ts';
import { exposuresOf, type Exposure } from './exposures.ts';
import { fingerprintArgument } from './fingerprint-argument.ts';
import { ledgerOnDisk } from './incident.ts';
import { engineUnder, rules } from './looking.ts';
import { policyOnDisk, standpointOf } from './place.ts';
import { guessable } from '../guessable.ts';
import { stdinOf, type ExitStatus, type World } from './world.ts';

export type AuditFormat = 'pretty' | 'json' | 'html' | 'markdown';

export async function audit(options: { readonly format: AuditFormat; readonly failOn: string }, world: World): Promise<ExitStatus> {
  const { git, top } = await standpointOf(world);
  const policy = await policyOnDisk(top);
  const exposures = await exposuresOf(git, { engine: await engineUnder(policy), hasher: hasherOf(policy.salt) }, policy.places);
  const incidents = await ledgerOnDisk(top);
  const bypasses = await bypassesOf(git);
  if (options.format === 'json')
    world.out(`${JSON.stringify({ schemaVersion: 1, tool: { name: 'secrets-hooks', version: world.version }, exposures, incidents, bypasses }, null, 2)}\n`);
  else if (options.format === 'html')
    world.out(
      page(
        exposures,
        incidents.map((one) => `${one.id}: ${one.state}, ${one.ruleId}`),
        world.version,
      ),
    );
  else
    world.out(
      text(
        exposures,
        incidents.map((one) => `${one.id}  ${one.state}  ${one.ruleId}  ${one.fingerprint}`),
        options.format === 'markdown',
        bypassWords(bypasses).map((one) => one.text),
      ),
    );
  const limit = severities.indexOf(options.failOn as never);
  return options.failOn !== 'none' && exposures.some((one) => severities.indexOf(one.severity) >= limit) ? 1 : 0;
}

/** The usage scope of one secret: by fingerprint, or by a value on stdin that never is an argument. */
export async function trace(
  fingerprint: string | undefined,
  options: { readonly stdin?: boolean; readonly format: AuditFormat },
  world: World,
): Promise<ExitStatus> {
  const { git, top } = await standpointOf(world);
  const policy = await policyOnDisk(top);
  const hasher = hasherOf(policy.salt);
  let wanted = new Set<string | undefined>([fingerprint === undefined ? undefined : fingerprintArgument(fingerprint)]);
  if (options.stdin === true) {
    const value = (await stdinOf(world)).toString('latin1').replace(/\r?\n$/, '');
    if (value === '') throw new Failure('bad-argument', 'there was nothing on stdin', 'Send the value on stdin.');
    wanted = new Set([`v1f-${hasher.fast(value).slice(0, 32)}`, ...(guessable(value) ? [`v1s-${hasher.slow(value).slice(0, 32)}`] : [])]);
  } else if (fingerprint === undefined)
    throw new Failure('bad-argument', 'trace needs a fingerprint', 'Copy one from a report, or send the value with --stdin.');
  const exposures = await exposuresOf(git, { engine: await engineUnder(policy), hasher }, policy.places, (finding) => wanted.has(finding.fingerprint));
  world.out(
    options.format === 'json'
      ? `${JSON.stringify(exposures, null, 2)}\n`
      : exposures.length === 0
        ? 'It stands nowhere in the history of this repository.\n'
        : text(exposures, [], false),
  );
  return exposures.length === 0 ? 0 : 1;
}

const title = (exposure: { readonly ruleId: string }): string => rules().get(exposure.ruleId)?.title ?? exposure.ruleId;
const moment = (one: Exposure['first']): string =>
  one === undefined ? 'not in any commit' : `${one.date.slice(0, 10)} ${one.commit.slice(0, 12)} ${printable(one.author)}`;
const short = (list: readonly string[], most = 6): string =>
  list.length === 0 ? 'none' : list.slice(0, most).map(printable).join(', ') + (list.length > most ? `, and ${list.length - most} more` : '');

function text(exposures: readonly Exposure[], incidents: readonly string[], markdown: boolean, bypasses: readonly string[] = []): string {
  const head = (line: string): string => (markdown ? `## ${line}` : line);
  const lines = [head(`${exposures.length} exposure${exposures.length === 1 ? '' : 's'}`), ''];
  for (const one of exposures) {
    lines.push(
      `${markdown ? '### ' : ''}${one.severity}: ${title(one)}  ${one.fingerprint}`,
      `  first    ${moment(one.first)}`,
      `  last     ${moment(one.last)}`,
      `  refs     ${short(one.refs)}`,
      `  pushed   ${short(one.remotes)}`,
      `  at tips  ${short(one.tips)}`,
    );
    if (one.stores.length > 0) lines.push(`  stores   ${short(one.stores)}`);
    if (one.environments.length > 0) lines.push(`  environments ${short(one.environments)}`);
    for (const place of one.places.slice(0, 8)) lines.push(`  place    ${printable(place.file)}:${place.startLine} in ${place.commit.slice(0, 12)}`);
    if (one.places.length > 8) lines.push(`           … and ${one.places.length - 8} more`);
    lines.push('');
  }
  if (incidents.length > 0) lines.push(head('Incidents'), '', ...incidents.map((line) => `  ${line}`), '');
  if (bypasses.length > 0) lines.push(head('Past the hooks of this clone'), '', ...bypasses.map((line) => `  ${line}`), '');
  return `${lines.join('\n').trimEnd()}\n`;
}

const style =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:76rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid light-dark(#d0d7de,#3d444d);overflow-wrap:anywhere}code{font:.875em ui-monospace,monospace}.scroll{overflow-x:auto}';

/** One self-contained page, without scripts and without values. */
function page(exposures: readonly Exposure[], incidents: readonly string[], version: string): string {
  const rows = exposures.map((one) => {
    const cells = [
      one.severity,
      `${title(one)}<br>`,
      moment(one.first),
      moment(one.last),
      short(one.refs),
      short(one.remotes),
      short(one.tips),
      short(
        one.places.map((place) => `${place.file}:${place.startLine}`),
        8,
      ),
    ];
    return `<tr>${cells.map((cell, index) => `<td>${index === 1 ? `${escaped(title(one))}<br><code>${one.fingerprint}</code>` : escaped(cell)}</td>`).join('')}</tr>`;
  });
  const header = ['severity', 'what', 'first', 'last', 'refs', 'pushed to', 'still at tips', 'places'].map((name) => `<th scope="col">${name}</th>`).join('');
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Audit</title><style>${style}</style></head><body><main><h1>Audit: ${exposures.length} exposures</h1><div class="scroll" tabindex="0"><table><thead><tr>${header}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div><h2>Incidents</h2>${incidents.length === 0 ? '<p>None.</p>' : `<ul>${incidents.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`}<p>secrets-hooks ${escaped(version)}. No value stands in this page.</p></main></body></html>\n`;
}
