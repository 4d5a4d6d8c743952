// Facts → checks: what can be said without trying it out.
import { blockIn } from './block.ts';
import { configured, configuredDir } from './configured.ts';
import type { HookEvent } from './event.ts';
import type { Check } from './check.ts';
import { fileAt, type Facts, type FileFact } from './facts.ts';
import { ignoreGaps } from './ignore.ts';
import { isCurrent, isFrameworkHook, isOurs, keptFolder, keptName, legacyName } from './shim.ts';
import { policyPath } from './starting-policy.ts';
import { hasConfigHooks, isHuskyPath } from './target.ts';
import { packagesWords } from './words.ts';

const again = 'run: npx secrets-hooks install';

/** The file that git would run for an event, as far as our part of it goes. */
export interface Effective {
  readonly event: HookEvent;
  readonly path: string;
  readonly file?: FileFact;
  /** what of it is ours; absent where nothing is */
  readonly ours?: string;
  readonly husky: boolean;
  /** another hook manager's hook runs first and then ours: its path */
  readonly behind?: string;
  /** it is in git's configuration; `off` names the setting that keeps git from running it */
  readonly configured?: { readonly off?: string };
}

export function effectiveHooks(facts: Facts): Effective[] {
  const husky = facts.hooksPath !== undefined && isHuskyPath(facts.hooksPath.value);
  const dir = husky ? facts.hooksDir.replace(/\/_$/, '') : facts.hooksDir;
  return facts.events.map((event) => {
    const path = `${dir}/${event}`;
    const file = fileAt(facts, path);
    const ours = file === undefined ? undefined : husky ? blockIn(file.text) : isOurs(file.text) ? file.text : undefined;
    const inConfiguration = ours === undefined ? configured(facts.hookSettings, event) : undefined;
    if (inConfiguration !== undefined) {
      const own = `${configuredDir(facts.commonDir)}/${event}`;
      const there = fileAt(facts, own);
      const text = there !== undefined && isOurs(there.text) ? there.text : undefined;
      return {
        event,
        path: own,
        husky: false,
        configured: inConfiguration,
        ...(there === undefined ? {} : { file: there }),
        ...(text === undefined ? {} : { ours: text }),
      };
    }
    const legacy = fileAt(facts, `${dir}/${legacyName(event)}`);
    if (ours === undefined && file !== undefined && isFrameworkHook(file.text) && legacy?.kind === 'file' && isOurs(legacy.text))
      return { event, path: `${dir}/${legacyName(event)}`, husky, file: legacy, ours: legacy.text, behind: path };
    return { event, path, husky, ...(file === undefined ? {} : { file }), ...(ours === undefined ? {} : { ours }) };
  });
}

function hookCheck(hook: Effective, facts: Facts, show: (path: string) => string): Check {
  const id = `hook-${hook.event}`;
  const named = `${hook.event}: ${show(hook.path)}${hook.configured === undefined ? '' : ', called by the configuration'}`;
  const off = hook.configured?.off;
  if (hook.configured !== undefined && !hasConfigHooks(facts.git))
    return { id, state: 'bad', text: `${named}, which ${facts.git} passes over: 2.54 or newer would run it`, mend: again };
  if (off !== undefined) return { id, state: 'bad', text: `${named}, but ${off} is false, so git passes it over`, mend: `run: git config --unset-all ${off}` };
  if (hook.file === undefined) return { id, state: 'bad', text: `${named} is not there`, mend: again };
  if (hook.ours === undefined) return { id, state: 'bad', text: `${named} does not call secrets-hooks`, mend: again };
  if (hook.ours.includes('\r')) return { id, state: 'bad', text: `${named} has CRLF line ends, which sh cannot run`, mend: again };
  const needsBit = facts.platform !== 'win32' && !(hook.husky && facts.hooksDir.endsWith('/_'));
  if (needsBit && (hook.file.mode & 0o111) === 0) return { id, state: 'bad', text: `${named} is not executable, so git passes it over`, mend: again };
  if (!isCurrent(hook.ours)) return { id, state: 'note', text: `${named} was written by an older version; it works`, mend: again };
  return { id, state: 'ok', text: hook.behind === undefined ? named : `${named}, run by ${show(hook.behind)}` };
}

/** All checks that facts alone can answer. */
export function diagnose(facts: Facts, show: (path: string) => string): Check[] {
  const checks = effectiveHooks(facts).map((hook) => hookCheck(hook, facts, show));
  const path = facts.hooksPath;
  if (path !== undefined) {
    const state = path.scope === 'local' || path.scope === 'worktree' ? 'ok' : 'note';
    checks.push({ id: 'hooks-path', state, text: `core.hooksPath is ${show(path.value)} (${path.scope}, ${show(path.origin)})` });
    if (isHuskyPath(path.value) && facts.hooksDir.endsWith('/_') && facts.events.some((event) => fileAt(facts, `${facts.hooksDir}/${event}`) === undefined)) {
      checks.push({
        id: 'husky-wrappers',
        state: 'bad',
        text: `husky's own files are missing in ${show(facts.hooksDir)}: git runs no hook here`,
        mend: 'run: npx husky',
      });
    }
  }
  for (const event of facts.events) {
    const kept = [`${facts.hooksDir}/${keptName(event)}`, `${facts.hooksDir}/${keptFolder}/${event}`].find((name) => fileAt(facts, name) !== undefined);
    if (kept !== undefined) checks.push({ id: `chained-${event}`, state: 'note', text: `${show(kept)} runs before ${event}` });
  }
  for (const [here, name] of [
    [facts.lefthook, 'lefthook'],
    [facts.simpleGitHooks, 'simple-git-hooks'],
    [facts.preCommitFramework, 'the pre-commit framework'],
  ] as const) {
    if (here) checks.push({ id: 'other-manager', state: 'note', text: `${name} is here as well, and may write hooks of its own` });
  }
  if (facts.top !== '') {
    for (const gap of ignoreGaps(facts.ignores)) {
      const by = gap.by === '' ? '' : ` (${show(gap.by)})`;
      const keep = gap.line.startsWith('!');
      const text = `${gap.path} is ${keep ? '' : 'not '}ignored${by}: SECRETS_MANAGEMENT.md 5.2`;
      checks.push({ id: 'ignore', state: keep ? 'note' : 'bad', text, mend: gap.by === '' || gap.by.startsWith('.gitignore:') ? again : 'take that line out' });
    }
    if (facts.unignoredPackages !== undefined)
      checks.push({ id: 'packages', state: 'note', text: packagesWords(facts.unignoredPackages, show(facts.unignoredPackages.path)) });
    const there = fileAt(facts, `${facts.top}/${policyPath}`);
    if (there === undefined) checks.push({ id: 'policy', state: 'note', text: `no ${policyPath}: the defaults hold`, mend: again });
  }
  return checks;
}
