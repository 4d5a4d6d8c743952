// The plan as data: what differs on Windows and macOS, who owns the hooks path, which ignore patterns are missing.
import { describe, expect, test } from '@jest/globals';
import { blockIn, placeBlock, takeOut } from '../../src/setup/block.ts';
import { checkWords, verdictOf } from '../../src/setup/check.ts';
import { clientEvents } from '../../src/setup/event.ts';
import type { Facts } from '../../src/setup/facts.ts';
import { ignoreAddition, ignoreGaps, ignoreProbes } from '../../src/setup/ignore.ts';
import { diagnose } from '../../src/setup/diagnose.ts';
import { planInstall } from '../../src/setup/plan-install.ts';
import { planUninstall } from '../../src/setup/plan-uninstall.ts';
import type { Plan } from '../../src/setup/step.ts';
import { fromPlace, parseReceipt, receiptText, toPlace } from '../../src/setup/receipt.ts';
import { huskyBlock, isOurs, quoted, shim } from '../../src/setup/shim.ts';
import { hasConfigHooks } from '../../src/setup/target.ts';

const facts = (more: Partial<Facts> = {}): Facts => ({
  platform: 'linux',
  node: '/opt/node/bin/node',
  git: 'git version 2.54.0',
  salt: '0'.repeat(32),
  package: { kind: 'project', root: '/r/node_modules/secrets-hooks', prefix: '', version: '1.2.3' },
  bare: false,
  top: '/r',
  commonDir: '/r/.git',
  hooksDir: '/r/.git/hooks',
  hookSettings: [],
  hooksTracked: false,
  husky: false,
  lefthook: false,
  simpleGitHooks: false,
  preCommitFramework: false,
  files: {},
  ignores: [],
  events: clientEvents,
  ...more,
});
const options = { manager: 'auto', local: false, configHooks: false } as const;
const written = (more: Partial<Facts>): Record<string, string> =>
  Object.fromEntries(planInstall(facts(more), options).steps.flatMap((step) => (step.do === 'write' ? [[step.path, step.text]] : [])));

describe('The hook file', () => {
  test('names node on Windows with slashes, so that its sh finds it, and keeps a backslash elsewhere', () => {
    expect(quoted('C:\\Program Files\\nodejs\\node.exe', 'win32')).toBe("'C:/Program Files/nodejs/node.exe'");
    expect(quoted("/it's \\ odd", 'darwin')).toBe("'/it'\\''s \\ odd'");
    expect(written({ platform: 'win32', node: 'C:\\Program Files\\nodejs\\node.exe' })['/r/.git/hooks/pre-commit']).toContain(
      "'C:/Program Files/nodejs/node.exe'",
    );
  });

  test.each(clientEvents)('%s has no carriage return, is marked with its version, and is bytes', (event) => {
    const text = shim({ event, platform: 'darwin', node: '/Users/ü/node', roots: ['/p'], asksGit: false }, '1.2.3');
    expect(text).not.toContain('\r');
    expect(isOurs(text)).toBe(true);
    expect(text).toContain('version 1.2.3');
    expect(Buffer.from(text, 'latin1').toString('utf8')).toContain('/Users/ü/node');
  });

  test('a package in a passing cache is copied, one in the project is not', () => {
    const kinds = (kind: 'project' | 'passing' | 'lasting'): string[] =>
      planInstall(facts({ package: { kind, root: '/x', prefix: '', version: '1' } }), options).steps.map((step) => step.do);
    expect(kinds('passing')).toContain('copy-package');
    expect(kinds('project')).not.toContain('copy-package');
    expect(kinds('lasting')).not.toContain('copy-package');
  });
});

describe('Who owns the hooks path', () => {
  test.each(['system', 'global', 'command', 'unknown'] as const)('%s: refused, with the choices', (scope) => {
    const plan = planInstall(facts({ hooksPath: { value: '/etc/hooks', scope, origin: 'file:/etc/gitconfig' }, hooksDir: '/etc/hooks' }), options);
    expect(plan.steps).toEqual([]);
    expect(plan.refusal).toMatchObject({ code: 'foreign-hooks-path', scope });
  });

  test('a local path outside the repository is refused as well', () => {
    const plan = planInstall(facts({ hooksPath: { value: '/shared', scope: 'local', origin: 'file:.git/config' }, hooksDir: '/shared' }), options);
    expect(plan.refusal?.code).toBe('foreign-hooks-path');
  });

  test('config hooks: git 2.54 and newer only, no file in the hooks folder', () => {
    expect([hasConfigHooks('git version 2.53.1'), hasConfigHooks('git version 2.54.0'), hasConfigHooks('git version 3.0')]).toEqual([false, true, true]);
    const plan = planInstall(facts(), { ...options, configHooks: true });
    expect(plan.steps).toContainEqual({ do: 'config', key: 'hook.secrets-hooks-pre-push.command', value: "'/r/.git/secrets-hooks/hooks/pre-push'" });
    expect(plan.steps.filter((step) => step.do === 'write' && step.path.startsWith('/r/.git/hooks/'))).toEqual([]);
  });

  test('a second foreign hook where one is kept already is for a person to join', () => {
    const file = { kind: 'file', text: '#!/bin/sh\n', mode: 0o755 } as const;
    const plan = planInstall(facts({ files: { '/r/.git/hooks/pre-push': file, '/r/.git/hooks/pre-push.before-secrets-hooks': file } }), options);
    expect(plan).toMatchObject({ steps: [], refusal: { code: 'kept-blocked', path: '/r/.git/hooks/pre-push.before-secrets-hooks' } });
  });
});

/** What stands in the repository once a plan was carried out. */
function after(before: Facts, plan: Plan): Facts {
  let [files, settings] = [new Map(Object.entries(before.files)), [...before.hookSettings]];
  for (const step of plan.steps) {
    if (step.do === 'write') files.set(step.path, { kind: 'file', text: step.text, mode: step.mode });
    if (step.do === 'remove') files.delete(step.path);
    if (step.do === 'move') files = new Map([...files].map(([path, file]) => [path === step.from ? step.to : path, file]));
    if (step.do !== 'config') continue;
    settings = settings.filter(([key]) => key !== step.key);
    if (step.value !== undefined) settings.push([step.key, step.value]);
  }
  return { ...before, files: Object.fromEntries(files), hookSettings: settings };
}

describe('Hooks in the configuration', () => {
  const chosen = { ...options, configHooks: true };
  const foreign = { kind: 'file', text: '#!/bin/sh\necho theirs\n', mode: 0o755 } as const;
  const before = facts({ files: { '/r/.git/hooks/pre-push': foreign } });
  const installed = after(before, planInstall(before, chosen));
  const bad = (now: Facts): string[] =>
    diagnose(now, (path) => path).flatMap(({ id, state, text }) => (state === 'bad' && id.startsWith('hook') ? [text] : []));

  test('whoever chose them keeps them: the second install does nothing, with the option or without', () => {
    expect(planInstall(installed, options).steps).toEqual([]);
    expect(planInstall(installed, chosen).steps).toEqual([]);
    expect(bad(installed)).toEqual([]);
  });

  test('a command that is never set is never left behind: git dies of an event without one', () => {
    const keys = (plan: Plan): string[] =>
      plan.steps.flatMap((step) => (step.do === 'config' && step.key.includes('push') ? [step.key.split('.').at(-1) ?? ''] : []));
    expect(keys(planInstall(before, chosen))).toEqual(['command', 'event']);
    expect(keys(planUninstall(installed))).toEqual(['event', 'command']);
  });

  test('files of an earlier install go, the hook that was there before comes back, and uninstall leaves what was', () => {
    const inFiles = after(before, planInstall(before, options));
    expect(inFiles.files['/r/.git/hooks/pre-push.before-secrets-hooks']).toEqual(foreign);
    const switched = after(inFiles, planInstall(inFiles, chosen));
    expect(switched.files['/r/.git/hooks/pre-push']).toEqual(foreign);
    expect(switched.files['/r/.git/hooks/pre-commit']).toBeUndefined();
    expect(bad(switched)).toEqual([]);
    expect(after(switched, planUninstall(switched))).toEqual(before);
  });

  test('doctor sees what git would pass over', () => {
    expect(bad({ ...installed, git: 'git version 2.53.0' })[0]).toContain('2.54 or newer would run it');
    expect(bad({ ...installed, hookSettings: [...installed.hookSettings, ['hook.pre-commit.enabled', 'off']] })).toEqual([
      expect.stringContaining('hook.pre-commit.enabled is false'),
    ]);
    expect(bad({ ...installed, hookSettings: [...installed.hookSettings, ['hook.secrets-hooks-pre-push.event', '']] })).toHaveLength(1);
    expect(bad({ ...installed, files: {} })).toHaveLength(4);
  });
});

describe('Ignore patterns', () => {
  const all = ignoreProbes([]);
  const judged = (ignored: (path: string) => boolean, by = ''): Facts['ignores'] => all.map((path) => ({ path, ignored: ignored(path), by }));

  test('all lines where nothing is ignored, none where all is well', () => {
    const added = ignoreAddition(
      '',
      judged(() => false),
    );
    for (const line of [
      'instances/**/.env',
      'instances/**/.env.*',
      'instances/**/secrets*',
      '*.pem',
      '*.key',
      '*.crt',
      '*.p12',
      '.env',
      '!.env.example',
      '!instances/**/.env.example',
    ])
      expect(added.split('\n')).toContain(line);
    expect(
      ignoreAddition(
        'x\n',
        judged((path) => !path.endsWith('.env.example')),
      ),
    ).toBe('');
  });

  test('a hidden example is made visible again; line ends are the file’s own', () => {
    const added = ignoreAddition(
      '.env*\r\n',
      judged(() => true, '.gitignore:1: .env*'),
    );
    expect(added).toBe('# SECRETS_MANAGEMENT.md 5.2, added by secrets-hooks\r\n!.env.example\r\n!instances/**/.env.example\r\n');
  });

  test('what a nested file undoes is named, not papered over', () => {
    const probes = ignoreProbes(['sub/']);
    const facts_ = probes.map((path) => ({
      path,
      ignored: path !== 'sub/probe.pem' && !path.endsWith('.env.example'),
      by: path === 'sub/probe.pem' ? 'sub/.gitignore:1: !*.pem' : '',
    }));
    expect(ignoreGaps(facts_)).toEqual([{ line: '*.pem', path: 'sub/probe.pem', by: 'sub/.gitignore:1: !*.pem' }]);
    expect(ignoreAddition('', facts_)).toBe('');
  });
});

describe('A block in a husky file', () => {
  const runner = { event: 'pre-commit', platform: 'linux', prefix: '', roots: [], asksGit: true } as const;
  const block = huskyBlock(runner);

  test.each([
    '',
    'npm test\n',
    'npm test',
    '#!/bin/sh\n. "$(dirname -- "$0")/_/husky.sh"\n\nnpm test\n',
    'exit 0\n',
    '# only a comment',
    'npx lint-staged && exit 0\n',
  ])('goes in and out of %j without a trace', (text) => {
    for (const event of ['pre-commit', 'pre-push'] as const) {
      const placed = placeBlock(text, block, event);
      expect(blockIn(placed.text)).toBe(block);
      expect(takeOut(placed.text, placed.added)).toBe(text);
      expect(placeBlock(placed.text, block, event).text).toBe(placed.text);
    }
  });

  test('comes after what may stage something, but before what would skip it', () => {
    expect(placeBlock('npx lint-staged\n', block, 'pre-commit').text.startsWith('npx lint-staged\n')).toBe(true);
    expect(placeBlock('#!/bin/sh\nexec npx lint-staged\n', block, 'pre-commit').text.startsWith(`#!/bin/sh\n${block}`)).toBe(true);
    expect(placeBlock('git lfs pre-push "$@"\n', block, 'pre-push').text.startsWith(block)).toBe(true);
  });
});

test('A receipt survives a move of the repository, and odd text', () => {
  const roots = { top: '/r', commonDir: '/r/.git' };
  expect(fromPlace(toPlace('/r/.git/hooks/x', roots), { top: '/new', commonDir: '/new/.git' })).toBe('/new/.git/hooks/x');
  expect(fromPlace(toPlace('/r/ü', roots), { top: '/new', commonDir: '/new/.git' })).toBe('/new/ü');
  const receipt = { version: '1', entries: [{ kind: 'folder', path: 'abs:/木' }] } as const;
  expect(parseReceipt(receiptText(receipt))).toEqual(receipt);
  expect(parseReceipt('{ "version": 3')).toBeUndefined();
});

test('doctor: one bad check is not protected, one unsure cannot be told', () => {
  const check = (state: 'ok' | 'bad' | 'unsure' | 'note') => ({ id: 'x', state, text: 'y' });
  expect([verdictOf([check('ok'), check('note')]), verdictOf([check('unsure')]), verdictOf([check('unsure'), check('bad')])]).toEqual([0, 2, 1]);
  expect(checkWords([check('bad')])).toContain('NOT protected');
});
