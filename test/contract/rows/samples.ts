// Values that never were issued, made anew in each run, and containers of them.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { token } from '../../hooks/lab.ts';
import { secret } from '../repository.ts';

export { secret, token };
export const base64 = (text: string): string => Buffer.from(text).toString('base64');
export const privateKey = (): string => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const letters = (count: number): string =>
  Array.from(randomBytes(count), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'[byte % 62]).join('');
export const paymentKey = (): string => ['sk', 'live', letters(24)].join('_');
export const chatHook = (): string =>
  ['https://hooks.slack.com', 'services', `T${letters(9).toUpperCase()}`, `B${letters(9).toUpperCase()}`, letters(24)].join('/');
export const gzipped = (text: string): Buffer => gzipSync(text);

/** A zip with one file. @param flags bit 0: encrypted */
export function zipped(name: string, text: string, flags = 0): Buffer {
  const body = deflateRawSync(text);
  const path = Buffer.from(name);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(flags, 2);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(body.length, 14);
  common.writeUInt32LE(text.length, 18);
  common.writeUInt16LE(path.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, path, body]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, Buffer.alloc(14), path]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
