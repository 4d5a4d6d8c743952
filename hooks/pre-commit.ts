// What git runs as pre-commit.
import { readFeed, run } from '../src/commands/hooks/entry.ts';
import { endHookWith, processWorld } from '../src/process.ts';

const args = process.argv.slice(2);
// with --fed the shim has asked git while node was starting, and the answers come on stdin
endHookWith(run('pre-commit', args, processWorld(), args.includes('--fed') ? readFeed() : undefined));
