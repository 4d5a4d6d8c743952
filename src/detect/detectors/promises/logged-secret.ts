// Contract row C9: a secret-named value handed to a logger, an error message, a metric label, a span attribute, an audit record.
import type { Rule } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import type { Scene } from '../../scene.ts';

const rule: Rule = {
  id: 'secret-in-log',
  class: 'policy',
  severity: 'medium',
  title: 'Secret handed to a log or an error message',
  holder: 'Whoever can read the log, the trace or the error report gets the secret (contract row C9).',
  rotate: 'Log its presence, its length or a masked form instead. If it has run, treat the logs as compromised and rotate the secret.',
  specificity: 1,
};

/** Where text goes that people and other systems read: JavaScript, Python, Go, Java, Kotlin, C#, Ruby, PHP, Rust, shell; OpenTelemetry, metrics, audit. */
const sinks: readonly string[] = [
  'console.log(',
  'console.error(',
  'console.warn(',
  'console.info(',
  'console.debug(',
  'console.trace(',
  'logger.',
  'Logger.',
  'LOGGER.',
  'LOG.',
  'log.',
  'logging.',
  'slog.',
  'zap.',
  'logrus.',
  'Log.',
  'Timber.',
  '_logger.',
  'fmt.Print',
  'fmt.Errorf(',
  'errors.New(',
  'System.out.print',
  'System.err.print',
  'Console.Write',
  'println!(',
  'eprintln!(',
  'panic!(',
  'error_log(',
  'var_dump(',
  'print_r(',
  'info!(',
  'warn!(',
  'error!(',
  'debug!(',
  'puts ',
  'print(',
  'echo ',
  'throw new ',
  'raise ',
  'setAttribute(',
  'set_attribute(',
  'SetAttributes(',
  'setTag(',
  'addEvent(',
  'audit.',
  'auditLog(',
  'metrics.',
  'labels(',
];

const call =
  /(?:console\.\w+|(?:_?logger|Logger|LOGGER|LOG|log|Log|logging|slog|zap|logrus|Timber)\.(?:log|trace|debug|info|notice|warn|warning|error|fatal|critical|exception|print|printf|println|Print|Printf|Println|Debug|Debugf|Info|Infof|Warn|Warnf|Error|Errorf|Fatal|Fatalf|Panic|d|i|w|e|v|LogInformation|LogWarning|LogError|LogDebug)|fmt\.Print\w*|fmt\.Errorf|errors\.New|System\.(?:out|err)\.print\w*|Console\.Write\w*|(?:e?println|panic|info|warn|error|debug)!|error_log|var_dump|print_r|print|(?:span|activity|scope)\.\w+|\w*\.?set_?[aA]ttributes?|SetAttributes|setTag|addEvent|audit\w*(?:\.\w+)?|auditLog|metrics\.\w+|\w*\.?labels|throw new \w+(?:Error|Exception)?|raise \w+(?:Error|Exception)?)\(|(?:puts|echo) /y;
const name =
  '(?:[A-Za-z_$][\\w$]*(?:\\??[.]|->|::))*(?:[a-z]\\w*_)?(?:password|passwd|passphrase|client_?secret|api_?secret|secret_?key|api_?key|private_?key|access_?key|auth_?token|access_?token|refresh_?token|bearer_?token|session_?token|db_?password|credentials?)';
/** As an argument of its own, or put into a template. */
const argument = new RegExp(
  `(?:[(,+=:]|=>|\\.(?=\\s{0,3}\\$)|\\.\\.|\\$\\{|#\\{|[^\\\\]\\{|&|<<)\\s{0,4}(?:\\$\\{?)?(${name})(?=\\s{0,3}(?:[),+;}:!&]|\\]|\\.\\.|$))`,
  'gi',
);
const shell = /\$\{?(\w*(?:PASSWORD|PASSWD|SECRET|API_KEY|PRIVATE_KEY|ACCESS_KEY|TOKEN))(?![A-Za-z0-9_])\}?/gi;
const harmless =
  /mask|redact|hash|sanitiz|obfuscat|length|len\(|strlen|size\(|typeof|Boolean\(|!!|\*{3}|hidden|count|exists|digest|fingerprint|encrypt|is_?set|isEmpty|\bhas\w*\(|%T\b/i;

function find(scene: Scene, at: number): Hit | undefined {
  if (scene.language.family !== 'code' && scene.language.family !== 'shell') return undefined;
  call.lastIndex = at;
  const opened = call.exec(scene.text);
  if (opened === null || /[A-Za-z0-9_$]/.test(scene.text.charAt(at - 1))) return undefined;
  const from = at + opened[0].length;
  const statement = scene.text.slice(from - 1, Math.min(scene.lineEnd(from, 300), from + 300));
  if (harmless.test(statement)) return undefined;
  const isShell = opened[0] === 'echo ' && scene.language.family === 'shell';
  // `$(echo -n "${X}")` is an argument of another command
  if (opened[0] === 'echo ' && /[$]\(\s?$|`$/.test(scene.text.slice(Math.max(0, at - 3), at))) return undefined;
  // a value that goes on into a pipe or a file is not written for people
  if (isShell && /[|>]/.test(statement)) return undefined;
  const pattern = isShell ? shell : argument;
  pattern.lastIndex = 0;
  const found = pattern.exec(isShell ? statement : bare(statement));
  if (found?.[1] === undefined) return undefined;
  // `{ apiKey: … }` names what follows; only a template's `{password:…}` hands the value itself on
  if (statement.charAt(found.index + found[0].length) === ':' && !/\bf["']|\$"/.test(statement)) return undefined;
  if (/api_?key$/i.test(found[1]) && isKindOfRequest(scene.text, statement)) return undefined;
  const start = from - 1 + found.index + found[0].lastIndexOf(found[1]);
  return { start, end: start + found[1].length, certainty: 'likely', keyPath: [found[1]] };
}

/** Kafka calls the number of a request's kind its api key, and so does whoever speaks its protocol. */
const isKindOfRequest = (text: string, statement: string): boolean =>
  /\bapi_?keys?\b[^"'\n]{0,20}\bversion|\btype[^"'\n]{0,9}["'] ?\+ ?api_?key|(?:unsupported|unknown|unexpected|for) api ?key/i.test(statement) ||
  /\bApiKeys?\b|\bapi_?key\.(?:id|name)\b|header\.api_?key/.test(text);

/** Plain string literals are blanked: only templates, f-strings and interpolations hand a value on. */
function bare(statement: string): string {
  return statement.replace(
    /([f$]?)("(?:[^"\\]|\\.){0,280}"|'(?:[^'\\]|\\.){0,280}'|`(?:[^`\\]|\\.){0,280}`)/g,
    (text: string, format: string, literal: string) => {
      if (format !== '' || literal.startsWith('`') || literal.includes('#{') || literal.includes('${') || /\{\$|\$\w/.test(literal)) return text;
      return ' '.repeat(text.length);
    },
  );
}

export const loggedSecrets: readonly Detector[] = [{ rule, anchors: [...new Set(sinks)].map((text) => ({ text })), find }];
