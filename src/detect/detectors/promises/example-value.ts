// Contract row C4.2a: an example of an environment file holds placeholders only; whatever could work in a secret's place is refused.
import type { Rule } from '../../../model.ts';
import { nothingHere, type Detector, type Hit } from '../../detector.ts';
import { nameFeatures } from '../../evidence/name.ts';
import { isPlaceholder } from '../../placeholder.ts';
import type { Scene } from '../../scene.ts';

const rule: Rule = {
  id: 'example-file-value',
  class: 'credential',
  severity: 'medium',
  title: 'Working value in an example of an environment file',
  holder: 'Examples are copied as they stand: what works in one works wherever it was copied to (contract row C4.2a).',
  rotate: 'Leave the value empty or write <name>; if it is in use anywhere, change it there.',
  specificity: 0,
};

const isExample = /(?:^|\/)\.env\.example$/i;
/** A line of such a file; one that is commented out counts too. */
const assignment =
  /^[ \t]{0,20}#?[ \t]{0,8}(?:export[ \t]{1,8})?([A-Za-z_][\w.-]{0,80})[ \t]{0,8}=[ \t]{0,8}(?:"([^"\r\n]*)"|'([^'\r\n]*)'|([^\r\n]*?)(?:[ \t]+#[^\r\n]*)?)[ \t]*$/;
/** Blanks, the sign of a comment, `export` and a name. */
const longestLead = 160;
/** Names a place or a file, not a value. */
const elsewhere = /^(?:\.{0,2}|~|[A-Za-z]:)[/\\]|^https?:\/\/[^@]*$|^[\w./-]{1,80}\.(?:pem|key|json|ya?ml|txt|crt|jks|p12)$/i;

/** Whether something of this name opens something: its last word is a secret's, and no word takes that back. */
function opens(name: string): 'password' | 'other' | undefined {
  if (/(?:^|_)PIN(?:_?CODE)?$/i.test(name)) return 'password';
  const features = nameFeatures(name);
  if (features['name.lastSecret'] !== 1 || features['name.tail'] === 1 || features['name.head'] === 1 || features['name.public'] === 1) return undefined;
  return features['name.pass'] === 1 ? 'password' : 'other';
}

function find(scene: Scene, at: number): Hit | typeof nothingHere | undefined {
  if (!isExample.test(scene.path) || scene.depth > 0) return nothingHere;
  const start = scene.lineStart(at);
  // further right no name stands, and the word belongs to a value
  if (at - start > longestLead) return undefined;
  const found = assignment.exec(scene.text.slice(start, scene.lineEnd(at)));
  const name = found?.[1];
  const value = found?.[2] ?? found?.[3] ?? found?.[4];
  if (found === null || name === undefined || value === undefined) return undefined;
  const kind = opens(name);
  // several words without quotes describe a value, a prefix alone is none
  if ((found[4] !== undefined && /\s\S+\s/.test(value)) || value.endsWith(':')) return undefined;
  // a short word in a key's place is a setting; a short password is a password all the same
  if (kind === undefined || value.length < (kind === 'password' ? 4 : 6) || isPlaceholder(value) || elsewhere.test(value)) return undefined;
  const from = start + found[0].indexOf(value, found[0].indexOf('=') + 1);
  return { start: from, end: from + value.length, certainty: 'likely', keyPath: [name] };
}

const words = ['pass', 'pwd', 'secret', 'token', 'key', 'cred', '_pin', 'auth'];
export const exampleValues: readonly Detector[] = [{ rule, anchors: words.map((text) => ({ text, caseless: true as const })), find }];
