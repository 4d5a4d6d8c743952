// What git runs as commit-msg.
import { run } from '../src/commands/hooks/entry.ts';
import { endHookWith, processWorld } from '../src/process.ts';

endHookWith(run('commit-msg', process.argv.slice(2), processWorld()));
