// Why a task came to nothing, in words of our own: what git or a library said could quote a URL with a password, or a file.
import type { Trouble } from './task.ts';
import { CloneFailure } from './clone.ts';
import { Failure, type FailureCode } from '../io/failure.ts';

/** Trying again cannot help with these. */
const lasting: readonly FailureCode[] = ['not-a-repository', 'no-such-path', 'bad-argument', 'bad-policy', 'object-missing', 'unreadable', 'refused'];
/** Of these the text is our own or names the repository only. */
const own: readonly FailureCode[] = ['object-missing', 'bad-policy', 'bad-argument', 'unreadable'];

export function troubleOf(error: unknown, name: string): Trouble {
  if (error instanceof CloneFailure) return { code: error.code, about: error.about.slice(name.length + 2), passing: error.passing };
  if (error instanceof Failure) return { code: error.code, about: own.includes(error.code) ? error.about : '', passing: !lasting.includes(error.code) };
  const code = (error as { code?: unknown } | undefined)?.code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { code: 'no-such-path', about: '', passing: false };
  return { code: 'internal', about: error instanceof Error ? error.name : typeof error, passing: true };
}
