// URLs with a user and a password in them (RFC 3986 section 3.2.1), databases and queues among them.
import type { Rule, Severity } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import { isPlaceholder } from '../../placeholder.ts';
import type { Scene } from '../../scene.ts';
import { counting } from '../../shape/never-issued.ts';
import { isShownWord } from '../../shown.ts';
import { isWeakWord } from '../../weak-word.ts';

const url: Rule = {
  id: 'url-credentials',
  class: 'credential',
  severity: 'high',
  title: 'Password in a URL',
  holder: 'Anyone with it can log in to that server as that user.',
  rotate: 'Change the password on the server that the URL names, and take it out of the URL: most clients read it from the environment or a credential store.',
  specificity: 1,
};
const database: Rule = {
  ...url,
  id: 'database-connection-url',
  class: 'connection-string',
  severity: 'critical',
  title: 'Database or queue URL with a password',
  holder: 'Anyone with it can read and change that data.',
  rotate: 'Change the password of that database user, restart what uses it, and look through the access log for strangers.',
};

const databases =
  /^(?:jdbc:)?(?:postgres(?:ql)?|pgsql|mysql2?|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|oracle|clickhouse|cockroach(?:db)?|cassandra|couchbases?|couchdb|influxdb|neo4j|bolt|nats(?:-route)?|kafka|memcached|snowflake|redshift|db2|trino|presto|elasticsearch|stomp|mqtts?)(?:\+[\w+]+)?(?:ql)?$/i;

const userinfo = /([^\s:/?#"'`<>@\\]{0,128}):([^\s/?#"'`<>\\]{1,256})@(\[?[A-Za-z0-9_$%{<*-])/y;
/** Up to this many characters before `://` are the scheme. */
const schemeLength = 24;

/** Several hosts, each with its own login: `a:secret@one,b:secret@two`. */
const nextHost = /@[\w.-]+(?::\d+)?,[^:@,]*:/g;

function find(scene: Scene, at: number): Hit | readonly Hit[] | undefined {
  const { text } = scene;
  const after = at + 3;
  userinfo.lastIndex = after;
  const match = userinfo.exec(text);
  if (match === null) return undefined;
  const scheme = /[A-Za-z][A-Za-z0-9+.:-]*$/.exec(text.slice(Math.max(0, at - schemeLength), at))?.[0] ?? '';
  if (scheme === '') return undefined;
  const [, user = '', all = ''] = match;
  const from = after + user.length + 1;
  const isDatabase = databases.test(scheme);
  const hits: Hit[] = [];
  let start = from;
  for (const { index, 0: gap } of [...(all.includes('@') ? all.matchAll(nextHost) : []), { index: all.length, 0: '' }]) {
    const end = from + index;
    const severity = severityIn(scene, user, text.slice(start, end), isDatabase);
    if (severity !== undefined) hits.push({ start, end, rule: isDatabase ? database : url, certainty: 'structural', severity });
    start = end + gap.length;
  }
  return hits.length < 2 ? hits[0] : hits;
}

function severityIn(scene: Scene, user: string, password: string, isDatabase: boolean): Severity | undefined {
  // what a mail client is told stands behind it: `secret;AUTH=…` (RFC 5092)
  const alone = /^[^;]{3,}(?=;\w)/.exec(decoded(password))?.[0] ?? decoded(password);
  const told = severityOf(user, alone, isDatabase);
  return told !== undefined && isShownWord(scene, alone) ? 'low' : told;
}

/** Undefined for what is no password at all: a reference, a mask, a word in angle brackets, a port. */
function severityOf(user: string, password: string, isDatabase: boolean): Severity | undefined {
  // somebody made it up, and may well have used it
  if (password.length >= 16 && /[a-z]/i.test(password) && counting(password)) return 'medium';
  if (isPlaceholder(password) && !/^[a-z]{3,}$/.test(password)) return undefined;
  if (/^[$%{<[*@]|[}>]$|^\{\{|%[sdv]|\$\{|\$\(|\}\}|#\{|^\.+$|^\d{1,5}[:,;]|^[A-Z_]+$/.test(password) || /[${}[(]/.test(user)) return undefined;
  if (
    password.length < 4 ||
    isPlaceholder(password) ||
    // `aws_secret`
    /^[a-z_]+_(?:secret|key|token)$/.test(password) ||
    (password.length < 32 && isWeakWord(password)) ||
    isWeakWord(password.replace(/[^A-Za-z]/g, '') || '?') ||
    password === user
  )
    return 'low';
  return isDatabase ? 'critical' : 'high';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The driver's own form for Go's MySQL: `user:password@tcp(host)/name`; Oracle's thin driver: `jdbc:oracle:thin:user/password@host`. */
const driver = /["'`]([\w.-]{1,60}):([^\s"'`{}$]{4,100})@$/;
const thin = /oracle:thin:([\w.-]{1,60})\/([^\s"'`<>{}$@]{4,100})@/y;

function findDriver(scene: Scene, at: number): Hit | undefined {
  thin.lastIndex = at;
  const isThin = scene.text.startsWith('oracle', at);
  const match = isThin ? thin.exec(scene.text) : driver.exec(scene.text.slice(Math.max(0, at - 164), at + 1));
  const [, user = '', password = ''] = match ?? [];
  const severity = match === null ? undefined : severityOf(user, password, true);
  const end = isThin ? thin.lastIndex - 1 : at;
  return severity === undefined ? undefined : { start: end - password.length, end, rule: database, certainty: 'structural', severity };
}

export const urlCredentials: readonly Detector[] = [
  { rule: url, reach: 'here', anchors: [{ text: '://' }], find },
  { rule: database, anchors: [{ text: '@tcp(' }, { text: 'oracle:thin:' }], find: findDriver },
];
export const urlCredentialRules: readonly Rule[] = [url, database];
