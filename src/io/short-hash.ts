// A 64-bit hash for names in files of our own under the git directory. It is not cryptographic: loading node:crypto would slow every commit down.

/** Two runs of FNV-1a, 32 bits each, as 16 hex digits. */
export function shortHash(text: string): string {
  let [a, b] = [0x811c9dc5, 0xcbf29ce4];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + at), 0x01000193);
  }
  return [a, b].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}
