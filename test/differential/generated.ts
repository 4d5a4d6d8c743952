// Files of every encoding, made from a seed: half of them hold one secret, none holds two of the same.
import { deflateSync, gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { base62, crc32 } from '../../src/detect/shape/checks.ts';
import { randomFrom } from '../../src/detect/shape/generate.ts';

export interface GeneratedFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly holds: boolean;
}

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** A GitHub token that was never issued. */
export function tokenFrom(random: () => number): string {
  const body = Array.from({ length: 30 }, () => letters[Math.floor(random() * 62)]).join('');
  return ['gh', 'p_', body].join('') + base62(crc32(body));
}

const each = (text: string, spelled: (code: number) => string): string => [...text].map((one) => spelled(one.charCodeAt(0))).join('');
const hex = (code: number, length: number): string => code.toString(16).padStart(length, '0');

/** What becomes of a line on its way into a file. */
const encodings: readonly (readonly [extension: string, encode: (line: string) => string | Buffer | Uint8Array])[] = [
  ['txt', (line) => line],
  ['sh', (line) => `export ${line}`],
  ['crlf.ini', (line) => line.replaceAll('\n', '\r\n')],
  ['json', (line) => JSON.stringify({ settings: { text: line } }, null, 2)],
  ['js', (line) => `const words = ${JSON.stringify(line)};\n`],
  ['b64', (line) => Buffer.from(line.repeat(3)).toString('base64')],
  ['b64b64', (line) => Buffer.from(Buffer.from(line.repeat(2)).toString('base64')).toString('base64')],
  ['url', (line) => Buffer.from(`{"?":1,"text":"${line.trim()}"}`).toString('base64url')],
  ['hex', (line) => Buffer.from(line).toString('hex')],
  ['percent', (line) => each(line, (code) => `%${hex(code, 2)}`)],
  ['html', (line) => `<p>${each(line, (code) => `&#${code};`)}</p>`],
  ['unicode.js', (line) => `"${each(line, (code) => `\\u${hex(code, 4)}`)}"`],
  ['string.py', (line) => `"${each(line, (code) => `\\x${hex(code, 2)}`)}"`],
  ['joined.ts', (line) => `const key = ${line.trim().replaceAll('"', '').replace(/.{9}/g, "$&' + '").replace(/^/, "'")}';\n`],
  ['gz', (line) => gzipSync(line)],
  ['gz.b64', (line) => `data: ${gzipSync(line.repeat(2)).toString('base64')}\n`],
  ['zlib.b64', (line) => `data: ${deflateSync(line.repeat(2)).toString('base64')}\n`],
  ['utf16le.ps1', (line) => Buffer.from(`\ufeff${line}`, 'utf16le')],
  ['utf16be.ps1', (line) => Buffer.from(`\ufeff${line}`, 'utf16le').swap16()],
  ['utf16.txt', (line) => Buffer.from(line.repeat(2), 'utf16le')],
  ['latin1.txt', (line) => Buffer.concat([Buffer.from([0xe9, 0xff, 0x20]), Buffer.from(line)])],
  ['zip', (line) => zipSync({ 'deep/a.txt': Buffer.from(line) })],
  ['zip.zip', (line) => zipSync({ 'b.zip': zipSync({ 'a.txt': Buffer.from(line) }) })],
  ['yaml', (line) => `kind: Secret\ndata:\n  value: ${Buffer.from(line).toString('base64')}\n`],
];

const innocent = ['the quick brown fox\n', 'const total = left + right;\n', 'name: value\nother: 12\n', '# a heading\n\nand some words below it\n', ''];

export function generatedFiles(seed: number, count: number): readonly GeneratedFile[] {
  const random = randomFrom(seed);
  const some = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  return Array.from({ length: count }, (_, index) => {
    const [extension, encode] = encodings[index % encodings.length]!;
    const holds = random() < 0.5;
    const line = holds ? `token = "${tokenFrom(random)}"\n` : `total = "${Math.floor(random() * 1e9)}"\n`;
    const path = `${some(['src', 'docs', 'test', 'instances/eu', 'a b', 'ünï'])}/${index}.${extension}`;
    const body = Buffer.from(encode(line) as string);
    // text stands among other text; what is packed or has a mark at its front stands alone
    const alone = /zip|gz$|utf16|json|yaml/.test(extension);
    return {
      path,
      holds,
      bytes: alone ? body : Buffer.concat([Buffer.from(some(innocent).repeat(1 + Math.floor(random() * 30))), body, Buffer.from(`\n${some(innocent)}`)]),
    };
  });
}
