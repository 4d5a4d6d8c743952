// How much is undone and opened for one document at the most. What is over it is told as not looked at, once.
import { MAX_UNPACKED_BYTES, MAX_UNPACKED_ENTRIES } from '../limits.ts';
import type { Document, Unread } from '../model.ts';

/** Counts what decoders and containers bring to light; when it is spent, nothing more is undone. */
export class Budget {
  #left: number;
  #entries = MAX_UNPACKED_ENTRIES;
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
export const budgetFor = (document: Document, unread: Unread[]): Budget =>
  new Budget(Math.max(MAX_UNPACKED_BYTES, document.bytes.length * 8), document.path, unread);
