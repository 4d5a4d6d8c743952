// Whether a word of a command names the hooks, by its text or by where it leads.
import { MAX_WILDCARDS_PER_NAME } from '../../limits.ts';
import { marks } from './expand.ts';

const hooks = '(?:pre-commit|pre-merge-commit|commit-msg|pre-push|pre-receive)';
/** The hooks and the configuration that names them, as paths end. */
const places = [`.git/hooks`, `.git/hooks/${hooks}`, `.git/config`, `.git/secrets-hooks`, `.husky`, `.husky/${hooks}`, `.husky/_`, `.husky/_/${hooks}`];
const placeNames = ['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-push', 'pre-receive'];
const candidates: readonly (readonly string[])[] = [
  ...new Set(places.flatMap((place) => (place.includes(hooks) ? placeNames.map((name) => place.replace(hooks, name)) : [place]))),
].map((place) => place.split('/'));
const endsInHook = (candidate: readonly string[]): boolean => placeNames.includes(candidate.at(-1) ?? '');
const anyMark = /[\u0001-\u0006]/;
const globMark = /[\u0004-\u0006]/;
const plainly = /(?:^|\/)\.git\/(?:hooks|config|secrets-hooks)(?:[./]|$)|(?:^|\/)\.husky(?:\/|$)/i;

/** Where the shell is. */
export interface Where {
  /** undefined where it cannot be known */
  readonly cwd: string | undefined;
  /** folders in which git looks for hooks here, absolute */
  readonly hookFolders: readonly string[];
}

/** A path without `.`, `..` and repeated slashes. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  const slashed = path.replaceAll('\\', '/');
  for (const part of slashed.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return `${/^(?:\/|[A-Za-z]:)/.test(slashed) && !/^[A-Za-z]:/.test(slashed) ? '/' : ''}${parts.join('/')}`;
}

const isAbsolute = (path: string): boolean => /^(?:[/\\]|[A-Za-z]:|~)/.test(path);

/** The path that a word leads to from where the shell is; undefined where that cannot be known. */
export const reached = (word: string, cwd: string | undefined): string | undefined =>
  isAbsolute(word) ? normalPath(word) : cwd === undefined ? undefined : normalPath(cwd === '' || cwd === '.' ? word : `${cwd}/${word}`);

/** Whether the word, with its globs and unknown parts, can mean a hook, the folder of hooks or the configuration of git. */
export function namesHook(word: string, { cwd, hookFolders }: Where): boolean {
  if (word === '' || word.startsWith('-') || word === marks.unknown || word === marks.unknownQuoted) return false;
  const path = reached(word, cwd) ?? normalPath(word);
  if (plainly.test(path)) return true;
  if (hookFolders.some((folder) => path === folder || path.startsWith(`${folder}/`))) return true;
  if (!anyMark.test(path) && cwd !== undefined) return false;
  const parts = path.split('/');
  // where the folder cannot be known, a hook's own name decides
  const tails = cwd === undefined && !isAbsolute(word) ? candidates.filter(endsInHook).flatMap((one) => [one.slice(1), one.slice(-1)]) : [];
  return [...candidates, ...tails].some((candidate) => parts.length >= candidate.length && matches(parts.slice(-candidate.length), candidate));
}

/** Whether deleting or moving the word would take the hooks along: they lie in it. */
export const holdsHooks = (word: string, { cwd, hookFolders }: Where): boolean => {
  const path = reached(word, cwd);
  return path !== undefined && !anyMark.test(path) && hookFolders.some((folder) => folder.startsWith(`${path === '/' ? '' : path}/`));
};

/** Part by part; at least one part has to be named by more than wildcards. */
function matches(parts: readonly string[], candidate: readonly string[]): boolean {
  const literal = (part: string | undefined): boolean => part !== undefined && /[\w.]{2}/.test(part.replace(new RegExp(anyMark, 'g'), ' '));
  if (!parts.every((part, index) => partMatches(part, candidate[index] ?? ''))) return false;
  // a folder that cannot be known is taken for git's only where the hook itself is named
  return parts.some(literal) && (literal(parts[0]) || (endsInHook(candidate) && literal(parts.at(-1))));
}

function partMatches(part: string, name: string): boolean {
  if (!anyMark.test(part)) return part === name;
  // like in a shell, a wildcard does not match the dot at the beginning of a name
  if (name.startsWith('.') && globMark.test(part.charAt(0))) return false;
  if (part.split(anyMark).length > MAX_WILDCARDS_PER_NAME) return true;
  let pattern = '';
  for (let at = 0; at < part.length; at += 1) {
    const sign = part.charAt(at);
    if (sign === marks.bracket) {
      const end = part.indexOf(']', at + 2);
      pattern += '.';
      at = end < 0 ? at : end;
    } else if (sign === marks.question) pattern += '.';
    else if (anyMark.test(sign)) pattern += '.*';
    else pattern += sign.replace(/[.+?^$(){}|[\]\\*]/, '\\$&');
  }
  return new RegExp(`^${pattern}$`).test(name);
}

/** A hook's path inside code: `open('.git/hooks/pre-commit', 'w')`. */
export const mentionsHook = (text: string): boolean => /\.git[/\\]+(?:hooks|config|secrets-hooks)\b|\.husky[/\\]/.test(text);

/** A hook's path as it may be shown: nothing else of what was typed. */
export const shownHook = (word: string): string =>
  /\.git\/(?:hooks|config|secrets-hooks)(?:\/(?:pre-commit|pre-merge-commit|commit-msg|pre-push|pre-receive))?|\.husky(?:\/(?:pre-commit|commit-msg|pre-push))?/.exec(
    word,
  )?.[0] ?? 'a file of the hooks';
