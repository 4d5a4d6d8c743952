// Names from a repository are untrusted: nothing in them may reach the terminal as a control character.

const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff]/gu;

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

/** A path as a POSIX shell takes it back. */
export function shellQuoted(path: string): string {
  if (/^[\w./@%+=:,-]+$/.test(path) && !path.startsWith('-')) return path;
  if (printable(path) !== path)
    return `$'${printable(path)
      .replace(/'/g, "\\'")
      .replace(/\\u\{([0-9a-f]+)\}/g, (_, hex: string) => `\\u${hex.padStart(4, '0')}`)}'`;
  return `'${path.replace(/'/g, "'\\''")}'`;
}
