// Values that were never issued, in every kind of place, and the proof that nothing of them shows.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { token } from '../hooks/lab.ts';

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
const random = (length: number): string => Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('');

export interface Canary {
  readonly value: string;
  /** characters that may be shown: a public prefix */
  readonly open: number;
}

export interface Canaries {
  readonly all: readonly Canary[];
  /** path to content */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** stands in the body of a commit message */
  readonly message: string;
}

/** One canary for each kind of place. */
export function canaries(): Canaries {
  const made: Canary[] = [];
  const keep = (value: string, open = 0): string => {
    made.push({ value, open });
    return value;
  };
  const github = (): string => keep(token(), 4);
  const password = (): string => keep(`${random(6)}!${random(9)}7`);
  const pem = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
  for (const line of pem.split('\n').filter((text) => text.length > 20 && !text.startsWith('-'))) keep(line);
  const wrapped = github();
  const inner = github();
  const zipped = github();
  const packed = github();
  const joined = github();
  return {
    files: {
      'src/deploy.js': `const octokit = new Octokit({ auth: '${github()}' });\n`,
      'src/login.py': `# password = "${password()}"\ndb_password = "${password()}"\n`,
      'config/database.yml': `production:\n  url: postgres://shop:${password()}@db.shop.internal:5432/shop\n`,
      'instances/one/.env': `API_TOKEN=${github()}\nDB_PASSWORD=${password()}\n`,
      'a/.env.example': `PAYMENT_SECRET=${password()}\n`,
      'deploy/key.txt': pem,
      'k8s/secret.yaml': `apiVersion: v1\nkind: Secret\ndata:\n  token: ${Buffer.from(wrapped).toString('base64')}\n`,
      'nested.txt': `x = "${Buffer.from(Buffer.from(inner).toString('base64')).toString('base64')}"\n`,
      'wide.txt': Buffer.from(`\ufefftoken = "${github()}"\n`, 'utf16le'),
      'data.zip': zipSync({ 'inside.txt': Buffer.from(`token = "${zipped}"\n`) }),
      'data.gz': gzipSync(Buffer.from(`token = "${packed}"\n`)),
      'split.js': `const t = '${joined.slice(0, 12)}' +\n  '${joined.slice(12, 25)}' + '${joined.slice(25)}';\n`,
      'logs/app.log': `2026-01-31 12:00:00 login ok, Authorization: Basic ${Buffer.from(`shop:${password()}`).toString('base64')}\n`,
      [`names/${github()}.txt`]: 'the name itself\n',
      'server.ts': ['logger.', 'info(`password is ${dbPassword}`);\n'].join(''),
    },
    message: github(),
    all: made,
  };
}

const shortest = 8;

/**
 * Pieces of eight characters and more of any canary, plain, reversed or encoded, that stand in a text.
 * @returns which canaries, by number, so that the test itself tells nothing
 */
export function shownIn(text: string, { all }: Canaries): readonly number[] {
  return all.flatMap(({ value, open }, at) => {
    const body = value.slice(open);
    const forms = [
      body,
      [...body].reverse().join(''),
      Buffer.from(body).toString('hex'),
      encodeURIComponent(body),
      Buffer.from(value).toString('base64').slice(8),
    ];
    return forms.some((form) => pieces(form).some((piece) => text.includes(piece))) ? [at] : [];
  });
}

const pieces = (form: string): string[] => Array.from({ length: Math.max(0, form.length - shortest + 1) }, (_, at) => form.slice(at, at + shortest));
