// One blob, piece by piece: for what is larger than a window.
import type { Git } from './git.ts';
import { streamed } from './git-stream.ts';
import { GIT_OUTPUT_TIMEOUT_MS } from '../limits.ts';

/** @throws Failure where git ends with an error: then what came so far may not be all */
export const blobChunks = (git: Pick<Git, 'folder' | 'env'>, id: string): AsyncGenerator<Buffer> =>
  streamed(git, ['cat-file', 'blob', id], GIT_OUTPUT_TIMEOUT_MS);
