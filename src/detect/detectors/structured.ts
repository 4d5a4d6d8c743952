// Values whose name stands apart from them: `name: X` beside `value: …`, block scalars, anchors and tags, defaults of variables.
import { keysOf, type Node, type Pair } from '../assign/formats/outline.ts';
import type { Detector, Hit } from '../detector.ts';
import { genericRules, weigh } from './generic.ts';
import type { Scene } from '../scene.ts';

/** What stands near such values. Each is looked at further only where a word of `sounding` is near. */
const marks = ['value', 'default', '<string>', ': |', ': >', ': &', ': !', '"""', "'''", '=\\\n', '=\\\r\n', 'passwords:', 'tokens:'];
const sounding = /pass|pwd|psw|secret|token|key|auth|cred|access/i;
const indirect = /^(?:\d+|value|val|default|defaultvalue|stringvalue|#text)$/i;
const reach = 240;

/** The key that names a value: positions and words like `value` name nothing. */
function naming(pair: Pair): Node | undefined {
  return keysOf(pair).findLast((node) => !indirect.test(node.key));
}

/** Index of the first pair that starts at `at` or behind it. */
function firstAt(pairs: readonly Pair[], at: number): number {
  let low = 0;
  let high = pairs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pairs[middle]?.start ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function find(scene: Scene, at: number, mark: string): Hit[] | undefined {
  const { family } = scene.language;
  if (family === 'code' || family === 'sql' || !sounding.test(scene.text.slice(Math.max(0, at - reach), at + reach))) return undefined;
  const index = firstAt(scene.pairs, at + 1);
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

function hitOf(scene: Scene, pair: Pair): Hit | undefined {
  const { text } = scene;
  const node = naming(pair);
  if (node === undefined || node.start < 0 || !sounding.test(node.key)) return undefined;
  const raw = text.slice(pair.start, Math.min(pair.end, pair.start + 700));
  const value = raw.trim();
  // a block of several lines is a document of its own
  if (value === '' || /[\r\n]/.test(value) || raw.length > 600) return undefined;
  const start = pair.start + raw.indexOf(value);
  const quote = /["'`]/.exec(text.charAt(pair.start - 1))?.[0] ?? '';
  return weigh(scene, { name: node.key, nameStart: node.start, operator: ':', quote, value, start, end: start + value.length });
}

export const structured: readonly Detector[] = marks.map((mark) => ({
  rule: genericRules[0] as (typeof genericRules)[number],
  anchors: [{ text: mark, ...(/[a-z]/.test(mark) ? { caseless: true as const } : {}) }],
  find: (scene, at) => find(scene, at, mark),
}));
