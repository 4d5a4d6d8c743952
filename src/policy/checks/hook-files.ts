// Contract row C3.1: a hook file in the tree (husky's) keeps its call. Git runs it as it stands, so who takes the call out is seen by the push or the server.
import type { Path } from '../../model.ts';
import type { Breach } from '../guard.ts';

const hookFile = /^(?:\.husky|\.githooks|hooks|git-hooks)\/(?:pre-commit|pre-merge-commit|commit-msg|pre-push)$/;

/** The files among these that are hooks. */
export const hookFilesIn = (paths: readonly Path[]): readonly Path[] => paths.filter((path) => hookFile.test(path));

/** Whether a hook's text calls the product: a comment that names it does not, and nothing behind an early end does. */
export function calls(text: string): boolean {
  for (const line of text.split('\n')) {
    const code = line.replace(/^\s*#.*/, '');
    if (/^\s*(?:exit|return)\b(?!\s*\$)/.test(code)) return false;
    if (code.includes('secrets-hooks')) return true;
  }
  return false;
}

/** @param before @param after its text; undefined where it is not there */
export function hookBreach(file: Path, before: string | undefined, after: string | undefined): Breach | undefined {
  if (before === undefined || !calls(before) || (after !== undefined && calls(after))) return undefined;
  return {
    file,
    row: 'C3.1',
    what: after === undefined ? 'A hook is taken away' : 'A hook no longer calls secrets-hooks',
    wayOut: 'put the call back (npx secrets-hooks install), before anything that ends the hook.',
  };
}
