// Errors for people: a code, what it is about, and the way out. Everything else is a bug and keeps its stack.

export type FailureCode =
  | 'git-missing'
  | 'git-failed'
  | 'git-silent'
  | 'not-a-repository'
  | 'object-missing'
  | 'history-missing'
  | 'object-stream'
  | 'remote-unanswered'
  | 'bad-argument'
  | 'no-such-path'
  | 'unreadable'
  | 'unwritable'
  | 'bad-policy'
  | 'bad-ledger'
  | 'refused'
  | 'looked-at-nothing';

/** Never carries a value: `about` names files, commands and options only. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly about: string;
  readonly wayOut: string;
  constructor(code: FailureCode, about: string, wayOut = '') {
    super(about);
    this.name = 'Failure';
    this.code = code;
    this.about = about;
    this.wayOut = wayOut;
  }
}

/** @param asked what was to be run */
export const gitMissing = (asked = 'git'): Failure => new Failure('git-missing', asked, 'Install git, or put it on the PATH of whatever started this.');

/** @param asked what gave no answer */
export const gitSilent = (asked: string): Failure => new Failure('git-silent', asked, 'Try again; if it stays silent, run `git fsck`.');

/** @param said by git: its first line names refs, files and options */
export const gitFailed = (args: readonly string[], said: string): Failure =>
  new Failure(
    'git-failed',
    `git ${args.find((arg) => !arg.startsWith('-')) ?? ''}: ${said.split('\n')[0]?.slice(0, 200) ?? ''}`,
    isUnfetched(said) ? fetchAll : 'Run `git status` and `git fsck` to see what is wrong with this repository.',
  );

/** What git says where an object was left at the remote of a partial clone, and fetching it now is off. */
export const isUnfetched = (said: string): boolean => /lazy fetching disabled|promisor/.test(said);
export const fetchAll = 'This is a partial clone: fetch everything with `git fetch --refetch --no-filter`, then try again.';
