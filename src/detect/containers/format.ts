// What a row of the table of known formats is.
import type { Path } from '../../model.ts';
import type { Entry } from '../detector.ts';

/** A file format that holds other files or compressed text. */
export interface Format {
  readonly id: string;
  /** the bytes that identify it, one character each */
  readonly signature: string;
  /** where the signature is; from the end of the file if negative */
  readonly offset: number;
  /**
   * Whether the rest of the header is plausible. Formats with a short signature are recognised only if it is; so is everything that is found in the middle
   * of other bytes, because programs that read a format contain its signature too.
   */
  readonly confirm?: (bytes: Uint8Array) => boolean;
  /** the signature alone is too short to tell the format, even at the start of a file */
  readonly weak?: true;
  /** also looked for inside other files, such as programs and images; needs `confirm` or a signature of eight bytes or more */
  readonly embedded?: true;
  /** How many bytes belong to it, if others follow. Absent: that is known only after it was opened. */
  readonly length?: (bytes: Uint8Array) => number;
  /** Takes the files out, or answers undefined if it is another format after all. Absent: the format is known, but can't be opened here. */
  readonly open?: (path: Path, bytes: Uint8Array) => Iterable<Entry> | undefined;
  /** why it can't be opened */
  readonly reason?: 'unsupported' | 'encrypted';
}
