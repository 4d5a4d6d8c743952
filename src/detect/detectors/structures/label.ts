// A label on a line of its own, and below it the value: how notes, mails and read-me files hand a credential on.
import type { Detector, Hit } from '../../detector.ts';
import { nothingHere, nothingWide } from '../../detector.ts';
import type { Scene } from '../../scene.ts';
import { passwordRule, weigh } from '../generic.ts';

/** The whole line: a few words, one of which is the secret's name, and a colon; or the name alone. */
const labelled =
  /^[ \t]*(?:[-*+>#]{1,6}[ \t]{1,4}|\d{1,2}[.)][ \t]{1,4})?[*_`"]{0,3}((?:[\w'’./()-]{1,24} ){0,5}[\w'’./()-]{1,24})[*_`"]{0,3}[ \t]{0,4}(:?)[*_`"]{0,3}[ \t]*$/;
const name = /(?:^|[ _-])(?:passwords?|passwd|passphrase|(?:api|access|secret|private|auth)[ _-]?(?:key|token)|secret|token|pat)$/i;
/** An empty line, the opening of a block of code, and the value alone. */
const below =
  /(?:[ \t]{0,20}\r?\n){1,3}(?:[ \t]{0,8}(?:```|~~~)[\w-]{0,20}[ \t]{0,8}\r?\n)?[ \t>*-]{0,12}["'`]?([^\s"'`<>[\]|]{8,200})["'`]?[ \t]{0,20}(?:\r?\n|$)/y;

function find(scene: Scene, at: number): Hit | readonly Hit[] | undefined {
  const { family } = scene.language;
  if (family !== 'text' && family !== 'markup') return nothingHere;
  const end = scene.lineEnd(at, 120);
  if (end - at >= 60) return nothingHere;
  const from = scene.lineStart(at, 140);
  const line = labelled.exec(scene.text.slice(from, end));
  const label = line?.[1];
  // without a colon only the name itself is a label, not the end of a sentence or a heading of many words
  if (label === undefined || !name.test(label) || (line?.[2] === '' && label.split(' ').length > 3)) return nothingHere;
  below.lastIndex = end;
  const value = below.exec(scene.text)?.[1];
  if (value === undefined || !/\d|[^\w.,:;!?-]/.test(value)) return nothingWide;
  const start = end + scene.text.slice(end, below.lastIndex).lastIndexOf(value);
  const nameStart = from + (line?.[0].indexOf(label) ?? 0);
  return weigh(scene, { name: label, nameStart, operator: ':', quote: '', value, start, end: start + value.length }) ?? nothingWide;
}

const words = ['password', 'passwd', 'passphrase', 'api key', 'api_key', 'apikey', 'access key', 'access_key', 'secret', 'token', 'private key', 'auth key'];

export const labels: readonly Detector[] = [{ rule: passwordRule, reach: 'wide', anchors: words.map((text) => ({ text, caseless: true as const })), find }];
