// Which kinds of files a quick hook has looked at. The launcher keeps what V8 compiled for them (build/kept-code.cjs): a first commit of a few words
// compiles little, and every later one would compile the rest anew.
import type { Path } from '../../model.ts';

/** More are not told apart. */
const most = 24;
/** Bytes from which on a file asks for more than its kind's shortest ways. */
const long = 2048;

export const kinds: string[] = [];

/** The ending of the name and whether there is much of it: an ending that is no usual one may be anything, and is left out. */
export function noteKind(path: Path, bytes: number): void {
  if (kinds.length === most) return;
  const ending = /\.([a-z\d]{1,6})$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  const kind = bytes < long ? ending : `${ending}+`;
  if (!kinds.includes(kind)) kinds.push(kind);
}
