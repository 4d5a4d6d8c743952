// Pairs of an id and a secret: the id has a format, the secret is told by standing near it.
import type { Rule } from '../../model.ts';
import type { Hit } from '../detector.ts';
import { isPlaceholder, masked } from '../placeholder.ts';
import type { Scene } from '../scene.ts';
import { setOf } from './alphabet.ts';
import { partsOf, type Part } from './shape.ts';

/** The other half: its rule, its shape and how many characters after the id it may stand at most. */
export interface Companion {
  readonly rule: Rule;
  readonly shape: string;
  readonly within: number;
}

const patterns = new Map<string, RegExp>();

/** A value as it stands in quotes, after an operator, a comma or at the start of a line; never the tail of something longer. */
function patternOf(shape: string): RegExp {
  let pattern = patterns.get(shape);
  if (pattern === undefined) {
    const parts = partsOf(shape);
    const body = parts.map((part: Part) => (typeof part === 'string' ? part : `[${setOf(part.set)}]{${part.min},${part.max}}`)).join('');
    pattern = new RegExp(`(?<=[\\s"'\`:=,>(|])${body}(?![A-Za-z0-9+/=_-])`, 'g');
    patterns.set(shape, pattern);
  }
  return pattern;
}

/** The first stretch after the id that has the secret's shape and looks as if drawn at random. */
export function companionNear(scene: Scene, id: Hit, companion: Companion): Hit | undefined {
  const window = scene.text.slice(id.end, id.end + companion.within);
  for (const match of window.matchAll(patternOf(companion.shape))) {
    if (!random(match[0])) continue;
    const start = id.end + match.index;
    return { start, end: start + match[0].length, rule: companion.rule, certainty: 'structural' };
  }
  return undefined;
}

/** Lower, upper and digits woven, as a path, a word or a hash of one case is not; hex is taken where the shape is hex. */
function random(value: string): boolean {
  if (masked(value) || isPlaceholder(value) || /example/i.test(value)) return false;
  const digits = value.match(/\d/g)?.length ?? 0;
  if (digits < 2 || digits === value.length || new Set(value).size < Math.min(12, value.length / 2.5)) return false;
  return /^[0-9a-f-]+$/.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value) && !/\/[a-z]{4,}\//.test(value));
}
