// `--dry-run`: what the steps would change, as unified diffs that can be read and applied.
import { createTwoFilesPatch } from 'diff';
import type { Step } from '../../setup/step.ts';
import { stepWords } from '../../setup/words.ts';

const utf8 = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');

/** One step; `show` makes a path short and safe. A receipt is bookkeeping and is named only. */
export function preview(step: Step, show: (path: string) => string): string {
  const writes = step.do === 'write';
  if ((!writes && step.do !== 'remove') || step.path.endsWith('/installed.json')) return `would have ${stepWords(step, show).replace(/\s+/, ' ')}\n`;
  const before = utf8(step.before ?? '');
  const after = writes ? utf8(step.text) : '';
  const patch = createTwoFilesPatch(
    step.before === undefined ? '/dev/null' : `a/${show(step.path)}`,
    writes ? `b/${show(step.path)}` : '/dev/null',
    before,
    after,
  );
  return `${patch.replace(/^=+\n/, '')}${writes && step.before === undefined ? `(mode ${step.mode.toString(8)})\n` : ''}`;
}
