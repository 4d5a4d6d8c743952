// The ref updates of a push, as git lists them on stdin of pre-push and pre-receive.
import { Failure } from './failure.ts';

/** One line of a pre-push or pre-receive hook's stdin. */
export interface RefUpdate {
  readonly localRef: string;
  readonly localId: string;
  readonly remoteRef: string;
  readonly remoteId: string;
}

/** git's id for a ref that does not exist: before it is created, or after it is deleted. */
export const isZero = (id: string): boolean => /^0+$/.test(id);
export const isId = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** `<local ref> <local id> <remote ref> <remote id>` a line; a local ref may be an expression with spaces in it. */
export function prePushUpdates(stdin: string): RefUpdate[] {
  return stdin
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const fields = line.split(' ');
      const [remoteId = '', remoteRef = '', localId = ''] = fields.slice(-3).reverse();
      if (!isId.test(localId) || !isId.test(remoteId))
        throw new Failure(
          'bad-argument',
          'a line on stdin is not what git sends to pre-push',
          'Let git call this hook, or send `<local ref> <local id> <remote ref> <remote id>` lines.',
        );
      return { localRef: fields.slice(0, -3).join(' '), localId, remoteRef, remoteId };
    });
}

/** `<old id> <new id> <ref>` a line. */
export function preReceiveUpdates(stdin: string): RefUpdate[] {
  return stdin
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [remoteId = '', localId = '', remoteRef = ''] = line.split(' ');
      if (!isId.test(localId) || !isId.test(remoteId))
        throw new Failure('bad-argument', 'a line on stdin is not what git sends to pre-receive', 'Let git call this hook.');
      return { localRef: remoteRef, localId, remoteRef, remoteId };
    });
}
