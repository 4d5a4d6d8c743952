// Where text goes that people and other systems read: logs, errors, metrics, traces, audit records, in the languages of contract row C9.
import type { Anchor } from '../../detector.ts';

/** The literals that wake the look: the beginning of a call, or its last word where anything may stand before it. */
const exact: readonly string[] = [
  ...['console.', 'logger.', 'Logger.', 'LOGGER.', 'LOG.', 'log.', 'logging.', 'slog.', 'zap.', 'logrus.', 'klog.', 'glog.', 'Log.', 'Timber.'],
  ...[
    'logger->',
    'Logger->',
    'logger()->',
    'log->',
    'Log::',
    'Logger::',
    'winston.',
    'pino.',
    'structlog.',
    'loguru.',
    'syslog.',
    'NLog.',
    'tracing::',
    'log::',
  ],
  ...['_logger.', 'process.stdout.write(', 'process.stderr.write(', 'sys.stdout.write(', 'sys.stderr.write(', 'click.echo(', 'typer.echo(', 'warnings.warn('],
  ...['fmt.Print', 'fmt.Fprint', 'fmt.Errorf(', 'errors.New(', 'errors.Errorf(', 'errors.Wrap', 'System.out.print', 'System.err.print', 'Console.Write'],
  ...['Console.Error.Write', 'Debug.Write', 'Trace.Write', 'println!(', 'print!(', 'panic!(', 'bail!(', 'anyhow!(', 'info!(', 'warn!(', 'error!(', 'debug!('],
  ...['trace!(', 'error_log(', 'trigger_error(', 'syslog(', 'var_dump(', 'var_export(', 'print_r(', 'puts ', 'puts(', 'print(', 'println(', 'pprint(', 'echo '],
  ...['printf ', 'warn "', 'abort "', 'Write-Host ', 'Write-Output ', 'logger "', 'logger -', 'panic(', 'new Error(', 'throw new ', 'raise ', 'throw Error('],
  ...['labels(', 'WithLabelValues(', 'inc({', 'statsd.', 'StatsD.', 'metrics.', 'Metrics.', 'meter.', 'MDC.put(', 'Sentry.', 'sentry_sdk.', 'newrelic.'],
  ...['TrackTrace(', 'TrackEvent(', 'TrackException(', 'addBreadcrumb(', 'addCustomAttribute(', 'recordException(', 'record_exception('],
];
const caseless: readonly string[] = ['setattribute', 'set_attribute', 'settag(', 'set_tag(', 'addevent(', 'add_event(', 'audit'];
export const sinks: readonly Anchor[] = [...[...new Set(exact)].map((text) => ({ text })), ...caseless.map((text) => ({ text, caseless: true as const }))];

const loggers = '(?:_?logger|Logger|LOGGER|LOG|log|Log|logging|slog|zap|logrus|klog|glog|Timber|winston|pino|structlog|loguru|syslog|NLog)';
const levels =
  '(?:log|trace|verbose|debug|info|information|notice|warn|warning|error|err|fatal|fatalln|critical|emergency|alert|exception|success|silly|http|print|printf|println|panic|panicf|panicln|debugf|debugw|infof|infow|infoln|warnf|warnw|warningf|errorf|errorw|fatalf|d|i|w|e|v|wtf|logtrace|logdebug|loginformation|logwarning|logerror|logcritical|atinfo|atwarn|atdebug|aterror|with|withfields?|witherror|write|add|bind)';

/** The call up to and with its opening bracket, or up to its first argument where there is none. */
const opened = new RegExp(
  [
    `(?:${loggers}|logger\\(\\))(?:\\.|->|::)${levels}(?:!?\\(|\\s?\\{|\\s(?=["':#%]))`,
    'console\\.\\w{1,20}\\(',
    '(?:tracing|log)::\\w{4,6}!\\(',
    '(?:process|sys)\\.std(?:out|err)\\.write\\(|(?:click|typer)\\.echo\\(|warnings\\.warn\\(',
    'fmt\\.Print\\w{0,20}\\(|fmt\\.Fprint\\w{0,20}\\(os\\.Std(?:err|out)\\b|fmt\\.Errorf\\(|errors\\.(?:New|Errorf|Wrapf?)\\(',
    'System\\.(?:out|err)\\.print\\w{0,20}\\(|Console\\.(?:Error\\.)?Write\\w{0,20}\\(|(?:Debug|Trace)\\.Write\\w{0,20}\\(',
    '(?:e?println|e?print|panic|bail|anyhow|info|warn|error|debug|trace)!\\(',
    '(?:error_log|trigger_error|syslog|var_dump|var_export|print_r|print|println|pprint|puts|panic)\\(',
    '(?:puts|echo|printf|Write-Host|Write-Output|logger) |(?:warn|abort) (?=")',
    '(?:throw )?new \\w{0,60}(?:Error|Exception|Failure)\\w{0,20}\\(|throw new \\w{1,80}\\(|throw Error\\(|raise (?:[\\w.:]{1,80}\\(|[\\w:]{1,80}, ?(?=")|(?="))',
    '(?:with)?label(?:s|values)\\(|inc\\(\\{|(?:statsd|metrics|meter)\\.\\w{1,40}\\(|MDC\\.put\\(|sentry\\.\\w{1,40}\\(|sentry_sdk\\.\\w{1,40}\\(|newrelic\\.\\w{1,40}\\(',
    'Track(?:Trace|Event|Exception)\\(|addBreadcrumb\\(|addCustomAttribute\\(|record_?exception\\(',
    'set_?attributes?\\(|set_?tag\\(|add_?event\\(|audit\\w{0,30}(?:(?:\\.|->|::)\\w{1,30})?!?\\(',
  ].join('|'),
  'iy',
);

/** Receivers whose attributes are a page's or a session's, not a trace's. */
const elsewhere = /(?:session|request|req|element|elem|el|input|node|model|form|field|document|button|context|ctx|attributes|this|self)\??\.$/i;

/** The call that is opened at `at`: where its arguments begin, and its text; undefined where none is. */
export function sinkAt(text: string, at: number): { readonly from: number; readonly call: string } | undefined {
  if (/[\w$]/.test(text.charAt(at - 1))) return undefined;
  opened.lastIndex = at;
  const found = opened.exec(text);
  if (found === null) return undefined;
  if (/^set_?attribute/i.test(found[0]) && elsewhere.test(text.slice(Math.max(0, at - 40), at))) return undefined;
  return { from: at + found[0].length, call: found[0] };
}
