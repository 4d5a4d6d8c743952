// Manifests of Kubernetes secrets: everything under `data` and `stringData` is one, whatever its key is called.
import { endOfLine, keysOf, Outline, type Node, type Pair } from '../assign/formats/outline.ts';
import { readJson } from '../assign/formats/json.ts';
import { readYaml } from '../assign/formats/yaml.ts';
import { firstAt } from '../assign/pairs.ts';
import { nothingHere, nothingYet, type Detector, type Hit } from '../detector.ts';
import { couldBeOwned } from '../evidence/owned-value.ts';
import type { Scene } from '../scene.ts';
import { passwordRule, secretRule, weighOwned } from './verdict.ts';

const anchors = ['kind: Secret', 'kind: "Secret"', "kind: 'Secret'", '"kind": "Secret"', '"kind":"Secret"', '"kind" : "Secret"'];
/** Entries of one manifest; the API server takes a mebibyte, people write a handful. */
const MAX_ENTRIES = 600;
/** A manifest inside another text (a heredoc, a document) is read this far in both directions. */
const MAX_EMBEDDED_CHARACTERS = 16_384;

/** The pairs around the manifest, and how far their offsets are shifted. */
function pairsAround(scene: Scene, at: number): { readonly pairs: readonly Pair[]; readonly shift: number } {
  if (scene.pairs.length > 0) return { pairs: scene.pairs, shift: 0 };
  const { text } = scene;
  const least = Math.max(0, at - MAX_EMBEDDED_CHARACTERS);
  const before = text.slice(least, at);
  const opened = Math.max(before.lastIndexOf('\n---'), before.lastIndexOf('<<'), before.lastIndexOf('```'), before.lastIndexOf('"""'));
  const isJson = text.charAt(at) === '"';
  const from = isJson
    ? least + Math.max(0, before.lastIndexOf('{'))
    : opened < 0
      ? scene.lineStart(least + Math.max(0, before.search(/\bapiVersion:/)))
      : endOfLine(text, least + opened + 1) + 1;
  const after = text.slice(at, at + MAX_EMBEDDED_CHARACTERS);
  const closed = after.search(/\n(?:---|EOF|```)/);
  const outline = new Outline(text.slice(from, closed < 0 ? at + after.length : at + closed));
  if (isJson) readJson(outline);
  else readYaml(outline);
  return { pairs: outline.pairs, shift: from };
}

function find(scene: Scene, at: number): readonly Hit[] {
  const { pairs, shift } = pairsAround(scene, at);
  const index = firstAt(pairs, at - shift);
  const kind = pairs.slice(index, index + 2).find(({ node }) => node.key === 'kind')?.node;
  if (kind?.parent === undefined) return scene.pairs.length > 0 ? nothingYet : nothingHere;
  const hits: Hit[] = [];
  const look = (pair: Pair | undefined): boolean => {
    const keys = pair === undefined ? undefined : keysBelow(pair, kind.parent as Node);
    if (pair === undefined || keys === undefined) return false;
    const [section = '', key = ''] = keys;
    const hit = /^(?:data|stringData)$/.test(section) ? hitOf(scene, pair, shift, section === 'data', key) : undefined;
    if (hit !== undefined) hits.push(hit);
    return true;
  };
  for (let at = index; at >= 0 && index - at < MAX_ENTRIES && look(pairs[at]); at -= 1);
  for (let at = index + 1; at - index < MAX_ENTRIES && look(pairs[at]); at += 1);
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
  const raw = scene.text.slice(pair.start + shift, Math.min(pair.end, pair.start + 700) + shift);
  const written = raw.trim();
  if (written === '' || /[\r\n]/.test(written) || raw.length > 600) return undefined;
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
  if (resource === undefined || pairs[index]?.node.key !== 'type') return nothingYet;
  const hits: Hit[] = [];
  for (const pair of pairs.slice(index, index + MAX_ENTRIES)) {
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
