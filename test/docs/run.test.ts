// Every command of the documents is run, in a repository that has what they speak of: none may fail as a bad argument does.
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { folder, Repo, tidy } from '../hooks/lab.ts';

const root = join(import.meta.dirname, '../..');
const cli = join(root, 'dist/cli.js');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** What stands in a line of a shell block behind the program's name, up to a comment or the next command. */
const inBlocks = (text: string): string[] =>
  [...text.matchAll(/^[ \t]*```sh\n([\s\S]*?)^[ \t]*```/gm)].flatMap(([, block = '']) =>
    [...block.matchAll(/^[ \t]*(?:npx )?secrets-hooks ([a-z][^\n#|;&>)]*)/gm)].map((match) => (match[1] ?? '').trim()),
  );
/** …and in a sentence, where it is a whole command and no outline of one. */
const inLine = (text: string): string[] =>
  [...text.matchAll(/`(?:npx )?secrets-hooks ([a-z][^`\n|]*)`/g)].map((match) => (match[1] ?? '').trim()).filter((command) => !/[[|\]]/.test(command));

const commands = [
  ...new Set(
    documents.flatMap((name) => {
      const text = readFileSync(join(root, name), 'utf8');
      return [...inBlocks(text), ...inLine(text)];
    }),
  ),
].sort();

/** They wait for a call on stdin or for a queue, change the machine, are told as what agents may not do, or name an option only. */
const elsewhere =
  /^(?:agent|run pre-push|run commit-msg|run pre-receive|uninstall$|ui\b|policy test|worker\b|audit --fleet$|audit .*--queue|allow --rule unread-file$)/;
const shellWords = (text: string): string[] => [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

let template: Repo;
let fingerprint = '';
let incident = '';
beforeAll(() => {
  template = Repo.make();
  const run = (...args: string[]) => template.run([cli, ...args], { command: process.execPath });
  template.git('branch', '-q', '-M', 'main');
  template.plant('deploy/key.txt', 'harmless\n');
  template.plant('src/config.ts', `export const dbPassword = 'k${Math.random().toString(36).slice(2)}Zq4xW7';\n`);
  run('policy', 'init');
  template.plant('.secrets-hooks/policy.json', template.read('.secrets-hooks/policy.json'));
  template.plant('.gitleaks.toml', '[[rules]]\nid = "acme"\nregex = "acme_[a-z]{20}"\n');
  template.plant('repositories.txt', '.\n');
  template.plant('try.json', template.read('.secrets-hooks/policy.json'));
  template.plant('.gitleaksignore', 'src/config.ts:generic:1\n');
  // numbers such as `incident open 1` refer to the last report
  run('scan');
  const scan = run('scan', '--format', 'json');
  fingerprint = (JSON.parse(scan.stdout) as { findings: { fingerprint: string }[] }).findings[0]?.fingerprint ?? '';
  run('incident', 'open', `v1f-${'0123456789abcdef'.repeat(2)}`, '--rule', 'private-key');
  incident = /INC-\d{8}-[0-9a-f]{8}/.exec(run('incident', 'list').stdout)?.[0] ?? '';
  template.git('update-ref', 'refs/remotes/origin/main', 'HEAD~1');
});
afterAll(tidy);

test('there are many', () => {
  expect(commands.length).toBeGreaterThan(30);
});

test.each(commands.filter((command) => !elsewhere.test(command)))('%s', (command) => {
  expect(fingerprint).not.toBe('');
  const repo = new Repo(folder());
  cpSync(template.top, repo.top, { recursive: true });
  const later = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const words = shellWords(command.replace(/ > \S+$/, '')).map((word) =>
    word
      .replace(/^(?:FINGERPRINT|v1[fs]-…)$/, command.startsWith('incident open') ? `v1f-${'fedcba9876543210'.repeat(2)}` : fingerprint)
      .replace(/^v1f-0123456789abcdef0123456789abcdef$/, `v1f-${'fedcba9876543210'.repeat(2)}`)
      .replace(/^INC-20260131-0a1b2c3d$/, incident)
      .replace(/^(?:DATE|YYYY-MM-DD|\d{4}-\d\d-\d\d)$/, later)
      .replace(/^(?:RULE|ID)$/, 'private-key')
      .replace(/^(?:TEXT|…|how and why)$/, 'a text that is long enough')
      .replace(/^(?:PATH|FILE|PATH\[:LINE\])$/, 'src/config.ts')
      .replace(/^[AB]$/, 'HEAD')
      .replace(/^(?:REMOTE|URL)$/, 'origin'),
  );
  if (command === 'policy init') rmSync(join(repo.top, '.secrets-hooks/policy.json'));
  if (command.startsWith('incident root-cause'))
    repo.run([cli, 'incident', 'rotate', incident, '--text', 'it was rotated at once'], { command: process.execPath });
  if (command.startsWith('incident close'))
    for (const step of ['rotate', 'root-cause']) repo.run([cli, 'incident', step, incident, '--text', 'it was done at once'], { command: process.execPath });
  const done = repo.run([cli, ...words], { command: process.execPath, env: { ...process.env, SHELL: '/bin/bash' } });
  expect(done.status === 0 || done.status === 1 ? '' : done.out).toBe('');
});
