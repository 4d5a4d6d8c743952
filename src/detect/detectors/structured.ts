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
/** How far behind its anchor an alias is looked for. */
const aliasReach = 20_000;

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
  // a list under its name may be long; the others have one value
  const most = mark.endsWith('s:') ? 100 : 1;
  const owner = scene.pairs[index]?.node.parent;
  for (const pair of scene.pairs.slice(index, index + most)) {
    if (most > 1 && (pair.node.parent !== owner || pair.node.start >= 0)) break;
    if (pair.start - at > reach && most === 1) break;
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
  const rest = scene.text.slice(pair.end, pair.end + aliasReach);
  let from = 0;
  for (let tries = 0; tries < 20; tries += 1) {
    const alias = rest.indexOf(`: *${label}`, from);
    if (alias < 0) break;
    from = alias + 3 + label.length;
    const name = /[\w.-]{1,80}$/.exec(rest.slice(Math.max(0, alias - 80), alias))?.[0];
    const hit = name === undefined || /[\w-]/.test(rest.charAt(from)) || !sounding.test(name) ? undefined : hitOf(scene, pair, name);
    if (hit !== undefined) return [hit];
  }
  return [];
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
