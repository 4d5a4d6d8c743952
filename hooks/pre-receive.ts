// What git runs as pre-receive.
import { endWith, processWorld } from '../src/process.ts';

endWith(import('../src/commands/hooks/run.ts').then(({ run }) => run('pre-receive', process.argv.slice(2), processWorld())));
