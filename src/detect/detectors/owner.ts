// Literals whose name stands apart from them: members of a secret-named container, what a secret-named function returns, its default.
import { nameAround, ownedBy } from '../assign/owner/owned.ts';
import { nothingYet, type Hit } from '../detector.ts';
import { couldBeOwned } from '../evidence/owned-value.ts';
import { wrappedPassword } from '../evidence/readings.ts';
import type { Scene } from '../scene.ts';
import { weighOwned } from './verdict.ts';

/** What was looked at last: a name of two words wakes it twice. */
let last: { readonly text: string; readonly start: number; readonly outcome: readonly Hit[] | undefined } = { text: '', start: -1, outcome: undefined };

/**
 * @param at offset of the word that woke it
 * @returns undefined where the name owns nothing
 */
export function findOwned(scene: Scene, at: number, length: number): readonly Hit[] | undefined {
  const { text } = scene;
  const name = nameAround(text, at, length);
  if (last.start === name.start && last.text === text) return last.outcome;
  const owned = ownedBy(scene, name.start, name.end);
  const hits = owned?.literals.flatMap(({ quote, value, start, end }) => {
    const reading = couldBeOwned(value, owned.owner.kind) ? value : wrappedPassword(value, owned.owner.name);
    if (reading === undefined) return [];
    const hit = weighOwned(scene, {
      name: owned.owner.name,
      nameStart: owned.nameStart,
      operator: '=',
      quote: quote === '' ? '"' : quote,
      value: reading,
      start,
      end,
    });
    return hit === undefined ? [] : [hit];
  });
  const outcome = hits === undefined ? undefined : hits.length === 0 ? nothingYet : hits;
  last = { text, start: name.start, outcome };
  return outcome;
}
