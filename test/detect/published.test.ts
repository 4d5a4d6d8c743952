// What everybody knows passes; what differs from it by one character is found, and so is what a rule of the repository's own asks for.
import { createECDH, createHmac, pbkdf2Sync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/detect/catalogue.ts';
import { customDetector } from '../../src/detect/custom.ts';
import { engineOf } from '../../src/detect/engine.ts';
import type { Path } from '../../src/model.ts';

const engine = engineOf(catalogue);
const found = (text: string, look = engine): number =>
  look({ path: 'src/settings.yml' as Path, origin: 'file', bytes: Buffer.from(text) }).candidates.filter((one) => one.severity !== 'low').length;
/** Written apart, because our own hooks read this file too. */
const whole = (text: string): string => text.replaceAll('§', '');

const azurite = whole('Eby8vdM02xNOcqFl§qUwJPLlmEtlCDXJ1O§UzFT50uSRZ6IFsuFq§2UVErCz4I6tq/K1SZFPT§Otr/KBHBeksoGMGw==');
const cosmos = whole('C2y6yDjf5/R+ob0N8A7§Cgv30VRDJIWEHLM+4Q§DU5DE2nQ9nDuVTqobD4§b8mGGyPMbIZnqyMsEc§aGQy67XIw/Jw==');
const everybody = whole('2YotnFZ§FEjr1zC§sicMWpA§A tGzv3JO§kF0XG5Q§x2TlKWI§A czZCaGR§Sa3F0Mz§pnWDFmQ§mF0M2JW').split(' ');
everybody.push(...whole('kd94hf9§3k423kf§44 6LeIxAc§TAAAAAG§G-vFI1T§nRWxMZN§FuojJ4W§ifJWe JBSWY3D§PEHPK3P§XP').split(' '));
const known = (at: number): string => everybody[at] ?? '';

describe('passes', () => {
  test.each([
    ['the account of the emulator of Azure Storage', `AccountName=devstoreaccount1;AccountKey=${azurite};BlobEndpoint=http://azurite:10000/`],
    ['its key under a name', `AZURE_STORAGE_KEY: "${azurite}"`],
    ['the emulator of Cosmos DB', `AccountEndpoint=https://localhost:8081/;AccountKey=${cosmos}`],
    ['the example of OAuth 2.0', `{"access_token":"${known(0)}","refresh_token":"${known(1)}"}`],
    ['its client, in a header', `Authorization: Basic ${known(2)}`],
    ['the example of OAuth 1.0', `consumer_secret: ${known(3)}`],
    ['the secret that lets every test of reCAPTCHA pass', `RECAPTCHA_SECRET: ${known(4)}`],
    ['the seed that authenticators show', `totp_secret: ${known(5)}`],
  ])('%s', (_, text) => {
    expect(found(`${text}\n`)).toBe(0);
  });

  // BIP-39 and BIP-32 from the phrase that both tools print when they start
  test('each account of a development chain', () => {
    const phrase = `${'test '.repeat(11)}junk`;
    for (const key of accounts(phrase, 20)) {
      expect(found(`PRIVATE_KEY: "0x${key}"\n`)).toBe(0);
      expect(found(`PRIVATE_KEY: "${key}"\n`)).toBe(0);
    }
    for (const key of accounts(`${'test '.repeat(10)}best junk`, 3)) expect(found(`PRIVATE_KEY: "0x${key}"\n`)).toBe(1);
  });
});

describe('is found', () => {
  test.each([azurite, cosmos])('a key that differs in one character', (key) => {
    const other = `${key.slice(0, 20)}${key.charAt(20) === 'x' ? 'y' : 'x'}${key.slice(21)}`;
    expect(found(`AccountName=devstoreaccount1;AccountKey=${other}\n`)).toBe(1);
  });

  test('what a rule of the repository asks for', () => {
    const own = customDetector({ id: 'no-emulator', title: 'Key of an emulator', keywords: ['AccountKey'], pattern: 'AccountKey=(\\S{80,})' });
    expect(found(`AccountKey=${azurite}\n`, engineOf({ ...catalogue, detectors: [...catalogue.detectors, own] }))).toBe(1);
  });
});

/** The first keys of `m/44'/60'/0'/0`, in hex (BIP-32, BIP-44). */
function accounts(phrase: string, count: number): string[] {
  const order = 0xffffffff_ffffffff_ffffffff_fffffffe_baaedce6_af48a03b_bfd25e8c_d0364141n;
  const child = ({ key, chain }: Node, index: number): Node => {
    const at = Buffer.alloc(4);
    at.writeUInt32BE(index);
    const curve = createECDH('secp256k1');
    curve.setPrivateKey(key);
    const of = index >= hardened ? [Buffer.alloc(1), key, at] : [curve.getPublicKey(null, 'compressed'), at];
    return split(createHmac('sha512', chain).update(Buffer.concat(of)).digest(), BigInt(`0x${key.toString('hex')}`));
  };
  const split = (bytes: Buffer, parent = 0n): Node => {
    const sum = (BigInt(`0x${bytes.subarray(0, 32).toString('hex')}`) + parent) % order;
    return { key: Buffer.from(sum.toString(16).padStart(64, '0'), 'hex'), chain: bytes.subarray(32) };
  };
  const seed = pbkdf2Sync(phrase, 'mnemonic', 2048, 64, 'sha512');
  const root = split(createHmac('sha512', 'Bitcoin seed').update(seed).digest());
  const parent = [44 + hardened, 60 + hardened, hardened, 0].reduce(child, root);
  return Array.from({ length: count }, (_, index) => child(parent, index).key.toString('hex'));
}
interface Node {
  readonly key: Buffer;
  readonly chain: Buffer;
}
const hardened = 2 ** 31;
