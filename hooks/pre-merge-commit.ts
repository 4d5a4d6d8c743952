// What git runs as pre-merge-commit.
import { run } from '../src/commands/hooks/entry.ts';
import { endHookWith, processWorld } from '../src/process.ts';

endHookWith(run('pre-merge-commit', process.argv.slice(2), processWorld()));
