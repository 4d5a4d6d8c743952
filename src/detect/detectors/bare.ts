// Tokens that carry no literal at all, and yet are like nothing else: told by how a whole run is divided.
import type { Detector, Hit } from '../detector.ts';
import type { Scene } from '../scene.ts';
import { ruleOf } from '../shape/format.ts';

const mailgun = /[\da-f]{32}-[\da-f]{8}-[\da-f]{8}/y;
const length = 50;

/** Mailgun's newer keys: 32, 8 and 8 hex digits. No UUID and no digest is divided so. */
function find(scene: Scene, at: number): Hit | undefined {
  const { text } = scene;
  // runs may begin with the operator: `KEY=…`
  const start = text.charAt(at) === '=' ? at + 1 : at;
  if (text.charCodeAt(start + 32) !== 45 || text.charCodeAt(start + 41) !== 45 || /[\w-]/.test(text.charAt(start + length))) return undefined;
  mailgun.lastIndex = start;
  const token = mailgun.exec(text)?.[0];
  if (token === undefined || new Set(token).size < 10) return undefined;
  return { start, end: start + length, certainty: 'shaped' };
}

const webex = /[A-Za-z0-9_-]{64}_[A-Z0-9]{4}_[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}(?![\w-])/y;
const uuid = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}(?::fx|:[\da-f]{32})(?![\w-])/y;

/** Webex: 64 characters, the data centre, a UUID. */
function findWebex(scene: Scene, at: number): Hit | undefined {
  const { text } = scene;
  const start = text.charAt(at) === '=' ? at + 1 : at;
  if (text.charCodeAt(start + 64) !== 95 || text.charCodeAt(start + 69) !== 95) return undefined;
  webex.lastIndex = start;
  const token = webex.exec(text)?.[0];
  return token === undefined ? undefined : { start, end: start + token.length, certainty: 'shaped' };
}

/** A UUID and behind a colon what makes it a key: DeepL's `:fx`, fal's 32 hex digits. */
function findMarkedUuid(scene: Scene, at: number, run: string): Hit | undefined {
  const { text } = scene;
  const end = at + run.length;
  if (text.charCodeAt(end) !== 58 || run.length < 36) return undefined;
  const start = end - 36;
  if (start > at && !/[=_-]/.test(text.charAt(start - 1))) return undefined;
  uuid.lastIndex = start;
  const token = uuid.exec(text)?.[0];
  if (token === undefined || new Set(token).size < 9) return undefined;
  return { start, end: start + token.length, rule: token.endsWith(':fx') ? deepl : fal, certainty: 'shaped' };
}

const twoIds = /[a-z0-9_]-[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}-[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;

/** Notify of the United Kingdom's and Canada's governments: the key's name, the service's UUID and the secret one. */
function findNotify(at: number, run: string): Hit | undefined {
  if (run.length < 75 || run.length > 300 || !twoIds.test(run)) return undefined;
  return { start: at + (run.startsWith('=') ? 1 : 0), end: at + run.length, certainty: 'shaped' };
}

const trueNas = /^\d{1,4}-(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=(?:[^\d]*\d){4})[A-Za-z0-9]{64}$/;

/** TrueNAS: the key's number, and 64 characters. */
function findTrueNas(at: number, run: string): Hit | undefined {
  const from = run.startsWith('=') ? 1 : 0;
  return run.length <= 70 && trueNas.test(run.slice(from)) ? { start: at + from, end: at + run.length, certainty: 'shaped' } : undefined;
}

const deepl = ruleOf('deepl-api-key', 'DeepL', 'API key (free plan)', 'api', 'high', 2);
const fal = ruleOf('fal-key', 'fal', 'API key', 'api', 'high', 2);

const byRun = (rule: Detector['rule'], find: Detector['find']): Detector => ({ rule, reach: 'here', anchors: [], runs: true, find });
const third = (id: string, provider: string, what: string): Detector['rule'] => ruleOf(id, provider, what, 'third', 'high', 2);

export const bare: readonly Detector[] = [
  byRun(third('mailgun-signing-key', 'Mailgun', 'key'), find),
  byRun(third('webex-token', 'Webex', 'access token'), findWebex),
  byRun(third('notify-api-key', 'GOV.UK Notify and GC Notify', 'API key'), (_scene, at, anchor) => findNotify(at, anchor.text)),
  byRun(third('truenas-plain-key', 'TrueNAS', 'API key'), (_scene, at, anchor) => findTrueNas(at, anchor.text)),
  byRun(fal, (scene, at, anchor) => findMarkedUuid(scene, at, anchor.text)),
];
export const bareRules = [deepl];
