// What was looked at before and was nothing, by keyed digests of it, in AssemblyScript: compiled to WebAssembly by build/generate/kernels.mjs.
// Memory: 0 keys of the text (12 KiB) · 12 KiB keys of the manner (8 KiB) · 20 KiB keys of the rest · 24 KiB scratch · 32 KiB manner · 64 KiB text · 2 MiB digests (8 MiB).
// The digest is NH of UMAC (RFC 4418, 5.2) twice under shifted random keys: whoever does not know them finds no two texts with the same one.

export const KEYS: i32 = 0;
export const MANNER_KEYS: i32 = 12288;
export const REST_KEYS: i32 = 20480;
export const SCRATCH: i32 = 24576;
export const MANNER: i32 = 32768;
export const TEXT: i32 = 65536;
export const TABLE: i32 = 2097152;
const SLOTS: i32 = 262144;

let first: u64 = 0;
let second: u64 = 0;
let mannerFirst: u64 = 0;
let mannerSecond: u64 = 0;

function digest(from: i32, to: i32, keys: i32): void {
  let one = i64x2.splat(0);
  let two = i64x2.splat(0);
  let at = from;
  let key = keys;
  while (at < to) {
    let place = at;
    if (at + 32 > to) {
      v128.store(SCRATCH, i64x2.splat(0));
      v128.store(SCRATCH + 16, i64x2.splat(0));
      memory.copy(SCRATCH, at, to - at);
      place = SCRATCH;
    }
    const left = v128.load(place);
    const right = v128.load(place + 16);
    const middle = v128.load(key + 16);
    const a = i32x4.add(left, v128.load(key));
    const b = i32x4.add(right, middle);
    one = i64x2.add(one, i64x2.add(i64x2.extmul_low_i32x4_u(a, b), i64x2.extmul_high_i32x4_u(a, b)));
    const c = i32x4.add(left, middle);
    const d = i32x4.add(right, v128.load(key + 32));
    two = i64x2.add(two, i64x2.add(i64x2.extmul_low_i32x4_u(c, d), i64x2.extmul_high_i32x4_u(c, d)));
    at += 32;
    key += 32;
  }
  first = i64x2.extract_lane(one, 0) + i64x2.extract_lane(one, 1);
  second = i64x2.extract_lane(two, 0) + i64x2.extract_lane(two, 1);
}

/** The manner in which the text is read stands in memory: it belongs to all that follows. */
export function manner(length: i32): void {
  digest(MANNER, MANNER + length, MANNER_KEYS);
  mannerFirst = first;
  mannerSecond = second;
}

// @ts-ignore: decorator
@inline
function rest(a: i32, b: i32, key: i32): u64 {
  return (<u64>(<u32>a + load<u32>(key))) * (<u64>(<u32>b + load<u32>(key + 4)));
}

// @ts-ignore: decorator
@inline
function slotOf(): i32 {
  return TABLE + ((<i32>((first * 0x9e3779b97f4a7c15) >> 46)) & (SLOTS - 1)) * 32;
}

/** Whether this stretch of the text in memory was nothing, for this kind of look, this far from the ends of its document. */
export function knows(from: i32, to: i32, kind: i32, head: i32, tail: i32): bool {
  digest(TEXT + from, TEXT + to, KEYS);
  first += mannerFirst + rest(kind, to - from, REST_KEYS) + rest(head, tail, REST_KEYS + 8);
  second += mannerSecond + rest(kind, to - from, REST_KEYS + 16) + rest(head, tail, REST_KEYS + 24);
  const slot = slotOf();
  if (load<u64>(slot) == first && load<u64>(slot + 8) == second) return true;
  return load<u64>(slot + 16) == first && load<u64>(slot + 24) == second;
}

/** What was asked for last is nothing. The newest stand in front. */
export function learn(): void {
  const slot = slotOf();
  store<u64>(slot + 16, load<u64>(slot));
  store<u64>(slot + 24, load<u64>(slot + 8));
  store<u64>(slot, first);
  store<u64>(slot + 8, second);
}
