// What git runs as pre-push: the quick look first, where the shim has fed in what git says.
import { PushFeed, pushPassesQuickly } from '../src/commands/hooks/quick.ts';
import { optimizeLate } from '../src/io/patience.ts';
import { endWith, processWorld } from '../src/process.ts';

const [first, ...others] = process.argv.slice(2);
/** With this argument the shim says that it has asked git already, and that the answers stand on stdin behind what git has said. */
const isFed = first === '--fed';
const args = isFed ? others : process.argv.slice(2);

optimizeLate();
async function work(): Promise<number> {
  const world = processWorld();
  if (!isFed) return (await import('../src/commands/hooks/run.ts')).run('pre-push', args, world);
  const feed = new PushFeed();
  if (await pushPassesQuickly(feed, args[0] ?? '', args[1], world)) return 0;
  const { run } = await import('../src/commands/hooks/run.ts');
  return run('pre-push', args, Object.assign(world, { heard: Buffer.from(feed.input, 'latin1') }));
}

endWith(work());
