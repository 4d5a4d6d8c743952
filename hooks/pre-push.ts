// What git runs as pre-push.
import { PushFeed, run } from '../src/commands/hooks/entry.ts';
import { optimizeLate } from '../src/io/patience.ts';
import { endHookWith, processWorld } from '../src/process.ts';

optimizeLate();
const [first, ...others] = process.argv.slice(2);
// with --fed the shim has asked git while node was starting, and the answers come on stdin behind what git has said
const isFed = first === '--fed';
endHookWith(run('pre-push', isFed ? others : process.argv.slice(2), processWorld(), isFed ? new PushFeed() : undefined));
