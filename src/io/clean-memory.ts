// What was looked at, whole, and held nothing: remembered from one run to the next, so that it is not looked at again (docs/adr/0008).
import { createHmac, randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOurs } from './cache-folder.ts';
import { Stamps, stampSize, type Stamped } from './stamps.ts';

/** Past this size a file begins anew: half a million stamps. */
const largest = 8 * 1024 * 1024;
/** Days after which nobody will ask for it any more. */
const longest = 60;
const keySize = 32;

export class CleanMemory {
  /** of these rules and this program: others make other stamps of the same */
  readonly stamps: Stamps;
  readonly #file: string;
  #fresh: Uint8Array[] = [];

  /**
   * @param folder that only this user can write into
   * @param about all that decides what a look finds, besides what is looked at
   * @param repository one file for each
   * @returns undefined where there is no key, and none can be made
   */
  static open(folder: string, about: string, repository: string): CleanMemory | undefined {
    try {
      const key = keyIn(folder) ?? newKey(folder);
      if (key === undefined) return undefined;
      const derived = (what: string): Buffer => createHmac('sha256', key).update(what).digest();
      return new CleanMemory(join(folder, 'clean', derived(`file\0${about}\0${repository}`).toString('hex', 0, 16)), derived(`stamps\0${about}`));
    } catch {
      return undefined;
    }
  }

  private constructor(file: string, key: Uint8Array) {
    this.stamps = new Stamps(key, stampsIn(file));
    this.#file = file;
  }

  has(kind: Stamped, id: string, path?: string): boolean {
    return !this.stamps.isEmpty && this.stamps.has(this.stamps.of(kind, id, path));
  }

  add(kind: Stamped, id: string, path?: string): void {
    this.#fresh.push(this.stamps.of(kind, id, path));
  }

  /** @param stamps one behind the other, as another thread has made them */
  addAll(stamps: Uint8Array): void {
    if (stamps.length > 0) this.#fresh.push(stamps);
  }

  /** Writes down what was added. Where that cannot be, it is looked at again. */
  save(): void {
    if (this.#fresh.length === 0) return;
    const fresh = Buffer.concat(this.#fresh);
    this.#fresh = [];
    try {
      const size = this.stamps.known.length;
      if (size > 0 && size + fresh.length <= largest) appendFileSync(this.#file, fresh);
      else {
        mkdirSync(join(this.#file, '..'), { recursive: true, mode: 0o700 });
        forgetOld(join(this.#file, '..'));
        replace(this.#file, fresh.subarray(0, largest));
      }
    } catch {
      return;
    }
  }
}

/** None where the file is torn: what would be appended to it could not be read. */
function stampsIn(file: string): Uint8Array {
  try {
    const bytes = readFileSync(file);
    return bytes.length % stampSize === 0 && bytes.length <= 2 * largest ? bytes : new Uint8Array();
  } catch {
    return new Uint8Array();
  }
}

const keyFile = (folder: string): string => join(folder, 'key');

/** Undefined where there is none that nobody else can read. */
function keyIn(folder: string): Uint8Array | undefined {
  try {
    const key = isOurs(keyFile(folder), 0o077) ? readFileSync(keyFile(folder)) : undefined;
    return key?.length === keySize ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Drawn at random. Of two that are made at once the later one stays, and what was stamped with the other one is looked at again. */
function newKey(folder: string): Uint8Array | undefined {
  replace(keyFile(folder), randomBytes(keySize));
  return keyIn(folder);
}

/** Whole or not at all. */
function replace(file: string, bytes: Uint8Array): void {
  const part = `${file}.${process.pid}`;
  writeFileSync(part, bytes, { mode: 0o600 });
  renameSync(part, file);
}

/** Rules change, versions come, repositories go: files that nobody has added to for long. */
function forgetOld(folder: string): void {
  const oldest = Date.now() - longest * 86_400_000;
  for (const name of readdirSync(folder)) if (statSync(join(folder, name)).mtimeMs < oldest) rmSync(join(folder, name), { force: true });
}
