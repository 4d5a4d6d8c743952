// A plan: what would be done, as data. `install` runs it, `--dry-run` prints it, the receipt remembers how to undo it.
import type { HookEvent } from './event.ts';

export type Step =
  | { readonly do: 'write'; readonly path: string; readonly text: string; readonly mode: number; readonly before?: string }
  | { readonly do: 'move'; readonly from: string; readonly to: string }
  | { readonly do: 'remove'; readonly path: string; readonly before: string }
  | { readonly do: 'copy-package'; readonly from: string; readonly to: string }
  | { readonly do: 'remove-package'; readonly path: string }
  | { readonly do: 'config'; readonly key: string; readonly value: string | undefined }
  /** removes the folder if nothing is left in it */
  | { readonly do: 'tidy'; readonly path: string };

/** Something that a person has to know: a code with arguments, worded in `words.ts`. */
export type Note =
  | { readonly code: 'foreign-hooks-path'; readonly scope: string; readonly value: string; readonly origin: string }
  | { readonly code: 'husky-owns'; readonly value: string }
  | { readonly code: 'husky-unset' }
  | { readonly code: 'no-top' }
  | { readonly code: 'lefthook' }
  | { readonly code: 'simple-git-hooks' }
  | { readonly code: 'pre-commit-framework' }
  | { readonly code: 'global-left'; readonly value: string }
  | { readonly code: 'kept-blocked'; readonly path: string }
  | { readonly code: 'packages-unignored'; readonly path: string; readonly committed: boolean }
  | { readonly code: 'ignore-undone'; readonly path: string; readonly by: string }
  | { readonly code: 'edited'; readonly path: string }
  | { readonly code: 'config-hooks-too-old'; readonly git: string }
  | { readonly code: 'chained'; readonly event: HookEvent; readonly path: string }
  | { readonly code: 'nothing-installed' };

export interface Plan {
  readonly steps: readonly Step[];
  readonly notes: readonly Note[];
  /** why nothing is done at all */
  readonly refusal?: Note;
}
