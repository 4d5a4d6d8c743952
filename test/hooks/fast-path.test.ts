// The fast path (answers of git fed in by the shim, a keyword index made by the build) and the full hook decide the same, whatever a policy sets.
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { catalogue, partSizes } from '../../src/detect/catalogue.ts';
import { writtenIndex } from '../../src/detect/wake.ts';
import { feedOf } from '../../src/io/feed.ts';
import { PushFeed } from '../../src/io/push-feed.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import { JUDGING_FIELDS, scanSettingsOf, settingsKey } from '../../src/policy/scan-settings.ts';
import type { World } from '../../src/commands/world.ts';
import { fedTo, folder, Repo, tidy } from './lab.ts';
import { samplesFor, schemaFields, usual, type Sample } from './policy-samples.ts';

/** The settings say for which policy the index was made: none while the full hook runs. */
const made = settingsKey(scanSettingsOf(defaultPolicy));
const index = { ...writtenIndex(catalogue), sizes: partSizes(), settings: made };
jest.unstable_mockModule('../../src/detect/prebuilt-index.ts', () => ({ prebuilt: index }));
const { runHook } = await import('../../src/commands/hooks/hooks.ts');
const { pushPassesQuickly } = await import('../../src/commands/hooks/quick-push.ts');
const { loadPolicy } = await import('../../src/policy/load.ts');

const dist = join(import.meta.dirname, '../../dist');
afterAll(tidy);

let repo: Repo;
beforeAll(() => {
  repo = Repo.make();
  repo.remote();
});

/** What the installed hook feeds to node. */
const asked = (hook: string, args: readonly string[], input: string): Buffer => fedTo(repo, hook, args, input);

const worldOf = (input: string): World => ({
  cwd: repo.top,
  env: process.env,
  platform: process.platform,
  version: '0.0.0',
  node: process.execPath,
  stdin: Readable.from([]),
  heard: Buffer.from(input),
  terminal: { isTTY: false, columns: 80 },
  out: () => undefined,
  err: () => undefined,
  clock: () => 0,
  today: () => '2026-06-01',
  now: () => '2026-06-01T00:00:00Z',
});

type Said = Awaited<ReturnType<typeof runHook>>;
/** What a hook decides; a push that the fast path lets through says no more than that. */
const decided = (said: Said) =>
  said === undefined || (said.report.outcome === 'clean' && said.report.verdicts.length === 0)
    ? 'clean'
    : {
        outcome: said.report.outcome,
        unread: said.report.unread,
        verdicts: said.report.verdicts.map(({ finding, ...verdict }) => ({ ...finding, ...verdict, evidence: [] })),
      };

async function full<T>(run: () => Promise<T>): Promise<T> {
  index.settings = 'none';
  try {
    return await run();
  } finally {
    index.settings = made;
  }
}

/** Commits the policy and what has landed; stages what comes. @returns the commit that has landed */
function lay({ landed, coming }: Pick<Sample, 'landed' | 'coming'>, policy: object): string {
  repo.git('read-tree', '--empty');
  repo.git('update-ref', 'HEAD', repo.git('commit-tree', '-m', 'policy', treeOf({ ...landed, '.secrets-hooks/policy.json': JSON.stringify(policy) })));
  treeOf(coming);
  const base = repo.git('rev-parse', 'HEAD');
  repo.git('update-ref', 'refs/remotes/origin/main', base);
  return base;
}

/** Adds files to the index. @returns the tree that it then names */
function treeOf(files: Readonly<Record<string, string>>): string {
  const names = Object.entries(files).map(([name, text]) => {
    repo.write(name, text);
    return name;
  });
  repo.git('add', '-f', '--', ...names);
  return repo.git('write-tree');
}

function fedCommit(): NonNullable<ReturnType<typeof feedOf>> {
  const feed = feedOf(asked('pre-commit', [], ''));
  if (feed === undefined) throw new Error('the shim fed nothing');
  return feed;
}

async function compareCommit(): Promise<Said> {
  const fast = await runHook('pre-commit', [], worldOf(''), fedCommit());
  const slow = await full(() => runHook('pre-commit', [], worldOf('')));
  expect(decided(fast)).toEqual(decided(slow));
  return slow;
}

/** A push of what is staged, on top of what has landed.  */
function pushes(base: string): { readonly passesFast: () => Promise<boolean>; readonly slow: () => Promise<Said> } {
  const tip = repo.git('commit-tree', '-m', 'coming', '-p', base, repo.git('write-tree'));
  const line = `refs/heads/main ${tip} refs/heads/main ${base}\n`;
  return {
    passesFast: async () => {
      const file = join(folder('feed-'), 'feed');
      writeFileSync(file, asked('pre-push', ['origin'], line));
      const descriptor = openSync(file, 'r');
      try {
        return await pushPassesQuickly(new PushFeed(descriptor), 'origin', repo.git('remote', 'get-url', 'origin'), worldOf(line));
      } finally {
        closeSync(descriptor);
      }
    },
    slow: () => full(() => runHook('pre-push', ['origin'], worldOf(line))),
  };
}

const policyOf = (sample: Sample) => {
  const bases = new Map(Object.entries(sample.landed).filter(([name]) => name.startsWith('.secrets-hooks/')));
  const loaded = loadPolicy(JSON.stringify(sample.policy), bases);
  if (!('policy' in loaded)) throw new Error(JSON.stringify(loaded.problems));
  return loaded.policy;
};

/** Whether a property only decides what becomes of findings: then the prebuilt index serves. */
const isJudging = (field: string): boolean =>
  field !== 'rules.*.enabled' && field !== 'extends' && [...JUDGING_FIELDS].some((known) => field === known || field.startsWith(`${known}.`));

describe('The fast path decides as the full hook does', () => {
  let samples: Readonly<Record<string, Sample>> = samplesFor('v1f-00000000000000000000000000000000');
  beforeAll(async () => {
    lay(usual, { version: 1 });
    const said = await compareCommit();
    samples = samplesFor(said?.report.verdicts[0]?.finding.fingerprint ?? '');
  });

  test('every property of the schema has a sample, and every sample a property', () => {
    expect(Object.keys(samples).sort()).toEqual([...schemaFields].sort());
  });

  /** What a hook decided without the property: samples share it. */
  const earlier = new Map<string, ReturnType<typeof decided>>();
  async function decidedWithout({ without, landed, coming }: Sample): Promise<ReturnType<typeof decided>> {
    const key = JSON.stringify([without, landed, coming]);
    const known = earlier.get(key);
    if (known !== undefined) return known;
    lay({ landed, coming }, without);
    const found = decided(await runHook('pre-commit', [], worldOf(''), fedCommit()));
    earlier.set(key, found);
    return found;
  }

  test.each(schemaFields)('%s', async (field) => {
    const sample = samples[field] as Sample;
    const before = await decidedWithout(sample);
    const base = lay(sample, sample.policy);
    const commit = decided(await compareCommit());
    if (sample.inert === undefined) expect(commit).not.toEqual(before);
    else expect(commit).toEqual(before);
    const { passesFast, slow } = pushes(base);
    expect(await passesFast()).toBe(commit === 'clean');
    // what only changes verdicts never reaches the fast path's answer: the whole push is compared for the others
    if (!isJudging(field)) expect(decided(await slow()) === 'clean').toBe(commit === 'clean');
  });

  test.each(schemaFields)('%s leaves the prebuilt index unless it is known to decide nothing but verdicts', (field) => {
    expect([field, settingsKey(scanSettingsOf(policyOf(samples[field] as Sample))) === made]).toEqual([field, isJudging(field)]);
  });

  test('a property that a later version brings leaves the prebuilt index too', () => {
    for (const more of [
      { decode: false },
      { places: { regions: ['eu'] } },
      { rules: { 'generic-password': { depth: 2 } } },
      { sections: [{ paths: ['a/'], depth: 2 }] },
    ])
      expect(settingsKey(scanSettingsOf({ ...defaultPolicy, ...more } as Policy))).not.toBe(made);
  });
});

describe('Places that a policy names, through the installed hooks', () => {
  const shops = { version: 1, places: { stores: ['shops/*/'] } };
  const reading = { 'shops/eu/app.js': "const text = readFileSync('../us/.env');\n" };
  test.each([
    ['stores', { landed: {}, coming: reading }, shops],
    ['stores through extends', { landed: { '.secrets-hooks/base.json': JSON.stringify(shops) }, coming: reading }, { version: 1, extends: './base.json' }],
    [
      'a control plane and stores',
      { landed: {}, coming: { 'ops/sync.js': "const text = readFileSync('shops/eu/.env');\n" } },
      { version: 1, places: { stores: ['shops/*/'], controlPlane: ['ops/'] } },
    ],
  ])('%s: blocked in git commit, git push, run and scan', (_, files, policy) => {
    const base = lay(files, policy);
    for (const [name, text] of Object.entries(files.landed)) repo.write(name, text);
    repo.write('.secrets-hooks/policy.json', JSON.stringify(policy));
    repo.commitBlocks();
    const cli = (...args: readonly string[]) => repo.run([join(dist, 'cli.js'), ...args], { command: process.execPath });
    expect(cli('run', 'pre-commit').status).toBe(1);
    expect(cli('scan', '--staged').status).toBe(1);
    repo.past('push', '-q', '-f', 'origin', `${base}:refs/heads/main`);
    repo.past('commit', '-q', '-m', 'coming');
    repo.blocks(['push', '-q', 'origin', 'HEAD:refs/heads/main']);
  });
});
