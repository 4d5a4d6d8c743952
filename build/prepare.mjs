// `npm install` in a clone of this repository puts our own hooks into force. Not in CI, not in a linked worktree (it shares the clone's), not for those who install the package.
import { statSync } from 'node:fs';
import { join } from 'node:path';

const git = statSync(join(import.meta.dirname, '..', '.git'), { throwIfNoEntry: false });
if (git?.isDirectory() && !process.env.CI) {
  const { default: husky } = await import('husky');
  const said = husky();
  if (said) console.log(said);
}
