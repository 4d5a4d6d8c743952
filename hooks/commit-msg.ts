// What git runs as commit-msg.
import { endWith, processWorld } from '../src/process.ts';

endWith(import('../src/commands/hooks/run.ts').then(({ run }) => run('commit-msg', process.argv.slice(2), processWorld())));
