// Puts a marked block into a text that belongs to somebody else, and takes it out again so that not one byte is left.
import { readsStdin, type HookEvent } from './event.ts';
import { blockEnd, blockStart } from './shim.ts';

/** A text with a block in it, and the exact bytes that were added. */
export interface Placed {
  readonly text: string;
  readonly added: string;
}

/** The block as it stands in a text, with its last newline; undefined where there is none. */
export function blockIn(text: string): string | undefined {
  const start = text.indexOf(blockStart);
  if (start < 0) return undefined;
  const end = text.indexOf(blockEnd, start);
  if (end < 0) return undefined;
  const line = text.indexOf('\n', end);
  return text.slice(start, line < 0 ? text.length : line + 1);
}

/** After an `exit` or `exec` nothing is reached: then the guard must come first. */
const endsEarly = (text: string): boolean => /(?:^|[;&|]|\bthen|\belse|\bdo)[ \t]*(?:exit|exec)\b/m.test(text);

/** Where a shell file begins to do something of its own: after `#!`, comments, blank lines and husky 8's preamble. */
function head(text: string): number {
  let at = 0;
  for (const line of text.split(/(?<=\n)/)) {
    if (!/^\s*(?:#|$)/.test(line) && !/^\s*\.\s.*husky\.sh/.test(line)) return at;
    at += line.length;
  }
  return at;
}

/**
 * Adds `block` to a husky hook. It comes last, since what runs before may stage something; but first where stdin is read, or where the file ends early.
 * A block that is there already is replaced where it stands.
 */
export function placeBlock(text: string, block: string, event: HookEvent): Placed {
  const old = blockIn(text);
  if (old !== undefined) return { text: text.replace(old, () => block), added: block };
  if (readsStdin(event) || endsEarly(text)) {
    const at = head(text);
    const before = text.slice(0, at);
    const added = before === '' || before.endsWith('\n') ? block : `\n${block}`;
    return { text: before + added + text.slice(at), added };
  }
  const added = text === '' || text.endsWith('\n') ? block : `\n${block}`;
  return { text: text + added, added };
}

/** Takes out what was added; undefined where those bytes are not there any more. */
export function takeOut(text: string, added: string): string | undefined {
  const at = added === '' ? -1 : text.indexOf(added);
  return at < 0 ? undefined : text.slice(0, at) + text.slice(at + added.length);
}
