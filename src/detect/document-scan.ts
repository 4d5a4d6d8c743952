// Scans a document that arrives in pieces: as a whole up to the size of a window, in overlapping windows beyond it.
import { FORMAT_SAMPLE_BYTES, MAX_WHOLE_FILE_BYTES, WINDOW_BYTES, WINDOW_MARGIN_BYTES } from '../limits.ts';
import type { Candidate, Document } from '../model.ts';
import { SecretSet } from '../secret.ts';
import type { Engine, Look } from './engine.ts';
import { positionsOf, type Position } from './lines.ts';
import { utf16Of, viewOf } from './text.ts';
import { contextAt } from './window-context.ts';

export interface WindowSizes {
  readonly window: number;
  readonly margin: number;
  readonly whole: number;
}

const usual: WindowSizes = { window: WINDOW_BYTES, margin: WINDOW_MARGIN_BYTES, whole: MAX_WHOLE_FILE_BYTES };

/** What one window yielded. Each candidate of the document belongs to exactly one window. */
export interface WindowLook {
  readonly document: Document;
  readonly look: Look;
  /** where a position in the window is in the document */
  readonly place: (position: Position) => Position;
}

const same = (position: Position): Position => position;

/** A share of bytes that no text has. Compressed and encrypted data has 11 of 100, programs more; dumps and logs have a few at most. */
const BINARY_PERCENT = 3;
const SAMPLE_BYTES = 65_536;

function isBinary(bytes: Uint8Array): boolean {
  if (utf16Of(bytes) !== undefined) return false;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let control = 0;
  for (const byte of sample) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control += 1;
  return control * 100 > sample.length * BINARY_PERCENT;
}

type Wide = ReturnType<typeof utf16Of>;

/** Text of one character a byte as the document spells it: UTF-16 with its mark, so that the engine reads it as such. */
function encoded(text: string, wide: Wide): Uint8Array {
  const bytes = Buffer.from(text, 'latin1');
  if (wide === undefined) return bytes;
  const units = Buffer.from(`\ufeff${bytes.toString('utf8')}`, 'utf16le');
  return wide === 'utf-16be' ? units.swap16() : units;
}

/** The length of the text that the engine sees of these bytes. */
const lengthOf = (bytes: Uint8Array, wide: Wide): number => (wide === undefined ? bytes.length : Buffer.byteLength(new TextDecoder(wide).decode(bytes)));

/** Memory is bounded by one window, or by the largest file that is read whole. */
export class DocumentScan {
  readonly #engine: Engine;
  readonly #of: Pick<Document, 'path' | 'origin'>;
  readonly #sizes: WindowSizes;
  readonly #size: number;
  #memory = Buffer.alloc(0);
  #length = 0;
  #mode: 'start' | 'windows' | 'whole' | 'refused' = 'start';
  #wide: Wide;
  /** the first bytes as text, once there is more than one window */
  #start = '';
  /** in front of the bytes in memory */
  #lead = '';
  /** of the first byte in memory */
  #position: Position = { line: 1, column: 1 };
  /** from here on, candidates are of this window */
  #from = 0;
  readonly #seen = new Map<string, SecretSet>();

  /** @param size of the document, as far as it is known */
  constructor(engine: Engine, of: Pick<Document, 'path' | 'origin'>, size = 0, sizes = usual) {
    this.#engine = engine;
    this.#of = of;
    this.#sizes = sizes;
    this.#size = size;
  }

  *push(chunk: Uint8Array): Generator<WindowLook> {
    for (let at = 0; at < chunk.length && this.#mode !== 'refused';) {
      const room = this.#mode === 'whole' ? this.#sizes.whole : this.#sizes.window;
      if (this.#length === room) {
        if (this.#mode === 'whole') this.#refuse();
        else yield* this.#window(false);
        continue;
      }
      const taken = Math.min(room - this.#length, chunk.length - at);
      this.#hold(chunk.subarray(at, at + taken), room);
      at += taken;
    }
  }

  *end(): Generator<WindowLook> {
    if (this.#mode === 'windows') yield* this.#window(true);
    else {
      const document: Document = { ...this.#of, bytes: this.#memory.subarray(0, this.#length) };
      const tooLarge: Look = { view: viewOf(document.bytes), candidates: [], unread: [{ file: this.#of.path, reason: 'too-large' }] };
      yield { document, look: this.#mode === 'refused' ? tooLarge : this.#engine(document), place: same };
    }
    this.#memory = Buffer.alloc(0);
  }

  #hold(bytes: Uint8Array, room: number): void {
    const wanted = this.#length + bytes.length;
    if (wanted > this.#memory.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(room, Math.max(wanted, this.#memory.length * 2, this.#size)));
      this.#memory.copy(larger, 0, 0, this.#length);
      this.#memory = larger;
    }
    this.#memory.set(bytes, this.#length);
    this.#length = wanted;
  }

  #refuse(): void {
    this.#mode = 'refused';
    this.#memory = Buffer.alloc(0);
    this.#length = 0;
  }

  *#window(isLast: boolean): Generator<WindowLook> {
    const isFirst = this.#mode === 'start';
    const bytes = this.#memory.subarray(0, this.#length);
    if (isFirst) {
      this.#wide = utf16Of(bytes);
      if (isBinary(bytes)) {
        this.#becomeWhole();
        return;
      }
    }
    const text = this.#lead === '' && (isFirst || this.#wide === undefined) ? bytes : Buffer.concat([encoded(this.#lead, this.#wide), bytes]);
    const head = Buffer.from(bytes.subarray(0, FORMAT_SAMPLE_BYTES * 2));
    if (isFirst)
      this.#start = (this.#wide === undefined ? head : Buffer.from(new TextDecoder(this.#wide).decode(head))).toString('latin1', 0, FORMAT_SAMPLE_BYTES);
    const document: Document = { ...this.#of, bytes: text, window: { isFirst, start: this.#start } };
    const look = this.#engine(document);
    if (look.isContainer) {
      this.#becomeWhole();
      return;
    }
    this.#mode = 'windows';
    const before = this.#lead.length;
    const offset = (at: number): number => before + lengthOf(bytes.subarray(0, at), this.#wide);
    const cut = isLast ? this.#length : this.#lineAt(bytes, this.#length - this.#sizes.margin);
    const [from, to] = [offset(this.#from), isLast ? Infinity : offset(cut)];
    const candidates = look.candidates.filter((candidate) => this.#isOwn(candidate, from, to));
    const position = positionsOf(look.view.text);
    const [own, base] = [position(before), this.#position];
    const place = ({ line, column }: Position): Position => ({
      line: line - own.line + base.line,
      column: line === own.line ? column - own.column + base.column : column,
    });
    yield { document, look: { ...look, candidates }, place };
    if (isLast) return;
    this.#advance(bytes, cut, look.view.text, offset, (at) => place(position(at)));
  }

  #becomeWhole(): void {
    if (this.#size > this.#sizes.whole) this.#refuse();
    else this.#mode = 'whole';
  }

  /** A candidate counts in the window in which it starts. Those of the whole file, and long encoded ones that several windows see, count once. */
  #isOwn({ rule, secret, start, end }: Candidate, from: number, to: number): boolean {
    const isLong = start < from && end > from && end - start > this.#sizes.margin / 2;
    if (start !== end && !isLong && (start < from || start >= to)) return false;
    if (start !== end && end - start <= this.#sizes.margin / 2) return true;
    const known = this.#seen.get(rule.id) ?? new SecretSet();
    this.#seen.set(rule.id, known);
    return known.add(secret);
  }

  /** Drops what the next window doesn't need, and keeps what it has to know of it. */
  #advance(bytes: Buffer, cut: number, text: string, offset: (at: number) => number, place: (at: number) => Position): void {
    let next = this.#lineAt(bytes, cut - this.#sizes.margin);
    const context = contextAt(this.#of.path, this.#start, text, offset(next));
    if (this.#wide === undefined) {
      const earlier = next - (offset(next) - context.start);
      // a row that is longer than a margin is cut like any other text
      if (earlier > 0 && earlier > cut - 2 * this.#sizes.margin) next = earlier;
    }
    this.#lead = context.lead;
    this.#position = place(offset(next));
    this.#from = cut - next;
    bytes.copyWithin(0, next, this.#length);
    this.#length -= next;
  }

  /** The start of the line at an offset. In very long lines, a place that cuts neither a character nor a group of base64 characters. */
  #lineAt(bytes: Buffer, at: number): number {
    const step = this.#wide === undefined ? 1 : 2;
    const lowest = Math.max(1, at - this.#sizes.margin / 4);
    for (let here = at - (at % step); here > lowest; here -= step) {
      const [last, other] = this.#wide === 'utf-16be' ? [bytes[here - 1], bytes[here - 2]] : [bytes[here - step], step === 2 ? bytes[here - 1] : 0];
      if (last === 10 && (step === 1 || other === 0)) return here;
    }
    if (step === 2) {
      const even = at - (at % 2);
      const high = bytes[this.#wide === 'utf-16be' ? even : even + 1] ?? 0;
      // not between the halves of a surrogate pair
      return (high & 0xfc) === 0xdc ? even - 2 : even;
    }
    let run = at;
    while (run > 0 && isBase64(bytes[run - 1] ?? 0)) run -= 1;
    let here = at - ((at - run) % 4);
    while (here > 0 && ((bytes[here] ?? 0) & 0xc0) === 0x80) here -= 1;
    return here;
  }
}

const isBase64 = (byte: number): boolean => (byte >= 47 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === 43;
