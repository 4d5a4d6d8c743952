// What other programs may import: look at text, files, staged changes and ranges; load and explain a policy. No side effects, no values.
import { join, resolve } from 'node:path';
import { engineUnder, planUnder, rulesUnder } from './commands/looking.ts';
import { withBasesOnDisk } from './commands/policy/bases.ts';
import { scanRange, scanStaged as lookAtStaged } from './commands/scan/scan-git.ts';
import { inspectDocument } from './inspect.ts';
import { inspectChunks } from './inspect-windows.ts';
import { gitEnvironment } from './io/environment.ts';
import { FileReader, readSmall } from './io/files.ts';
import { gitOf } from './io/git.ts';
import { hasherOf } from './io/hasher.ts';
import type { Finding, Path, Rule, Severity, Unread } from './model.ts';
import { basesOf, loadPolicy as load, type Loaded } from './policy/load.ts';
import { defaultPolicy, policyFile, type Policy } from './policy/policy.ts';
import { messageOf } from './report/words.ts';

export type { Certainty, Detail, Encoding, Evidence, Finding, Fingerprint, Path, Place, Rule, SecretClass, Severity, Unread } from './model.ts';
export type { Loaded, PolicyProblem } from './policy/load.ts';
export type { WrittenPolicy } from './policy/extends.ts';
export type { AllowEntry, CustomRule, Places, Policy, RuleSetting, Section } from './policy/policy.ts';

/** What a look yielded. No field holds a value: `redacted` shows the public prefix and the length. */
export interface Result {
  readonly findings: readonly (Finding & { readonly message: string })[];
  /** what could not be looked at, and why: never empty in silence */
  readonly unread: readonly Unread[];
}

export interface Options {
  /** what the repository adds to the defaults */
  readonly policy?: Policy;
}

/** Looks at one text. @param filename decides how it is read: as code, as configuration, as prose */
export async function scanText(text: string | Uint8Array, filename: string, options: Options = {}): Promise<Result> {
  const { engine, hasher, policy } = await lookUnder(options);
  const seen = inspectDocument({ path: filename as Path, origin: 'file', bytes: typeof text === 'string' ? Buffer.from(text) : text }, engine, hasher);
  return worded(seen, policy);
}

/** Looks at files as they are on disk. A file that cannot be read is in `unread`. */
export async function scanFiles(paths: readonly string[], options: Options = {}): Promise<Result> {
  const { engine, hasher, policy } = await lookUnder(options);
  const reader = new FileReader();
  const findings: Finding[] = [];
  const unread: Unread[] = [];
  for (const path of paths) {
    const bytes = reader.read(resolve(path), path as Path);
    if (bytes === undefined) continue;
    const document = { path: path as Path, origin: 'file' } as const;
    const seen = Buffer.isBuffer(bytes)
      ? inspectDocument({ ...document, bytes }, engine, hasher)
      : 'chunks' in bytes
        ? inspectChunks({ ...document, ...bytes }, engine, hasher)
        : { findings: [], unread: [bytes] };
    findings.push(...seen.findings);
    unread.push(...seen.unread);
  }
  return worded({ findings, unread }, policy);
}

/** Looks at what the next commit of a repository would publish. @param env where git finds it, `process.env` as a rule */
export async function scanStaged(folder: string, env: NodeJS.ProcessEnv, options: Options = {}): Promise<Result> {
  const { engine, hasher, policy } = await lookUnder(options);
  return worded(await lookAtStaged(gitOf(folder, gitEnvironment(env)), { engine, hasher }), policy);
}

/** Looks at what commits publish, messages among it. @param range as `git log` takes it: `main..topic` */
export async function scanCommits(folder: string, range: string, env: NodeJS.ProcessEnv, options: Options = {}): Promise<Result> {
  const { engine, hasher, policy } = await lookUnder(options);
  return worded(await scanRange(gitOf(folder, gitEnvironment(env)), range, { engine, hasher }), policy);
}

/** Reads a policy: JSON with comments. Everything that is wrong is told by line and column. */
export const loadPolicy = (text: string, bases: ReadonlyMap<string, string> = new Map()): Loaded => load(text, bases);

/** The files that a policy's text extends, relative to the top of its repository: what `loadPolicy` needs as `bases`, and theirs in turn. */
export const policyBases = (text: string, file?: string): readonly string[] => basesOf(text, file);

/** The policy of a repository as it is on disk, with all that it extends. @returns undefined where it has none: the defaults hold */
export async function readPolicy(top: string): Promise<Loaded | undefined> {
  const bytes = await readSmall(join(top, policyFile));
  if (bytes === undefined) return undefined;
  const { text, bases } = await withBasesOnDisk(top, bytes.toString('utf8'));
  return load(text, bases);
}

/** What a policy means for one path. */
export interface Explanation {
  /** findings of this severity and above are refused by the hooks */
  readonly refuse: Severity;
  /** ids of the rules that look at what stands in the file */
  readonly rules: readonly string[];
  /** rules that refuse or tell the file by its name alone */
  readonly byName: readonly Rule[];
  /** ids of rules that the policy has off, and severities that it changes */
  readonly off: readonly string[];
  readonly changed: Readonly<Record<string, Severity>>;
}

/** Which rules hold for a path under a policy. @param path as git spells it: `/` between parts */
export async function explainPolicy(path: string, policy: Policy = defaultPolicy): Promise<Explanation> {
  const plan = await planUnder(policy);
  const settings = Object.entries(policy.rules);
  return {
    refuse: policy.refuse,
    rules: [...new Set(plan.detectors.map((detector) => detector.rule.id))].sort(),
    byName: plan.fileRules.filter((file) => file.matches(path as Path, new Uint8Array()) !== undefined).map((file) => file.rule),
    off: settings.filter(([, setting]) => setting.enabled === false).map(([id]) => id),
    changed: Object.fromEntries(settings.flatMap(([id, { severity }]) => (severity === undefined ? [] : [[id, severity]]))),
  };
}

/** Every rule that holds under a policy, in words. */
export const rulesOf = (policy: Policy = defaultPolicy): readonly Rule[] => [...rulesUnder(policy).values()];

async function lookUnder(options: Options) {
  const policy = options.policy ?? defaultPolicy;
  return { policy, engine: await engineUnder(policy), hasher: hasherOf(policy.salt) };
}

function worded(seen: { readonly findings: readonly Finding[]; readonly unread: readonly Unread[] }, policy: Policy): Result {
  const rules = rulesUnder(policy);
  return { findings: seen.findings.map((finding) => ({ ...finding, message: messageOf(finding, rules) })), unread: seen.unread };
}
