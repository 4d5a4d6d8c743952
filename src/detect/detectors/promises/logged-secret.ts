// Contract row C9: a secret-named value handed to a logger, an error message, a metric label, a span attribute, an audit record.
import type { Rule } from '../../../model.ts';
import { hereLeft, nothingHere, nothingYet, type Detector, type Hit } from '../../detector.ts';
import type { Scene } from '../../scene.ts';
import { isComment } from '../../evidence/comment.ts';
import { wordsOf } from '../../evidence/name.ts';
import { argumentsFrom, enclosing, withoutWords } from './call-arguments.ts';
import { sinkAt, sinks } from './log-sinks.ts';

const rule: Rule = {
  id: 'secret-in-log',
  class: 'policy',
  severity: 'medium',
  title: 'Secret handed to a log or an error message',
  holder: 'Anyone who can read the log, trace or error report can read the secret (C9).',
  rotate: 'Log its presence, its length or a masked form instead. If it has run, treat the logs as compromised and rotate the secret.',
  specificity: 1,
};

/** What a value is called that opens something. `token` and `secret` alone are parsers' and Kubernetes' words too. */
const secret =
  '(?:password|passwd|passphrase|passwort|[a-z]{1,20}_?pwd|(?:client|api|app|jwt|webhook|signing|shared|session|hmac|totp|otp|consumer|oauth|bot|store|tenant|stripe|payment)_?secret|secret_?(?:access_?)?key|(?:api|private|access|signing|encryption|master|service_?account)_?key|(?:auth|access|refresh|bearer|session|api|oauth|jwt|bot|id|reset|github|gitlab|npm|slack|store|tenant|personal_?access|service)_?token|credentials?|connection_?string|database_?url)';
const chain = '(?:[A-Za-z_$][\\w$]{0,60}(?:\\(\\))?(?:\\??\\.|->|::|!!?\\.)){0,6}';
const value = `${chain}(?:(?:get|Get)?(?:[A-Za-z]\\w{0,30}?_?)?${secret}(?:\\(\\))?|headers\\.authorization|[A-Z][A-Z0-9_]{1,40}_(?:TOKEN|SECRET|API_KEY))`;
/** What may follow without making it something else: a cast to text, a call that opens a wrapper. */
const after =
  '(?:!{0,2}\\??\\.(?:to_?String|to_?s|to_?str|trim|strip|value|reveal|expose_?secret|clone|as_?str|unwrap|decode|encode|get_?secret_?value|get|inspect|dump)\\b(?:\\(\\))?)?(?=\\s{0,3}(?:[),+;}\\]]|\\.\\s|\\.\\.|![rs]|&(?!&)|$)|:[^\\s:=])';
/** As an argument of its own, or put into a template. */
const argument = new RegExp(
  `(?:[(,+]|[^=!<>]=(?!=)|=>|:(?!:)|\\.(?=\\s{0,3}\\$)|\\.\\.|\\$\\{|#\\{|[^\\\\]\\{|&|<<|\\$(?=[a-z])|^)\\s{0,4}(?:[%?&*]|\\.{3})?(?:\\$\\{?)?(${value})${after}`,
  'gi',
);
/** A key of a map, a variable of the environment. */
const looked = new RegExp(
  `(?:[\\w$)\\]]\\[|\\b(?:getenv|env|env::var|env\\.get|environ\\.get|GetEnvironmentVariable|fetch|get)\\()["':](\\w{0,40}?(?:${secret}|authorization|_TOKEN|_SECRET))["']?[\\])]`,
  'gi',
);
const shell = /\$\{?(\w{0,60}?(?:PASSWORD|PASSWD|SECRET|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|TOKEN))\}?(?![\w:%#])/gi;
const harmless =
  /(?:^|[^a-z_])type\(|mask|redact|hash|sanitiz|obfuscat|censor|scrub|anonymi|conceal|hide|len\(|length|strlen|size|count|typeof|bool|exist|digest|fingerprint|encrypt|encoder\.|is_?set|is_?empty|empty\(|nameof|sha\d|md5|hmac|crc|bcrypt|argon|scrypt|\bhas|verify|validat|compare|check|defined|present|last4|^if\(|^switch\(/i;
/** Every name above holds one of these. */
const spoken = /pass|pwd|secret|key|token|credential|connection|database|authorization/i;
/** In the words of the statement: what is said of it is not the value. */
const spared = /\*{3}|::add-mask::|!f\(\)|[rR]edact/;

const answers = /ask[-_]?pass/i;

function find(scene: Scene, at: number): Hit | readonly Hit[] | undefined {
  const { text, language } = scene;
  // programs that are asked for a secret answer on stdout
  if ((language.family !== 'code' && language.family !== 'shell') || answers.test(scene.path.slice(scene.path.lastIndexOf('/') + 1))) return nothingHere;
  const sink = sinkAt(text, at);
  if (sink === undefined) return nothingHere;
  const start = scene.lineStart(at);
  if (isComment(text.slice(start, at))) return undefined;
  const found = language.family === 'shell' ? inShell(scene, at, sink.from) : inCode(scene, sink.from, sink.call);
  return found === nothingHere && at - start >= hereLeft ? undefined : found;
}

function inCode(scene: Scene, from: number, call: string): Hit | readonly Hit[] | undefined {
  const { text, language } = scene;
  const end = call.endsWith('(') || call.endsWith('{') ? argumentsFrom(text, from) : scene.lineEnd(from, 300);
  // `raise "…" if ENV["X"]`: the condition is no part of what is said
  const condition = language.name === 'rb' ? text.slice(from - 1, end).search(/ (?:if|unless) /) : -1;
  const statement = text.slice(from - 1, condition < 0 ? end : from - 1 + condition);
  // behind the bracket that closes it calls may be chained
  if (!spoken.test(statement) || spared.test(statement) || isOfTypesOnly(statement)) return end - from < 100 ? nothingHere : undefined;
  const bare = withoutWords(statement, language.name);
  const found = sought(argument, bare) ?? sought(looked, withoutWords(statement, language.name, 'keys'));
  if (found === undefined) return undefined;
  if (/api_?key$/i.test(found.name) && isKindOfRequest(text, statement)) return nothingYet;
  // `SyntaxError(value_token`, `tokenizer.pad_token`: a piece of what is read, not what opens something
  if (/(?<!auth|access|api|refresh|user|jwt)_token$/i.test(found.name) && /lexer|parse|tokeni[sz]|syntax/i.test(call + found.name)) return undefined;
  const start = from - 1 + found.at;
  return { start, end: start + found.name.length, certainty: 'likely', keyPath: [found.name] };
}

/** Go's `%T` prints what something is, not what it holds. */
const isOfTypesOnly = (statement: string): boolean => statement.includes('%T') && !/%[^T%]/.test(statement);

/** The first place where the value itself goes into the call, not what a function says of it. */
function sought(pattern: RegExp, statement: string): { readonly name: string; readonly at: number } | undefined {
  for (const found of statement.matchAll(pattern)) {
    const name = found[1] ?? '';
    const at = found.index + found[0].lastIndexOf(name);
    if (!isOfKind(name) && !harmless.test(name) && !enclosing(statement, at).some((one) => harmless.test(one))) return { name, at };
  }
  return undefined;
}

const opening = new RegExp(`${secret}$`, 'i');
/** Words that make a name that of a kind, a message, a place or a state: `ErrWrongPassword`, `Reason.INVALID_TOKEN`, `GrantTypeRefreshToken`. */
const kinds =
  /^(?:err|error|errors|msg|message|path|file|valid|invalid|incorrect|wrong|missing|expired|unknown|unsupported|grant|response|type|kind|no|not|is|has|should|needs?|scope|attr|field|label|header|param|flag|opt|claim|prompt|column|status|state|reason|code|event|action|reset|forgot|change|show|require|required|use|enable|start|end|prev|peek|ident|identifier|comma|semicolon|paren|lparen|rparen|brace|[eb]os|pad|unk|sep)$/;
/** A type or a message, not a value: `ApiKey::class`, what a `Password` widget is called. */
function isOfKind(name: string): boolean {
  // `AuthenticationMethods.Password`: one of a list of names
  if (/(?:Constants|Methods|Types|Names|Kinds|Claims|Fields|Keys)(?:\.|::)[A-Z]\w*$/.test(name)) return true;
  const last = name.slice(name.search(/\w+(?:\(\))?$/));
  // only a constant says enough with its last word: `new_token` may be anything that bears a name
  if (/_(?:token|secret)$/i.test(last) && last !== last.toUpperCase() && !opening.test(last)) return true;
  // what is made this moment is the answer of a program that makes it
  if (/^generate_?\w*\(\)$/i.test(last)) return true;
  return (
    (!name.includes('.') && /^[A-Z][a-z]\w*(?:Token|Key|Secret|Credentials?)$/.test(name)) ||
    kinds.test(wordsOf(last)[0] ?? '') ||
    // the name of a setting; a constant that says what went wrong: `INFRA_TOKEN_INVALID_TOKEN`
    /^(?:CONF|ATTR)_[A-Z]/.test(last) ||
    (/^[A-Z\d_]+$/.test(last) && wordsOf(last).some((word) => /^(?:err|error|invalid|missing|expired|wrong|unknown|incorrect|required)$/.test(word))) ||
    wordsOf(last).includes('type')
  );
}

function inShell(scene: Scene, at: number, from: number): Hit | undefined {
  const { text } = scene;
  // `$(echo -n "${X}")` is an argument of another command, `eval echo` asks for a name
  if (/[$<]\(\s?$|`$|\beval\s$/.test(text.slice(Math.max(0, at - 6), at))) return undefined;
  const statement = text.slice(from - 1, scene.lineEnd(from, 300));
  if (spared.test(text.slice(scene.lineStart(at), from + statement.length))) return undefined;
  // a value that goes on into a pipe or a file is not written for people, unless it is a log
  const published = /\d?>&\s?[12]|\/dev\/(?:stderr|stdout|tty)|\|\s{0,3}(?:tee|logger)\b|\.log\b|STEP_SUMMARY/.test(statement);
  if (/[|>]/.test(statement) && !published) return undefined;
  shell.lastIndex = 0;
  for (const found of statement.matchAll(shell)) {
    const name = found[1] ?? '';
    // alone and in small letters it is what a function gives back
    const words = statement.replace(/\$\{?\w+\}?|%s|\\n|^.(?:-\w+ )?/g, '').replace(/[^A-Za-z]/g, '');
    if (statement.charAt(found.index - 1) === '\\' || (name !== name.toUpperCase() && (words.length < 3 || !opening.test(name)))) continue;
    const start = from - 1 + found.index + found[0].indexOf(name);
    return { start, end: start + name.length, certainty: 'likely', keyPath: [name] };
  }
  return undefined;
}

/** Kafka calls the number of a request's kind its api key, and so does whoever speaks its protocol. */
const isKindOfRequest = (text: string, statement: string): boolean =>
  /\bapi_?keys?\b[^"'\n]{0,20}\bversion|(?:unsupported|unknown|unexpected|for) api ?key/i.test(statement) ||
  /\bApiKeys\b|\bApiKey(?:::|\.[A-Z])|\bapi_?key\.(?:id|name)\b|header\.api_?key/.test(text);

export const loggedSecrets: readonly Detector[] = [{ rule, anchors: sinks, find }];
