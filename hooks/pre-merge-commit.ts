// What git runs as pre-merge-commit.
import { run } from '../src/commands/hooks/entry.ts';
import { endWith, processWorld } from '../src/process.ts';

endWith(run('pre-merge-commit', process.argv.slice(2), processWorld()));
