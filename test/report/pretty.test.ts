// The refusal as it is read: golden texts at 80 columns, many findings, no colour, ASCII, hostile names.
import { describe, expect, test } from '@jest/globals';
import { prettyReport } from '../../src/report/pretty.ts';
import { remedyOf } from '../../src/report/remedy.ts';
import { lookFor } from '../../src/commands/terminal.ts';
import type { World } from '../../src/commands/world.ts';
import { finding, look, refused, report, rules, seen, unread, warned } from './sample.ts';

const said = (...[what, change]: [Parameters<typeof prettyReport>[0], Parameters<typeof look>[0]?]): string => prettyReport(what, rules, look(change));

describe('Golden', () => {
  test('one finding in a commit: what, where, impact and fix in at most twelve lines', () => {
    expect(said(report([refused(finding())]))).toBe(`secrets-hooks: commit blocked, 1 finding

[1] src/deploy.js:3:38 (github-personal-access-token)
    critical: GitHub personal access token (classic), checksum valid
    3 │ auth: 'ghp_••••••••  (40 characters)
    Anyone with it can act as its owner on GitHub.

To fix: replace it with process.env.GITHUB_TOKEN and move the value to .env.
  npx secrets-hooks fix
Or leave this file out: git reset -q -- src/deploy.js
Ever pushed or shared? Rotate it, then npx secrets-hooks incident open 1
`);
  });

  const commit = 'abcdef0123456789'.repeat(3).slice(0, 40);
  test('one finding in a push, other commits on top: rewritten, or everything since squashed', () => {
    const text = said(report([refused(finding({ commit }))]), { occasion: 'push', commits: [{ id: commit, place: 'inner' }] });
    expect(text).toContain(`To fix: rewrite abcdef0123, then push again; a follow-up commit isn't enough,
the value stays in history. In the list that opens, change "pick" to "edit" for
that commit; when git stops there, fix the file and stage it.
  git rebase -i abcdef0123^
  git add src/deploy.js
  git commit --amend --no-edit
  git rebase --continue
Or, if your files no longer contain it, squash everything since into one commit:
  git reset --soft abcdef0123^
  git commit
Ever pushed or shared? Rotate it, then npx secrets-hooks incident open 1
`);
    expect(text).toContain('src/deploy.js:3:38 in abcdef0123 (github');
  });
  test('the tip is amended, the first commit has no parent, a message is reworded', () => {
    const tip = said(report([refused(finding({ commit }))]), { occasion: 'push', commits: [{ id: commit, place: 'tip' }] });
    expect(tip).toContain('  git add src/deploy.js\n  git commit --amend --no-edit\n');
    expect(tip).not.toContain('rebase');
    const first = said(report([refused(finding({ commit }))]), { occasion: 'push', commits: [{ id: commit, place: 'first' }] });
    expect(first).toContain('git rebase -i --root\n');
    expect(first).not.toContain('reset');
    const message = finding({ commit, file: 'commit message' });
    expect(said(report([refused(message)]), { occasion: 'push', commits: [{ id: commit, place: 'tip' }] })).toContain('  git commit --amend\n');
    const older = said(report([refused(message)]), { occasion: 'push', commits: [{ id: commit, place: 'inner' }] });
    expect(older).toMatch(/change "pick" to\s+"reword"\s+for/);
    expect(older).not.toContain('git add');
  });
  test('several commits: from the oldest on', () => {
    const other = 'b'.repeat(40);
    const all = [refused(finding({ commit: other })), refused(finding({ commit, file: 'b.js' })), refused(finding({ commit, file: 'c.js' }))];
    const text = said(report(all), {
      occasion: 'push',
      commits: [
        { id: commit, place: 'inner' },
        { id: other, place: 'tip' },
      ],
    }).replace(/\s+/g, ' ');
    expect(text).toContain('rewrite 2 commits, starting with abcdef0123');
    expect(text).toContain('git rebase -i abcdef0123^ git add src/deploy.js b.js c.js git commit');
  });

  test('published commits are never rewritten: fetch first, unless the last fetch has shown that the destination lacks them', () => {
    const commits = [{ id: commit, place: 'inner', publishedOn: 'origin/main' }] as const;
    const told = (destination: { name: string; isFetched: boolean }): string =>
      said(report([refused(finding({ commit }))]), { occasion: 'push', commits, destination }).replace(/\s+/g, ' ');
    expect(told({ name: 'fork', isFetched: false })).toContain("already on origin/main: don't rewrite published commits.");
    expect(told({ name: 'fork', isFetched: false })).toContain('git fetch fork');
    for (const destination of [
      { name: 'fork', isFetched: true },
      { name: '', isFetched: false },
    ])
      expect(told(destination)).not.toMatch(/git fetch|rebase|amend|reset/);
  });

  test('the name of a ref: another name, no word of a file', () => {
    const text = said(report([refused(finding({ file: 'name of a ref', lead: '' }))]), { occasion: 'push' });
    expect(text).toContain('  git branch -m NEW-NAME\n  git push -u origin NEW-NAME\n');
  });

  test('in an archive: which file of it, and no reference in its place', () => {
    const text = said(report([refused(finding({ file: 'a/backup.zip', within: 'etc/app.py', decodedFrom: ['archive'], lead: '' }))]));
    expect(text).toContain('token (classic) (in etc/app.py inside it)');
    expect(text.replace(/\s+/g, ' ')).toContain('remove it from this file and rebuild the file without it.');
    expect(text).not.toContain('npx secrets-hooks fix');
  });

  test('several of Terraform: what is to be done is said once', () => {
    const text = said(report(['a', 'b'].map((key) => refused(finding({ file: 'main.tf', keyPath: ['db', `${key}_key`] })))));
    expect(text.replace(/\s+/g, ' ')).toContain('pass the values as TF_VAR_a_key and so on. git add main.tf');
  });

  test('a tag is not rebased', () => {
    const text = said(report([refused(finding({ file: 'tag message', commit: 'a'.repeat(40) }))]), { occasion: 'push' });
    expect(text).toMatch(/delete the tag .* and create\s+it again/);
    expect(text).not.toContain('rebase');
  });

  test('a file that must not be committed', () => {
    const one = finding({ ruleId: 'dotenv-file', detail: { code: 'file-name' }, file: 'deploy/.env', redacted: '', lead: '', startLine: 1, startColumn: 1 });
    expect(said(report([{ ...refused(one), reason: { code: 'floor', row: 'C5.1' } }]))).toContain(`    This rule can't be overridden (C5.1).

To fix: remove it from the commit (the file itself stays on disk) and list it in
.gitignore. List the names without values in .env.example.
  git rm --cached deploy/.env
`);
  });

  test('unsure: what could not be read, why, and what to do', () => {
    expect(said(report([], [unread('backup/vault.zip'), unread('x.bin', 'unsupported')]))).toBe(
      `secrets-hooks: commit blocked, because not everything could be scanned

Not scanned:
  backup/vault.zip: it is encrypted. Commit it without a password, or keep it
    out of git.
  x.bin: its format cannot be opened. Unpack it, or repack it as zip, tar or gz.
    To leave it out of this commit:
      git reset -q -- backup/vault.zip x.bin
    Needed as it is? An admin can allow it until a date:
      npx secrets-hooks allow --rule unread-file --path backup/vault.zip \\
        --reason "…" --expires YYYY-MM-DD
`,
    );
  });

  test('one value in two places: each gets its own', () => {
    const one = finding({
      ruleId: 'secret-copied-between-environments',
      class: 'policy',
      detail: { code: 'shared-value', between: 'environments', names: ['production', 'staging'] },
    });
    const text = said(report([{ ...refused(one), reason: { code: 'floor', row: 'C6' } }])).replace(/\s+/g, ' ');
    expect(text).toContain('the same value is in production and staging');
    expect(text).toContain('To fix: give each environment its own value and revoke this one.');
  });

  test('--explain gives the evidence', () => {
    const one = finding({
      evidence: [
        { feature: 'name says password', weight: 2.5 },
        { feature: 'in a test', weight: -0.75 },
      ],
    });
    expect(said(report([refused(one)]), { occasion: 'scan', explain: true })).toContain(`      +2.50  name says password\n      -0.75  in a test\n`);
  });
});

describe('Many', () => {
  const many = Array.from({ length: 25 }, (_, index) => refused(finding({ file: `src/${String(index % 4)}.js`, startLine: index + 1 })));
  test('grouped by file, cut with a count, one fix for all; a screenful', () => {
    const text = said(report(many));
    expect(text.match(/^src\/\d\.js$/gm)).toEqual(['src/0.js', 'src/1.js', 'src/2.js', 'src/3.js']);
    expect(text.replace(/\s+/g, ' ')).toContain(
      '… and 15 more: src/2.js (4), src/3.js (4), src/0.js (4), src/1.js (3). To list all: npx secrets-hooks scan --staged',
    );
    expect(text.match(/To fix:/g)).toHaveLength(1);
    expect(text).toContain('git reset -q -- src/0.js src/1.js src/2.js src/3.js\n');
    expect(text.split('\n').length).toBeLessThan(52);
  });
  test('more files than a command holds: it is said in words, and no placeholder stands in a command', () => {
    const text = said(report(Array.from({ length: 9 }, (_, index) => refused(finding({ file: `src/${String(index)}.js` })))));
    expect(text.replace(/\s+/g, ' ')).toContain('npx secrets-hooks fix');
    expect(text).not.toMatch(/git (?:add|reset).*</);
  });
  test('a file that goes takes along what stands in it', () => {
    const named = finding({ ruleId: 'dotenv-file', detail: { code: 'file-name' }, file: '.env', redacted: '', lead: '', startLine: 1, startColumn: 1 });
    const text = said(report([refused(named), refused(finding({ file: '.env' })), refused(finding({ file: '.env', startLine: 4 }))]));
    expect(text).toContain('commit blocked, 3 findings\n');
    expect(text.replace(/\s+/g, ' ')).toContain(
      'It contains: GitHub personal access token (classic) (line 3), GitHub personal access token (classic) (line 4).',
    );
    expect(text.match(/To fix:/g)).toHaveLength(1);
    expect(text).not.toContain('git add');
    expect(text).not.toContain('secrets-hooks fix');
    expect(text).toContain('incident open');
  });
  test('a file that is a key is taken out, one with empty names is mended', () => {
    const key = finding({ ruleId: 'private-key', class: 'private-key', file: 'deploy/id', startLine: 1, startColumn: 1, lead: '', keyPath: [] });
    expect(said(report([refused(key)]))).toContain('git rm --cached deploy/id\n');
    const example = said(report([refused(finding({ file: '.env.example' })), refused(finding({ file: '.env.example', startLine: 4 }))]));
    expect(example).toContain('CHANGE_ME');
    expect(example.match(/To fix:/g)).toHaveLength(1);
    expect(example).toContain('  git add .env.example\n');
  });
  test('a scan lists them all', () => {
    expect(said(report(many), { occasion: 'scan' }).match(/github-personal-access-token/g)).toHaveLength(25);
  });
});

describe('How the terminal is taken', () => {
  const at = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform = 'linux', isTTY = true) =>
    lookFor({ env, platform, terminal: { isTTY, columns: 80 } } as unknown as World, 'receive');
  const coloured = (env: NodeJS.ProcessEnv, isTTY = true): boolean => at(env, 'linux', isTTY).paint.bold('x') !== 'x';
  test('colour', () => {
    expect([coloured({}), coloured({}, false), coloured({ NO_COLOR: '1' }), coloured({ NO_COLOR: '' }), coloured({ TERM: 'dumb' })]).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
    expect([coloured({ FORCE_COLOR: '1' }, false), coloured({ FORCE_COLOR: '0' }), coloured({ FORCE_COLOR: '1', NO_COLOR: '1' })]).toEqual([
      true,
      false,
      false,
    ]);
  });
  test('signs: by the locale, on Windows by what the console says of itself', () => {
    const unicode = (env: NodeJS.ProcessEnv, platform?: NodeJS.Platform): boolean => at(env, platform).unicode;
    expect([unicode({}), unicode({ LANG: 'C' }), unicode({ LANG: 'C', LC_ALL: 'en_GB.UTF-8' }), unicode({ LC_ALL: '', LANG: 'C.utf8' })]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect([unicode({}, 'win32'), unicode({ WT_SESSION: 'x' }, 'win32'), unicode({ LANG: 'de_DE.UTF-8' }, 'win32')]).toEqual([false, true, true]);
  });
  test('shell, reading aloud, and the room that a server leaves', () => {
    expect([at({}, 'win32').shell, at({ MSYSTEM: 'MINGW64' }, 'win32').shell, at({}).shell]).toEqual(['windows', 'posix', 'posix']);
    expect([at({ ACCESSIBLE: '1' }).spoken, at({ TERM: 'dumb' }).spoken, at({ ACCESSIBLE: '0' }).spoken]).toEqual([true, true, false]);
    expect(at({}).columns).toBe(72);
  });
});

describe('Every terminal', () => {
  const kinds = [
    refused(finding()),
    refused(finding({ file: `${'very-long-name/'.repeat(280)}x.ts`, lead: `${'k'.repeat(60)}        = "` })),
    refused(finding({ decodedFrom: ['archive', 'base64', 'utf-16le'], severity: 'medium' })),
    warned(finding({ severity: 'low' })),
  ];
  test.each(['commit', 'message', 'push', 'receive', 'scan'] as const)('%s: prose keeps to 80 columns, one by one and together', (occasion) => {
    for (const what of [...kinds.map((kind) => report([kind])), report([...kinds, ...kinds])])
      for (const line of said(what, { occasion })
        .split('\n')
        .filter((one) => !/^ {4,}(?:git|echo|npx) |very-long-name/.test(one)))
        expect(line.length).toBeLessThanOrEqual(80);
  });
  test('a path of 4 KiB does not fill the screen', () => {
    expect(
      said(report([kinds[1]!]))
        .split('\n')
        .join('').length,
    ).toBeLessThan(1800);
  });
  test('ASCII where nothing else can be shown', () => {
    for (const occasion of ['commit', 'scan'] as const) expect(said(report([...kinds, ...kinds]), { occasion, unicode: false })).toMatch(/^[\x20-\x7e\n]*$/);
  });
  test('for a screen reader: words instead of drawings', () => {
    const text = said(report([kinds[0]!]), { spoken: true });
    expect(text).toContain("    line 3: auth: 'ghp_ and so on, 40 characters, not shown\n");
    expect(text).not.toMatch(/[•│]|^\s*\^/m);
  });
  test('Windows: no command that means something else there', () => {
    const text = said(report([kinds[0]!]), { shell: 'windows' });
    expect(text).not.toMatch(/>>|\\$/m);
    expect(text.replace(/\s+/g, ' ')).toContain('replace it with process.env.GITHUB_TOKEN and move the value to .env. npx secrets-hooks fix');
    expect(text).toContain('npx secrets-hooks incident open 1\n');
  });
  test('no colour: not one escape sequence; colour says nothing that words do not', () => {
    const mark = (text: string): string => `\u001b[1m${text}\u001b[22m`;
    const paint = { bold: mark, red: mark, yellow: mark, dim: mark };
    expect(said(report(kinds))).not.toContain('\u001b');
    expect(said(report(kinds), { paint }).replace(/\u001b\[\d+m/g, '')).toBe(said(report(kinds)));
  });
  test('nothing hostile in a name, a rule or a reason reaches the terminal', () => {
    const name = 'a\u001b]0;x\u0007\u202e\u2066\u200b\r\nforged: line\udcff\u{e0041}.ts';
    const forged = refused(
      finding({
        file: name,
        lead: `${name}= "`,
        detail: { code: 'promise', row: 'C13', what: name, args: { wayOut: name } },
        evidence: [{ feature: name, weight: 1 }],
      }),
    );
    const allowed = { finding: finding({ file: name }), action: 'refuse', reason: { code: 'compromised', incident: name } } as const;
    for (const explain of [true, false])
      for (const what of [report([forged, allowed], [unread(name)]), report(Array.from({ length: 12 }, () => [forged, allowed]).flat())]) {
        const text = said(what, { explain });
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udbff]/);
        expect(text).not.toMatch(/^forged/m);
      }
  });
});

test('the name of the value is printed, the value is masked', async () => {
  const value = ['q7Rf2', 'Lw9Xz', '4Tk8B', 'n3Vd6'].join('');
  const lines = said(await seen({ 'src/a.ts': `export const dbPassword = '${value}';\n` })).split('\n');
  expect(lines.find((line) => line.includes('••••'))).toBe("    1 │ dbPassword = '••••••••  (20 characters)");
});

test('several names: each has its line in .env.example', () => {
  const all = ['a', 'b', 'c', 'd', 'e'].map((key) => refused(finding({ file: 'settings.json', keyPath: ['db', `${key}_key`], ruleId: 'generic-secret' })));
  expect(said(report(all))).toContain("  printf '%s=\\n' A_KEY B_KEY C_KEY D_KEY E_KEY >> .env.example\n");
});

test('where git does not ignore .env, the first command makes it', () => {
  const text = said(report([refused(finding())]), { ignoresEnv: false });
  expect(text).toContain("  echo .env >> .gitignore\n  echo 'GITHUB_TOKEN=' >> .env.example\n  git add .gitignore .env.example src/deploy.js\n");
  expect(text).not.toContain('secrets-hooks fix');
});

test('the headline of a file is the worst finding in it', () => {
  const named = finding({ ruleId: 'ignored-file', severity: 'low', detail: { code: 'file-name' }, file: 'a.pem', redacted: '', lead: '' });
  expect(said(report([refused(named), refused(finding({ file: 'a.pem' }))]))).toContain('    critical: ');
});

test.each([
  ['a.ts', 'process.env.DB_KEY', '.env.example'],
  ['a.py', 'os.environ["DB_KEY"]', '.env.example'],
  ['cmd/main.go', 'os.Getenv("DB_KEY")', '.env.example'],
  ['A.java', 'System.getenv("DB_KEY")', '.env.example'],
  ['a.rb', 'ENV.fetch("DB_KEY")', '.env.example'],
  ['compose.yaml', '${DB_KEY}', '.env.example'],
  ['charts/x/templates/d.yaml', '{{ .Values.dbKey }}', undefined],
  ['main.tf', 'var.db_key', undefined],
  ['prod.tfvars', undefined, undefined],
  ['.github/workflows/ci.yml', '${{ secrets.DB_KEY }}', 'gh secret set DB_KEY'],
  ['.gitlab-ci.yml', '$DB_KEY', undefined],
  ['settings.json', undefined, '.env.example'],
  ['README.md', '<DB_KEY>', undefined],
  ['config/database.yml', '<%= ENV.fetch("DB_KEY") %>', '.env.example'],
  ['k8s/app.yaml', undefined, 'kubectl create secret'],
  ['serverless.yml', '${env:DB_KEY}', '.env.example'],
  ['wrangler.toml', undefined, 'wrangler secret put DB_KEY'],
  ['appsettings.Production.json', undefined, undefined],
  ['pom.xml', '${env.DB_KEY}', '.env.example'],
  ['config/services.php', "env('DB_KEY')", '.env.example'],
  ['src/App.vue', undefined, undefined],
  ['what.ever', undefined, '.env.example'],
  ['config/app.yaml', undefined, '.env.example'],
  ['dist/backup.zip', undefined, undefined],
])('in %s: %s', (path, reference, command) => {
  const remedy = remedyOf(path, 'DB_KEY');
  expect(remedy.reference).toBe(reference);
  expect(remedy.usesDotenv).toBe(command === '.env.example');
  if (!remedy.usesDotenv) expect(remedy.command ?? '').toContain(command ?? '');
});
