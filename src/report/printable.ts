// Names from a repository are untrusted: nothing in them may reach the terminal as a control character.

const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;

/** Control, bidirectional and invisible characters, and bytes that are no text, are written as `\u{…}`. */
export function printable(text: string): string {
  return text.replace(invisible, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code === 10) return '\\n';
    if (code === 13) return '\\r';
    if (code === 9) return '\\t';
    return `\\u{${code.toString(16)}}`;
  });
}

/** A path as bash, zsh and the like take it back, byte for byte, and nothing else with it. */
export function shellQuoted(path: string): string {
  if (/^[\w./@%+=:,][\w./@%+=:,-]*$/.test(path)) return path;
  if (printable(path) === path) return `'${path.replace(/'/g, "'\\''")}'`;
  // everything that is escaped is escaped in one look: a backslash of the name must not swallow the quote that follows it
  const body = path.replace(/['\\]/g, '\\$&').replace(invisible, (character) => {
    const code = character.codePointAt(0) ?? 0;
    // bytes that are not UTF-8 stand as lone surrogates U+DC80 to U+DCFF
    if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
    return [...Buffer.from(character, 'utf8')].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  });
  return `$'${body}'`;
}
