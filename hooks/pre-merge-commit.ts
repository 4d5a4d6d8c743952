// What git runs as pre-merge-commit.
import { endWith, processWorld } from '../src/process.ts';

endWith(import('../src/commands/hooks/run.ts').then(({ run }) => run('pre-merge-commit', process.argv.slice(2), processWorld())));
