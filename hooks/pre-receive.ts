// What git runs as pre-receive.
import { run } from '../src/commands/hooks/entry.ts';
import { endWith, processWorld } from '../src/process.ts';

endWith(run('pre-receive', process.argv.slice(2), processWorld()));
