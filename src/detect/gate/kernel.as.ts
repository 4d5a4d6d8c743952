// The gate's kernel, in AssemblyScript: compiled to WebAssembly by build/generate/kernels.mjs.
// Memory: 0 pairs (65,536 bits) · 8 KiB triples (65,536 bits, hashed) · 16 KiB folding table · 20 KiB fours (65,536 bits, hashed)
// · 28 KiB triples that are whole anchors (32,768 bits, hashed) · 32 KiB hits · 4.5 MiB runs · 5 MiB input.

export const PAIRS: i32 = 0;
export const TRIPLES: i32 = 8192;
export const FOLD: i32 = 16384;
export const FOURS: i32 = 20480;
export const WHOLES: i32 = 28672;
export const HITS: i32 = 32768;
export const RUNS: i32 = 4718592;
export const INPUT: i32 = 5242880;

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
 */
export function findRuns(from: i32, length: i32, base: i32, last: bool): void {
  runCount = 0;
  let at = from;
  while (at + 16 <= length) {
    let mask = runMask(v128.load(INPUT + at));
    if (mask == 0xffff) {
      if (runStart < 0) runStart = base + at;
    } else if (mask == 0) {
      endRun(base + at);
    } else {
      let bit = 0;
      while (bit < 16) {
        if (runStart >= 0) {
          const ones = ctz<i32>(~(mask >> bit));
          if (bit + ones >= 16) break;
          bit += ones;
          endRun(base + at + bit);
        } else {
          const rest = mask >> bit;
          if (rest == 0) break;
          bit += ctz<i32>(rest);
          runStart = base + at + bit;
        }
      }
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

/** Places of the window where the first four bytes of some anchor may stand, or an anchor of three; how many. */
export function findHits(length: i32): i32 {
  let count = 0;
  let first: u32 = load<u8>(FOLD + <i32>load<u8>(INPUT));
  let second: u32 = load<u8>(FOLD + <i32>load<u8>(INPUT + 1));
  for (let at = 0; at < length - 2; at++) {
    const third: u32 = load<u8>(FOLD + <i32>load<u8>(INPUT + at + 2));
    const pair = (first << 8) | second;
    if ((load<u8>(PAIRS + <i32>(pair >> 3)) >> <u8>(pair & 7)) & 1) {
      const slot = (((pair << 8) | third) * 0x9e3779b1) >> 16;
      if ((load<u8>(TRIPLES + <i32>(slot >> 3)) >> <u8>(slot & 7)) & 1) {
        // what would be the fourth byte beyond the window is not known here: the place is told
        let likely = at + 3 >= length || ((load<u8>(WHOLES + <i32>(slot >> 4)) >> <u8>((slot >> 1) & 7)) & 1) != 0;
        if (!likely) {
          const fourth: u32 = load<u8>(FOLD + <i32>load<u8>(INPUT + at + 3));
          const four = (((pair << 16) | (third << 8) | fourth) * 0x9e3779b1) >> 16;
          likely = ((load<u8>(FOURS + <i32>(four >> 3)) >> <u8>(four & 7)) & 1) != 0;
        }
        if (likely) {
          store<i32>(HITS + count * 4, at);
          count++;
        }
      }
    }
    first = second;
    second = third;
  }
  return count;
}
