// Encodings, sizes, attributes, environments, file names: none of them hides a secret.
import { mkdirSync, writeFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Repo, folder, tidy } from './lab.ts';

afterAll(tidy);

describe('Commit: encodings and sizes', () => {
  const dresses: readonly (readonly [string, (line: string) => Buffer])[] = [
    ['63 crlf', (line) => Buffer.from(`a\r\n${line.trim()}\r\nb\r\n`)],
    ['64 cr_only', (line) => Buffer.from(`a\r${line.trim()}\rb\r`)],
    ['66 utf8_bom', (line) => Buffer.from(`\ufeff${line}`)],
    ['67 latin1_bytes', (line) => Buffer.concat([Buffer.from([0xe9, 0xff, 0x20]), Buffer.from(line)])],
    ['68 nul_byte_in_text', (line) => Buffer.from(`x\0y ${line}`)],
    ['69 utf16le_bom', (line) => Buffer.from(`\ufeff${line}`, 'utf16le')],
    ['69 utf16be_bom', (line) => Buffer.from(`\ufeff${line}`, 'utf16le').swap16()],
    ['202 utf16_without_bom', (line) => Buffer.from(line, 'utf16le')],
    ['71 long_line_3mb', (line) => Buffer.from(`${'x = 1; '.repeat(430_000)}${line.trim()} ${'y = 2; '.repeat(10)}`)],
    ['72 text_5mb_secret_at_end', (line) => Buffer.from(`${'some words of text\n'.repeat(270_000)}${line}`)],
    ['74 secret_on_64k_boundary', (line) => Buffer.concat([Buffer.alloc(65_536 - 20, 'a '), Buffer.from(line)])],
    ['74 secret on the boundary of a window of the kernel', (line) => Buffer.concat([Buffer.alloc((1 << 20) - 14, 'a '), Buffer.from(line)])],
    [
      '198 secret_in_real_binary',
      (line) =>
        Buffer.concat([
          Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]),
          Buffer.alloc(5000, 7),
          Buffer.from(`\0${line.slice(9, -2)}\0`),
          Buffer.alloc(5000, 9),
        ]),
    ],
    ['197 secret_in_lock_file', (line) => Buffer.from(`# lock\n"x@1":\n  resolved "${line.slice(9, -2)}"\n`)],
  ];
  test.each(dresses)('%s', (name, dress) => {
    const repo = Repo.make();
    repo.stage(name.includes('lock') ? 'yarn.lock' : 'b.txt', dress(repo.line));
    repo.commitBlocks();
  });
  test('65 autocrlf_true, 70 working_tree_encoding', () => {
    const repo = Repo.make();
    repo.git('config', 'core.autocrlf', 'true');
    repo.stage('b.txt', `a\r\n${repo.line}`);
    repo.commitBlocks();
    repo.git('config', 'core.autocrlf', 'false');
    repo.git('rm', '-q', '-f', 'b.txt');
    repo.stage('.gitattributes', '*.ps1 working-tree-encoding=UTF-16LE\n');
    repo.stage('c.ps1', Buffer.from(repo.line, 'utf16le'));
    repo.commitBlocks();
  });
  test('73 file_60mb_clean and binary_60mb_clean, 199 text_60mb_secret_at_end', () => {
    const repo = Repo.make();
    repo.stage('big.txt', Buffer.alloc(60 << 20, 'plain words and nothing else\n'));
    repo.commitAllows();
    repo.stage('big.bin', Buffer.alloc(60 << 20, Buffer.from([0, 1, 2, 3, 250, 251, 252, 9])));
    repo.commitAllows();
    repo.stage('bad.txt', Buffer.concat([Buffer.alloc(60 << 20, 'plain words and nothing else\n'), Buffer.from(repo.line)]));
    repo.commitBlocks();
  });
  test('75 3000_files_clean, 76 12000_long_paths_secret_last', () => {
    const repo = Repo.make();
    for (let index = 0; index < 3000; index += 1) {
      if (index % 100 === 0) mkdirSync(join(repo.top, `many/${index / 100}`), { recursive: true });
      writeFileSync(join(repo.top, `many/${Math.floor(index / 100)}/f${index}.txt`), `file ${index}\n`);
    }
    repo.git('add', '-A');
    repo.commitAllows();
    const id = repo.git('hash-object', '-w', 'a.txt');
    repo.write('s.txt', repo.line);
    const bad = repo.git('hash-object', '-w', 's.txt');
    const long = 'p'.repeat(180);
    const entries = Array.from({ length: 12_000 }, (_, index) => `100644 ${index === 11_999 ? bad : id}\t${long}/${String(index).padStart(6, '0')}`);
    repo.run(['update-index', '--index-info'], { input: `${entries.join('\n')}\n` });
    repo.commitBlocks();
  });
});

describe('Commit: attributes, configuration, environment', () => {
  test.each([
    ['77 attr_minus_diff', '* -diff\n'],
    ['78 attr_binary', '* binary\n'],
  ])('%s, 79 attr_set_in_same_commit', (_, attributes) => {
    const repo = Repo.make();
    repo.stage('.gitattributes', attributes);
    repo.stage('b.key.txt', repo.line);
    repo.commitBlocks();
  });
  const settings: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    ['80 textconv_blanks', [['diff.x.textconv', 'true']]],
    ['81 diff_external_config', [['diff.external', 'true']]],
    [
      '84 odd_diff_config',
      [
        ['diff.noprefix', 'true'],
        ['diff.mnemonicPrefix', 'true'],
        ['color.ui', 'always'],
        ['core.abbrev', '4'],
        ['diff.relative', 'true'],
        ['core.quotePath', 'true'],
        ['status.relativePaths', 'true'],
      ],
    ],
    ['core.fsmonitor names a program', [['core.fsmonitor', 'true']]],
    [
      'aliases of plumbing',
      [
        ['alias.diff', '!true'],
        ['alias.cat-file', '!true'],
      ],
    ],
  ];
  test.each(settings)('%s', (_, config) => {
    const repo = Repo.make();
    repo.stage('.gitattributes', '* diff=x\n');
    for (const [name, value] of config) repo.git('config', name, value);
    repo.stage('b.txt', repo.line);
    repo.commitBlocks();
  });
  const environments: readonly (readonly [string, (env: NodeJS.ProcessEnv) => NodeJS.ProcessEnv])[] = [
    ['82 git_external_diff_env', (env) => ({ ...env, GIT_EXTERNAL_DIFF: 'true' })],
    ['83 config_parameters_env', (env) => ({ ...env, GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'diff.external', GIT_CONFIG_VALUE_0: 'true' })],
    ['86 git_trace_noise', (env) => ({ ...env, GIT_TRACE: '1', GIT_TRACE_SETUP: '1' })],
    ['87 git_literal_pathspecs', (env) => ({ ...env, GIT_LITERAL_PATHSPECS: '1' })],
    ['88 locale_c', (env) => ({ ...env, LC_ALL: 'C' })],
    ['89 env_ci', (env) => ({ ...env, CI: 'true', HUSKY: '0' })],
    ['90 env_empty', (env) => ({ PATH: env['PATH'], HOME: env['HOME'] })],
    ['91 env_no_home', (env) => ({ PATH: env['PATH'] })],
    ['92 node_options_and_node_path', (env) => ({ ...env, NODE_ENV: 'production', NODE_PATH: '/nowhere' })],
    ['GIT_REPLACE_REF_BASE and GIT_NO_REPLACE_OBJECTS', (env) => ({ ...env, GIT_NO_REPLACE_OBJECTS: '' })],
  ];
  test.each(environments)('%s', (_, change) => {
    const repo = Repo.make();
    repo.stage('ü.txt', repo.line);
    repo.blocks(['commit', '-q', '-m', 'x'], { env: change(process.env) });
  });
  test('85 replace_ref_hides_blob', () => {
    const repo = Repo.make();
    repo.stage('b.txt', repo.line);
    repo.git('replace', repo.git('rev-parse', ':b.txt'), repo.git('rev-parse', 'HEAD:a.txt'));
    expect(repo.run(['commit', '-q', '-m', 'x']).ok).toBe(false);
  });
  test('94 stdin_closed, stdout_closed, 95 umask_077_and_cwd_subdir', () => {
    const repo = Repo.make();
    repo.stage('x/y/b.txt', repo.line);
    for (const script of ['git commit -q -m x <&-', 'git commit -q -m x >&-', 'git commit -q -m x 2>&-', 'umask 077; cd x/y && git commit -q -m x']) {
      const head = repo.git('rev-parse', 'HEAD');
      expect(repo.run(['-c', script], { command: 'sh' }).ok).toBe(false);
      expect(repo.git('rev-parse', 'HEAD')).toBe(head);
    }
  });
  test('203 git_object_directory_env', () => {
    const repo = Repo.make();
    const objects = folder('objects-');
    const env = { ...process.env, GIT_OBJECT_DIRECTORY: objects, GIT_ALTERNATE_OBJECT_DIRECTORIES: join(repo.top, '.git/objects') };
    repo.write('b.txt', repo.line);
    repo.run(['add', 'b.txt'], { env });
    const done = repo.run(['commit', '-q', '-m', 'x'], { env });
    expect(done.ok).toBe(false);
    expect(done.out).toContain('secrets-hooks: commit blocked');
  });
});

describe('File names', () => {
  const names: readonly (readonly [string, string])[] = [
    ['115 name_newline', 'new\nline'],
    ['116 name_tab_quote_backslash', 'a\t"b\\c'],
    ['117 name_leading_dash', '-rf'],
    ['118 name_double_dash_help', '--help'],
    ['119 name_spaces_ends', ' lead and trail '],
    ['121 name_unicode_nfd_emoji', 'cafe\u0301 😀'],
    ['122 name_shell_metacharacters', '$(touch pwned);`id`&'],
    ['123 name_pathspec_magic', ':(exclude)*'],
    ['124 name_glob', '*[a-z]?'],
    ['125 name_colon_number', 'a:1:b 000000'],
    ['126 name_escape_sequence', '\u001b]0;title\u0007'],
    ['127 name_255_bytes', 'n'.repeat(255)],
    ['127 name_deep_path', `${'d/'.repeat(400)}f`],
    ['128 name_looks_like_rev', 'HEAD'],
    ['bidirectional and invisible characters', 'a\u202etxt.\u200bexe'],
  ];
  test.each(names)('%s', (_, name) => {
    const repo = Repo.make();
    repo.write(name, repo.line);
    repo.git('add', '-A');
    const { out } = repo.commitBlocks();
    expect(out).not.toMatch(/\u001b|\u0007/);
    expect(Buffer.from(out, 'latin1').toString('utf8')).not.toMatch(/[\u202e\u200b]/);
    expect(repo.run(['-c', 'test ! -e pwned'], { command: 'sh' }).ok).toBe(true);
  });
  test('120 name_non_utf8, 129 two_names_one_newline_trick', () => {
    const repo = Repo.make();
    const name = Buffer.concat([Buffer.from(`${repo.top}/`), Buffer.from([0xe9, 0xff, 0x2e, 0x74])]);
    writeFileSync(name, repo.line);
    repo.git('add', '-A');
    repo.commitBlocks();
    repo.git('rm', '-q', '-r', '-f', '.');
    repo.stage('a', 'clean\n');
    repo.write('a\nb', repo.line);
    repo.git('add', '-A');
    repo.commitBlocks();
  });
  test('a link loop in the work tree is no obstacle', () => {
    const repo = Repo.make();
    symlinkSync('.', join(repo.top, 'loop'));
    repo.git('add', '-A');
    repo.commitAllows();
  });
});
