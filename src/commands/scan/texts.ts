// Commits and tags of a history, looked at one after the other. One name stands in thousands of commits: it is kept once, with all of them.
import type { Finding, Unread } from '../../model.ts';
import type { Looking } from '../instruments.ts';
import { lookAtCommit, lookAtText } from '../written.ts';
import type { Clean } from './clean.ts';
import { Lasting } from './lasting.ts';

type Names = readonly (readonly [found: Finding, commits: readonly string[]])[];

export class Texts {
  readonly #look: Looking;
  readonly #clean: Clean;
  readonly #lasting = new Lasting();
  readonly #messages: Finding[] = [];
  readonly #names = new Map<string, [Finding, string[]]>();
  #commits = 0;

  /** @param clean is told of those that hold nothing */
  constructor(look: Looking, clean: Clean) {
    this.#look = look;
    this.#clean = clean;
  }

  /** @returns what of it could not be looked at */
  look(type: 'commit' | 'tag', object: Buffer, id: string): readonly Unread[] {
    if (type === 'tag') {
      const { findings, unread } = lookAtText('tag message', object, id, this.#look);
      if (findings.length + unread.length === 0) this.#clean.add('tag', id);
      this.#messages.push(...this.#lasting.of(findings));
      return unread;
    }
    this.#commits += 1;
    const { findings, unread, names } = lookAtCommit(object, id, this.#look);
    if (findings.length + unread.length + names.length === 0) this.#clean.add('commit', id);
    this.#messages.push(...this.#lasting.of(findings));
    for (const name of names) {
      const key = keyOf(name);
      const known = this.#names.get(key);
      if (known === undefined) this.#names.set(key, [this.#lasting.of([name])[0] ?? name, [id]]);
      else known[1].push(id);
    }
    return unread;
  }

  get part(): { readonly messages: readonly Finding[]; readonly names: Names; readonly commits: number } {
    return { messages: this.#messages, names: [...this.#names.values()], commits: this.#commits };
  }
}

const keyOf = ({ ruleId, fingerprint }: Finding): string => `${ruleId} ${fingerprint}`;

/** Each name once, at the first of its commits. @param oldest of some commits */
export function namesOnce(parts: readonly Names[], oldest: (commits: readonly string[]) => string | undefined): readonly Finding[] {
  const all = new Map<string, [Finding, string[]]>();
  for (const [finding, commits] of parts.flat()) {
    const known = all.get(keyOf(finding));
    if (known === undefined) all.set(keyOf(finding), [finding, [...commits]]);
    else for (const commit of commits) known[1].push(commit);
  }
  return [...all.values()].map(([finding, commits]) => {
    const first = oldest(commits);
    return first === undefined ? finding : { ...finding, commit: first };
  });
}
