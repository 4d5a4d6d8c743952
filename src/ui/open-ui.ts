// `secrets-hooks ui`: a page for admins, served on this machine to whoever holds the link.
import { Failure } from '../io/failure.ts';
import { explainFailure } from '../commands/failures.ts';
import { standpointOf } from '../commands/place.ts';
import type { ExitStatus, World } from '../commands/world.ts';
import { answersFor } from './server/answers.ts';
import { serve } from './server/server.ts';

export async function ui(options: { readonly port: string }, world: World): Promise<ExitStatus> {
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Failure('bad-argument', '--port', 'Name a port from 1024 to 65535, or 0 for any that is free.');
  if (world.worker === undefined) throw new Failure('no-such-path', 'the page', 'Run the installed package: the page is built into it.');
  const at = await standpointOf(world);
  const { url, server } = await serve(new URL('ui/', world.worker), port, answersFor(at, world), (error) =>
    explainFailure(error).replace(/^secrets-hooks: /, ''),
  ).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code;
    throw code === 'EADDRINUSE' || code === 'EACCES' ? new Failure('bad-argument', `--port ${port} (${code})`, 'Name another port, or none.') : error;
  });
  world.out(`${url}\n`);
  world.err('The link opens once, in a browser on this machine. Press Ctrl-C to end.\n');
  return new Promise((resolve) => {
    server.once('close', () => {
      resolve(0);
    });
  });
}
