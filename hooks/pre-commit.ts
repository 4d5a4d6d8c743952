// What git runs as pre-commit.
import { run } from '../src/commands/run.ts';
import { endWith, processWorld } from '../src/process.ts';

endWith(run('pre-commit', process.argv.slice(2), processWorld()));
