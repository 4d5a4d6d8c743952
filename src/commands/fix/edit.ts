// Changes to a text, by offsets.

/** Offsets in a text with one character a byte, end exclusive. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** @param edits that do not overlap; the same one twice counts once */
export function edited(text: string, edits: readonly Edit[]): string {
  const once = [...new Map(edits.map((edit) => [`${edit.start} ${edit.end} ${edit.text}`, edit])).values()].sort((a, b) => a.start - b.start);
  let out = '';
  let at = 0;
  for (const edit of once) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}
