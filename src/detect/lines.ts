// Line and column of a byte offset. Lines are counted as git counts them; columns are UTF-16 code units of the decoded line.

/** 1-based line and column. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Returns a function from offset to position. As in git, only LF ends a line. Fastest when offsets ascend: a long line is counted once. */
export function positionsOf(text: string): (offset: number) => Position {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  let known: Counted = { from: 0, to: 0, units: 0, isText: true };
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const from = starts[low] ?? 0;
    if (known.from !== from || known.to > offset) known = { from, to: from, units: 0, isText: true };
    known = counted(text, known, offset);
    return { line: low + 1, column: (known.isText && known.to === offset ? known.units : offset - from) + 1 };
  };
}

/** How many UTF-16 units a line has from its start to `to`. */
interface Counted {
  readonly from: number;
  readonly to: number;
  readonly units: number;
  /** false from the first byte on that is no UTF-8: then bytes count one each */
  readonly isText: boolean;
}

/** Goes on counting up to `offset`; where that lies inside a character, it stays where it was. */
function counted(text: string, { from, to, units, isText }: Counted, offset: number): Counted {
  if (!isText) return { from, to: offset, units, isText };
  const more = text.slice(to, offset);
  if (/^[\x00-\x7f]*$/.test(more)) return { from, to: offset, units: units + more.length, isText };
  const bytes = Buffer.from(more, 'latin1');
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    // the mark at the front of a file is no character
    return { from, to: offset, units: units + decoded.length - (to === from && decoded.startsWith('\ufeff') ? 1 : 0), isText };
  } catch {
    return { from, to, units, isText: beginsAsText(bytes) };
  }
}

/** Whether the bytes are UTF-8 as far as they go: only their last character may be cut off. */
function beginsAsText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
