// What git runs as commit-msg.
import { endHookWith, processWorld } from '../src/process.ts';

endHookWith(import('../src/commands/hooks/run.ts').then(({ run }) => run('commit-msg', process.argv.slice(2), processWorld())));
