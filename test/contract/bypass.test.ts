// A commit or push past the hooks is seen: at the push, on the server, by `doctor` and by `audit`.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Rig } from './rows/case.ts';
import { secret, token } from './rows/samples.ts';

let at: Rig;
beforeAll(async () => {
  at = new Rig({});
  // the journal begins with the first commit that a hook judged
  expect(at.commit({ 'begin.txt': 'x\n' }).passed).toBe(true);
  // git counts in seconds, and the first one of the journal is not told apart from what was before it
  await new Promise((next) => setTimeout(next, 1100));
});
afterAll(() => {
  at.end();
});
const told = (command: string): string => at.run(command).out.replace(/\s+/g, ' ');

test('nothing was past the hooks', () => {
  expect(told('audit')).not.toContain('past the commit hooks');
});

test('commits by --no-verify are told, and caught at push; an honest one beside them is not told', () => {
  const past = at.slip({ 'a.ts': `const password = '${secret()}';\n` });
  expect(at.commit({ 'b.txt': 'b\n' }).passed).toBe(true);
  const honest = at.git('rev-parse', 'HEAD').trim();
  for (const said of [told('audit'), told('doctor')]) {
    expect(said).toContain('1 commit made here went past the commit hooks');
    expect(said).toContain(past.slice(0, 12));
    expect(said.replace(/first {4}.*?refs/g, '')).not.toContain(`hooks (--no-verify, or no hook was in force): ${honest.slice(0, 12)}`);
  }
  expect(at.try('push', '-q', 'origin', 'main')).toMatchObject({ passed: false });
});

test('a push past the hook is told, and caught where a server judges', () => {
  expect(at.try('push', '-q', '--no-verify', 'origin', 'main').passed).toBe(true);
  for (const said of [told('audit'), told('doctor')]) expect(said).toContain('a push went past the hook: refs/remotes/origin/main');
  at.hook(at.remote, 'pre-receive', true);
  const pushed = at.pushed(() => at.slip({ 'c.txt': `${token()}\n` }), '--no-verify');
  expect(pushed).toMatchObject({ passed: false });
  expect(pushed.said).toContain('c.txt:1');
});
