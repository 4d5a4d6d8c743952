// Containers and forms in which secrets went unseen: each of these files is refused when it is committed with real git.
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import sqlite from 'node-sqlite3-wasm';
import { Repo, folder, tidy } from './lab.ts';

afterAll(tidy);

/** One element of DER. */
const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length);
  return Buffer.concat([Buffer.from([tag]), body.length < 128 ? Buffer.from([body.length]) : Buffer.from([0x82, ...length]), body]);
};
const number = (value: number): Buffer => der(2, Buffer.from([value]));
const data = der(6, Buffer.from('2a864886f70d010701', 'hex'));
/** PKCS#12 as RFC 7292 lays it out; what it holds is encrypted anyway. */
const keyStore = (): Buffer => der(0x30, number(3), der(0x30, data, der(0xa0, der(4, randomBytes(2000)))), der(0x30, randomBytes(60)));

/** A zip of two files whose directory lists only the second one. */
function hiddenFile(text: string): Buffer {
  const bytes = Buffer.from(zipSync({ 'a.txt': Buffer.from(text), 'b.txt': Buffer.from('nothing here') }));
  const first = bytes.indexOf('PK\x01\x02', 0, 'latin1');
  const second = bytes.indexOf('PK\x01\x02', first + 4, 'latin1');
  const end = Buffer.from(bytes.subarray(-22));
  for (const at of [8, 10]) end.writeUInt16LE(1, at);
  end.writeUInt32LE(bytes.length - 22 - second, 12);
  return Buffer.concat([bytes.subarray(0, first), bytes.subarray(second, -22), end]);
}

/** A Debian package: an archive of `ar` with the archives that are in it. */
function debianPackage(tarball: Buffer): Buffer {
  const member = (name: string, body: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from(`${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}${String(body.length).padEnd(10)}\`\n`),
      body,
      Buffer.alloc(body.length % 2, 10),
    ]);
  return Buffer.concat([Buffer.from('!<arch>\n'), member('debian-binary', Buffer.from('2.0\n')), member('data.tar.gz', tarball)]);
}

function tarballOf(text: string): Buffer {
  const at = folder('tar-');
  writeFileSync(join(at, 'a.txt'), text);
  return execFileSync('tar', ['-czf', '-', '-C', at, 'a.txt']);
}

function database(token: string): Buffer {
  const path = join(folder('db-'), 'rows.db');
  const open = new sqlite.Database(path);
  open.run('CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT, token TEXT, created TEXT)');
  open.run('INSERT INTO users VALUES(1, ?, ?, ?)', ['bob', token, '2024-01-01']);
  open.close();
  return readFileSync(path);
}

function historyOf(line: string): { readonly bundle: Buffer; readonly loose: Buffer; readonly pack: Buffer } {
  const other = Repo.make();
  other.plant('a.txt', line);
  const id = other.git('rev-parse', 'HEAD:a.txt');
  const loose = readFileSync(join(other.top, '.git/objects', id.slice(0, 2), id.slice(2)));
  other.plant('a.txt', `${'a line of text\n'.repeat(50)}${line}`);
  other.plant('a.txt', `${'a line of text\n'.repeat(50)}another\n${line}`);
  other.git('bundle', 'create', '-q', 'x.bundle', 'HEAD');
  other.git('repack', '-qad');
  const packs = join(other.top, '.git/objects/pack');
  const pack = readdirSync(packs).find((name) => name.endsWith('.pack')) ?? '';
  return { bundle: readFileSync(join(other.top, 'x.bundle')), loose, pack: readFileSync(join(packs, pack)) };
}

const program = (): Buffer => Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), randomBytes(4000)]);
const fold = (text: string, width: number, line: string): string => (text.match(new RegExp(`.{1,${String(width)}}`, 'g')) ?? []).join(`${line} `);

test('each container and each form that hid a token is refused, by its name', () => {
  const repo = Repo.make();
  const { line, token } = repo;
  const { bundle, loose, pack } = historyOf(line);
  const tarball = tarballOf(line);
  const escaped = token.replaceAll('_', '\\_');
  const sentence = `the token that this service account uses is known as ${token}`;
  const files: Readonly<Record<string, string | Buffer>> = {
    'hidden.zip': hiddenFile(line),
    'package.deb': debianPackage(tarball),
    'notes.lzma': Buffer.concat([Buffer.from('5d00008000ffffffffffffffff00', 'hex'), randomBytes(200)]),
    'all.bundle': bundle,
    'objects.pack': pack,
    'loose.bin': loose,
    'zip-in-base64.txt': `archive: ${Buffer.from(zipSync({ 'a.txt': Buffer.from(line) })).toString('base64')}\n`,
    'tarball-in-base64.yaml': `archive: ${tarball.toString('base64')}\n`,
    'program.bin': Buffer.concat([program(), gzipSync(line), program()]),
    'rows.db': database(token),
    'store.bin': keyStore(),
    'escaped.md': `The token is ${escaped} for the bot.\n`,
    'escaped.tex': `\\texttt{${escaped}}\n`,
    'escaped.rst': `Token: ${escaped}\n`,
    'colours.log': `first\ntoken: ${token.slice(0, 10)}\x1b[32m${token.slice(10)}\x1b[0m\n`,
    'colour.log': `first\ntoken: \x1b[1;32m${token}\x1b[0m\n`,
    'people.ldif': `dn: uid=bob,dc=example,dc=com\nobjectClass: person\n${fold(`description: ${sentence}`, 76, '\n')}\n`,
    'events.ics': `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${fold(`DESCRIPTION:${sentence}`, 75, '\r\n')}\r\nEND:VCALENDAR\r\n`,
    'people.vcf': `BEGIN:VCARD\r\nVERSION:3.0\r\n${fold(`NOTE:${sentence}, says Bob`, 75, '\r\n')}\r\nEND:VCARD\r\n`,
    'mail.eml': `Content-Transfer-Encoding: quoted-printable\n\nuse it: ${token.slice(0, 20)}=\n${token.slice(20)}, or token=3D${token}\n`,
  };
  for (const [path, content] of Object.entries(files)) repo.stage(path, content);
  const { out } = repo.run([join(import.meta.dirname, '../../dist/cli.js'), 'scan', '--staged', '--format', 'json'], { command: process.execPath });
  const report = JSON.parse(out.slice(out.indexOf('{'))) as { findings: { file: string }[]; summary: { incomplete: { file: string }[] } };
  const found = new Set(report.findings.map((one) => one.file));
  expect(Object.keys(files).filter((path) => !found.has(path))).toEqual(['notes.lzma']);
  expect(report.summary.incomplete.map((one) => one.file)).toEqual(['notes.lzma']);
  repo.commitBlocks();
});

test('a key that only changes its layout passes, another key is refused', () => {
  const make = (): string => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const repo = Repo.make();
  const key = make();
  repo.plant('deploy/key.txt', key);
  repo.plant('deploy/values.yaml', `tls:\n  key: |\n${key.replace(/^/gm, '    ')}\n`);
  repo.stage('deploy/key.txt', key.replaceAll('\n', '\r\n'));
  repo.commitAllows();
  repo.stage('deploy/key.txt', JSON.stringify({ key }));
  repo.stage('deploy/values.yaml', `tls:\n  key: "${key.replaceAll('\n', '\\n')}"\n`);
  repo.commitAllows();
  repo.stage('deploy/key.txt', make());
  repo.commitBlocks();
});

test('ordinary binaries are no containers', () => {
  const repo = Repo.make();
  repo.stage('a.png', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(5000)]));
  repo.stage('a.bin', program());
  repo.stage('a.js', 'const zip = "PK\\x03\\x04";\nconst xz = [0xfd, 0x37, 0x7a];\n');
  repo.stage(
    'readers.bin',
    Buffer.concat([program(), Buffer.from('PK\x03\x04\xfd7zXZ\0BZh9\x1f\x8b\x08Rar!\x1a\x077z\xbc\xaf\x27\x1c', 'latin1'), randomBytes(500)]),
  );
  repo.stage('empty.z', deflateSync(''));
  repo.commitAllows();
});
