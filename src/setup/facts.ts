// What a plan is made from: everything about the machine and the repository that `install` needs to know, as data.
import type { Setting } from './configured.ts';
import type { HookEvent } from './event.ts';

export type Scope = 'system' | 'global' | 'local' | 'worktree' | 'command' | 'unknown';

/** A file as it stands. `text` is latin1 (one char a byte), so that nothing is lost on the way. */
export interface FileFact {
  readonly kind: 'file' | 'symlink' | 'other';
  readonly text: string;
  /** permission bits, 0o755 … */
  readonly mode: number;
}

/** One probe of an ignore pattern: would git, by a `.gitignore` of this repository alone, ignore this path? */
export interface IgnoreFact {
  readonly path: string;
  readonly ignored: boolean;
  /** the line that decided, as `file:line: pattern`; empty where none matched */
  readonly by: string;
}

/** How the package is there: `project` in a node_modules of the repository, `lasting` somewhere else that stays, `passing` in a cache that may be emptied. */
export interface PackageFact {
  readonly kind: 'project' | 'lasting' | 'passing';
  /** absolute; through the link in node_modules where there is one, so that upgrades are followed */
  readonly root: string;
  /** for `project`: the folder whose node_modules holds it, relative to the top, `''` for the top */
  readonly prefix: string;
  readonly version: string;
}

export interface Facts {
  readonly platform: string;
  readonly node: string;
  readonly git: string;
  /** 32 random hex digits, for a policy that is to be written */
  readonly salt: string;
  readonly package: PackageFact;
  readonly bare: boolean;
  /** absolute, `/` between parts; empty in a bare repository */
  readonly top: string;
  readonly commonDir: string;
  /** the directory git takes hooks from, as it resolves it for this worktree */
  readonly hooksDir: string;
  readonly hooksPath?: { readonly value: string; readonly scope: Scope; readonly origin: string };
  /** all settings `hook.…` that hold here */
  readonly hookSettings: readonly Setting[];
  /** whether files of `hooksDir` belong to the tree that is committed */
  readonly hooksTracked: boolean;
  readonly husky: boolean;
  readonly lefthook: boolean;
  readonly simpleGitHooks: boolean;
  readonly preCommitFramework: boolean;
  /** files that the plan may touch, by absolute path; absent where there is none */
  readonly files: Readonly<Record<string, FileFact>>;
  readonly ignores: readonly IgnoreFact[];
  /** a node_modules that the next `git add` takes in, or that was committed; relative to the top */
  readonly unignoredPackages?: { readonly path: string; readonly committed: boolean };
  readonly events: readonly HookEvent[];
}

/** The file that stands under a path, if one does. */
export const fileAt = (facts: Facts, path: string): FileFact | undefined => (Object.hasOwn(facts.files, path) ? facts.files[path] : undefined);

/** Text as the bytes that stand in a file, one char each: how all file texts are held here. */
export const asBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
export const asText = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');
