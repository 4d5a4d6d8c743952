// Connection strings of the `Key=Value;` kind (ADO.NET, ODBC, JDBC) and libpq's `key=value` kind, with a password among the keys.
import type { Rule } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import { isPlaceholder } from '../../placeholder.ts';
import type { Scene } from '../../scene.ts';
import { isWeakWord } from '../../weak-word.ts';

const rule: Rule = {
  id: 'database-connection-string',
  class: 'connection-string',
  severity: 'critical',
  title: 'Database connection string with a password',
  holder: 'Anyone with it can read and change that data.',
  rotate: 'Change the password of that database user and restart what uses it.',
  specificity: 1,
};

const password = /(?:password|pwd)[ ]{0,2}=[ ]{0,2}(?:"([^"\r\n]{1,128})"|'([^'\r\n]{1,128})'|([^;"'\r\n<>&\\`]{1,128}))/iy;
const neighbour =
  /(?:^|[;"'\s?&])(?:server|data source|datasource|host|hostname|addr(?:ess)?|network address|initial catalog|database|dbname|user ?id|uid|username|user|driver|provider|integrated security|persist security info|trustservercertificate|port)[ ]{0,2}=/i;
const reach = 300;

function find(scene: Scene, at: number): Hit | undefined {
  const { text } = scene;
  const before = text.charCodeAt(at - 1);
  // a key of its own: after `;`, a quote, a space, `?` or `&`
  if (at > 0 && ![59, 34, 39, 96, 32, 63, 38, 9, 10].includes(before)) return undefined;
  password.lastIndex = at;
  const match = password.exec(text);
  if (match === null) return undefined;
  const whole = (match[1] ?? match[2] ?? match[3] ?? '').trimEnd();
  const lineStart = Math.max(scene.lineStart(at), at - reach);
  const lineEnd = Math.min(scene.lineEnd(at), at + match[0].length + reach);
  const left = text.slice(lineStart, at);
  const right = text.slice(at + match[0].length, lineEnd);
  const delimited = left.includes(';') || right.startsWith(';');
  if (!neighbour.test(left) && !(delimited && neighbour.test(right))) return undefined;
  if (!delimited && !/\b(?:host|hostaddr|dbname)=/i.test(left + right)) return undefined;
  // libpq's pairs are parted by spaces, the others' by semicolons
  const value = delimited || match[3] === undefined ? whole : (whole.split(/\s/, 1)[0] ?? '');
  // arguments of a call are parted by commas
  if (!delimited && match[3] !== undefined && value.endsWith(',')) return undefined;
  // declarations one behind the other: `password = null, host = null;`, `user = password = host = null;`
  if (/^\w+ = /.test(value) || /^(?:null|nil|none|undefined|""|''),/i.test(value)) return undefined;
  if (isPlaceholder(value) || /^[${%<[(]|^@?\w+[.(]\w*|[}>)]$|\{\d?\}|" ?[+.&]|' ?[+.]/.test(value)) return undefined;
  const start = at + match[0].indexOf(value, match[0].indexOf('=') + 1);
  return {
    start,
    end: start + value.length,
    certainty: 'structural',
    ...(isWeakWord(value) || sameAsUser(left + right, value) ? { severity: 'low' as const } : {}),
  };
}

/** `user=app password=app`: what every compose file of a test database says. */
function sameAsUser(line: string, value: string): boolean {
  return /(?:user ?id|uid|username|user)[ ]{0,2}=[ ]{0,2}["']?([^;"'\s&]{1,128})/i.exec(line)?.[1] === value;
}

export const connectionStrings: readonly Detector[] = [
  {
    rule,
    anchors: [
      { text: 'password=', caseless: true },
      { text: 'password =', caseless: true },
      { text: 'pwd=', caseless: true },
      { text: 'pwd =', caseless: true },
    ],
    find,
  },
];
