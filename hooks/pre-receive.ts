// What git runs as pre-receive.
import { run } from '../src/commands/hooks/entry.ts';
import { endHookWith, processWorld } from '../src/process.ts';

endHookWith(run('pre-receive', process.argv.slice(2), processWorld()));
