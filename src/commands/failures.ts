// Failures in one sentence with the way out. Of anything unforeseen only its kind is told: its text could quote a file.
import { Failure, type FailureCode } from '../io/failure.ts';
import { printable } from '../report/printable.ts';

const sentences: Readonly<Record<FailureCode, string>> = {
  'git-missing': 'git could not be started',
  'git-failed': 'git failed',
  'git-silent': 'git gave no answer in time',
  'not-a-repository': 'this is no git repository',
  'object-missing': 'an object is missing',
  'object-stream': 'an object could not be read',
  'remote-unanswered': 'the remote did not say which refs it has',
  'bad-argument': 'this cannot be done',
  'no-such-path': 'there is no such file or folder',
  unreadable: 'a file could not be read',
  unwritable: 'a file could not be written',
  'bad-policy': 'the policy is not valid',
  'bad-ledger': 'the incident ledger is not valid',
  refused: 'this is refused',
  'looked-at-nothing': 'nothing was looked at',
};

/** @param outcome what follows from it: `refused, because …` */
export function explainFailure(error: unknown, outcome: string): string {
  if (error instanceof Failure) {
    const about = error.about === '' ? '' : `: ${printable(error.about)}`;
    return `secrets-hooks: ${outcome}: ${sentences[error.code]}${about}.${error.wayOut === '' ? '' : `\n  ${error.wayOut}`}\n`;
  }
  const code = (error as { code?: unknown } | undefined)?.code;
  const kind = error instanceof Error ? error.name : typeof error;
  const where = error instanceof Error ? frames(error) : '';
  return `secrets-hooks: ${outcome}: internal error (${kind}${typeof code === 'string' && /^[A-Z_0-9]{2,40}$/.test(code) ? ` ${code}` : ''}).\n  Please report it with these lines:\n${where}`;
}

/** Places in our own code, without the message. */
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
