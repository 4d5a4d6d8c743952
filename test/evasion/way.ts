// What a way of slipping past is: its row in docs/evasion.md, and how it is tried out.
import { createHash, randomBytes } from 'node:crypto';
import { token } from '../hooks/lab.ts';

/** Where a way ends. `out of reach`: it slips past, and the row says why. */
export const answers = ['caught at commit', 'caught at push', 'caught on the server', 'out of reach'] as const;
export type Answer = (typeof answers)[number];

/** Values that were never issued, made anew in each run. */
export interface Samples {
  readonly token: string;
  readonly password: string;
}

export const samples = (): Samples => ({
  token: token(),
  password: `${createHash('sha256').update(randomBytes(16)).digest('base64url').replace(/[-_]/g, 'x').slice(0, 14)}9zQ!`,
});

/** A way that is a file: its path and its bytes. */
export interface FileWay {
  readonly way: string;
  readonly answer: Answer;
  readonly path: string;
  readonly content: (secret: Samples) => string | Uint8Array;
}

/** A way that is something done with git. */
export interface GitWay {
  readonly way: string;
  readonly answer: Answer;
  readonly run: () => void;
}

type Content = FileWay['content'];
export const caught = (way: string, path: string, content: Content): FileWay => ({ way, answer: 'caught at commit', path, content });
export const slips = (way: string, path: string, content: Content): FileWay => ({ way, answer: 'out of reach', path, content });
export const codes = (text: string): number[] => [...Buffer.from(text)];
export const hexOf = (code: number, width = 2): string => code.toString(16).padStart(width, '0');
