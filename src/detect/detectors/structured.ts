// Values whose name stands apart from them: `name: X` beside `value: …`, block scalars, anchors and tags, defaults of variables.
import { keysOf, type Node, type Pair } from '../assign/formats/outline.ts';
import { firstAt } from '../assign/pairs.ts';
import { nothingHere, type Detector, type Hit } from '../detector.ts';
import { passwordRule, weigh } from './generic.ts';
import type { Scene } from '../scene.ts';
import { secretManifests } from './secret-manifest.ts';

/** What stands near such values. Each is looked at further only where a word of `sounding` is near. */
const marks = ['value', 'default', '<string>', ': |', ': >', ': &', ': !', '"""', "'''", '=\\\n', '=\\\r\n', 'passwords:', 'tokens:'];
const sounding = /pass|pwd|psw|secret|token|key|auth|cred|access/i;
const indirect = /^(?:\d+|value|val|default|defaultvalue|stringvalue|#text)$/i;
const reach = 240;

/** The key that names a value: positions and words like `value` name nothing. */
function naming(pair: Pair): Node | undefined {
  return keysOf(pair).findLast((node) => !indirect.test(node.key));
}

function find(scene: Scene, at: number, mark: string): readonly Hit[] | undefined {
  const { family } = scene.language;
  if (family === 'code' || family === 'sql') return nothingHere;
  if (mark !== ': &' && !sounding.test(scene.text.slice(Math.max(0, at - reach), at + reach))) return nothingHere;
  const index = firstAt(scene.pairs, at + 1);
  if (mark === ': &') return anchored(scene, at, scene.pairs[index]);
  const hits: Hit[] = [];
  // all elements of a list stand under its name; the others have one value
  const isList = mark.endsWith('s:');
  const owner = scene.pairs[index]?.node.parent;
  // the word is the end of the list's own name, not a part of one of its elements
  if (isList && (owner === undefined || owner.start > at || owner.end < at)) return hits;
  for (let next = index; next < (isList ? scene.pairs.length : index + 1); next += 1) {
    const pair = scene.pairs[next];
    if (pair === undefined || (isList ? pair.node.parent !== owner || pair.node.start >= 0 : pair.start - at > reach)) break;
    const hit = hitOf(scene, pair);
    if (hit !== undefined) hits.push(hit);
  }
  return hits;
}

/** `x: &name value`, and further on `password: *name`: the value is called what the alias is. */
function anchored(scene: Scene, at: number, pair: Pair | undefined): Hit[] {
  if (pair === undefined || pair.start - at > reach) return [];
  const own = hitOf(scene, pair);
  const label = /^: &([\w-]{1,60})[ \t]/.exec(scene.text.slice(at, at + 70))?.[1];
  if (own !== undefined || label === undefined) return own === undefined ? [] : [own];
  for (const alias of aliasesOf(scene, label, at)) {
    const name = /[\w.-]{1,80}$/.exec(scene.text.slice(Math.max(0, alias - 80), alias))?.[0];
    const hit = name === undefined || !sounding.test(name) ? undefined : hitOf(scene, pair, name);
    if (hit !== undefined) return [hit];
  }
  return [];
}

/** Where `: &name` and `: *name` stand, by name. Collected once for each text: looking for every alias from every anchor takes quadratic time. */
const references = new WeakMap<Scene, ReadonlyMap<string, readonly Reference[]>>();

interface Reference {
  readonly at: number;
  readonly isAnchor: boolean;
}

function referencesOf(scene: Scene): ReadonlyMap<string, readonly Reference[]> {
  let known = references.get(scene);
  if (known === undefined) {
    const found = new Map<string, Reference[]>();
    for (const { 0: whole, 1: label = '', index } of scene.text.matchAll(/: [&*]([\w-]{1,60})(?![\w-])/g)) {
      const list = found.get(label);
      const reference = { at: index, isAnchor: whole.charAt(2) === '&' };
      if (list === undefined) found.set(label, [reference]);
      else list.push(reference);
    }
    references.set(scene, (known = found));
  }
  return known;
}

/** The aliases of the anchor at `at`: up to the next anchor of the same name, which replaces it (YAML 1.2, 7.1). */
function* aliasesOf(scene: Scene, label: string, at: number): Generator<number> {
  const all = referencesOf(scene).get(label) ?? [];
  let low = 0;
  for (let high = all.length; low < high;) {
    const middle = (low + high) >>> 1;
    if ((all[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  for (let next = all[low]; next !== undefined && !next.isAnchor; next = all[(low += 1)]) yield next.at;
}

function hitOf(scene: Scene, pair: Pair, called?: string): Hit | undefined {
  const { text } = scene;
  const node = called === undefined ? naming(pair) : { ...pair.node, key: called };
  if (node === undefined || node.start < 0 || !sounding.test(node.key)) return undefined;
  const raw = text.slice(pair.start, Math.min(pair.end, pair.start + 700));
  const value = raw.trim();
  // a block of several lines is a document of its own
  if (value === '' || /[\r\n]/.test(value) || raw.length > 600) return undefined;
  const start = pair.start + raw.indexOf(value);
  const quote = /["'`]/.exec(text.charAt(pair.start - 1))?.[0] ?? '';
  return weigh(scene, { name: node.key, nameStart: node.start, operator: ':', quote, value, start, end: start + value.length });
}

export const structured: readonly Detector[] = [
  ...secretManifests,
  ...marks.map((mark) => ({
    rule: passwordRule,
    anchors: [{ text: mark, ...(/[a-z]/.test(mark) ? { caseless: true as const } : {}) }],
    find: (scene: Scene, at: number) => find(scene, at, mark),
  })),
];
