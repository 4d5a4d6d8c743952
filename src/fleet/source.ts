// Where a repository of the fleet is to be had: a folder, or a clone URL that can do no harm when git is given it.

/** One repository of the list. `name` is unique in a fleet and what reports call it. */
export interface Source {
  readonly name: string;
  /** an absolute path, or a URL without user's secrets */
  readonly at: string;
  readonly kind: 'folder' | 'url';
  /** whom its requests go to; only URLs have one */
  readonly host?: string;
  /** who answers for it: from the list, or the group that its URL or folder names */
  readonly owner: string;
}

export type SourceProblem = 'option-like' | 'has-password' | 'unknown-transport' | 'unknown-word' | 'empty' | 'control-character';

/** What stands in a line, before anybody has looked whether it is there. */
export interface Listed {
  readonly at: string;
  readonly name?: string;
  readonly owner?: string;
}

/** `PLACE [owner=TEAM] [name=NAME]`; a place with blanks stands in double quotes. Nothing for an empty line or a comment. */
export function listedIn(line: string): Listed | SourceProblem | undefined {
  const text = line.trim();
  if (text === '' || text.startsWith('#')) return undefined;
  if (/[\u0000-\u001f\u007f]/.test(text)) return 'control-character';
  const quoted = /^"([^"]*)"(?:\s|$)/.exec(text);
  const at = quoted?.[1] ?? text.split(/\s/, 1)[0] ?? '';
  if (at === '') return 'empty';
  const listed: { at: string; name?: string; owner?: string } = { at };
  for (const word of text.slice(quoted?.[0].length ?? at.length).split(/\s+/)) {
    if (word === '') continue;
    const [key, value] = [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)];
    if ((key !== 'owner' && key !== 'name') || value === '') return 'unknown-word';
    listed[key] = value;
  }
  return listed;
}

/** `user@host:path`, as ssh has it; a Windows drive is none. */
const scp = /^(?:([^@:/\\\s]+)@)?([A-Za-z0-9][A-Za-z0-9.-]+):(?!\/\/)(.+)$/;
const transports = new Set(['https:', 'http:', 'ssh:', 'file:']);

/** Whether this names something to be cloned, and if so what of it may be known; or why git will not be given it. */
export function urlOf(at: string): { readonly host: string; readonly path: string } | SourceProblem | undefined {
  if (at.startsWith('-')) return 'option-like';
  if (/^[A-Za-z][A-Za-z0-9+.-]*::/.test(at)) return 'unknown-transport';
  if (/^[A-Za-z][A-Za-z0-9+.-]+:\/\//.test(at)) {
    let url: URL;
    try {
      url = new URL(at);
    } catch {
      return 'unknown-transport';
    }
    if (!transports.has(url.protocol)) return 'unknown-transport';
    // a token may stand alone where a user is meant, or in the query: nothing of it is kept
    if (url.password !== '' || url.search !== '' || url.hash !== '' || (url.username !== '' && url.protocol !== 'ssh:')) return 'has-password';
    if (url.hostname.startsWith('-') || url.username.startsWith('-')) return 'option-like';
    return { host: url.host, path: decodeURIComponent(url.pathname) };
  }
  const match = scp.exec(at);
  if (match === null || /^[A-Za-z]:[\\/]/.test(at)) return undefined;
  if (match[1]?.startsWith('-') === true) return 'option-like';
  return { host: match[2] ?? '', path: `/${match[3] ?? ''}` };
}

/** `host/group/repository`, without `.git` and slashes at the ends. */
export const nameOfUrl = ({ host, path }: { readonly host: string; readonly path: string }): string =>
  `${host}${path}`
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .replace(/^\/+/, '');

/** The group above the repository: the organisation of a URL, the folder of a path. */
export const groupOf = (name: string): string => name.split('/').at(-2) ?? '(none)';

/** Names told apart where two would be one: in the order of the list, so that the same list gives the same names. */
export function named(sources: readonly Source[]): readonly Source[] {
  const seen = new Map<string, number>();
  const places = new Set<string>();
  return sources.flatMap((source) => {
    if (places.has(source.at)) return [];
    places.add(source.at);
    const count = (seen.get(source.name) ?? 0) + 1;
    seen.set(source.name, count);
    return [count === 1 ? source : { ...source, name: `${source.name}~${count}` }];
  });
}
