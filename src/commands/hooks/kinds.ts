// What a hook has run code for: kinds of files and refusals. The launcher keeps compiled code for these (build/kept-code.cjs) and writes it once more
// when a run needed another kind: a first commit of a few words compiles little, and every later one would compile the rest again.
import type { Path } from '../../model.ts';

/** Further kinds aren't told apart. */
const MAX_KINDS = 24;
/** From this size on, a file takes more code than the shortest one of its kind. */
const LONG_FILE_BYTES = 2048;

export const kinds: string[] = [];

/** Notes a file's kind: the ending of its name and whether it is long. An unusual ending may be anything and is left out. */
export function noteKind(path: Path, bytes: number): void {
  const ending = /\.([a-z\d]{1,6})$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  add(bytes < LONG_FILE_BYTES ? ending : `${ending}+`);
}

/** Notes that this run worded a refusal. */
export const noteRefusal = (): void => {
  add('!');
};

function add(kind: string): void {
  if (kinds.length < MAX_KINDS && !kinds.includes(kind)) kinds.push(kind);
}
