// The one table of known container formats, for files and for decoded bytes alike: by what bytes each is recognised, and how it is opened.
import { crc32 } from '../shape/checks.ts';
import { debEntries, isDebianPackage } from './deb.ts';
import { indexOf, latin1, u16, u32 } from './bytes.ts';
import { cpioEntries, isCpio } from './cpio.ts';
import type { Format } from './format.ts';
import { bundleEntries, isPack, packEntries } from './git-pack.ts';
import { gzipEntries, isGzip } from './gzip.ts';
import { rpmEntries } from './rpm.ts';
import { databaseEntries, isDatabase, isJournal, isWal, journalEntries, walEntries } from './sqlite.ts';
import { isTar, tarEntries, tarLength } from './tar.ts';
import { isLocalHeader, zipEntries, zipLength } from './zip.ts';
import { isZlib, zlibEntries } from './zlib.ts';
import { isZstd, zstdEntries } from './zstd.ts';

/** Header and trailer of gzip take 18 bytes, those of the other formats more. What is shorter is a signature that a program looks for. */
const MIN_EMBEDDED_CONTAINER_BYTES = 28;

const hex = (digits: string): string => Buffer.from(digits, 'hex').toString('latin1');
const is = (bytes: Uint8Array, at: number, text: string): boolean => latin1(bytes, at, at + text.length) === text;
/** The checksum of 7z and xz is over the header's own fields. */
const checksumHolds = (bytes: Uint8Array, sumAt: number, from: number, to: number): boolean => crc32(latin1(bytes, from, to)) === u32(bytes, sumAt);
/** LZMA alone: properties 3/0/2, a dictionary of 2^n or 3 * 2^n bytes, a size that is plausible or unknown, and the zero that every stream begins with. */
const isLzma = (bytes: Uint8Array): boolean => {
  const dictionary = u32(bytes, 1);
  const odd = dictionary / 2 ** Math.max(0, Math.floor(Math.log2(dictionary)) - 1);
  const high = u32(bytes, 9);
  return (
    dictionary >= 4096 &&
    (odd === 2 || odd === 3) &&
    (high < 64 || (high === 0xffff_ffff && u32(bytes, 5) === 0xffff_ffff)) &&
    bytes[13] === 0 &&
    bytes.length > 18
  );
};
/** A block's magic, its checksum, and a position below 900,000 in 25 bits; or the end of an empty stream. */
const isBzip2 = (bytes: Uint8Array): boolean => /^[1-9](?:1AY&SY[^]{4}[\0-\x07]|\x17rE8P\x90)/.test(latin1(bytes, 3, 15));
/** RAR 4: a main header of type 0x73 follows. RAR 5: a header of type 1 or, if encrypted, 4, behind its checksum and size. */
const isRar = (bytes: Uint8Array): boolean => (bytes[6] === 0 ? bytes[9] === 0x73 : bytes[6] === 1 && bytes[7] === 0 && (bytes[13] === 1 || bytes[13] === 4));

// prettier-ignore
export const formats: readonly Format[] = [
  { id: 'zip', signature: 'PK\x03\x04', offset: 0, confirm: isLocalHeader, embedded: true, length: zipLength, open: zipEntries },
  { id: 'gzip', signature: '\x1f\x8b\x08', offset: 0, confirm: isGzip, weak: true, embedded: true, open: gzipEntries },
  { id: 'zstd', signature: hex('28b52ffd'), offset: 0, confirm: isZstd, embedded: true, open: zstdEntries },
  { id: 'tar', signature: 'ustar', offset: 257, confirm: isTar, embedded: true, length: tarLength, open: tarEntries },
  { id: 'tar', signature: '', offset: 0, confirm: isTar, weak: true, open: tarEntries },
  { id: 'Debian package', signature: '!<arch>\n', offset: 0, confirm: isDebianPackage, weak: true, embedded: true, open: debEntries },
  { id: 'cpio', signature: '07070', offset: 0, confirm: isCpio, weak: true, open: cpioEntries },
  { id: 'rpm', signature: hex('edabeedb'), offset: 0, confirm: (bytes) => bytes[4] === 3 || bytes[4] === 4, embedded: true, open: rpmEntries },
  { id: 'zlib', signature: 'x', offset: 0, confirm: isZlib, weak: true, open: zlibEntries },
  { id: 'git pack', signature: 'PACK\0\0\0', offset: 0, confirm: isPack, embedded: true, open: packEntries },
  { id: 'git bundle', signature: '# v2 git bundle\n', offset: 0, open: bundleEntries },
  { id: 'git bundle', signature: '# v3 git bundle\n', offset: 0, open: bundleEntries },
  { id: 'SQLite', signature: 'SQLite format 3\0', offset: 0, confirm: isDatabase, weak: true, open: databaseEntries },
  { id: 'SQLite log', signature: hex('377f0682'), offset: 0, confirm: isWal, weak: true, open: walEntries },
  { id: 'SQLite log', signature: hex('377f0683'), offset: 0, confirm: isWal, weak: true, open: walEntries },
  { id: 'SQLite journal', signature: hex('d9d505f920a163d7'), offset: 0, confirm: isJournal, weak: true, open: journalEntries },
  // known, but not opened here
  { id: '7z', signature: hex('377abcaf271c'), offset: 0, confirm: (bytes) => checksumHolds(bytes, 8, 12, 32), embedded: true },
  { id: 'xz', signature: hex('fd377a585a00'), offset: 0, confirm: (bytes) => checksumHolds(bytes, 8, 6, 8), embedded: true },
  { id: 'bzip2', signature: 'BZh', offset: 0, confirm: isBzip2, weak: true, embedded: true },
  { id: 'lzma', signature: hex('5d00'), offset: 0, confirm: isLzma, weak: true },
  { id: 'rar', signature: hex('526172211a07'), offset: 0, confirm: isRar, embedded: true },
  { id: 'lz4', signature: hex('04224d18'), offset: 0, confirm: (bytes) => ((bytes[4] ?? 0) & 0xc0) === 0x40 && ((bytes[5] ?? 0) & 0x8f) === 0 && (bytes[5] ?? 0) >= 0x40, weak: true },
  { id: 'lzip', signature: 'LZIP\x01', offset: 0 },
  { id: 'lzop', signature: hex('894c5a4f000d0a1a0a'), offset: 0 },
  { id: 'lrzip', signature: 'LRZI\0', offset: 0 },
  { id: 'compress', signature: hex('1f9d'), offset: 0, confirm: (bytes) => bytes[2] === 0x90 && bytes.length > 5, weak: true },
  { id: 'snappy', signature: hex('ff060000734e61507059'), offset: 0 },
  { id: 'lha', signature: '-l', offset: 2, confirm: (bytes) => /^-l(?:h[0-7d]|z[s45])-/.test(latin1(bytes, 2, 7)) && bytes[20] !== undefined && bytes[20] <= 3, weak: true },
  { id: 'ace', signature: '**ACE**', offset: 7 },
  { id: 'cab', signature: 'MSCF\0\0\0\0', offset: 0, confirm: (bytes) => u16(bytes, 24) === 0x103, embedded: true },
  { id: 'wim', signature: 'MSWIM\0\0\0', offset: 0 },
  { id: 'chm', signature: 'ITSF\x03\0\0\0', offset: 0 },
  { id: 'xar', signature: 'xar!\0\x1c', offset: 0 },
  { id: 'dmg', signature: 'koly\0\0\0\x04\0\0\x02\0', offset: -512 },
  { id: 'squashfs', signature: 'hsqs', offset: 0, confirm: (bytes) => u16(bytes, 28) === 4 && u16(bytes, 20) >= 1 && u16(bytes, 20) <= 6, weak: true, embedded: true },
  { id: 'Android backup', signature: 'ANDROID BACKUP\n', offset: 0 },
  { id: 'Parquet', signature: 'PAR1', offset: 0, confirm: (bytes) => is(bytes, bytes.length - 4, 'PAR1') || is(bytes, bytes.length - 4, 'PARE'), weak: true },
  { id: 'ORC', signature: 'ORC', offset: 0, confirm: (bytes) => is(bytes, bytes.length - 4, 'ORC'), weak: true },
  { id: 'Avro', signature: 'Obj\x01', offset: 0, confirm: (bytes) => /avro\.codec.(?!null)[a-z]/s.test(latin1(bytes, 0, 8192)), weak: true },
  { id: 'password-protected Office document', signature: hex('d0cf11e0a1b11ae1'), offset: 0, confirm: (bytes) => indexOf(bytes, [...'EncryptedPackage'].join('\0')) >= 0, weak: true, reason: 'encrypted' },
];

/** Rows by the first byte of their signature, where that is the first byte of a file. */
const byFirstByte = new Map<string, Format[]>();
const others: Format[] = [];
for (const format of formats) {
  if (format.offset !== 0 || format.signature === '') others.push(format);
  else byFirstByte.set(format.signature.charAt(0), [...(byFirstByte.get(format.signature.charAt(0)) ?? []), format]);
}

const fits = (format: Format, bytes: Uint8Array, isSure: boolean): boolean => {
  const at = format.offset < 0 ? bytes.length + format.offset : format.offset;
  if (at < 0 || !is(bytes, at, format.signature)) return false;
  return (!isSure && format.weak === undefined) || format.confirm === undefined || format.confirm(bytes);
};

/** The rows that these bytes may be of. @param isSure demand the whole header, because the bytes may begin anywhere */
export function* formatsOf(bytes: Uint8Array, isSure: boolean): Generator<Format> {
  if (bytes.length < (isSure ? MIN_EMBEDDED_CONTAINER_BYTES : 8)) return;
  for (const format of byFirstByte.get(String.fromCharCode(bytes[0] ?? 0)) ?? []) if (fits(format, bytes, isSure)) yield format;
  for (const format of others) if (fits(format, bytes, isSure)) yield format;
}

/** Whether these bytes begin a container. Two bytes of zlib are no proof. */
export const isKnownFormat = (bytes: Uint8Array): boolean => [...formatsOf(bytes, true)].some((format) => format.id !== 'zlib');

/** Whether more of these bytes is worth a look: they begin like a known format, or like the name of a tar's first file. */
export const mayBeFormat = (head: string): boolean =>
  (byFirstByte.get(head.charAt(0)) ?? []).some(({ signature }) => head.startsWith(signature)) || /^[\x20-\x7e]+\0/.test(head);
