// What git runs as commit-msg.
import { run } from '../src/commands/hooks/entry.ts';
import { endWith, processWorld } from '../src/process.ts';

endWith(run('commit-msg', process.argv.slice(2), processWorld()));
