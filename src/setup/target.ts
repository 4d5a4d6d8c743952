// Where the hooks go: git's own directory, a directory of the repository, husky's files, or git's configuration.
import { configured, configuredDir } from './configured.ts';
import type { Facts } from './facts.ts';
import type { Note } from './step.ts';

export interface InstallOptions {
  readonly manager: 'auto' | 'husky' | 'git';
  /** take the hooks path of this repository over from a global or foreign one, chaining its hooks */
  readonly local: boolean;
  /** git 2.54: `hook.<name>.command` in the configuration, instead of files */
  readonly configHooks: boolean;
}

export interface Target {
  /** the directory for hook files; absent where only husky's files are written */
  readonly dir?: string;
  /** the folder of husky's files */
  readonly husky?: string;
  /** files in `dir` are committed, so that no path of this machine may stand in them */
  readonly tracked: boolean;
  /** a value to set core.hooksPath to */
  readonly hooksPath?: string;
  /** a hooks directory that git would have run, and that is chained from now on */
  readonly alsoDir?: string;
  readonly config: boolean;
  readonly notes: readonly Note[];
}

const under = (path: string, folder: string): boolean => folder !== '' && (path === folder || path.startsWith(`${folder}/`));
/** `.husky`, `.husky/_`, `web/.husky/_` */
export const isHuskyPath = (value: string): boolean => /(?:^|[\\/])\.husky(?:[\\/]_)?[\\/]?$/.test(value);

/** @returns e.g. [2, 39] */
const versionOf = (git: string): readonly [number, number] => {
  const found = /(\d{1,4})\.(\d{1,4})/.exec(git);
  return [Number(found?.[1] ?? 0), Number(found?.[2] ?? 0)];
};
export const hasConfigHooks = (git: string): boolean => {
  const [major, minor] = versionOf(git);
  return major > 2 || (major === 2 && minor >= 54);
};

/** Decides, or says why nothing can be decided for the person. */
export function targetOf(facts: Facts, options: InstallOptions): Target | Note {
  const own = `${facts.commonDir}/hooks`;
  const path = facts.hooksPath;
  const husky = path === undefined ? `${facts.top}/.husky` : facts.hooksDir.replace(/\/_\/?$/, '').replace(/\/$/, '');
  const notes: Note[] = [];
  if (facts.lefthook) notes.push({ code: 'lefthook' });
  if (facts.simpleGitHooks) notes.push({ code: 'simple-git-hooks' });
  if (facts.preCommitFramework) notes.push({ code: 'pre-commit-framework' });
  if (options.configHooks && !hasConfigHooks(facts.git)) return { code: 'config-hooks-too-old', git: facts.git };
  // whoever chose them keeps them, until `uninstall`
  const chosen = options.manager === 'auto' && hasConfigHooks(facts.git) && facts.events.some((event) => configured(facts.hookSettings, event) !== undefined);
  if (options.configHooks || chosen) return { dir: configuredDir(facts.commonDir), tracked: false, config: true, notes };
  if (path === undefined) {
    const wantsHusky = facts.top !== '' && (options.manager === 'husky' || (options.manager === 'auto' && facts.husky));
    // husky is here but not yet in force: guard both what runs now and what will run
    return wantsHusky
      ? { dir: own, husky, tracked: false, config: false, notes: [...notes, { code: 'husky-unset' }] }
      : { dir: facts.hooksDir, tracked: false, config: false, notes };
  }
  const foreign = path.scope !== 'local' && path.scope !== 'worktree';
  if (!foreign && isHuskyPath(path.value)) {
    return options.manager === 'git' ? { code: 'husky-owns', value: path.value } : { husky, tracked: true, config: false, notes };
  }
  if (!foreign && (under(facts.hooksDir, facts.top) || under(facts.hooksDir, facts.commonDir))) {
    return { dir: facts.hooksDir, tracked: facts.hooksTracked, config: false, notes };
  }
  if (!options.local) return { code: 'foreign-hooks-path', scope: path.scope, value: path.value, origin: path.origin };
  notes.push({ code: 'global-left', value: path.value });
  return { dir: own, tracked: false, hooksPath: own, alsoDir: facts.hooksDir, config: false, notes };
}
