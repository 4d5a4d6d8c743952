// Globs over paths from the repository's top: `*` within one part, `**` over parts. In time that is bounded by both lengths, whatever is written.

/** What one step of a glob takes: one character, `part` (any but `/`), `any` at all. `loop` stays, `skip` jumps over an optional piece. */
interface Step {
  readonly takes: string;
  readonly loop: boolean;
  /** how many steps further one may go without taking anything */
  readonly skip: number;
}

/** `docs/` means everything below it; a `**` and the slash behind it may be nothing. */
function stepsOf(glob: string): readonly Step[] {
  const text = glob.endsWith('/') ? `${glob}**` : glob;
  const steps: Step[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] !== '*') steps.push({ takes: text[at] ?? '', loop: false, skip: 0 });
    else if (text[at + 1] !== '*') steps.push({ takes: 'part', loop: true, skip: 1 });
    else {
      while (text[at + 1] === '*') at += 1;
      const opens = text[at + 1] === '/' && (steps.length === 0 || steps.at(-1)?.takes === '/');
      steps.push({ takes: 'any', loop: true, skip: opens ? 2 : 1 });
      if (opens) {
        steps.push({ takes: '/', loop: false, skip: 0 });
        at += 1;
      }
    }
  }
  return steps;
}

const literal = (path: string): readonly Step[] => [...path].flatMap((one) => [...one].map((takes) => ({ takes, loop: false, skip: 0 })));

const meet = (a: Step, b: Step): boolean => {
  if (a.takes === 'any' || b.takes === 'any') return true;
  if (a.takes === 'part') return b.takes !== '/';
  return b.takes === 'part' ? a.takes !== '/' : a.takes === b.takes;
};

/** Whether some path is taken by both: every pair of positions is looked at once. */
function common(a: readonly Step[], b: readonly Step[]): boolean {
  const width = b.length + 1;
  const seen = new Uint8Array((a.length + 1) * width);
  const open = [0];
  const go = (i: number, j: number): void => {
    const place = i * width + j;
    if (i > a.length || j > b.length || seen[place] === 1) return;
    seen[place] = 1;
    open.push(place);
  };
  seen[0] = 1;
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const [i, j] = [Math.floor(place / width), place % width];
    const [one, other] = [a[i], b[j]];
    if (one === undefined && other === undefined) return true;
    if (one !== undefined && one.skip > 0) go(i + one.skip, j);
    if (other !== undefined && other.skip > 0) go(i, j + other.skip);
    if (one === undefined || other === undefined || !meet(one, other)) continue;
    for (const next of one.loop ? [i, i + 1] : [i + 1]) for (const beside of other.loop ? [j, j + 1] : [j + 1]) go(next, beside);
  }
  return false;
}

export const matchesGlob = (glob: string, path: string): boolean => common(stepsOf(glob), literal(path));

/** Whether there can be a path that both name. */
export const globsOverlap = (a: string, b: string): boolean => common(stepsOf(a), stepsOf(b));

/** Whether `wide` surely names all that `narrow` names. */
export function globCovers(wide: string, narrow: string): boolean {
  const folder = (glob: string): string => (glob.endsWith('/') ? `${glob}**` : glob);
  const [outer, inner] = [folder(wide), folder(narrow)];
  if (outer === inner || outer === '**') return true;
  const prefix = outer.endsWith('/**') ? outer.slice(0, -2) : undefined;
  return prefix !== undefined && !prefix.includes('*') && inner.startsWith(prefix);
}
