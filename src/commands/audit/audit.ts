// `secrets-hooks audit` and `trace`: history, incidents and usage scope in one report; no value in it anywhere.
import { Failure } from '../../io/failure.ts';
import { inspectDocument } from '../../inspect.ts';
import { hasherOf } from '../../io/hasher.ts';
import { severities, type Path } from '../../model.ts';
import { printable } from '../../report/printable.ts';
import { htmlAudit } from '../../report/html-audit.ts';
import { furtherText, unreadLine } from '../../report/unread-text.ts';
import { bypassesOf, bypassWords } from './bypass.ts';
import { exposuresOf, type AuditExposure } from './exposures.ts';
import { findingArgument } from '../fingerprint-argument.ts';
import { ledgerOnDisk } from './incident.ts';
import { engineUnder, rules } from '../looking.ts';
import { policyOnDisk, standpointOf } from '../place.ts';
import { progressFor } from '../progress.ts';
import { guessable } from '../../guessable.ts';
import { stdinOf, type ExitStatus, type World } from '../world.ts';

export type AuditFormat = 'pretty' | 'json' | 'html' | 'markdown';

export async function audit(options: { readonly format: AuditFormat; readonly failOn: string }, world: World): Promise<ExitStatus> {
  const { git, top } = await standpointOf(world);
  const policy = await policyOnDisk(top);
  const progress = progressFor(world, 'files of the history');
  const look = { engine: await engineUnder(policy), hasher: hasherOf(policy.salt), progress };
  const { exposures, unread } = await exposuresOf(git, look, { policy, worker: world.worker }).finally(() => {
    progress.end();
  });
  const incidents = await ledgerOnDisk(top);
  const bypasses = await bypassesOf(git);
  if (options.format === 'json')
    world.out(
      `${JSON.stringify({ schemaVersion: 1, tool: { name: 'secrets-hooks', version: world.version }, exposures, incidents, bypasses, unread }, null, 2)}\n`,
    );
  else if (options.format === 'html')
    world.out(
      htmlAudit({
        exposures: exposures.map((one) => ({ ...one, title: title(one), rotate: rules().get(one.ruleId)?.rotate ?? '' })),
        incidents: incidents.map((one) => ({ ...one, title: title(one) })),
        bypasses: bypassWords(bypasses).map((one) => one.text),
        unread: unread.map((one) => unreadLine(one)),
        version: world.version,
        moment: world.now(),
      }),
    );
  else
    world.out(
      text(
        exposures,
        incidents.map((one) => `${one.id}  ${one.state}  ${one.ruleId}  ${one.fingerprint}`),
        options.format === 'markdown',
        bypassWords(bypasses).map((one) => one.text),
        unread.map((one) => unreadLine(one)),
      ),
    );
  const limit = severities.indexOf(options.failOn as never);
  if (options.failOn === 'none') return 0;
  // what was not looked at may hold anything
  return exposures.some((one) => severities.indexOf(one.severity) >= limit) ? 1 : unread.length > 0 ? 2 : 0;
}

/** The usage scope of one secret: by fingerprint, or by a value on stdin that never is an argument. */
export async function trace(
  fingerprint: string | undefined,
  options: { readonly stdin?: boolean; readonly format: AuditFormat },
  world: World,
): Promise<ExitStatus> {
  const at = await standpointOf(world);
  const { git, top } = at;
  const policy = await policyOnDisk(top);
  const hasher = hasherOf(policy.salt);
  const engine = await engineUnder(policy);
  let wanted = new Set<string | undefined>([fingerprint === undefined ? undefined : (await findingArgument(fingerprint, at, world)).fingerprint]);
  if (options.stdin === true) {
    const value = (await stdinOf(world)).toString('latin1').replace(/\r?\n$/, '');
    if (value === '') throw new Failure('bad-argument', 'stdin is empty', 'Send the value on stdin.');
    wanted = new Set([`v1f-${hasher.fast(value).slice(0, 32)}`, ...(guessable(value) ? [`v1s-${hasher.slow(value).slice(0, 32)}`] : [])]);
    // a key has one fingerprint in all its layouts
    const document = { path: '' as Path, origin: 'message', bytes: Buffer.from(value, 'latin1') } as const;
    for (const one of inspectDocument(document, engine, hasher).findings) if (one.formerFingerprint !== undefined) wanted.add(one.fingerprint);
  } else if (fingerprint === undefined)
    throw new Failure('bad-argument', 'trace needs a fingerprint', 'Copy one from a report, or send the value with --stdin.');
  const progress = progressFor(world, 'files of the history');
  const look = { engine, hasher, progress };
  const { exposures, unread } = await exposuresOf(
    git,
    look,
    { policy, worker: world.worker },
    (finding) => wanted.has(finding.fingerprint) || (finding.formerFingerprint !== undefined && wanted.has(finding.formerFingerprint)),
  ).finally(() => {
    progress.end();
  });
  world.out(
    options.format === 'json'
      ? `${JSON.stringify(exposures, null, 2)}\n`
      : exposures.length === 0
        ? `Not found in the history of this repository${unread.length === 0 ? '' : ', as far as it could be scanned'}.\n${notSeen(
            unread.map((one) => unreadLine(one)),
            false,
          ).join('\n')}`
        : text(
            exposures,
            [],
            false,
            [],
            unread.map((one) => unreadLine(one)),
          ),
  );
  return exposures.length > 0 ? 1 : unread.length > 0 ? 2 : 0;
}

const title = (exposure: { readonly ruleId: string }): string => rules().get(exposure.ruleId)?.title ?? exposure.ruleId;
const moment = (one: AuditExposure['first']): string =>
  one === undefined ? 'not in any commit' : `${one.date.slice(0, 10)} ${one.commit.slice(0, 12)} ${printable(one.author)}`;
const short = (list: readonly string[], most = 6): string =>
  list.length === 0 ? 'none' : list.slice(0, most).map(printable).join(', ') + (list.length > most ? `, and ${list.length - most} more` : '');

const head = (line: string, markdown: boolean): string => (markdown ? `## ${line}` : line);
function notSeen(unread: readonly string[], markdown: boolean): readonly string[] {
  if (unread.length === 0) return [];
  const more = unread.length > mostUnseen ? [`  ${furtherText(unread.length - mostUnseen)}`] : [];
  return [head('Not looked at', markdown), '', ...unread.slice(0, mostUnseen).map((line) => `  ${line}`), ...more, ''];
}
const mostUnseen = 20;

function text(
  exposures: readonly AuditExposure[],
  incidents: readonly string[],
  markdown: boolean,
  bypasses: readonly string[] = [],
  unread: readonly string[] = [],
): string {
  const lines = [head(`${exposures.length} exposure${exposures.length === 1 ? '' : 's'}`, markdown), ''];
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
  if (incidents.length > 0) lines.push(head('Incidents', markdown), '', ...incidents.map((line) => `  ${line}`), '');
  if (bypasses.length > 0) lines.push(head('Past the hooks of this clone', markdown), '', ...bypasses.map((line) => `  ${line}`), '');
  lines.push(...notSeen(unread, markdown));
  return `${lines.join('\n').trimEnd()}\n`;
}
