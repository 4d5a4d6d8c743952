// What V8 compiled of this program is kept beside it, where Node can do so (22.1 and newer): the next start need not compile it again.
import * as module from 'node:module';
import { fileURLToPath } from 'node:url';

const { enableCompileCache } = module as { readonly enableCompileCache?: (folder: string) => unknown };

/** @param folder made where it is not there; one that cannot be written to is done without */
export function keepCode(folder: URL): void {
  enableCompileCache?.(fileURLToPath(folder));
}
