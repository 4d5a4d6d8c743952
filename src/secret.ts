// The opaque box in which a value travels from the look to the seal. It prints as [secret] wherever it is put.

const values = new WeakMap<Secret, string>();
/** Only of secrets that can be written in more than one way. */
const identities = new WeakMap<Secret, string>();

/** A value that cannot be printed: String, JSON, templates and inspect all show `[secret]`. */
export class Secret {
  /**
   * @param value as it is written in the text
   * @param identity what the value decodes to, if the same secret can be written in several ways (a PEM with other line ends):
   * secrets with equal identities are the same secret and get the same fingerprint
   */
  constructor(value: string, identity?: string) {
    values.set(this, value);
    if (identity !== undefined) identities.set(this, identity);
    Object.freeze(this);
  }
  /** Whether both are the same secret, however each is written. */
  same(other: Secret): boolean {
    return identityOf(this) === identityOf(other);
  }
  toString(): string {
    return '[secret]';
  }
  toJSON(): string {
    return '[secret]';
  }
  [Symbol.toPrimitive](): string {
    return '[secret]';
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}

/** Remembers which secrets it has seen, and reveals nothing else about them. */
export class SecretSet {
  readonly #seen = new Set<string>();
  /** True if the secret was not in the set yet. */
  add(secret: Secret): boolean {
    const before = this.#seen.size;
    this.#seen.add(identityOf(secret));
    return this.#seen.size > before;
  }
}

/** Opens the box. Only `seal.ts` and `subtract.ts` may import it; `test/architecture.test.ts` holds them to it. */
export function open(secret: Secret): string {
  return values.get(secret) ?? '';
}

/** What is compared and fingerprinted: the identity if there is one, otherwise the value. Like `open`, for `seal.ts` and `subtract.ts` only. */
export function identityOf(secret: Secret): string {
  return identities.get(secret) ?? open(secret);
}
