// Whether somebody could find a value by trying: decides how slowly its fingerprint is made.

/** True unless the value is long and random enough that no dictionary or rule set reaches it. Errs towards true. */
export function guessable(value: string): boolean {
  if (value.length < 20) return true;
  const distinct = new Set(value).size;
  if (distinct < 10) return true;
  const words = value.match(/[a-z]{4,}|[A-Z]{4,}|[A-Z][a-z]{3,}/g) ?? [];
  const inWords = words.reduce((sum, word) => sum + word.length, 0);
  return inWords > value.length / 2;
}
