// The git events that are guarded, and what differs between them.

/** Guarded in a repository where people commit. */
export const clientEvents = ['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-push'] as const;
/** Guarded in a bare repository, where others push to. */
export const serverEvents = ['pre-receive'] as const;
export type HookEvent = (typeof clientEvents)[number] | (typeof serverEvents)[number];

/** git says on stdin what is pushed; whoever reads it must leave it for the next one. */
export const readsStdin = (event: HookEvent): boolean => event === 'pre-push' || event === 'pre-receive';
