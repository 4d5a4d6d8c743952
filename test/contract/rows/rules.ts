// Rows C10 to C13 of the contract: detection, incidents, the floor, changes of the rules.
import type { Outcome } from '../repository.ts';
import type { Rig, Row } from './case.ts';
import { base64, privateKey, secret, token } from './samples.ts';

const policy = (more: object = {}): string => `${JSON.stringify({ version: 1, ...more }, null, 2)}\n`;
const file = '.secrets-hooks/policy.json';
const papers = (name: string): Record<string, string> => ({ [`docs/adr/${name}.md`]: '# Why\n', [`docs/${name}.md`]: 'What changes.\n' });
const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const printIn = (said: string): string => /v1[fs]-[0-9a-f]{32}/.exec(said)?.[0] ?? '';
const entry = (of: string, ahead = 30): object => ({ fingerprint: of, reason: 'Because a test says so', owner: 'Ada', expires: day(ahead) });

/** A refusal that names each of these. */
function naming(done: Outcome, ...names: readonly string[]): Outcome {
  const said = done.said.replace(/\s+/g, ' ');
  for (const name of names) if (!said.includes(name)) throw new Error(`it does not name ${name}: ${said}`);
  return done;
}

/** What a command tells, as an outcome: it passes where the command finds nothing. */
const told = (at: Rig, ...args: readonly string[]): Outcome => {
  const { status, out } = at.run(...args);
  return { passed: status === 0, said: `secrets-hooks ${out}` };
};

/** In a repository of its own, with its refusals and ways on. */
function fresh(at: Rig, work: (name: string) => Outcome): Outcome {
  const name = `base-${at.git('rev-list', '--count', '--all').trim()}-${Math.floor(Math.random() * 1e9)}`;
  at.git('checkout', '-q', '--orphan', name);
  at.git('rm', '-r', '-q', '-f', '--ignore-unmatch', '.');
  at.git('commit', '-q', '--no-verify', '--allow-empty', '-m', 'Begin anew');
  const done = work(name);
  at.git('reset', '-q', '--hard');
  at.git('checkout', '-q', '-f', 'main');
  at.git('branch', '-q', '-D', name);
  return done;
}

const traced = new Map<string, string>();
/** Each spelling of one value has one fingerprint. */
const spelled = (text: (value: string) => string, path: string) => (at: Rig) => {
  const value = traced.get('value') ?? secret();
  traced.set('value', value);
  const done = at.commit({ [path]: text(value) });
  const print = printIn(done.said);
  const known = traced.get('print') ?? print;
  traced.set('print', known);
  return naming(done, known);
};

/** The fingerprint of a value that is compromised, in the repository's ledger. */
function compromised(at: Rig): string {
  let value = traced.get('compromised');
  if (value === undefined) {
    value = secret();
    traced.set('compromised', value);
    const print = printIn(at.commit({ 'deploy/a.ts': `const password = '${value}';\n` }).said);
    at.run('incident', 'open', print, '--rule', 'generic-password', '--file', 'deploy/a.ts', '--freeze', 'deploy/');
    at.git('add', '.secrets-hooks');
    at.git('commit', '-q', '--no-verify', '-m', 'Open');
    traced.set('incident', /INC-\d{8}-[0-9a-f]{8}/.exec(at.run('incident', 'list').out)?.[0] ?? '');
  }
  return value;
}
const step = (verb: string, text: string) => (at: Rig) => {
  compromised(at);
  if (at.run('incident', verb, traced.get('incident') ?? '', '--text', text).status !== 0) return { passed: false, said: '' };
  at.git('add', '.secrets-hooks');
  return at.commit({});
};
const ledgerFile = (at: Rig): string => at.git('ls-files', '.secrets-hooks/incidents').split('\n')[0] ?? '';

export const ruleRows: readonly Row[] = [
  {
    row: 'C10a',
    refused: [
      {
        what: 'a push of ten commits, the secret in the third',
        run: (at) => at.pushed(() => Array.from({ length: 10 }, (_, n) => at.slip({ [`c10a/${n}.txt`]: n === 3 ? `${token()}\n` : `${n}\n` }))),
      },
      {
        what: 'the message of a tag',
        run: (at) => at.pushed(() => (at.slip({ 'c10a/t.txt': 't\n' }), at.git('tag', '-a', 'v10', '-m', `Uses ${token()}`)), '--follow-tags'),
      },
      {
        what: 'a side branch that was merged',
        run: (at) =>
          at.pushed(() => {
            const here = at.git('rev-parse', '--abbrev-ref', 'HEAD').trim();
            at.git('checkout', '-q', '-b', 'side10');
            at.slip({ 'c10a/side.txt': `${token()}\n` });
            at.git('rm', '-q', 'c10a/side.txt');
            at.git('commit', '-q', '--no-verify', '-m', 'Gone');
            at.git('checkout', '-q', here);
            at.slip({ 'c10a/here.txt': 'x\n' });
            at.git('merge', '-q', '--no-verify', '--no-ff', '-m', 'Merge', 'side10');
          }),
      },
      {
        what: 'by a scan of the whole history',
        run: (at) => fresh(at, () => (at.slip({ 'a.txt': `${token()}\n` }), at.slip({ 'a.txt': 'gone\n' }), told(at, 'scan', '--history'))),
        says: 'finding',
      },
    ],
    allowed: [
      { what: 'a push of clean commits', run: (at) => at.pushed(() => Array.from({ length: 4 }, (_, n) => at.slip({ [`c10a/clean-${n}.txt`]: `${n}\n` }))) },
      { what: 'a tag', run: (at) => at.pushed(() => (at.slip({ 'c10a/u.txt': 'u\n' }), at.git('tag', '-a', 'v11', '-m', 'A version')), '--follow-tags') },
      {
        what: 'a branch that is deleted',
        run: (at) => (
          at.pushed(() => at.git('branch', '-f', 'short')),
          at.git('push', '-q', '--no-verify', 'origin', 'short'),
          at.try('push', '-q', 'origin', ':short')
        ),
      },
    ],
  },
  {
    row: 'C10b',
    refused: [
      {
        what: 'the commit is named',
        run: (at) => {
          let id = '';
          const done = at.pushed(() => {
            id = at.slip({ 'c10b/a.txt': `${token()}\n` });
            at.slip({ 'c10b/a.txt': 'gone\n' });
          });
          return naming(done, id.slice(0, 10), 'c10b/a.txt:1');
        },
      },
      {
        what: 'each of two commits',
        run: (at) => {
          const ids: string[] = [];
          const done = at.pushed(() => ids.push(at.slip({ 'c10b/b.txt': `${token()}\n` }), at.slip({ 'c10b/c.txt': `${token()}\n` })));
          return naming(done, ...ids.map((id) => id.slice(0, 10)));
        },
      },
      {
        what: 'the audit names first commit, author, refs and tips',
        run: (at) =>
          fresh(at, (name) => {
            const id = at.slip({ 'a.txt': `${token()}\n` });
            at.slip({ 'a.txt': 'gone\n' });
            return naming(told(at, 'audit'), id.slice(0, 12), 'Ada', `refs/heads/${name}`, 'at tips none');
          }),
        says: 'exposure',
      },
    ],
    allowed: [
      {
        what: 'a push after the commit was rewritten',
        run: (at) =>
          at.pushed(() => {
            at.slip({ 'c10b/d.txt': `${token()}\n` });
            at.write({ 'c10b/d.txt': 'clean\n' });
            at.git('add', '-A');
            at.git('commit', '-q', '--no-verify', '--amend', '-m', 'Clean');
          }),
      },
      {
        what: 'a push of a revert',
        run: (at) =>
          at.pushed(() => {
            at.slip({ 'c10b/e.txt': 'a\n' });
            at.git('revert', '--no-edit', 'HEAD');
          }),
      },
      { what: 'a commit that names a commit', files: { 'c10b/f.md': 'First seen in 4b825dc642cb6eb9a060e54bf8d69288fbee4904.\n' } },
    ],
  },
  {
    row: 'C10c',
    refused: [
      { what: 'plain', run: spelled((value) => `password: ${value}\n`, 'c10c/a.yml') },
      { what: 'under base64, by the same fingerprint', run: spelled((value) => `kind: Secret\ndata:\n  password: ${base64(value)}\n`, 'c10c/b.yml') },
      { what: 'in code, by the same fingerprint', run: spelled((value) => `password = "${value}"\n`, 'c10c/c.py') },
      {
        what: 'traced through every place',
        run: (at) =>
          fresh(at, () => {
            const value = secret();
            at.slip({ 'config/staging.yml': `password: ${value}\n` });
            at.slip({ 'instances/eu/app.yml': `password: ${value}\n` });
            const print = printIn(at.run('scan', '--format', 'json').out);
            return naming(told(at, 'trace', print), 'config/staging.yml:1', 'instances/eu/app.yml:1', 'stores eu', 'environments staging');
          }),
        says: 'place',
      },
    ],
    allowed: [
      { what: 'a fingerprint in a page', files: { 'c10c/d.md': `Rotated: v1s-${'ab12'.repeat(8)}.\n` } },
      { what: 'a fingerprint in a message', run: (at) => at.commit({ 'c10c/e.txt': 'e\n' }, `Rotate v1f-${'ab12'.repeat(8)}`) },
      { what: 'a trace of what stands nowhere', run: (at) => told(at, 'trace', `v1f-${'0'.repeat(32)}`) },
    ],
  },
  {
    row: 'C11',
    refused: [
      { what: 'the compromised value in another file', run: (at) => at.commit({ 'elsewhere.yml': `password: ${compromised(at)}\n` }), says: 'compromised' },
      {
        what: 'the compromised value under base64',
        run: (at) => at.commit({ 'secret.yml': `kind: Secret\ndata:\n  password: ${base64(compromised(at))}\n` }),
        says: 'compromised',
      },
      { what: 'a change of what is frozen', run: (at) => (compromised(at), at.commit({ 'deploy/b.ts': 'export {};\n' })), says: 'Frozen' },
      { what: 'an entry taken out', run: (at) => (compromised(at), at.git('rm', '-q', ledgerFile(at)), at.commit({})), says: 'only grows' },
      {
        what: 'an entry rewritten',
        run: (at) => {
          compromised(at);
          const path = ledgerFile(at);
          return at.commit({ [path]: at.git('show', `HEAD:${path}`).replace(/v1([fs])-[0-9a-f]{32}/, `v1$1-${'0'.repeat(32)}`) });
        },
        says: 'only grows',
      },
      {
        what: 'an allow entry for it',
        run: (at) =>
          fresh(at, () => {
            const value = secret();
            const print = printIn(at.commit({ 'a.ts': `const password = '${value}';\n` }).said);
            at.run('incident', 'open', print, '--rule', 'generic-password');
            at.git('add', '.secrets-hooks');
            at.git('commit', '-q', '--no-verify', '-m', 'Open');
            at.slip({ [file]: policy({ allow: [entry(print)] }) });
            return at.commit({ 'a.ts': `const password = '${value}';\n` });
          }),
        says: 'compromised',
      },
    ],
    allowed: [
      { what: 'rotation recorded', run: step('rotate', 'rotated at the provider') },
      { what: 'root cause recorded', run: step('root-cause', 'it stood in a notebook') },
      { what: 'closed', run: step('close', 'access is enabled again') },
      { what: 'what was frozen, once it is closed', files: { 'deploy/b.ts': 'export {};\n' } },
      { what: 'the new value’s reference', files: { 'deploy/a.ts': 'const password = process.env.DB_PASSWORD;\n' } },
    ],
  },
  {
    row: 'C12',
    refused: [
      {
        what: 'a policy that turns the rule of environment files off',
        run: (at) => fresh(at, () => at.commit({ [file]: policy({ rules: { 'dotenv-file': { enabled: false } } }), ...papers('0121') })),
        says: 'C5.1b',
      },
      {
        what: 'one that lowers private keys',
        run: (at) => fresh(at, () => at.commit({ [file]: policy({ rules: { 'private-key': { severity: 'low' } } }), ...papers('0122') })),
        says: 'C4.1a',
      },
      {
        what: 'a landed exception for an environment file',
        run: (at) =>
          fresh(at, () => {
            const { fingerprint: _, ...rest } = { fingerprint: '', ...entry('') } as Record<string, string>;
            at.slip({ [file]: policy({ allow: [{ ...rest, rule: 'dotenv-file', path: '.env' }] }) });
            return at.commit({ '.env': 'A=b\n' });
          }),
        says: 'C5.1b',
      },
      {
        what: 'a landed exception for a private key',
        run: (at) =>
          fresh(at, () => {
            const key = privateKey();
            const print = printIn(at.commit({ 'a.txt': key }).said);
            at.slip({ [file]: policy({ allow: [entry(print)] }) });
            return at.commit({ 'a.txt': key });
          }),
        says: 'C4.1a',
      },
    ],
    allowed: [
      { what: 'a first policy', run: (at) => fresh(at, () => at.commit({ [file]: policy() })) },
      {
        what: 'a floor made stricter',
        run: (at) =>
          fresh(
            at,
            () => (at.slip({ [file]: policy() }), at.commit({ [file]: policy({ rules: { 'dotenv-file': { severity: 'critical' } } }), ...papers('0123') })),
          ),
      },
      {
        what: 'an exception of what the floor leaves open',
        run: (at) =>
          fresh(at, () => {
            at.slip({ [file]: policy() });
            const text = { 'a.ts': `const password = '${secret()}';\n` };
            const print = printIn(at.commit(text).said);
            at.slip({ [file]: policy({ allow: [entry(print)] }) });
            return at.commit(text);
          }),
      },
    ],
  },
  {
    row: 'C13',
    refused: [
      {
        what: 'a rule turned off',
        run: (at) =>
          fresh(
            at,
            () => (at.slip({ [file]: policy() }), at.commit({ [file]: policy({ rules: { 'generic-password': { enabled: false } } }), ...papers('0131') })),
          ),
        says: 'turned off',
      },
      {
        what: 'a level raised, past the hooks, at push',
        run: (at) =>
          at.pushed(() => {
            at.slip({ [file]: policy({ refuse: 'critical' }) });
          }),
        says: 'Weaker than the defaults',
      },
      {
        what: 'a stricter policy without an ADR',
        run: (at) => fresh(at, () => (at.slip({ [file]: policy() }), at.commit({ [file]: policy({ refuse: 'low' }), 'docs/a.md': 'x\n' }))),
        says: 'without an ADR',
      },
      {
        what: 'without its documentation',
        run: (at) => fresh(at, () => (at.slip({ [file]: policy() }), at.commit({ [file]: policy({ refuse: 'low' }), 'docs/adr/0132.md': '# Why\n' }))),
        says: 'without its documentation',
      },
      {
        what: 'the policy taken away',
        run: (at) => fresh(at, () => (at.slip({ [file]: policy() }), at.git('rm', '-q', file), at.commit({}))),
        says: 'taken away',
      },
    ],
    allowed: [
      {
        what: 'a stricter policy with its papers',
        run: (at) => fresh(at, () => (at.slip({ [file]: policy() }), at.commit({ [file]: policy({ refuse: 'low' }), ...papers('0133') }))),
      },
      {
        what: 'an exception with an ADR',
        run: (at) =>
          fresh(
            at,
            () => (at.slip({ [file]: policy() }), at.commit({ [file]: policy({ allow: [entry(`v1f-${'ab12'.repeat(8)}`)] }), 'docs/adr/0134.md': '# Why\n' })),
          ),
      },
      { what: 'a comment', run: (at) => fresh(at, () => (at.slip({ [file]: policy() }), at.commit({ [file]: `// ours\n${policy()}` }))) },
    ],
  },
];
