// What held nothing in one piece of work, as stamps one behind the other: what a thread tells of it.
import type { Stamped, Stamps } from '../../io/stamps.ts';

export class Clean {
  readonly #stamps: Stamps | undefined;
  readonly #made: Uint8Array[] = [];

  /** @param stamps undefined where nothing is remembered */
  constructor(stamps: Stamps | undefined) {
    this.#stamps = stamps;
  }

  add(kind: Stamped, id: string, path?: string): void {
    if (this.#stamps !== undefined) this.#made.push(this.#stamps.of(kind, id, path));
  }

  get made(): Uint8Array {
    return Buffer.concat(this.#made);
  }
}
