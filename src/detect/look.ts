// The result of scanning a document or one window of it.
import type { Candidate, Unread } from '../model.ts';
import type { View } from './text.ts';

/** What a document yielded. Offsets of candidates are of `view.text`. */
export interface Look {
  readonly view: View;
  readonly candidates: readonly Candidate[];
  readonly unread: readonly Unread[];
  /** set for the first window of a container, which has to be opened as a whole */
  readonly isContainer?: true;
}
