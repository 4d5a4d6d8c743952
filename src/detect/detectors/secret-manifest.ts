// Manifests of Kubernetes secrets: everything under `data` and `stringData` is one, whatever its key is called.
import { MAX_EMBEDDED_MANIFEST_CHARS, MAX_OWNED_VALUE_CHARS } from '../../limits.ts';
import { endOfLine, keysOf, Outline, type Node, type Pair } from '../assign/formats/outline.ts';
import { readJson } from '../assign/formats/json.ts';
import { readYaml } from '../assign/formats/yaml.ts';
import { firstAt } from '../assign/pairs.ts';
import { nothingYet, type Detector, type Hit } from '../detector.ts';
import { couldBeOwned } from '../evidence/owned-value.ts';
import type { Scene } from '../scene.ts';
import { passwordRule, secretRule, weighOwned } from './verdict.ts';

const anchors = ['kind: Secret', 'kind: "Secret"', "kind: 'Secret'", '"kind": "Secret"', '"kind":"Secret"', '"kind" : "Secret"'];

/** Part of a text, read as one document. */
interface Excerpt {
  readonly from: number;
  /** anchors up to here have all of what follows them in the excerpt, as far as anything is read */
  readonly covered: number;
  readonly pairs: readonly Pair[];
}

/** What was read around the last anchor of a text, and the objects that were scanned: each is read and scanned once, however many anchors it has. */
interface Progress {
  excerpt?: Excerpt;
  readonly scanned: WeakSet<Node>;
}
const progress = new WeakMap<Scene, Progress>();
const progressOf = (scene: Scene): Progress => {
  let known = progress.get(scene);
  if (known === undefined) progress.set(scene, (known = { scanned: new WeakSet() }));
  return known;
};

/** A manifest inside another text: a heredoc, a fenced block, a string. */
function readExcerpt(scene: Scene, at: number): Excerpt {
  const { text } = scene;
  const least = Math.max(0, at - MAX_EMBEDDED_MANIFEST_CHARS);
  const before = text.slice(least, at);
  const opened = Math.max(before.lastIndexOf('\n---'), before.lastIndexOf('<<'), before.lastIndexOf('```'), before.lastIndexOf('"""'));
  const isJson = text.charAt(at) === '"';
  const from = isJson
    ? least + Math.max(0, before.lastIndexOf('{'))
    : opened < 0
      ? scene.lineStart(least + Math.max(0, before.search(/\bapiVersion:/)))
      : endOfLine(text, least + opened + 1) + 1;
  const after = text.slice(at, at + MAX_EMBEDDED_MANIFEST_CHARS);
  const closed = after.search(/\n(?:---|EOF|```)/);
  const end = at + (closed < 0 ? after.length : closed);
  const outline = new Outline(text.slice(from, end));
  if (isJson) readJson(outline);
  else readYaml(outline);
  const isWhole = closed >= 0 || end === text.length;
  return { from, covered: isJson ? at : isWhole ? end : at + MAX_EMBEDDED_MANIFEST_CHARS / 2, pairs: outline.pairs };
}

function excerptAt(scene: Scene, at: number): Excerpt {
  if (scene.pairs.length > 0) return { from: 0, covered: scene.text.length, pairs: scene.pairs };
  const known = progressOf(scene);
  if (known.excerpt === undefined || at < known.excerpt.from || at > known.excerpt.covered) known.excerpt = readExcerpt(scene, at);
  return known.excerpt;
}

function find(scene: Scene, at: number): readonly Hit[] {
  const { pairs, from } = excerptAt(scene, at);
  const index = firstAt(pairs, at - from);
  const kind = pairs.slice(index, index + 2).find(({ node }) => node.key === 'kind')?.node;
  const { scanned } = progressOf(scene);
  const manifest = kind?.parent;
  if (manifest === undefined || scanned.has(manifest)) return nothingYet;
  scanned.add(manifest);
  const hits: Hit[] = [];
  const scan = (pair: Pair | undefined): boolean => {
    const keys = pair === undefined ? undefined : keysBelow(pair, manifest);
    if (pair === undefined || keys === undefined) return false;
    const [section = '', key = ''] = keys;
    const hit = /^(?:data|stringData)$/.test(section) ? hitOf(scene, pair, from, section === 'data', key) : undefined;
    if (hit !== undefined) hits.push(hit);
    return true;
  };
  for (let before = index; before >= 0 && scan(pairs[before]); before -= 1);
  for (let behind = index + 1; scan(pairs[behind]); behind += 1);
  return hits.length === 0 ? nothingYet : hits;
}

/** The keys from this node down to a pair; undefined where the pair is not below it. */
function keysBelow(pair: Pair, top: Node): readonly string[] | undefined {
  let { node } = pair;
  let depth = 0;
  while (node !== top) {
    if (node.parent === undefined) return undefined;
    node = node.parent;
    depth += 1;
  }
  return keysOf(pair)
    .slice(-depth)
    .map(({ key }) => key);
}

function hitOf(scene: Scene, pair: Pair, shift: number, isEncoded: boolean, key: string): Hit | undefined {
  // passwords are shorter; keys and documents under a neutral name are found by what they hold
  if (pair.end - pair.start > MAX_OWNED_VALUE_CHARS) return undefined;
  const raw = scene.text.slice(pair.start + shift, pair.end + shift);
  const written = raw.trim();
  if (written === '' || /[\r\n]/.test(written)) return undefined;
  const value = isEncoded ? plainOf(written) : written;
  if (value === undefined || !couldBeOwned(value, 'password')) return undefined;
  const start = pair.start + shift + raw.indexOf(written);
  const hit = weighOwned(scene, { name: 'secret', nameStart: start, operator: ':', quote: '"', value, start, end: start + written.length });
  return hit === undefined ? undefined : { ...hit, rule: secretRule, keyPath: [key] };
}

/** Text in base64; undefined for anything else. */
function plainOf(written: string): string | undefined {
  if (!/^[A-Za-z0-9+/]{8,400}={0,2}$/.test(written)) return undefined;
  const plain = Buffer.from(written, 'base64').toString('latin1').trim();
  return /^[\x20-\x7e]+$/.test(plain) ? plain : undefined;
}

/** `"type": "random_password" … "result": "…"` in the state of Terraform. */
function findGenerated(scene: Scene, at: number): readonly Hit[] {
  const { pairs } = scene;
  const index = firstAt(pairs, at);
  const resource = pairs[index]?.node.parent;
  const { scanned } = progressOf(scene);
  if (resource === undefined || pairs[index]?.node.key !== 'type' || scanned.has(resource)) return nothingYet;
  scanned.add(resource);
  const hits: Hit[] = [];
  for (let behind = index; behind < pairs.length; behind += 1) {
    const pair = pairs[behind] as Pair;
    if (keysBelow(pair, resource) === undefined) break;
    const hit = pair.node.key === 'result' ? hitOf(scene, pair, 0, false, 'result') : undefined;
    if (hit !== undefined) hits.push({ ...hit, rule: passwordRule });
  }
  return hits.length === 0 ? nothingYet : hits;
}

export const secretManifests: readonly Detector[] = [
  { rule: secretRule, anchors: anchors.map((text) => ({ text })), find },
  { rule: passwordRule, anchors: [{ text: '"random_password"' }], find: (scene, at) => findGenerated(scene, at + 1) },
];
