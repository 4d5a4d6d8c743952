// How much is undone and opened for one document at the most. What is over it is told as not looked at, once.
import type { Document, Unread } from '../model.ts';

/** Bytes: an archive in an archive is counted in both. */
const most = 256 * 1024 * 1024;
const mostEntries = 50_000;

/** Counts what decoders and containers bring to light; when it is spent, nothing more is undone. */
export class Budget {
  #left: number;
  #entries = mostEntries;
  readonly #told = new Set<Unread['reason']>();
  readonly #file: Document['path'];
  readonly #unread: Unread[];

  constructor(bytes: number, file: Document['path'], unread: Unread[]) {
    this.#left = bytes;
    this.#file = file;
    this.#unread = unread;
  }

  get spent(): boolean {
    return this.#left <= 0;
  }

  /** False where that much is not left. */
  take(bytes: number): boolean {
    this.#left -= bytes;
    if (this.#left > 0) return true;
    this.refuse('too-large');
    return false;
  }

  takeEntry(): boolean {
    this.#entries -= 1;
    if (this.#entries >= 0) return true;
    this.refuse('too-large');
    return false;
  }

  /** Reports what could not be looked at in a container that was found inside the document. */
  report(unread: Unread): void {
    this.#unread.push(unread);
  }

  /** Says once for each reason that something was not looked at. */
  refuse(reason: Unread['reason']): void {
    if (this.#told.has(reason)) return;
    this.#told.add(reason);
    this.#unread.push({ file: this.#file, reason });
  }
}

/** A large document may hold much that is encoded: eight times its size is more than any encoding but compression gives. */
export const budgetFor = (document: Document, unread: Unread[]): Budget => new Budget(Math.max(most, document.bytes.length * 8), document.path, unread);
