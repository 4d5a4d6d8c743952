// Nothing that is typed where it does not belong is repeated: a canary as each argument and each option's value of every verb.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { password } from '../contract/pushing-repository.ts';
import { Repo, token, tidy } from '../hooks/lab.ts';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const canaries = [token(), password()];
let repo: Repo;
beforeAll(() => {
  repo = Repo.make();
  repo.plant('.secrets-hooks/policy.json', '{ "version": 1 }\n');
});
afterAll(tidy);

const run = (args: readonly string[]): Promise<{ readonly status: number | null; readonly out: string }> =>
  new Promise((settle) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd: repo.top });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
    child.stdin.on('error', () => undefined);
    child.stdin.end('text\n');
    child.on('close', (status) => {
      settle({ status, out });
    });
  });

/** `V` stands for a canary. */
const lines = `
V
V V
--V
-V
scan V
scan /tmp/V
scan a.txt V/x
scan --V
scan --stagd=V
scan --format V
scan --format=V
scan --fail-on V
scan --policy V
scan --policy V --range HEAD
scan --range V
scan --range V..HEAD
scan --range HEAD..V
scan --output /dev/null/V
scan --stdin --filename V
run V
run pre-commit --V
run commit-msg V
run commit-msg /tmp/V
run pre-push V V
rules V
rules show V
rules test V
rules list --format V
allow V
allow V --reason long-enough-for-it --expires 2027-01-01
allow --rule V --path a.txt --reason long-enough-for-it --expires 2026-12-31
allow --rule V --path V
allow v1f-0 --expires V
policy V
policy check V
policy explain V
policy explain /tmp/V:1
policy diff V V
policy diff HEAD V
policy replay --last V
policy replay --policy V
policy replay --format V
policy pull V
incident V
incident open V
incident show V
incident rotate V --text V
incident open v1f-0 --rule V
incident list --format V
trace V
trace --format V
audit --format V
audit --fail-on V
audit --fleet V
audit --fleet /tmp/V --policy V
audit V
worker --workers V
worker --queue V
worker --queue redis://localhost:1 --fleet-key V
ui --port V
ui V
fix V
completion V
install --hook-manager V
install V
uninstall --V
doctor --format V
agent V
migrate V
migrate V/.gitleaks.toml
migrate --expires V
help V
`
  .trim()
  .split('\n');

describe('A canary as an argument', () => {
  test('is repeated by no verb and no option', async () => {
    const repeated: string[] = [];
    const passed: string[] = [];
    const left = lines.map((line, index) => ({ line, canary: canaries[index % 2]! }));
    const worker = async (): Promise<void> => {
      for (let next = left.pop(); next !== undefined; next = left.pop()) {
        const { line, canary } = next;
        const { status, out } = await run(line.replaceAll('V', canary).split(' '));
        if (out.includes(canary)) repeated.push(line);
        if (status === 0) passed.push(line);
      }
    };
    await Promise.all([worker(), worker()]);
    expect({ repeated: [...new Set(repeated)].sort(), passed: [...new Set(passed)].sort() }).toEqual({
      repeated: [],
      passed: ['policy explain /tmp/V:1', 'policy explain V'],
    });
  }, 240_000);

  test.each([
    [['scna'], 'Did you mean scan?'],
    [['scan', '--stagged'], 'Did you mean --staged?'],
    [['policy', 'chek'], 'Did you mean check?'],
    [['scan', '--format', 'sarf'], 'Choose one of pretty, json'],
    [['scan', 'a.txt', 'b.txt'], 'path 2 of scan'],
    [['audit', 'nothing'], 'too many arguments'],
    [['scan', '--policy', 'nowhere.json'], 'the file of --policy'],
    [['frobnicate'], 'unknown command (argument 1)'],
  ])('%j says which one, and what was meant', async (args, words) => {
    expect(await run(args)).toMatchObject({ status: 2, out: expect.stringContaining(words) as unknown });
  });

  test.each([[['help']], [['help', 'scan']], [['policy', 'help']], [['--help']], [['scan', '--help']], [['--version']]])('%j ends with 0', async (args) => {
    expect((await run(args)).status).toBe(0);
  });
  test.each([[[]], [['policy']]])('%j lacks a command', async (args) => {
    expect(await run(args)).toMatchObject({ status: 2, out: expect.stringContaining('Usage:') as unknown });
  });
});
