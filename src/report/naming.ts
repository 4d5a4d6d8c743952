// The name of the environment variable that takes a literal's place: by the key left of it, what stands around that, and what the rule knows.
import type { Finding } from '../model.ts';

/** Keys that say nothing by themselves: `token` of what? */
const bland =
  /^(?:AUTH|TOKENS?|KEYS?|SECRETS?|PASS|PASSWORD|PWD|UR[IL]|DSN|VALUE|DATA|API_?KEY|(?:SECRET|ACCESS|AUTH)_(?:TOKEN|KEY)|CREDENTIALS?|BEARER|AUTHORIZATION|CONNECTION(?:_STRING|_UR[IL])?)$/;
/** First words of rules that name a kind, not a provider. */
const kinds = new Set([
  'generic',
  'private',
  'database',
  'basic',
  'bearer',
  'url',
  'jwt',
  'json',
  'password',
  'authorization',
  'one',
  'http',
  'secret',
  'example',
  'ssh',
  'pgp',
]);

const spelled = (key: string): string =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .toUpperCase();

/** The name of the environment variable that a key suggests: `apiKey` → `API_KEY`. */
export function variableOf(key: string | undefined, ruleId: string): string {
  const plain = spelled(key ?? '');
  return /^[A-Z][A-Z0-9_]{2,40}$/.test(plain) ? plain : spelled(ruleId);
}

/** `token` becomes `GITHUB_TOKEN` by its rule, `url` below `database` becomes `DATABASE_URL`. */
export function nameFor(finding: Finding): string {
  const keys = finding.keyPath.filter((key) => key !== '…');
  if (keys.length === 0 && isWhole(finding)) return finding.class === 'connection-string' ? 'DATABASE_URL' : 'SERVICE_URL';
  // `user:` before a password in a URL or a login is no key of it
  const led = /^([\w$.-]+)["'\]>)]{0,2}[ \t]{0,8}(?:[=(,]|:[ \t"'`=])/.exec(finding.lead)?.[1];
  const own = variableOf(keys.at(-1) ?? led, finding.ruleId);
  if (!bland.test(own)) return own;
  const around = spelled(keys.at(-2) ?? '');
  if (/^[A-Z][A-Z0-9_]{1,30}$/.test(around)) return `${around}_${own}`;
  if (finding.class === 'connection-string') return `DATABASE_${own}`;
  const [provider = ''] = finding.ruleId.split('-');
  if (finding.certainty === 'likely' || finding.class === 'credential' || finding.class === 'private-key' || kinds.has(provider)) {
    const stem = stemOf(finding.file);
    return stem === '' || own.includes(stem) ? own : `${stem}_${own}`;
  }
  return `${provider.toUpperCase()}_${/^(?:AUTH|BEARER|AUTHORIZATION)$/.test(own) ? 'TOKEN' : own}`;
}

/** Names of files that say nothing of what is in them. */
const anyFile =
  /^(?:INDEX|MAIN|APP|APPLICATION|CONFIG|CONFIGURATION|CONF|SETTINGS?|CONSTANTS?|CONST|ENV|ENVIRONMENT|TESTS?|SPEC|SERVER|CLIENT|UTILS?|HELPERS?|COMMON|SHARED|BASE|DEFAULTS?|COMPOSE|DOCKER_COMPOSE|VALUES|VARS?|VARIABLES|SECRETS?|CREDENTIALS?|SETUP|INIT|LOCAL|DEV|DEVELOPMENT|PROD|PRODUCTION|STAGING|PROGRAM|MODELS?|TYPES?|NOTES?|README|DATA|DEPLOY|SCRIPT|RUN|[A-Z]?\d*|FILE|EXAMPLE|SAMPLE|DEMO)$/;

/** `mail` of `src/mail.js`: where the key says nothing, its file may. Source files only: others are named after programs. */
function stemOf(path: string): string {
  const name = /(?:^|[\\/])([A-Za-z][\w-]{1,24})\.(?:[cm]?[jt]sx?|py|rb|go|java|kt|scala|cs|php|rs|swift|exs?)$/.exec(path.slice(-200))?.[1] ?? '';
  const stem = spelled(name);
  return anyFile.test(stem) ? '' : stem;
}

/** A password within a URL: it is the whole URL that is taken out of the file. */
export const isWhole = (finding: Finding): boolean =>
  (finding.ruleId === 'database-connection-url' || finding.ruleId === 'url-credentials') && finding.decodedFrom.length === 0;
