// What git runs as pre-push.
import { run } from '../src/commands/run.ts';
import { endWith, processWorld } from '../src/process.ts';

endWith(run('pre-push', process.argv.slice(2), processWorld()));
