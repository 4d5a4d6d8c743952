// What git runs as pre-commit: the quick look first, where the shim has fed in what git says.
import { passesQuickly, readFeed } from '../src/commands/hooks/quick.ts';
import { endHookWith, processWorld } from '../src/process.ts';

const args = process.argv.slice(2);
/** With this argument the shim says that it has asked git already, and that the answers stand on stdin. */
const feed = args.includes('--fed') ? readFeed() : undefined;

async function work(): Promise<number> {
  const world = processWorld();
  if (feed !== undefined && (await passesQuickly(feed, world))) return 0;
  const { run } = await import('../src/commands/hooks/run.ts');
  return run('pre-commit', args, world, feed);
}

endHookWith(work());
