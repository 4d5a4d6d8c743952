// What git runs as pre-receive.
import { endHookWith, processWorld } from '../src/process.ts';

endHookWith(import('../src/commands/hooks/run.ts').then(({ run }) => run('pre-receive', process.argv.slice(2), processWorld())));
