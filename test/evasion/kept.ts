// Ways in which files of all kinds keep a secret: character sets, sizes, packages, documents, and the company that it keeps.
import { deflateSync, gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { caught, slips, type FileWay } from './way.ts';

const line = (token: string): string => `token = "${token}"\n`;
const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');
const inside = (text: string, what: string, at = 20): string => text.slice(0, at) + what + text.slice(at);
const zip = (name: string, text: string | Uint8Array): Uint8Array => zipSync({ [name]: typeof text === 'string' ? Buffer.from(text) : text });
/** One file in an archive that is locked: the bit that says so, and bytes that mean nothing without the key. */
function locked(text: string): Uint8Array {
  const bytes = Buffer.from(zipSync({ 'a.txt': [Buffer.from(text), { level: 0 }] }));
  for (const [mark, at] of [
    ['PK\x03\x04', 6],
    ['PK\x01\x02', 8],
  ] as const)
    bytes[bytes.indexOf(mark, 0, 'latin1') + at]! |= 1;
  const start = bytes.indexOf(text);
  for (let at = start; at < start + text.length; at += 1) bytes[at]! ^= 0xa7;
  return bytes;
}
const chunk = (type: string, data: Buffer): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  return Buffer.concat([size, Buffer.from(type), data, Buffer.alloc(4)]);
};
const picture = (...chunks: Buffer[]): Buffer => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', Buffer.alloc(13)), ...chunks]);

export const characters: readonly FileWay[] = [
  caught('UTF-16LE with a mark', 'a.ps1', ({ token }) => wide(`\ufeff${line(token)}`)),
  caught('UTF-16BE with a mark', 'b.txt', ({ token }) => wide(`\ufeff${line(token)}`).swap16()),
  caught('UTF-16 without a mark', 'c.txt', ({ token }) => wide(line(token))),
  caught('a UTF-16 mark in front of ASCII', 'd.txt', ({ token }) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(line(token))])),
  caught('UTF-16 in the middle of a binary', 'e.dll', ({ token }) => Buffer.concat([Buffer.alloc(3000, 7), wide(line(token)), Buffer.alloc(3001, 9)])),
  caught('UTF-32', 'f.txt', ({ token }) => Buffer.from([...`\ufeff${line(token)}`].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8, 0, 0]))),
  slips('UTF-7', 'g.txt', ({ token }) => `+${wide(token).swap16().toString('base64').replace(/=/g, '')}-\n`),
  caught('Latin-1 and broken UTF-8 around it', 'h.txt', ({ token }) => Buffer.concat([Buffer.from([0xe9, 0xff, 0xc3, 0x20]), Buffer.from(line(token))])),
  caught('a zero-width space inside the token', 'i.txt', ({ token }) => inside(token, '\u200b')),
  caught('a soft hyphen inside the token', 'j.txt', ({ token }) => inside(token, '\u00ad')),
  caught('bidirectional marks inside the token', 'k.txt', ({ token }) => `\u202e${inside(token, '\u2066', 2)}\u202c\n`),
  caught('a zero-width joiner inside the name', 'l.py', ({ password }) => `pass\u200dword = "${password}"\n`),
  slips('a Cyrillic letter in the name', 'm.py', ({ password }) => `p\u0430ssword = "${password}"\n`),
  slips('full-width letters', 'n.txt', ({ token }) => [...token].map((c) => String.fromCodePoint(c.charCodeAt(0) + 0xfee0)).join('')),
  caught('NUL bytes in front', 'o.txt', ({ token }) => `\0\0x\0${line(token)}`),
  caught('CRLF', 'p.txt', ({ token }) => `a\r\n${line(token).trim()}\r\n`),
  caught('CR only', 'q.txt', ({ token }) => `a\r${line(token).trim()}\rb`),
  caught('blanks at the end of the line', 'r.env.txt', ({ password }) => `DB_PASSWORD=${password} \t  \n`),
  caught('far to the right, behind 5,000 blanks', 's.txt', ({ token }) => `x${' '.repeat(5000)}${line(token)}`),
  caught('no line break at the end', 't.txt', ({ token }) => line(token).trim()),
];

export const sizes: readonly FileWay[] = [
  caught('one line of 3 MB', 'a.min.js', ({ token }) => `${'x=1;'.repeat(750_000)}t="${token}";${'y=2;'.repeat(99)}`),
  caught('a minified bundle', 'dist/app.min.js', ({ token }) => `!function(e,t){var n={a:1,k:"${token}",z:e=>t(e)}}(1,2);\n`),
  caught('the last line of 12 MB', 'b.txt', ({ token }) => 'some words of text\n'.repeat(660_000) + line(token)),
  caught('more than 100 MB: refused, because nobody looked', 'c.sql', ({ token }) =>
    Buffer.concat([Buffer.alloc(100 << 20, 'insert a row\n'), Buffer.from(line(token))]),
  ),
  caught('an extension of pictures', 'd.png', ({ token }) => line(token)),
  caught('no extension, between random bytes', 'e', ({ token }) => Buffer.concat([Buffer.alloc(4000, 200), Buffer.from(token), Buffer.alloc(4000, 3)])),
  caught('text of a PNG', 'f.png', ({ token }) => picture(chunk('tEXt', Buffer.from(`Comment\0${token}`)))),
  caught('packed text of a PNG', 'g.png', ({ token }) => picture(chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(token)])))),
  caught('EXIF of a JPEG', 'h.jpg', ({ token }) =>
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 90]), Buffer.from(`Exif\0\0${token}\0`), Buffer.alloc(99, 200)]),
  ),
  slips('a photograph of a screen', 'i.jpg', ({ token }) =>
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from([...token].map((c) => c.charCodeAt(0) ^ 0xff))]),
  ),
];

export const packed: readonly FileWay[] = [
  caught('zip', 'a.zip', ({ token }) => zip('deep/a.txt', line(token))),
  caught('zip under another name', 'b.dat', ({ token }) => zip('a.txt', line(token))),
  caught('zip in a zip', 'c.zip', ({ token }) => zip('b.zip', zip('a.txt', line(token)))),
  caught('zip behind a program', 'd.exe', ({ token }) => Buffer.concat([Buffer.alloc(900, 'MZ program '), zip('a.txt', line(token))])),
  caught('the comment of a zip', 'e.zip', ({ token }) => Buffer.concat([zip('a.txt', 'x'), Buffer.from(token)])),
  caught('nine zips in each other: refused, because nobody looked', 'f.zip', ({ token }) =>
    Array.from({ length: 9 }).reduce<Uint8Array>((bytes) => zip('x.zip', bytes), Buffer.from(line(token))),
  ),
  caught('a locked zip: refused, because nobody can look', 'g.zip', ({ token }) => locked(line(token))),
  caught('a class in a jar in a war', 'h.war', ({ token }) => zip('WEB-INF/lib/x.jar', zip('X.class', `\xca\xfe\xba\xbe\0\0\0\x01\0(${token}\x01`))),
  caught('gzip', 'i.gz', ({ token }) => gzipSync(line(token))),
  caught('the second member of a gzip', 'j.gz', ({ token }) => Buffer.concat([gzipSync('nothing\n'), gzipSync(line(token))])),
  caught('gzip in base64', 'k.txt', ({ token }) => `x: ${gzipSync(line(token)).toString('base64')}\n`),
  caught('zlib in base64', 'l.txt', ({ token }) => `x: ${deflateSync(line(token)).toString('base64')}\n`),
  caught('xz, bzip2, 7z, rar: refused, because nobody can look', 'm.tar.xz', ({ token }) =>
    Buffer.concat([Buffer.from('fd377a585a000004', 'hex'), Buffer.from([...token].map((c) => c.charCodeAt(0) ^ 0x55))]),
  ),
  caught('zip in base64', 'm.txt', ({ token }) => `archive: ${Buffer.from(zip('a.txt', `token = "${token}"`)).toString('base64')}\n`),
  caught('gzip behind a program', 'n.bin', ({ token }) =>
    Buffer.concat([Buffer.from('7f454c46', 'hex'), Buffer.alloc(300, 7), gzipSync(`token = "${token}"`), Buffer.alloc(300, 7)]),
  ),
  caught('a loose object of git', 'o.bin', ({ token }) => deflateSync(`blob ${token.length}\0${token}`)),
  caught('a Word document', 'n.docx', ({ token }) => zip('word/document.xml', `<w:p><w:r><w:t>use ${token}</w:t></w:r></w:p>`)),
  caught('a spreadsheet', 'o.xlsx', ({ token }) => zip('xl/sharedStrings.xml', `<sst><si><t>${token}</t></si></sst>`)),
  slips('a Word document that splits it into runs', 'p.docx', ({ token }) =>
    zip('word/document.xml', `<w:p><w:r><w:t>${inside(token, '</w:t></w:r><w:r><w:t>')}</w:t></w:r></w:p>`),
  ),
  caught('a PDF in clear', 'q.pdf', ({ token }) => `%PDF-1.4\n1 0 obj <</Length 60>> stream\nBT (${token}) Tj ET\nendstream endobj\n`),
  caught('a packed stream of a PDF', 'r.pdf', ({ token }) =>
    Buffer.concat([Buffer.from('%PDF-1.5\n1 0 obj <</Filter/FlateDecode>> stream\n'), deflateSync(`BT (${token}) Tj ET`), Buffer.from('\nendstream endobj\n')]),
  ),
  slips('encrypted by age, GPG, sops', 's.age', ({ token }) =>
    Buffer.concat([Buffer.from('age-encryption.org/v1\n-> X25519 x\n'), Buffer.from([...token].map((c) => c.charCodeAt(0) ^ 0xa9))]),
  ),
];
