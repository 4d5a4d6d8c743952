// The part of a commit message file that git keeps.

const scissors = /^.? ?-{8,} ?>8 ?-{8,}$/m;

/**
 * Takes off comment lines and everything below the scissors line of `commit --verbose`.
 * @param comment git's `core.commentChar`
 */
export function cleaned(text: string, comment: string): string {
  const cut = text.search(scissors);
  return (cut < 0 ? text : text.slice(0, cut))
    .split('\n')
    .map((line) => (comment !== '' && line.startsWith(comment) ? '' : line))
    .join('\n');
}
