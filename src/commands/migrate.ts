// `secrets-hooks migrate`: what the configuration of another scanner becomes in our policy, and what of it cannot be carried over and why.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { Failure } from '../io/failure.ts';
import { readSmall } from '../io/files.ts';
import { place } from '../io/setup-files.ts';
import { subjectOf } from '../policy/allowing.ts';
import { furthestExpiry } from '../policy/guard.ts';
import { loadPolicy } from '../policy/load.ts';
import { policyFile, type AllowEntry, type Policy } from '../policy/policy.ts';
import { migrateReport, type Carried, type Source } from '../report/migrate.ts';
import { printable } from '../report/printable.ts';
import { startingPolicy } from '../setup/starting-policy.ts';
import { withBasesOnDisk } from './policy/bases.ts';
import { rules } from './looking.ts';
import { readBaseline } from './migrate/detect-secrets.ts';
import { exemptedFindings } from './migrate/exempted.ts';
import type { Foreign } from './migrate/foreign.ts';
import { readGitleaksConfig, readGitleaksIgnore } from './migrate/gitleaks.ts';
import { readIgnoreFile, readSecretlintConfig } from './migrate/secretlint.ts';
import { readTalisman } from './migrate/talisman.ts';
import { personOf, policyText, standpointOf, type Standpoint } from './place.ts';
import { policyFrom } from './rulebook.ts';
import { lookFor } from './terminal.ts';
import type { ExitStatus, World } from './world.ts';

export interface MigrateOptions {
  readonly write: boolean;
  readonly owner?: string;
  readonly expires?: string;
}

type Read = (text: string, taken: ReadonlySet<string>) => Foreign;
const readers: readonly (readonly [name: RegExp, read: Read, where: readonly string[]])[] = [
  [/(?:^|[\\/])\.?(?:gitleaks|betterleaks)\.toml$/, readGitleaksConfig, ['.gitleaks.toml', 'gitleaks.toml', '.betterleaks.toml', '.github/.gitleaks.toml']],
  [/(?:^|[\\/])\.(?:gitleaks|betterleaks)ignore$/, readGitleaksIgnore, ['.gitleaksignore', '.betterleaksignore']],
  [/\.baseline$|(?:^|[\\/])\.secrets\.json$/, readBaseline, ['.secrets.baseline']],
  [/(?:^|[\\/])\.secretlintrc(?:\.(?:json|ya?ml))?$/, readSecretlintConfig, ['.secretlintrc', '.secretlintrc.json', '.secretlintrc.yaml', '.secretlintrc.yml']],
  [/(?:^|[\\/])\.secretlintignore$/, readIgnoreFile, ['.secretlintignore']],
  [/(?:^|[\\/])\.talismanrc$/, readTalisman, ['.talismanrc']],
];
/** So long an exception holds, unless it is said otherwise: time to look at each. */
const usualDays = 90;

export async function migrate(named: readonly string[], options: MigrateOptions, world: World): Promise<ExitStatus> {
  const at = await standpointOf(world);
  const sources = await sourcesOf(named, at, world);
  const expires = lastDay(options, world);
  const standing = await policyText(at.top);
  const text = standing ?? startingPolicy(randomBytes(16).toString('hex'));
  const policy = policyFrom(await withBasesOnDisk(at.top, text));
  const known = new Set([...rules().keys(), ...policy.custom.map((rule) => rule.id)]);
  const foreign = sources.map((source) => ({ file: source.file, ...readOne(source, new Set([...known])) }));
  const custom = foreign.flatMap((one) => one.rules).filter((rule, index, all) => all.findIndex((other) => other.id === rule.id) === index);
  const fresh = custom.filter((rule) => !policy.custom.some((other) => other.pattern === rule.pattern));
  const withRules: Policy = { ...policy, custom: [...policy.custom, ...fresh] };
  const exempted = await exemptedFindings(
    at.top,
    at.git,
    foreign.flatMap((one) => one.exempt),
    withRules,
  );
  const owner = options.owner ?? (await personOf(at.git));
  const listed = sources.map((source) => source.file).join(', ');
  const entries = exempted.allowable
    .map(({ finding, audited }): AllowEntry => ({
      fingerprint: finding.fingerprint,
      reason: `Carried over from ${listed} (${audited ? 'audited there as no secret' : 'not audited: look at it'}): ${finding.ruleId} in ${printable(finding.file).slice(0, 300)}`,
      owner,
      expires,
    }))
    .filter((entry) => !policy.allow.some((other) => subjectOf(other) === subjectOf(entry)));
  const stricter = foreign.some((one) => one.refuse === 'low') && policy.refuse !== 'low';
  const next = written(text, policy, { rules: fresh, entries, ...(stricter ? { refuse: 'low' as const } : {}) });
  const carried: Carried = {
    sources: foreign.map(({ file, left }): Source => ({ file, left })),
    rules: fresh.map(({ id, title }) => ({ id, title })),
    exceptions: exempted.allowable.map(({ finding, audited }) => ({ finding, audited })),
    floor: exempted.floor,
    needless: exempted.needless,
    unreadable: exempted.unreadable.length,
    stricter,
    expires,
    written: options.write,
    policyFile,
  };
  if (options.write && next !== standing) await place(join(at.top, policyFile), Buffer.from(next, 'utf8').toString('latin1'), 0o644);
  if (!options.write) world.out(next);
  world.err(migrateReport(carried, lookFor(world, 'scan')));
  return 0;
}

interface Found {
  readonly file: string;
  readonly text: string;
  readonly read: Read;
}

async function sourcesOf(named: readonly string[], at: Standpoint, world: World): Promise<readonly Found[]> {
  const found: Found[] = [];
  const wanted = named.length > 0 ? named : readers.flatMap(([, , where]) => where);
  for (const file of wanted) {
    const read = readers.find(([name]) => name.test(file))?.[1];
    if (read === undefined)
      throw new Failure(
        'bad-argument',
        `argument ${wanted.indexOf(file) + 1} is not a known configuration`,
        'Supported: .gitleaks.toml, .gitleaksignore, .secrets.baseline, .secretlintrc.json, .secretlintignore and .talismanrc.',
      );
    const text = await readSmall(named.length > 0 ? join(world.cwd, file) : join(at.top, file)).catch(() => undefined);
    if (text !== undefined) found.push({ file, text: text.toString('utf8').replace(/^\ufeff/, ''), read });
    else if (named.length > 0) throw new Failure('no-such-path', `argument ${wanted.indexOf(file) + 1}`, 'Name an existing file.');
  }
  if (found.length === 0)
    throw new Failure('no-such-path', 'no configuration of another scanner stands here', 'Name one: secrets-hooks migrate path/to/.gitleaks.toml');
  return found;
}

/** Of what a parser says nothing is quoted: it could be a value. */
function readOne({ file, text, read }: Found, taken: ReadonlySet<string>): Foreign {
  try {
    return read(text, taken);
  } catch {
    throw new Failure('unreadable', `${printable(file)} is not what its name says`, 'Mend it, or leave it out by naming the others.');
  }
}

function lastDay({ expires }: MigrateOptions, world: World): string {
  const days = (count: number): string => new Date(Date.parse(world.today()) + count * 86_400_000).toISOString().slice(0, 10);
  if (expires === undefined) return days(usualDays);
  if (!/^\d{4}-\d\d-\d\d$/.test(expires) || expires < world.today() || expires > days(furthestExpiry))
    throw new Failure('bad-argument', '--expires is no day within a year from now', 'Say --expires YYYY-MM-DD.');
  return expires;
}

/** The policy's text with what is carried over; its comments stay. */
function written(
  text: string,
  policy: Policy,
  added: { readonly rules: Policy['custom']; readonly entries: readonly AllowEntry[]; readonly refuse?: 'low' },
): string {
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
  let next = text;
  if (added.refuse !== undefined) next = applyEdits(next, modify(next, ['refuse'], added.refuse, { formattingOptions }));
  for (const [index, rule] of added.rules.entries())
    next = applyEdits(next, modify(next, ['custom', policy.custom.length + index], rule, { formattingOptions, isArrayInsertion: true }));
  for (const [index, entry] of added.entries.entries())
    next = applyEdits(next, modify(next, ['allow', policy.allow.length + index], entry, { formattingOptions, isArrayInsertion: true }));
  const loaded = loadPolicy(next);
  if (!('policy' in loaded)) throw new Failure('bad-policy', loaded.problems[0]?.problem ?? '', loaded.problems[0]?.wayOut ?? '');
  return next;
}
