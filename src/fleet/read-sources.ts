// The list of a fleet: a file with one repository a line, or a folder with repositories below it.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { groupOf, listedIn, named, nameOfUrl, urlOf, type Listed, type Source, type SourceProblem } from './source.ts';
import { Failure } from '../io/failure.ts';

const problems: Readonly<Record<SourceProblem, readonly [string, string]>> = {
  'option-like': ['it begins with -, which git would take for an option', 'Name a path or a URL.'],
  'has-password': ['the URL carries a user or a password', "Take it out, and leave it to git's credential helper."],
  'unknown-transport': ['this transport is not used', 'https, http, ssh and file are.'],
  'unknown-word': ['behind the place only owner=… and name=… may stand', 'Put a place with blanks into double quotes.'],
  empty: ['there is no place in it', 'Name a path or a URL.'],
  'control-character': ['there is a control character in it', 'Write it anew.'],
};

/** @throws Failure that names the line, never its text: a URL could hold a password */
export function fleetSources(list: string, cwd: string): readonly Source[] {
  const place = resolve(cwd, list);
  let folder: boolean;
  try {
    folder = statSync(place).isDirectory();
  } catch {
    throw new Failure('no-such-path', '--fleet', 'Name a file with one repository a line, or a folder with repositories below it.');
  }
  const sources = folder ? below(place) : fromFile(place, list);
  if (sources.length === 0) throw new Failure('looked-at-nothing', list, 'There is no repository in it.');
  return named(sources);
}

function fromFile(file: string, shown: string): readonly Source[] {
  const base = resolve(file, '..');
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index): readonly Source[] => {
      const listed = listedIn(line);
      if (listed === undefined) return [];
      const source = typeof listed === 'string' ? listed : sourceOf(listed, base);
      if (typeof source !== 'string') return [source];
      const [what, way] = problems[source];
      throw new Failure('bad-argument', `${shown}:${index + 1}: ${what}`, way);
    });
}

function sourceOf({ at, name, owner }: Listed, base: string): Source | SourceProblem {
  const url = urlOf(at);
  if (typeof url === 'string') return url;
  if (url !== undefined) {
    const own = name ?? nameOfUrl(url);
    return { name: own, at, kind: 'url', host: url.host, owner: owner ?? groupOf(nameOfUrl(url)) };
  }
  const place = resolve(base, at);
  const own = name ?? nameOfFolder(relative(base, place) || basename(place));
  return { name: own, at: place, kind: 'folder', owner: owner ?? groupOf(own) };
}

const nameOfFolder = (path: string): string =>
  path
    .replaceAll('\\', '/')
    .replace(/\/\.git$|\.git$/, '')
    .replace(/\/+$/, '');

/** As deep as hosting services nest groups; below a repository nothing is looked for. */
const deepest = 5;

function below(top: string): readonly Source[] {
  const found: Source[] = [];
  const walk = (folder: string, depth: number): void => {
    if (isRepository(folder)) {
      const name = nameOfFolder(relative(top, folder) || basename(folder));
      found.push({ name, at: folder, kind: 'folder', owner: groupOf(name) });
      return;
    }
    if (depth === deepest) return;
    const entries = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    for (const name of entries.sort()) walk(join(folder, name), depth + 1);
  };
  walk(top, 0);
  return found;
}

function isRepository(folder: string): boolean {
  const has = (...parts: readonly string[]): boolean => statSync(join(folder, ...parts), { throwIfNoEntry: false }) !== undefined;
  return has('.git') || (has('HEAD') && has('objects') && has('refs'));
}
