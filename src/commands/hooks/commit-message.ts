// The part of a commit message file that git keeps.

/** What git picks from where `core.commentChar` is `auto`. */
const choices = '#;@!$%^&|:';

/**
 * Takes off comment lines and everything below the scissors line of `commit --verbose`, where git will take them off too.
 * @param settings lines `core.commentchar X`, `commit.cleanup MODE`, as `git config --get-regexp` prints them; the last one of a name counts
 * @param edited whether the message went through an editor: without one, git keeps all lines unless `commit.cleanup` says otherwise
 */
export function cleaned(text: string, settings: string, edited: boolean): string {
  const last = (name: RegExp): string | undefined =>
    settings
      .split('\n')
      .findLast((line) => name.test(line))
      ?.replace(/^\S+ ?/, '');
  const cleanup = last(/^commit\.cleanup /i) ?? 'default';
  const strips = cleanup === 'strip' || (edited && cleanup === 'default');
  const cuts = edited || cleanup === 'scissors';
  const comment = commentOf(text, last(/^core\.comment(?:char|string) /i) ?? '#');
  const kept = cuts ? text.slice(0, cutAt(text, comment)) : text;
  if (!strips) return kept;
  return kept
    .split('\n')
    .map((line) => (line.startsWith(comment) ? '' : line))
    .join('\n');
}

/** With `auto`, git's own lines stand last and show what it picked; a text that shows nothing has no comments. */
function commentOf(text: string, setting: string): string {
  if (setting === '') return '#';
  if (setting !== 'auto') return setting;
  const shown = /^(.) -{24} >8 -{24}$/m.exec(text)?.[1] ?? text.trimEnd().split('\n').at(-1)?.[0] ?? '#';
  return choices.includes(shown) ? shown : '#';
}

/** Git's own cut is this very line with a comment below it: a line that somebody drew cuts nothing. */
function cutAt(text: string, comment: string): number {
  const cut = `${comment} ${'-'.repeat(24)} >8 ${'-'.repeat(24)}\n${comment}`;
  if (text.startsWith(cut)) return 0;
  const at = text.indexOf(`\n${cut}`);
  return at < 0 ? text.length : at + 1;
}
