// The gate's kernel, in AssemblyScript: compiled to WebAssembly by build/generate/kernels.mjs.
// Memory: 0 first four bytes of anchors (131,072 bits, hashed) · 16 KiB anchors of three bytes (65,536 bits, hashed) · 24 KiB folding table
// · 25 KiB heads of lists of anchors (8,192 numbers by the hash of four bytes, 4,096 by that of three) · 64 KiB anchors, 32 bytes each
// · 1 MiB their texts · 1.25 MiB hits · 4 MiB runs · 5 MiB input. What is hashed has bit 5 of each byte set: letters are the same in either case.

export const FOURS: i32 = 0;
export const THREES: i32 = 16384;
export const FOLD: i32 = 24576;
export const HEADS: i32 = 25600;
export const ANCHORS: i32 = 65536;
export const HITS: i32 = 1310720;
export const RUNS: i32 = 4194304;
export const INPUT: i32 = 5242880;
/** Hits that one call tells at most, pairs of anchor and place. */
const MOST: i32 = 262144;

let runStart: i32 = -1;
let runCount: i32 = 0;

export function reset(): void {
  runStart = -1;
}

export function runs(): i32 {
  return runCount;
}

// A set bit for each byte of [A-Za-z0-9+/_=-].
// @ts-ignore: decorator
@inline
function runMask(bytes: v128): i32 {
  const lower = v128.or(bytes, i8x16.splat(0x20));
  const letter = v128.and(i8x16.ge_u(lower, i8x16.splat(97)), i8x16.le_u(lower, i8x16.splat(122)));
  const digit = v128.and(i8x16.ge_u(bytes, i8x16.splat(47)), i8x16.le_u(bytes, i8x16.splat(57)));
  const sign = v128.or(v128.or(i8x16.eq(bytes, i8x16.splat(43)), i8x16.eq(bytes, i8x16.splat(45))), v128.or(i8x16.eq(bytes, i8x16.splat(61)), i8x16.eq(bytes, i8x16.splat(95))));
  return i8x16.bitmask(v128.or(v128.or(letter, digit), sign));
}

// @ts-ignore: decorator
@inline
function endRun(at: i32): void {
  if (runStart >= 0) {
    if (at - runStart >= 20) {
      store<i32>(RUNS + runCount * 8, runStart);
      store<i32>(RUNS + runCount * 8 + 4, at);
      runCount++;
    }
    runStart = -1;
  }
}

/**
 * Runs of the window: its bytes from `from` to `length`, told with `base` added. A run that is open at the end stays open.
 * A run that lies within sixteen bytes is too short: of sixteen only what goes on before or behind them counts.
 */
export function findRuns(from: i32, length: i32, base: i32, last: bool): void {
  runCount = 0;
  let at = from;
  while (at + 16 <= length) {
    const gaps = ~runMask(v128.load(INPUT + at)) & 0xffff;
    if (gaps == 0) {
      if (runStart < 0) runStart = base + at;
    } else {
      if (runStart < 0) {
        if ((gaps & 1) == 0) runStart = base + at;
      }
      endRun(base + at + ctz<i32>(gaps));
      const tail = clz<i32>(gaps) - 16;
      runStart = tail > 0 ? base + at + 16 - tail : -1;
    }
    at += 16;
  }
  while (at < length) {
    const byte = load<u8>(INPUT + at);
    const lower = byte | 0x20;
    const inside = (lower >= 97 && lower <= 122) || (byte >= 47 && byte <= 57) || byte == 43 || byte == 45 || byte == 61 || byte == 95;
    if (inside) {
      if (runStart < 0) runStart = base + at;
    } else endRun(base + at);
    at++;
  }
  if (last) endRun(base + length);
}

let hitCount: i32 = 0;

export function hits(): i32 {
  return hitCount;
}

/** Tells each anchor of the lists that stands there, in order. */
function tell(at: i32, available: i32): void {
  const word = load<u32>(INPUT + at);
  const folded = word | 0x20202020;
  let long: u32 = load<u16>(HEADS + (<i32>((folded * 0x9e3779b1) >>> 19) << 1));
  let short: u32 = load<u16>(HEADS + 16384 + (<i32>(((folded & 0xffffff) * 0x9e3779b1) >>> 20) << 1));
  while ((long | short) != 0) {
    // the smaller number is first; none is the greatest
    const isLong = long - 1 < short - 1;
    const anchor = ANCHORS + (<i32>(isLong ? long : short) << 5);
    if (isLong) long = load<u16>(anchor, 22);
    else short = load<u16>(anchor, 22);
    // first bytes · their mask · bits that fold · last four bytes · place of the text · length · number of the next one
    const bits = load<u32>(anchor, 8);
    if ((((word | bits) ^ load<u32>(anchor)) & load<u32>(anchor, 4)) != 0) continue;
    const length = <i32>load<u16>(anchor, 20);
    if (at + length > available) continue;
    if (isLong) {
      if ((load<u32>(INPUT + at + length - 4) | bits) != load<u32>(anchor, 12)) continue;
    }
    const text = load<i32>(anchor, 16);
    let index = 0;
    if (bits != 0) while (index < length && load<u8>(FOLD + <i32>load<u8>(INPUT + at + index)) == load<u8>(text + index)) index++;
    else while (index < length && load<u8>(INPUT + at + index) == load<u8>(text + index)) index++;
    if (index < length) continue;
    store<i32>(HITS + (hitCount << 3), ((anchor - ANCHORS) >> 5) - 1);
    store<i32>(HITS + (hitCount << 3) + 4, at);
    hitCount++;
  }
}

/** 1 where anchors may begin with these four bytes, or with three of them. */
// @ts-ignore: decorator
@inline
function mayBegin(word: u32): u32 {
  const four = (word * 0x9e3779b1) >>> 15;
  const three = ((word & 0xffffff) * 0x9e3779b1) >>> 16;
  return (((<u32>load<u8>(FOURS + (four >>> 3))) >>> (four & 7)) | ((<u32>load<u8>(THREES + (three >>> 3))) >>> (three & 7))) & 1;
}

/**
 * The anchors that begin in the window, from `from` to before `to`; their texts may go on up to `available`.
 * Returns where to go on: `to`, or less where there is no more room for hits.
 */
export function findHits(from: i32, to: i32, available: i32): i32 {
  hitCount = 0;
  let at = from;
  while (at < to) {
    if (mayBegin(load<u32>(INPUT + at) | 0x20202020) != 0) {
      tell(at, available);
      // an anchor's list is never longer than what is left
      if (hitCount > MOST) return at + 1;
    }
    at++;
  }
  return to;
}
