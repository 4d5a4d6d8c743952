// Contract row C8 in code: where a store's own secret is missing, one that opens other stores too is taken instead.
import type { Rule } from '../../../model.ts';
import { nothingHere, type Detector, type Hit } from '../../detector.ts';
import type { Scene } from '../../scene.ts';

export const fallback: Rule = {
  id: 'shared-credential-fallback',
  class: 'policy',
  severity: 'medium',
  title: 'Fallback to a shared credential',
  holder: 'A store without a secret of its own gets one that opens other stores too (contract row C8).',
  rotate: 'Fail where the store’s own secret is missing, instead of falling back.',
  specificity: 1,
};

const sharing = ['shared', 'common', 'global', 'platform', 'default'];
/** From the word that says whose it is to the word that says what it is. */
const sharedName =
  /(?:shared|common|global|platform|default)[\w.[\]'"?!$>-]{0,40}?(?:secret|passw|token|api_?key|private_?key|access_?key|key|credential)\w{0,20}/iy;
const secretWord = /secret|passw|token|api_?key|private_?key|access_?key|credential|_key\b|[a-z]Key\b/i;
/** The store must be named: `process.env.X || defaultToken` of a single service is no sharing between stores. */
const owner = /store|tenant|shop|merchant|instance/i;
/** What makes the one on its right stand in for the one on its left, in one language or another. */
const instead =
  /(?:\?\?=?|\|\|=?|\bor|\?:|:-|\|\s{0,3}default|\?[^?:\n]{1,80}:|\belse|\b(?:or_?else|unwrap_or|or|get_?or_?default|if_?none|first_?non_?null|first_?present|coalesce|default|fetch|get|getenv|env|environ|lookup|config|cmp)\w{0,12}(?:!?\(|\.\w{1,12}\()(?:[^()\n]|\([^()\n]{0,60}\)){0,100},)\s{0,4}["'$({&*]{0,4}$|\.(?:or_?else|unwrap_or|or)\w{0,8}\(\s{0,3}(?:\|\w{0,8}\||\(\)\s{0,2}->|\(\)\s{0,2}=>)?\s{0,3}$|\)\s{0,3}\{\s{0,3}$/i;
/** The way in which a value is had by its name, right before the name. */
const reading = /[\w.:$]{0,40}(?:env|var|get|fetch|read|lookup|secret|config)\w{0,20}[([]\s{0,3}["'`:]?$/i;
const missing = /^\s{0,40}(?:\}?\s{0,2}(?:el(?:se )?)?if\b|unless\b).{0,200}(?:==|===|is None|nil|null|not |!|empty|-z|blank|missing)/i;

function find(scene: Scene, at: number): Hit | typeof nothingHere | undefined {
  sharedName.lastIndex = at;
  const named = sharedName.exec(scene.text);
  if (named === null || !['code', 'shell', 'config'].includes(scene.language.family)) return nothingHere;
  const start = scene.lineStart(at);
  const whole = scene.text.slice(start, at).replace(/(?:->|[\w.$['"\]]){0,60}$/, '');
  const before = whole.replace(reading, '');
  const hit = { start: at, end: at + named[0].length, certainty: 'likely' as const, rule: fallback };
  if (instead.test(before) || instead.test(whole)) return owner.test(before + named[0]) && secretWord.test(before) ? hit : undefined;
  // `if store_key is None:` on the line before
  if (!/=\s{0,3}$|\breturn\s$/.test(before)) return undefined;
  const above = scene.text.slice(scene.lineStart(Math.max(0, start - 1)), Math.max(0, start - 1));
  return missing.test(above) && owner.test(above) && secretWord.test(above) ? hit : undefined;
}

export const sharedFallback: Detector = { rule: fallback, reach: 'wide', anchors: sharing.map((text) => ({ text, caseless: true as const })), find };
