// The environment of every git child: what names this repository stays, what bends git's answers goes.

/** Variables with which git tells a hook which repository and index it works on. */
export const repositoryVariables = [
  'GIT_INDEX_FILE',
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_PREFIX',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
  'GIT_CEILING_DIRECTORIES',
  'GIT_SHALLOW_FILE',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
] as const;

/** What we set ourselves: no replaced objects, no grafts, no lazy fetch, no locks, no prompts, plain messages. */
const fixed: Readonly<Record<string, string>> = {
  GIT_NO_REPLACE_OBJECTS: '1',
  // a name that no file has: history as it is, whatever .git/info/grafts makes of it
  GIT_GRAFT_FILE: '',
  GIT_NO_LAZY_FETCH: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
};

/** Names that may stand in a git child's environment although they begin with GIT_. */
export const allowedVariables: readonly string[] = [...repositoryVariables, ...Object.keys(fixed)];

const guarded = new Set(['EDITOR', 'VISUAL', 'PAGER', 'LV', 'PREFIX']);
const guardedFamilies = ['GIT_', 'GPG_', 'LESS', 'SSH_ASKPASS'];

/** Some systems know no case in these names. */
function isGuarded(name: string): boolean {
  const folded = name.toUpperCase();
  return guarded.has(folded) || guardedFamilies.some((beginning) => folded.startsWith(beginning));
}

/** @param env the environment that this process was started with */
export function gitEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && (!isGuarded(entry[0]) || (repositoryVariables as readonly string[]).includes(entry[0])),
  );
  return { ...Object.fromEntries(kept), ...fixed };
}

/** For a repository that is not the one a hook runs in: nothing of the surrounding one may leak into it. */
export function foreignEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const foreign = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GIT_') || name.startsWith('GIT_CONFIG_')));
  return gitEnvironment(foreign);
}
