// Every limit of the product: name with unit, why it is there, and what is reported beyond it.

/** FETCH_HEAD has a line of about 100 bytes per branch of a remote. A larger one is not used: everything that a push reaches is scanned then. */
export const MAX_FETCH_HEAD_BYTES = 16 * 1024 * 1024;

/** The end of a reflog that is read to learn how a remote-tracking ref moved last. What moved earlier counts as unknown, so more is scanned. */
export const MAX_REFLOG_TAIL_BYTES = 64 * 1024;

/** Sightings of remote refs that are remembered in the git directory, about 120 bytes each. The oldest are forgotten, so more is scanned. */
export const MAX_REMOTE_SIGHTINGS = 20_000;

/** How long `git ls-remote` may stay silent in a push whose policy asks the remote. Beyond it the push is refused with status 2. */
export const LS_REMOTE_TIMEOUT_MS = 20_000;
