// What git runs as pre-merge-commit.
import { endHookWith, processWorld } from '../src/process.ts';

endHookWith(import('../src/commands/hooks/run.ts').then(({ run }) => run('pre-merge-commit', process.argv.slice(2), processWorld())));
