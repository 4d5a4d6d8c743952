// The opaque box in which a value travels from the look to the seal. It prints as [secret] wherever it is put.

const values = new WeakMap<Secret, string>();

/** A value that cannot be printed: String, JSON, templates and inspect all show `[secret]`. */
export class Secret {
  constructor(value: string) {
    values.set(this, value);
    Object.freeze(this);
  }
  /** Whether both hold the same value. */
  same(other: Secret): boolean {
    return values.get(this) === values.get(other);
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

/** Remembers which values it has seen, and tells nothing else of them. */
export class SecretSet {
  readonly #seen = new Set<string>();
  /** True where the value was not in it yet. */
  add(secret: Secret): boolean {
    const before = this.#seen.size;
    this.#seen.add(values.get(secret) ?? '');
    return this.#seen.size > before;
  }
}

/** Opens the box. Only `seal.ts` and `subtract.ts` may import it; `test/architecture.test.ts` holds them to it. */
export function open(secret: Secret): string {
  return values.get(secret) ?? '';
}
