// Lines and columns of a text with one character a byte; columns count UTF-16 units of what the bytes mean.

/** 1-based line and column. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Answers where an offset stands. Lines end at LF, CRLF or a lone CR. */
export function positionsOf(text: string): (offset: number) => Position {
  const starts = [0];
  const breaks = /\r\n|\n|\r/g;
  while (breaks.exec(text) !== null) starts.push(breaks.lastIndex);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: units(text.slice(starts[low], offset)) + 1 };
  };
}

/** UTF-16 units of UTF-8 bytes given one character a byte; bytes that are not UTF-8 count one each. */
function units(prefix: string): number {
  if (/^[\x00-\x7f]*$/.test(prefix)) return prefix.length;
  const bytes = Buffer.from(prefix, 'latin1');
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.startsWith('\ufeff') ? text.length - 1 : text.length;
  } catch {
    return prefix.length;
  }
}
