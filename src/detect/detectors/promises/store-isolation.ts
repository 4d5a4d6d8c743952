// Contract rows C7 and C8 in code: fallbacks to shared credentials, reaching for another store's secrets, a control plane that reads them.
import type { Rule } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import type { Scene } from '../../scene.ts';

const fallback: Rule = {
  id: 'shared-credential-fallback',
  class: 'policy',
  severity: 'medium',
  title: 'Fallback to a shared credential',
  holder: 'A store without a secret of its own gets one that opens other stores too (contract row C8).',
  rotate: 'Fail where the store’s own secret is missing, instead of falling back.',
  specificity: 1,
};
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

const secretName = '\\w*(?:secret|password|passwd|token|api_?key|private_?key|credential)s?\\w*';
const sharing = new RegExp(
  `(${secretName}[^\\n;,]{0,60}?(?:\\?\\?|\\|\\||\\bor\\b|\\?:|,)\\s{0,4}[^\\n;,]{0,60}?(?:shared|common|global|default|platform)[\\w.\\[\\]'"]{0,40}(?:secret|password|passwd|token|api_?key|key|credential))`,
  'i',
);
const instances = /instances\/([\w.*${}-]+)\/(?:[\w./-]{0,60})?(?:\.env(?!\.example)\b|secrets?[\w./-]*)/iy;
const usualControlPlane = /(?:^|\/)control[-_]?plane\//i;
type Within = (path: string) => boolean;
const ownStore = /(?:^|\/)instances\/([^/]+)\//;

function shared(scene: Scene, at: number): Hit | undefined {
  if (!['code', 'shell', 'config'].includes(scene.language.family)) return undefined;
  const start = scene.lineStart(at);
  const line = scene.text.slice(start, scene.lineEnd(at, 300));
  // the store must be named on one side: `process.env.X || defaultToken` of a single service is no sharing between stores
  if (!/store|tenant|shop|merchant|instance/i.test(line)) return undefined;
  const found = sharing.exec(line);
  if (found?.[1] === undefined) return undefined;
  return { start: start + found.index, end: start + found.index + found[1].length, certainty: 'likely', rule: fallback };
}

function reaching(scene: Scene, at: number, inControlPlane: Within): Hit | undefined {
  instances.lastIndex = at;
  const found = instances.exec(scene.text);
  if (found === null) return undefined;
  const hit = { start: at, end: at + found[0].length, certainty: 'structural' as const };
  if (inControlPlane(scene.path) && scene.language.family !== 'markup') return { ...hit, rule: controlPlaneRule };
  const own = ownStore.exec(scene.path)?.[1];
  return own !== undefined && found[1] !== own && !/[*$]/.test(found[1] ?? '') ? { ...hit, rule: crossStore } : undefined;
}

/** Store-scoped secret names in the control plane: `STORE_7_DB_PASSWORD`, `store.secrets.apiKey`. */
const scoped =
  /store(?:s?\[[^\]\n]{1,40}\]|_\w{1,30}?|\.\w{1,30}){0,3}?[._]?(?:secrets?|password|token|api_?key|private_?key|credentials?)(?![A-Za-z]*(?:_?name|_?id|ref|Ref)\b)/iy;

function named(scene: Scene, at: number, inControlPlane: Within): Hit | undefined {
  if (!inControlPlane(scene.path) || scene.language.family === 'markup') return undefined;
  scoped.lastIndex = at;
  const found = scoped.exec(scene.text);
  return found === null || !/[._[]/.test(found[0]) ? undefined : { start: at, end: at + found[0].length, certainty: 'likely', rule: controlPlaneRule };
}

export const storeRules: readonly Rule[] = [fallback, controlPlaneRule, crossStore];

/** Folders of the policy (`*` for one part), as one test of a path, besides the usual one: naming places never makes it look at fewer. */
function withinAny(folders: readonly string[]): Within {
  const globs = folders.map(
    (folder) =>
      new RegExp(
        `(?:^|/)${folder
          .replace(/\*[^/]*\*/g, '*')
          .replace(/[.+?^$(){}|[\]\\]/g, '\\$&')
          .replaceAll('*', '[^/]+')}${folder.endsWith('/') ? '' : '(?:/|$)'}`,
        'i',
      ),
  );
  return (path) => usualControlPlane.test(path) || globs.some((glob) => glob.test(path));
}

/** @param controlPlane where the control plane lives besides `control-plane/` */
export function storeIsolationIn(controlPlane: readonly string[]): readonly Detector[] {
  const within = withinAny(controlPlane);
  return [
    { rule: fallback, anchors: ['shared', 'common', 'global', 'platform'].map((text) => ({ text, caseless: true as const })), find: shared },
    { rule: controlPlaneRule, anchors: [{ text: 'instances/' }], find: (scene, at) => reaching(scene, at, within) },
    { rule: controlPlaneRule, anchors: [{ text: 'store', caseless: true }], find: (scene, at) => named(scene, at, within) },
  ];
}
export const storeIsolation: readonly Detector[] = storeIsolationIn([]);
