// Randomness, measured over the characters of one value.

/** How often each character stands in the text at hand; all 0 between two texts. */
const counts = new Uint32Array(256);

/** Shannon's entropy, in bits for each character. @param text one character a byte */
export function entropy(text: string): number {
  const { length } = text;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at) & 255;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  let bits = 0;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at) & 255;
    const count = counts[code] ?? 0;
    if (count === 0) continue;
    bits -= (count / length) * Math.log2(count / length);
    counts[code] = 0;
  }
  return bits;
}
