// What git runs as pre-push.
import { endWith, processWorld } from '../src/process.ts';

endWith(import('../src/commands/hooks/run.ts').then(({ run }) => run('pre-push', process.argv.slice(2), processWorld())));
