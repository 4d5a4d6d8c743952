// Errors for people: a code, what it is about, and the way out. Everything else is a bug and keeps its stack.

export type FailureCode =
  | 'git-missing'
  | 'git-failed'
  | 'git-silent'
  | 'not-a-repository'
  | 'object-missing'
  | 'object-stream'
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
