// Failures in one sentence with the fix. An unexpected error is reported by its type only: its message could quote a file.
import { Failure, type FailureCode } from '../io/failure.ts';
import { printable } from '../report/printable.ts';

const sentences: Readonly<Record<FailureCode, string>> = {
  'git-missing': 'git could not be started',
  'git-failed': 'git failed',
  'git-silent': 'git did not answer in time',
  'not-a-repository': 'not a git repository',
  'object-missing': 'an object is missing',
  'history-missing': 'this clone lacks commits that are needed',
  'object-stream': 'an object could not be read',
  'remote-unanswered': 'the remote did not say which refs it has',
  'bad-argument': '',
  'no-such-path': 'no such file or folder',
  unreadable: 'a file could not be read',
  unwritable: 'a file could not be written',
  'bad-policy': 'invalid policy',
  'bad-ledger': 'invalid incident ledger',
  refused: 'refused',
  'looked-at-nothing': 'nothing was scanned',
};

/** @param outcome the consequence: `refused, because …`; nothing where a command simply failed */
export function explainFailure(error: unknown, outcome?: string): string {
  const lead = outcome === undefined ? 'secrets-hooks' : `secrets-hooks: ${outcome}`;
  if (error instanceof Failure) {
    const parts = [lead, sentences[error.code], printable(error.about)].filter((part) => part !== '');
    return `${parts.join(': ')}.${error.wayOut === '' ? '' : `\n  ${error.wayOut}`}\n`;
  }
  const code = (error as { code?: unknown } | undefined)?.code;
  const kind = error instanceof Error ? error.name : typeof error;
  const where = error instanceof Error ? frames(error) : '';
  return `${lead}: internal error (${kind}${typeof code === 'string' && /^[A-Z_0-9]{2,40}$/.test(code) ? ` ${code}` : ''}).\n  Please report it with these lines:\n${where}`;
}

/** Stack frames of our own code, without the message. */
function frames(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 5)
    .map(
      (line) =>
        `  ${printable(
          line
            .slice(0, 300)
            .replace(/\(?(?:file:\/\/)?[^\s()]*[\\/]/, '(')
            .trim(),
        )}\n`,
    )
    .join('');
}
