// Around a name that sounds secret: the operator and the value that it is given, in whatever language. Bounded, and cheap where there is none.
import { longestBridge, readTo, valueAt } from './value-at.ts';

/** A name, an operator and a value. Offsets are of the value, quotes not included. */
export interface Assignment {
  readonly name: string;
  readonly nameStart: number;
  readonly operator: string;
  /** `''` for a bare value */
  readonly quote: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const longestName = 80;

const isNameCode = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 45 || code === 46 || code === 36;

/** `service-secret-4f…`: the value is joined to the name. */
const joined = /^(?:[-_]?key|[-_]?token)?-((?=[A-Za-z0-9]*\d)[A-Za-z0-9-]{20,64})$/i;

/** `"value" == name`, `"value".equals(name)`: the value stands on the left. */
const reversed = /(["'])([^"'\r\n]{4,200})\1(?:[ \t]{0,4}[=!]==?|\.equals\w{0,10}\()[ \t]{0,4}$/;

/** `=`, `!`, a blank or a tab. */
const isComparison = (code: number): boolean => code === 61 || code === 33 || code === 32 || code === 9;

function comparedOnLeft(text: string, name: string, nameStart: number): Assignment | undefined {
  let at = nameStart - 1;
  while (at > 0 && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at -= 1;
  const called = text.charCodeAt(at) === 40 && text.slice(Math.max(0, at - 17), at).includes('.equals');
  if (!called) {
    if (text.charCodeAt(at) !== 61) return undefined;
    while (at > 0 && isComparison(text.charCodeAt(at))) at -= 1;
    if (text.charCodeAt(at) !== 34 && text.charCodeAt(at) !== 39) return undefined;
  }
  const match = reversed.exec(text.slice(Math.max(0, nameStart - 220), nameStart));
  if (match?.[2] === undefined || match[1] === undefined) return undefined;
  const start = nameStart - match[0].length + 1;
  return { name, nameStart, operator: '==', quote: match[1], value: match[2], start, end: start + match[2].length };
}

/** What may stand between a name and its value. */
const bridge =
  /(?:\\{0,7}["'`]|\\t|[\])}*]|&quot;|&#34;|<\/(?:key|name|td|th|dt|b|strong|code|em)>|\s?\[\]){0,3}[ \t]{0,20}(?:(?:\?|!)?:[ \t]{0,3}(?:&(?:'\w{1,20}[ ])?)?(?:[A-Za-z_][\w.<>[\]|?& ]{0,40}?)(?:[ \t]{1,3}:?=|:?=(?=[ \t"'`]))(?=[ \t]{0,3}[^\s#=>])|[Aa]s[ ]{1,3}[A-Za-z]\w{0,20}[ ]{0,3}=|[A-Z]\w{1,20}(?:\(\d{1,5}\))?[ ]{1,3}:=|(?:PIC X\(\d{1,4}\)|TYPE \w{1,20})[ ]{1,20}VALUE\b|\{[ ]{0,3}(?:(?:public|private|protected|internal|get|set|init)[; ]{1,3}){1,6}\}[ ]{0,3}=|\{(?=\s{0,60}["'])|,[ ]{0,3}(?:default(?:Value|_value)?|with)[ ]?[:=](?=[ ]?["'])|,[ ]\{ target: \{ value:(?=[ ]["'])|\.value[ ]{0,3}=(?=[ ]{0,3}["'`])|(?:\.clear\(\))?\.(?:perform\()?(?:fill|type|val|(?:send_?|Send)[kK]eys|setValue|(?:type|enter|replace)Text)\((?=["'`])|with(?=[ ]")|\.unwrap_or(?:_else\(\|_\|[ ]?|\()|(?:envDefault|default|string[ ]{1,4}`default):(?=")|string[ ]{1,3}=|(?:is generated )?for(?: [\w@.'-]{1,24}){1,4}(?::| is)(?=[ ])|=>|->|===?|!==?|~=|<-|[:?+.|]{0,3}=|\|\||\?\?|:-(?=[^\s-])|:{1,2}(?:\*{1,2}|__|<\/(?:b|strong|em|dt|th|td)>)?|,|>(?:[ \t]{0,10}\r?\n[ \t]{0,60}(?=[^\s<"'`]))?|\(|\||-(?=[ \t]+\S)|\bis\b:?|\bas\b|\bto\b|\bbe\b|\bBY\b)?(?:[ \t]{0,40}(?:\r?\n[ \t]{0,60}(?=["'`]))?)/y;
/** A lookup of the environment that stands in front of its default: `process.env.X || "…"`, `os.environ.get("X", "…")`, `System.getenv("X") ?: "…"`. */
const looked =
  /(?:(?:process|import\.meta|Bun)\.env(?:\.\w{1,60}|\[["']\w{1,60}["']\])|\$_(?:ENV|SERVER)\[["']\w{1,60}["']\]|ENV\[["']\w{1,60}["']\]|[\w.:]{0,41}?(?:[eE]nv|ENV|[eE]nviron|EnvironmentVariable)(?:\.(?:get|fetch))?[([]["']\w{1,60}["'](?:[\])]|(?=,)))[ \t]{0,3}(?:\|\||\?\?|\?:|or\b|,)[ \t]{0,3}(?=["'`])/y;
/** Casts, calls, brackets and prefixes in front of the literal: `String("…")`, `[]byte("…")`, `("…"`, `b"…"`, `<string>`. */
const opening =
  /(?:(?:\[\]|new[ ]{1,3})?[A-Za-z_][\w.:]{0,40}\([ ]{0,3}[brufLN@$]{0,2}(?=["'`])|\((?:[ ]{0,3}\r?\n)?[ \t]{0,60}[brufLN@$]{0,2}(?=["'`])|[brufLN@$]{1,2}(?=["'`])|<(?:(?:string|value|td|dd|data|code)>|!\[CDATA\[|<(?="))|\\{1,7}(?=["'`])|\$\{\w{1,30}:-(?=[^\s"'$}])|&quot;|&#34;|(?:\w{2,5}="[^"\r\n]{0,40}"[ ]){0,3}(?:(?:android:)?value|defaultValue|content)[ ]{0,2}=[ ]{0,2}(?=["'])|["']\{\{[ ]?(?=["'][^"'{}]{4,80}["'] \|)|(?:[A-Za-z_][\w.]{0,30}\()?(?:[a-z]{2,10}=(?:[\w.]{1,20}|"[^"\r\n]{0,60}"|'[^'\r\n]{0,60}'),[ ]{0,2}){0,3}default[ ]{0,2}=[ ]{0,2}(?=["'])|["'`]?value["'`]?[ ]{0,2}[:=][ ]{0,2}|\[[ ]{0,3}(?=["'`])|\{[ ]{0,3}(?=["'`]))?/y;

/** What the closing of a name begins with; most names are closed by nothing. */
const closers = /^(?:[\\"'`\])}*&<[]|\s\[)/;

/** How long a lookup of the environment is that begins there. Whatever its language, one of these words stands near its beginning. */
function lookedUp(text: string, from: number): number {
  const near = text.slice(from, from + 64);
  if (!['env', 'Env', 'ENV', '$_SERVER['].some((word) => near.includes(word))) return 0;
  looked.lastIndex = from;
  return looked.exec(text)?.[0].length ?? 0;
}

/**
 * The assignment whose name holds the word at `at`, or undefined.
 * @param at offset of the word @param length of the word
 */
export function assignmentAt(text: string, at: number, length: number): Assignment | undefined {
  let nameStart = at;
  while (nameStart > 0 && at - nameStart < longestName && isNameCode(text.charCodeAt(nameStart - 1))) nameStart -= 1;
  // `\nPASS=…` inside a string: the letter belongs to the escape
  if (nameStart < at && text.charCodeAt(nameStart - 1) === 92 && /[nrt]/.test(text.charAt(nameStart))) nameStart += 1;
  let nameEnd = at + length;
  while (nameEnd < text.length && nameEnd - at < longestName && isNameCode(text.charCodeAt(nameEnd))) nameEnd += 1;
  while (nameEnd > at + length && /[.-]/.test(text.charAt(nameEnd - 1))) nameEnd -= 1;
  if (nameStart === last.nameStart && nameEnd === last.nameEnd && last.text === text) {
    furthest = last.furthest;
    return last.assigned;
  }
  furthest = nameEnd + longestBridge;
  const name = text.slice(nameStart, nameEnd);
  const assigned = assignedTo(text, name, nameStart, nameEnd, at + length);
  // only with a sign in it does a name depend on where its word stands
  if (!name.includes('-')) last = { text, nameStart, nameEnd, assigned, furthest };
  return assigned;
}

/** What was found last: a name of two words (`access_token`) is asked for twice. */
let last: {
  readonly text: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly assigned: Assignment | undefined;
  readonly furthest: number;
} = {
  text: '',
  nameStart: -1,
  nameEnd: -1,
  assigned: undefined,
  furthest: 0,
};

/** How far the last look for an assignment has read at the most, where it found none: further to the left than 220 bytes before the name it never does. */
export let furthest = 0;

/** @param wordEnd where the word ends that the name was found by */
function assignedTo(text: string, name: string, nameStart: number, nameEnd: number, wordEnd: number): Assignment | undefined {
  const tail = joined.exec(name.slice(wordEnd - nameStart));
  if (tail?.[1] !== undefined && /\d[a-z]/i.test(tail[1]) && (tail[1].match(/\d/g)?.length ?? 0) >= 4) {
    const start = nameEnd - tail[1].length;
    return { name: text.slice(nameStart, wordEnd), nameStart, operator: '-', quote: '', value: tail[1], start, end: nameEnd };
  }
  const left = comparedOnLeft(text, name, nameStart);
  if (left !== undefined) return left;
  bridge.lastIndex = nameEnd;
  const crossed = bridge.exec(text);
  if (crossed === null) return undefined;
  let from = bridge.lastIndex;
  const gap = crossed[0];
  const operator = (closers.test(gap) ? gap.replace(/^(?:\\{0,7}["'`]|\\t|[\])}*]|&quot;|&#34;|<\/\w+>|\s?\[\]){0,3}/, '') : gap)
    .trim()
    .replace(/^(?:is:|:(?:\*{1,2}|__|<\/\w{1,6}>))$/, ':');
  // `[user:passwd]b64`: what merely stands behind a bracket is not assigned
  if (gap === '' || (operator === '' && (/^["'`]{0,2}[\])}*]+$/.test(gap) || gap.includes('\n')))) return undefined;
  // `<code>--pass</code> takes a file`: what follows is prose
  if (operator === '' && /<\/code>[ \t]+$/.test(gap) && !/["'`<]/.test(text.charAt(from))) return undefined;
  // `sign(input, secretKey), "…"`: what comes next to a call is not what its last argument is given
  if (operator === ',' && /^\)[ \t]{0,3},/.test(gap)) return undefined;
  // only what stands in a tag, or between two, goes on behind it on the next line
  if (gap.includes('\n') && gap.includes('>') && !/[<>:/"']/.test(text.charAt(nameStart - 1))) return undefined;
  from += lookedUp(text, from);
  opening.lastIndex = from;
  const opened = opening.exec(text)?.[0] ?? '';
  from += opened.length;
  // a literal inside a verbatim one: `""password"":""…""`
  if (gap.startsWith('""') && text.startsWith('""', from)) from += 1;
  let assigned = valueAt(text, from, opened);
  if (assigned === undefined) {
    furthest = Math.max(furthest, from + longestBridge, readTo(text, from));
    return undefined;
  }
  // `password: {"enabled": false}`: the first literal in braces is a key there, and what it holds has names of its own
  if (
    /\{\s{0,60}$/.test(text.slice(Math.max(nameEnd, assigned.start - 64), assigned.start).replace(/\\{0,7}["'`]$/, '')) &&
    isKeyEnd.test(text.slice(assigned.end, assigned.end + 24))
  )
    return undefined;
  // openssl-passphrase-options(1): `-passin pass:…`
  if (assigned.value.startsWith('pass:') && /-pass(?:in|out)?$/.test(name))
    assigned = { ...assigned, value: assigned.value.slice(5), start: assigned.start + 5 };
  const pair = /(?:auth|cred(?:ential)?s)$/i.test(name) ? together.exec(assigned.value)?.[1] : undefined;
  if (pair !== undefined) return { ...assigned, name: 'password', nameStart, operator: '=', value: pair, start: assigned.end - pair.length };
  const called = operator === '(' || /[({]\s{0,3}$/.test(opened) || (operator === '' && /basic_?auth$/i.test(name));
  if (assigned.quote !== '' && called && pairing.test(operator === '(' || opened.length < 3 ? name : opened)) {
    const second = secondArgument(text, assigned);
    // it is the password, whatever the call is called
    if (second !== undefined) return { name: 'password', nameStart, operator: '=', ...second };
  }
  // `["redis-server", "--requirepass", "…"]`: an option and its value among the words of a command
  if (operator === ',' && /^--?[a-z]/i.test(name) && /^[^\s-]\S*$/.test(assigned.value) && inList.test(text.slice(Math.max(0, nameStart - 6), nameStart)))
    return { name, nameStart, operator: '=', ...assigned };
  if (operator === ',' && isOption(text.slice(Math.max(0, nameStart - 80), nameStart))) return { name, nameStart, operator: '=', ...assigned };
  // `put("password", "…")`, `fill('#password', "…")` say what `password = "…"` says
  if (operator === ',' && /["'`(#=]/.test(text.charAt(nameStart - 1)) && setter.test(text.slice(Math.max(0, nameStart - 40), nameStart)))
    return { name, nameStart, operator: '=', ...assigned };
  // `{"password", "…"}`, `{password, "…"}`: a pair, as C++ and Erlang write it
  if (
    operator === ',' &&
    /\{[ ]{0,3}["']?$/.test(text.slice(Math.max(0, nameStart - 5), nameStart)) &&
    /^["'](?:>>)?[ ]{0,3}\}/.test(text.slice(assigned.end, assigned.end + 7))
  )
    return { name, nameStart, operator: '=', ...assigned };
  const shown = operator === '' ? (gap.includes('>') ? '>' : ' ') : operator.length < 4 ? operator : /^(?:for|is) /.test(operator) ? 'is' : '=';
  return { name, nameStart, operator: shown, ...assigned };
}

/** The closing quote of a key, and what a value follows behind. */
const isKeyEnd = /^\\{0,7}["'`]\s{0,8}(?::(?!:)|=>|=(?!=))/;

/** Behind another word of a list, in quotes itself. */
const inList = /[[,]\s{0,4}["']$/;

/** Calls that take a name and the value it shall have, or has where nobody set it. */
const setter =
  /(?:^|[^A-Za-z])(?:[pP]ut|[sS]et|[aA]dd|append|define|[sS]etenv|[pP]utenv|[gG]et(?:env|Env|OrElse)?|config|env|setdefault|store|insert|header|with|replace|override|Map\.of|entry|[fF]lags?\.String|[fF]ill|[tT]ype)(?:[A-Z_]\w{0,30})?\((?:ENV,)?[ ]{0,3}(?:["'`](?:#|\w{0,9}\[\w{2,9}=["']?)?|(?<=\bput\())$/;

/** `setopt(curl, CURLOPT_PASSWORD, "…")`, `buildConfigField 'String', 'PASSWORD', '"…"'`: the name stands second. */
const setOption = /(?:setopt\w{0,20}\(\s{0,3}[\w$.>-]{1,40}|(?:buildConfigField|resValue)[( ]\s{0,3}["']\w{1,20}["']) ?,\s{0,3}(?:\w{1,20}\.|["'])?$/i;

const isOption = (before: string): boolean => {
  const folded = before.toLowerCase();
  return ['setopt', 'buildconfigfield', 'resvalue'].some((word) => folded.includes(word)) && setOption.test(before);
};

/** Calls that take a user and a password, in this order. */
const pairing = /(?:cred(?:ential)?s?|basic_?auth\w*|password_?authentication|authentication_?token|log_?in|(?:^|\.)auth)\(?[ ]{0,3}$/i;
/** `admin:…`, `neo4j/…`: a user and a password that has a digit. */
const together = /^(?!npm:)[a-z][\w.@-]{1,30}[:/](?=[^\d/]*\d)([^\s:/]{6,60})$/;
const another = /["'`][ ]{0,3},[ ]{0,3}(["'`])([^"'`\r\n]{1,200})\1[ ]{0,3}(?:[),.}]|\r?\n|$)/y;

/** `new NetworkCredential("user", "…")`: the second string is the secret. */
function secondArgument(text: string, first: { readonly end: number }): ReturnType<typeof valueAt> {
  another.lastIndex = first.end;
  const match = another.exec(text);
  if (match?.[2] === undefined || match[1] === undefined) return undefined;
  const start = first.end + match[0].indexOf(match[1], match[0].indexOf(',')) + 1;
  return { quote: match[1], value: match[2], start, end: start + match[2].length };
}
