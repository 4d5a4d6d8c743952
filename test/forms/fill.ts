// Fills the places of a form with random values: passwords as generators and people make them, keys, passphrases.
import { createHash } from 'node:crypto';

/** Uniform numbers below a bound, from SHA-256 of a seed and a counter. */
type Below = (bound: number) => number;

function belowOf(seed: string): Below {
  let counter = 0;
  return (bound) => {
    counter += 1;
    return (
      createHash('sha256')
        .update(`${seed}/${String(counter)}`)
        .digest()
        .readUInt32BE(0) % bound
    );
  };
}

const lower = 'abcdefghijklmnopqrstuvwxyz';
const alphanumeric = `${lower}${lower.toUpperCase()}0123456789`;
const hexDigits = '0123456789abcdef';
/** Signs that mean nothing in any of the languages of the forms. */
const signs = '!*+-_.?~^@%';
// prettier-ignore
const syllables = ['ba', 'ker', 'lo', 'mi', 'tor', 'sa', 'ven', 'ru', 'dal', 'fe', 'gon', 'hi', 'jas', 'ku', 'lem', 'no', 'pra', 'qui', 'ros', 'tel', 'ul', 'wim', 'xa', 'yor', 'zin'];
// prettier-ignore
const words = ['lumber', 'reclusive', 'shuffled', 'sisterhood', 'kettle', 'harvest', 'magnet', 'violet', 'cactus', 'tunnel', 'walrus', 'pepper', 'granite', 'lantern', 'orchid', 'saddle', 'thimble', 'velvet', 'wagon', 'zipper', 'bucket', 'copper', 'dolphin', 'ember', 'falcon', 'goblet', 'hammock', 'igloo', 'jigsaw', 'kernel', 'ladder', 'muffin', 'nugget', 'otter', 'parcel', 'quartz', 'rocket', 'sunset', 'turnip', 'unicorn', 'anvil', 'bronze', 'cobalt', 'denim', 'eclipse', 'fossil', 'glacier', 'horizon'];

const times = (count: number, make: () => string): string => Array.from({ length: count }, make).join('');
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The same for the same seed. */
export class Values {
  readonly #below: Below;
  readonly #style: number;

  constructor(seed: string, style: number) {
    this.#below = belowOf(seed);
    this.#style = style;
  }

  #pick(from: string | readonly string[]): string {
    return from[this.#below(from.length)] ?? '';
  }

  of(alphabet: string, length: number): string {
    return times(length, () => this.#pick(alphabet));
  }

  /** Letters and digits of both cases, never without a digit. */
  base62(length: number): string {
    const value = this.of(alphanumeric, length);
    return /\d/.test(value) ? value : `${value.slice(0, -1)}7`;
  }

  hex(length: number): string {
    return this.of(hexDigits, length);
  }

  key(): string {
    const makers = [
      () => this.hex(32),
      () => this.hex(40),
      () => this.base62(24),
      () => this.base62(32),
      () => this.base62(40),
      () => `${this.of(`${alphanumeric}+/`, 43)}=`,
      () => this.hex(64),
    ];
    return (makers[this.#style % makers.length] as () => string)();
  }

  password(): string {
    const word = (): string => times(2 + this.#below(2), () => this.#pick(syllables));
    const makers = [
      // password managers: letters, digits and signs
      () =>
        this.#pick(lower) + times(15 + this.#below(6), () => (this.#below(5) === 0 ? this.#pick(signs) : this.#pick(alphanumeric))) + this.#pick('23456789'),
      () => this.base62(12 + this.#below(5)),
      // people: a word, digits and a sign, some letters written as digits
      () => `${capital(this.#pick(words).replace('e', '3').replace('o', '0'))}${capital(word())}${String(10 + this.#below(90))}!`,
      () => `${capital(word())}${this.#pick('-_.')}${word()}${String(100 + this.#below(9900))}`,
      () => this.#pick(lower) + this.base62(19),
    ];
    return (makers[this.#style % makers.length] as () => string)();
  }

  passphrase(): string {
    const pick = (count: number): string[] => Array.from({ length: count }, () => this.#pick(words));
    const makers = [
      () => {
        const parts = pick(4).map(capital);
        const at = this.#below(4);
        return parts.map((part, index) => (index === at ? `${part}${String(this.#below(10))}` : part)).join('-');
      },
      () => pick(4).join('-'),
      () => pick(4).join(' '),
      () => pick(5).join('-'),
      () => pick(6).join(' '),
    ];
    return (makers[this.#style % makers.length] as () => string)();
  }

  value(): string {
    return this.#style % 2 === 0 ? new Values(`${this.hex(8)}p`, this.#style >> 1).password() : new Values(`${this.hex(8)}k`, this.#style >> 1).key();
  }
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** The text of a form, and where its values are in it. */
export interface Filled {
  readonly text: string;
  readonly spans: readonly (readonly [start: number, end: number])[];
}

const place = /\{(=?)(?:(V|P|K|W|PB64|WB64|KB64|UUID)|HEX(\d+)|B62:(\d+)|B64:((?:[^{}]|\{[^{}]*\})+))\}/g;

/** @param attempt number of the try: it chooses the style of the value too */
export function fill(id: string, text: string, attempt: number): Filled {
  const values = new Values(`${id}#${String(attempt)}`, attempt);
  const kept = new Map<string, string>();
  const make = (kind: string | undefined, hex: string | undefined, base62: string | undefined, plain: string | undefined): string => {
    if (hex !== undefined) return values.hex(Number(hex));
    if (base62 !== undefined) return values.base62(Number(base62));
    if (plain !== undefined) return base64(plain);
    if (kind === 'V') return values.value();
    if (kind === 'P') return values.password();
    if (kind === 'W') return values.passphrase();
    if (kind === 'PB64') return base64(values.password());
    if (kind === 'WB64') return base64(values.passphrase());
    if (kind === 'KB64') return base64(values.key());
    if (kind === 'UUID') return [8, 4, 4, 4, 12].map((length) => values.hex(length)).join('-');
    return values.key();
  };
  const spans: [number, number][] = [];
  let filled = '';
  let at = 0;
  for (const match of text.matchAll(place)) {
    const [whole, same, kind, hex, base62, plain] = match;
    let value = same === '=' ? kept.get(whole) : undefined;
    if (value === undefined) kept.set(whole, (value = make(kind, hex, base62, plain)));
    filled += text.slice(at, match.index);
    spans.push([filled.length, filled.length + value.length]);
    filled += value;
    at = match.index + whole.length;
  }
  return { text: filled + text.slice(at), spans };
}
