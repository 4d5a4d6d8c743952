// Compares URLs of remotes: the one that git pushes to, and those that git wrote down (FETCH_HEAD and reflogs leave the user and `.git` out).

/** A repository that a push goes to. */
export interface Destination {
  /** the URL in comparable form, without passwords; never written anywhere, only its hash */
  readonly id: string;
  /** how git may have written this repository down */
  readonly writtenAs: ReadonlySet<string>;
  /** whether another repository would be written down the same way: by another user's home, or beside it as `x` and `x.git` */
  readonly isAmbiguous: boolean;
  /** where it is a folder of this machine: the neighbour with the same name with or without `.git` */
  readonly neighbour?: string;
}

interface Address {
  readonly transport: 'local' | 'ssh' | 'http' | 'other';
  readonly user?: string;
  readonly host: string;
  readonly path: string;
}

const defaultPorts: Readonly<Record<string, string>> = { http: '80', https: '443', ssh: '22' };
const transports: Readonly<Record<string, Address['transport']>> = { http: 'http', https: 'http', ssh: 'ssh', 'git+ssh': 'ssh', 'ssh+git': 'ssh' };

function addressOf(url: string): Address {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(url) ?? [];
  if (scheme === undefined) {
    const [, user, host, path = ''] = /^(?:([^@/:]*)@)?(\[[^\]/]+\]|[^:/\\[]{2,}):(?!:)(.*)$/s.exec(url) ?? [];
    if (host !== undefined) return { transport: 'ssh', host: host.toLowerCase(), path, ...(user === undefined ? {} : { user }) };
    return /^[a-z0-9-]+::/i.test(url) ? { transport: 'other', host: '', path: url } : { transport: 'local', host: '', path: url };
  }
  const name = scheme.toLowerCase();
  const slash = rest.indexOf('/');
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const path = slash < 0 ? '' : rest.slice(slash);
  if (name === 'file') return { transport: 'local', host: '', path: authority === '' || authority === 'localhost' ? path : `//${authority}${path}` };
  const at = authority.lastIndexOf('@');
  const user = at < 0 ? undefined : authority.slice(0, at).split(':')[0];
  const place = authority.slice(at + 1).toLowerCase();
  const port = /:(\d*)$/.exec(place)?.[1] ?? '';
  const bare = place.replace(/:\d*$/, '');
  const isDefault = port === '' || port === defaultPorts[name.includes('ssh') ? 'ssh' : name];
  // an http that is not on its own port is another server than https on the same one
  const host = isDefault ? bare : `${name}:${bare}:${port}`;
  return { transport: transports[name] ?? 'other', host: transports[name] === undefined ? `${name}:${place}` : host, path, ...(user ? { user } : {}) };
}

function withoutSlash(path: string): string {
  let end = path.length;
  while (end > 1 && path.charAt(end - 1) === '/') end -= 1;
  return path.slice(0, end);
}
const trimmed = (path: string): string => withoutSlash(withoutSlash(path).replace(/(.)\.git$/s, '$1'));
const keyOf = (transport: string, host: string, path: string): string => `${transport} ${host} ${path}`;

/** The comparable form of a URL that git wrote down. */
export function writtenForm(url: string): string {
  const { transport, host, path } = addressOf(url);
  return keyOf(transport, host, trimmed(path));
}

/** @param url that git gives to pre-push, `insteadOf` and `pushInsteadOf` applied */
export function destinationOf(url: string): Destination {
  const { transport, user, host, path } = addressOf(url);
  const short = trimmed(path);
  const same = keyOf(transport, host, short);
  if (transport === 'local') {
    const folder = withoutSlash(path);
    return { id: keyOf(transport, host, folder), writtenAs: new Set([same]), isAmbiguous: false, neighbour: folder === short ? `${short}.git` : short };
  }
  if (transport !== 'ssh') return { id: same, writtenAs: new Set([same]), isAmbiguous: false };
  const id = keyOf(`ssh ${user ?? ''}`, host, short);
  const isBelowHome = !path.startsWith('/') || path.startsWith('/~');
  // servers where everybody is `git` serve one repository under one path, over ssh (relative or absolute) and over https
  if (user !== 'git') return { id, writtenAs: new Set([same]), isAmbiguous: isBelowHome };
  const inner = short.replace(/^\//, '');
  const writtenAs = new Set([same, keyOf('ssh', host, inner), keyOf('ssh', host, `/${inner}`), keyOf('http', host, `/${inner}`)]);
  return { id, writtenAs, isAmbiguous: false };
}
