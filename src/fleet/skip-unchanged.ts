// What stands as it stood, found by a glance at ref files before anything is ordered: of a fleet that did not change no thread is started.
import type { Source } from './source.ts';
import { glanceAt } from './refs-digest.ts';
import type { State } from './state.ts';

/** So many glances are taken in one go; between them timers and signals have their turn. */
const stretch = 256;

/**
 * Nothing is written down for these: a killed audit takes the glance anew, which costs less than the note.
 * @param other is called when the first is met that has to be looked at
 * @returns the names of folders whose refs, configuration and hooks are those of the last look
 */
export async function unchangedIn(sources: readonly Source[], state: State, run: number, other: () => void): Promise<ReadonlySet<string>> {
  const glances = state.glances(run);
  const same = new Set<string>();
  let others = 0;
  let taken = 0;
  for (const { name, kind, at } of sources) {
    const known = kind === 'folder' ? glances.get(name) : undefined;
    if (known !== undefined) taken += 1;
    if (known !== undefined && glanceAt(at) === known) same.add(name);
    else if (++others === 1) other();
    if (known !== undefined && taken % stretch === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return same;
}
