// What git runs as pre-commit.
import { readFeed, run } from '../src/commands/hooks/entry.ts';
import { endWith, processWorld } from '../src/process.ts';

const args = process.argv.slice(2);
// with --fed the shim has asked git while node was starting, and the answers come on stdin
endWith(run('pre-commit', args, processWorld(), args.includes('--fed') ? readFeed() : undefined));
