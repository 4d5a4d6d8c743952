// A random value is found in whatever people write around it, and its place is the value's own: line, first and last column.
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/detect/catalogue.ts';
import { engineOf } from '../../src/detect/engine.ts';
import { randomFrom } from '../../src/detect/shape/generate.ts';
import type { Path } from '../../src/model.ts';
import { code } from './surroundings/code.ts';
import { commands } from './surroundings/commands.ts';
import { configuration } from './surroundings/configuration.ts';
import { documents } from './surroundings/documents.ts';
import { fallbacks } from './surroundings/fallbacks.ts';
import { papers } from './surroundings/papers.ts';
import { programs } from './surroundings/programs.ts';
import { services } from './surroundings/services.ts';
import { shell } from './surroundings/shell.ts';
import type { Surrounding } from './surroundings/surrounding.ts';

const engine = engineOf(catalogue);
const random = randomFrom(11);
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const key = (): string => `${Array.from({ length: 24 }, () => letters[Math.floor(random() * letters.length)]).join('')}7kQ2`;

/** What was found of medium severity and above, as the text it covers. */
function found(path: string, text: string): string[] {
  const look = engine({ path: path as Path, origin: 'file', bytes: Buffer.from(text) });
  return look.candidates.filter((one) => one.severity !== 'low').map((one) => look.view.text.slice(one.start, one.end));
}

const groups: readonly (readonly [what: string, rows: readonly Surrounding[]])[] = [
  ['source code', code],
  ['command lines and scripts', shell],
  ['documents', documents],
  ['configuration', configuration],
  ['programs', programs],
  ['services', services],
  ['commands of tools', commands],
  ['values for an empty environment', fallbacks],
  ['notes and recordings', papers],
];

describe.each(groups)('In %s', (_what, rows) => {
  test.each(rows.map(([path, write], index) => ({ path, index, shown: write('…').trim().split('\n').slice(-2).join(' ').slice(0, 70), write })))(
    '$path $shown',
    ({ path, write }) => {
      const value = key();
      const text = write(value);
      const spans = found(path, text);
      // encoded and divided values are told as they stand
      if (text.includes(value)) expect(spans).toContain(value);
      else expect(spans.length).toBeGreaterThan(0);
    },
  );
});
