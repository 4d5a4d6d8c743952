// What is measured on: text like source, repositories with staged files or many commits, and secrets that were never issued to prove that nobody looks away.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
export const plantedName = 'bench_planted.txt';

/** A GitHub token whose checksum holds, and an AWS key id: every scanner knows one of them. */
export function planted() {
  const body = Array.from(randomBytes(30), (byte) => digits[byte % 62]).join('');
  const sum = (typeof crc32 === 'function' ? crc32 : ownCrc32)(body);
  let tail = '';
  for (let rest = sum; tail.length < 6; rest = Math.floor(rest / 62)) tail = digits[rest % 62] + tail;
  const id = Array.from(randomBytes(16), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('');
  return `github_token = "${['gh', 'p_', body].join('')}${tail}"\naws_access_key_id = ${['AK', 'IA', id].join('')}\n`;
}

function ownCrc32(text) {
  let sum = -1;
  for (const character of text) {
    sum ^= character.charCodeAt(0);
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? 0xedb88320 ^ (sum >>> 1) : sum >>> 1;
  }
  return (sum ^ -1) >>> 0;
}

const words =
  'user order basket parcel invoice total price update create remove render handle token value state option result config store cache index query'.split(' ');
/** Source-like text of so many bytes, the same for the same seed. Names and calls, no secrets. */
export function source(bytes, seed) {
  let state = seed * 2_654_435_761 + 1;
  const next = (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % most;
  };
  const word = () => words[next(words.length)];
  const lines = [];
  for (let size = 0; size < bytes;) {
    const name = `${word()}${word().replace(/^./, (letter) => letter.toUpperCase())}`;
    const line = [
      `export function ${name}(${word()}, ${word()}) {`,
      `  const ${word()} = await ${word()}.${name}({ ${word()}: ${next(1000)}, ${word()}: '${word()} ${word()}' });`,
      `  if (${word()} === undefined || ${word()}.length > ${next(50)}) return ${word()};`,
      `  // ${word()} ${word()} ${word()} ${word()} ${word()}`,
      '}',
      '',
    ][next(6)];
    lines.push(line);
    size += line.length + 1;
  }
  return lines.join('\n').slice(0, bytes);
}

const git = (folder, ...args) => execFileSync('git', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 30 }).toString();

export function freshFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A repository with our hooks as `install` writes them, and one commit. */
export function repository(folder, root) {
  freshFolder(folder);
  git(folder, 'init', '-q', '-b', 'main');
  for (const [name, value] of [
    ['user.name', 'Bench'],
    ['user.email', 'bench@example.org'],
    ['commit.gpgsign', 'false'],
    ['gc.auto', '0'],
  ])
    git(folder, 'config', name, value);
  execFileSync(process.execPath, [join(root, 'dist/cli.js'), 'install'], { cwd: folder, stdio: 'ignore' });
  git(folder, 'add', '-A');
  git(folder, '-c', 'core.hooksPath=/dev/null', 'commit', '-q', '-m', 'first');
  return folder;
}

/** @returns the names of the files */
export function stage(folder, files, bytes) {
  const names = [];
  for (let index = 0; index < files; index += 1) {
    const place = join('src', `part${index % 50}`);
    mkdirSync(join(folder, place), { recursive: true });
    const name = join(place, `file${index}.ts`);
    writeFileSync(join(folder, name), source(Math.ceil(bytes / files), index + 1));
    names.push(name);
  }
  git(folder, 'add', '-A');
  return names;
}

/** One commit on a branch of its own whose only change is the planted file. @returns its id */
export function plantIn(folder, ref, base) {
  const text = planted();
  const stream = `commit ${ref}\ncommitter Bench <bench@example.org> 1700000000 +0000\ndata 6\nchange\n${base === undefined ? '' : `from ${base}\n`}M 100644 inline ${plantedName}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: folder, input: stream });
  return git(folder, 'rev-parse', ref).trim();
}

/** So many commits on top of the first, each of which changes one of a hundred files. */
export function commits(folder, count) {
  const base = git(folder, 'rev-parse', 'HEAD').trim();
  let stream = '';
  for (let index = 0; index < count; index += 1) {
    const text = source(6000, (index % 100) + 1).replace(/$/, `\n// change ${index}\n`);
    stream += `commit refs/heads/main\ncommitter Bench <bench@example.org> ${1_700_000_000 + index} +0000\ndata 6\nchange\n${index === 0 ? `from ${base}\n` : ''}M 100644 inline src/file${index % 100}.ts\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  }
  execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: folder, input: stream });
  return { base, tip: git(folder, 'rev-parse', 'refs/heads/main').trim() };
}

/** A tree of generated files of 20 KiB. */
export function tree(folder, mebibytes) {
  freshFolder(folder);
  const files = Math.ceil((mebibytes * 1024) / 20);
  for (let index = 0; index < files; index += 1) {
    if (index % 500 === 0) mkdirSync(join(folder, `part${index / 500}`), { recursive: true });
    writeFileSync(join(folder, `part${Math.floor(index / 500)}`, `file${index}.ts`), source(20 * 1024, (index % 400) + 1));
  }
  return folder;
}

/** Copies of folders side by side, until they hold so much. */
export function together(folder, from, mebibytes) {
  freshFolder(folder);
  const sizes = from.map((one) => sizeOf(one));
  let size = 0;
  for (let copy = 0; size < mebibytes; copy += 1)
    from.forEach((one, index) => {
      if (size >= mebibytes) return;
      cpSync(one, join(folder, `copy${copy}`, String(index)), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (path) => !/[\\/]\.git(?:[\\/]|$)/.test(path),
      });
      size += sizes[index];
    });
  return folder;
}

/** MiB below a folder, `.git` left out. */
export function sizeOf(folder) {
  if (!existsSync(folder)) return 0;
  let size = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) size += entry.name === '.git' ? 0 : sizeOf(path);
    else if (entry.isFile()) size += statSync(path).size / 1024 / 1024;
  }
  return size;
}
