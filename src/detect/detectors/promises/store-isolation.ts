// Contract rows C7 and C8: reaching for another store's secrets, and a control plane that reads, holds or hands on those of any store.
import type { Rule } from '../../../model.ts';
import { nothingHere, type Detector, type Hit } from '../../detector.ts';
import type { Scene } from '../../scene.ts';
import { fallback, sharedFallback } from './shared-fallback.ts';

const controlPlaneRule: Rule = {
  id: 'control-plane-reads-store-secret',
  class: 'policy',
  severity: 'high',
  title: 'Control plane that reads a store’s secret',
  holder: 'If the control plane can read a secret, the design is invalid (contract row C7).',
  rotate: 'Let the store’s own runtime be given the secret; the control plane knows its name at the most.',
  specificity: 1,
};
const crossStore: Rule = {
  ...fallback,
  id: 'cross-store-secret-reference',
  severity: 'high',
  title: 'Reference to another store’s secrets',
  holder: 'One store reaches into another one’s secrets (contract row C8).',
  rotate: 'Give each store a secret of its own.',
};

/** What the policy says of places: which folders are the control plane, and of which store a path is. */
interface Where {
  readonly inControlPlane: (path: string) => boolean;
  readonly storeOf: (path: string) => string | undefined;
}

const secretFile = /(?:^|[/"'`\s,])(?:\.env(?!\.example|[\w-])|secrets?(?=[/."'`_\-\s]|$))/i;
/** A path to a store's files as it is written in code: in one piece, or put together from parts. */
const instancesPath = /instances?(?:_?(?:dir|root|path|folder))?["'`]?\)?(?:\s{0,3}(?:[/\\,+]|\.join\(|\$\{|#\{|\{)[^\n;]{0,140})/iy;

/** `instances/…/.env` and its kin, anywhere in the control plane; in a store's own files another store's. */
function reaching(scene: Scene, at: number, where: Where): Hit | undefined {
  if (scene.language.family === 'markup' || /[A-Za-z]/.test(scene.text.charAt(at - 1))) return undefined;
  instancesPath.lastIndex = at;
  const written = instancesPath.exec(scene.text)?.[0];
  if (written === undefined) return undefined;
  const secret = secretFile.exec(written);
  if (secret === null) return undefined;
  const hit = { start: at, end: at + secret.index + secret[0].length, certainty: 'structural' as const };
  if (where.inControlPlane(scene.path)) return { ...hit, rule: controlPlaneRule };
  const own = where.storeOf(scene.path);
  const other = /^instances\/([^/\s"'`]+)\//i.exec(written)?.[1];
  return own !== undefined && other !== undefined && other !== own && !/[*${}<]/.test(other) ? { ...hit, rule: crossStore } : undefined;
}

const upwards = /(?:\.\.\/){1,8}([\w./-]{1,120})/y;

/** `../us/.env` in a file of another store. */
function sideways(scene: Scene, at: number, where: Where): Hit | undefined {
  const own = where.storeOf(scene.path);
  if (own === undefined || scene.language.family === 'markup' || scene.text.charAt(at - 1) === '/') return undefined;
  upwards.lastIndex = at;
  const found = upwards.exec(scene.text);
  if (found === null || !secretFile.test(`/${found[1] ?? ''}`)) return undefined;
  const parts = scene.path.split('/').slice(0, -1);
  const climbed = found[0].split('../').length - 1;
  const target = [...parts.slice(0, Math.max(0, parts.length - climbed)), found[1] ?? ''].join('/');
  const other = where.storeOf(target);
  return other === undefined || other === own ? undefined : { start: at, end: at + found[0].length, certainty: 'structural', rule: crossStore };
}

/** In a store of secrets: `vault:secret/stores/us/db`, `stores/${id}/secrets`. */
const kept = /(?:secrets?|vault|kv\d?)[/:](?:data\/)?(?:[\w-]{1,30}\/)?(?:stores?|instances?|tenants?|shops?)\/([\w${}.*<>:-]{1,60})/iy;

function inVault(scene: Scene, at: number, where: Where): Hit | undefined {
  if (scene.language.family === 'markup') return undefined;
  kept.lastIndex = at;
  const found = kept.exec(scene.text);
  if (found === null) return undefined;
  const hit = { start: at, end: at + found[0].length, certainty: 'structural' as const };
  if (where.inControlPlane(scene.path)) return { ...hit, rule: controlPlaneRule };
  const own = where.storeOf(scene.path);
  return own === undefined || found[1] === own || /[*${}<]/.test(found[1] ?? '') ? undefined : { ...hit, rule: crossStore };
}

/** Store-scoped secret names in the control plane: `STORE_7_DB_PASSWORD`, `store.secrets.apiKey`, `tenantApiKey`. */
const scoped =
  /(?:store|tenant|shop|merchant|instance)(?:s?\[[^\]\n]{1,40}\]|s?\.get\([^)\n]{1,40}\)|_\w{1,30}?|s?\??\.\w{1,30}|s){0,3}?[._?]{0,2}(?:secret|passw(?:or)?d|token|api_?key|private_?key|access_?key|credential)(?![A-Za-z]*(?:_?name|_?id|ref|Ref|version|status|age|rotated|expir\w*|count|policy|store|required)\b|\w{0,30}\()/iy;

function named(scene: Scene, at: number, where: Where): Hit | typeof nothingHere | undefined {
  if (!where.inControlPlane(scene.path) || scene.language.family === 'markup') return nothingHere;
  const before = scene.text.slice(Math.max(0, at - 12), at);
  // a key store, a data store, the word inside another word
  if (
    /(?:key|trust|data|object|file|session|state|secret|cache|play|app|vector|re|in)_?$/i.test(before) ||
    /[a-z]$/.test(before + scene.text.charAt(at).toLowerCase().slice(1))
  )
    return undefined;
  scoped.lastIndex = at;
  const found = scoped.exec(scene.text);
  if (found === null || !/[._[]|[a-z](?:Secret|Passw|Token|Api|Private|Access|Credential)/.test(found[0])) return undefined;
  return { start: at, end: at + found[0].length, certainty: 'likely', rule: controlPlaneRule };
}

export const storeRules: readonly Rule[] = [fallback, controlPlaneRule, crossStore];

/** A folder of the policy (`*` for one part), whose first `*` names the store. */
const globOf = (folder: string): RegExp =>
  new RegExp(
    `(?:^|/)${folder
      .replace(/\*[^/]*\*/g, '*')
      .replace(/[.+?^$(){}|[\]\\]/g, '\\$&')
      .replace('*', '([^/]+)')
      .replaceAll('*', '[^/]+')}${folder.endsWith('/') ? '' : '(?:/|$)'}`,
    'i',
  );

/** Besides the usual places: naming places never makes it look at fewer. */
function whereOf(controlPlane: readonly string[], stores: readonly string[]): Where {
  const planes = [/(?:^|\/)control[-_]?plane\//i, ...controlPlane.map(globOf)];
  const homes = ['instances/*/', ...stores].map(globOf);
  return {
    inControlPlane: (path) => (controlPlane.length > 0 || /plane\//i.test(path)) && planes.some((plane) => plane.test(path)),
    storeOf: (path) => homes.map((home) => home.exec(path)?.[1]).find((name) => name !== undefined),
  };
}

/** Characters of a path in code, template fields included. */
const pathRun = /[\w./@${}#<>*:-]/;
const MAX_PATH_LEFT_CHARS = 160;
const MAX_PATH_RIGHT_CHARS = 60;

/** Any path in one piece to a secret file of a store that the policy names: `shops/eu/.env`, `../tenant-7/secrets.yml`. */
function literal(rule: Rule, where: Where): Detector['find'] {
  return (scene, at) => {
    if (where.inControlPlane(scene.path) !== (rule === controlPlaneRule) || scene.language.family === 'markup') return undefined;
    const { text } = scene;
    let start = at;
    while (start > 0 && at - start < MAX_PATH_LEFT_CHARS && pathRun.test(text.charAt(start - 1))) start -= 1;
    let end = at;
    while (end < text.length && end - at < MAX_PATH_RIGHT_CHARS && pathRun.test(text.charAt(end))) end += 1;
    const written = text.slice(start, end);
    const other = secretFile.test(written) ? where.storeOf(resolved(written, scene.path)) : undefined;
    if (other === undefined) return undefined;
    const own = where.storeOf(scene.path);
    if (rule === crossStore && (own === undefined || own === other || /[*${}<]/.test(other))) return undefined;
    return { start, end, certainty: 'structural' };
  };
}

/** A path in code from the top of the repository; what doesn't start with a dot counts from the top already. */
function resolved(written: string, from: string): string {
  const parts = /^\.{1,2}\//.test(written) ? from.split('/').slice(0, -1) : [];
  for (const part of written.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** The word by which code refers to the folder of a store glob: `shops` of `shops/*\/`, `tenant-` of `tenant-*\/`; undefined if it has none of 3 characters. */
function wordOf(glob: string): string | undefined {
  const before = glob.slice(0, Math.max(0, glob.indexOf('*')));
  const word = (before.endsWith('/') ? before.slice(0, -1) : before).split('/').at(-1) ?? '';
  const stem = /[^s]s$/i.test(word) ? word.slice(0, -1) : word;
  return stem.length < 3 ? undefined : stem;
}

/** A path to a secret file of such a store, put together from parts: `join('shops', id, '.env')`. For the control plane, where any store is one too many. */
function composed(word: string, where: Where): Detector['find'] {
  const escaped = word.replace(/[.*+?^$(){}|[\]\\]/g, '\\$&');
  const joined = new RegExp(`${escaped}s?(?:_?(?:dir|root|path|folder))?["'\`]?\\)?(?:\\s{0,3}(?:[/\\\\,+]|\\.join\\(|\\$\\{|#\\{|\\{)[^\\n;]{0,140})`, 'iy');
  return (scene, at) => {
    if (!where.inControlPlane(scene.path) || scene.language.family === 'markup' || /[A-Za-z]/.test(scene.text.charAt(at - 1))) return undefined;
    joined.lastIndex = at;
    const written = joined.exec(scene.text)?.[0] ?? '';
    const secret = secretFile.exec(written);
    return secret === null ? undefined : { start: at, end: at + secret.index + secret[0].length, certainty: 'structural', rule: controlPlaneRule };
  };
}

/** Detectors for stores in other folders than `instances/`. */
function placedStores(stores: readonly string[], where: Where): Detector[] {
  if (stores.length === 0) return [];
  const words = [...new Set(stores.map(wordOf))].filter((word) => word !== undefined);
  return [
    ...[controlPlaneRule, crossStore].map((rule): Detector => ({
      rule,
      anchors: ['.env', 'secret'].map((text) => ({ text, caseless: true as const })),
      find: literal(rule, where),
    })),
    ...words.map((word): Detector => ({ rule: controlPlaneRule, anchors: [{ text: word, caseless: true }], find: composed(word, where) })),
  ];
}

/** @param controlPlane where the control plane lives besides `control-plane/` @param stores where stores live besides `instances/` */
export function storeIsolationIn(controlPlane: readonly string[], stores: readonly string[]): readonly Detector[] {
  const where = whereOf(controlPlane, stores);
  const anchors = (...words: readonly string[]) => words.map((text) => ({ text, caseless: true as const }));
  return [
    sharedFallback,
    { rule: controlPlaneRule, anchors: anchors('instance'), find: (scene, at) => reaching(scene, at, where) ?? named(scene, at, where) },
    { rule: controlPlaneRule, anchors: anchors('store', 'tenant', 'shop', 'merchant'), find: (scene, at) => named(scene, at, where) },
    { rule: crossStore, reach: 'here', anchors: [{ text: '../' }], find: (scene, at) => sideways(scene, at, where) },
    { rule: crossStore, anchors: anchors('secret/', 'secrets/', 'vault:', 'vault/', 'kv/'), find: (scene, at) => inVault(scene, at, where) },
    ...placedStores(stores, where),
  ];
}
