// Ways that are files: each through the whole engine, and all that are caught in one commit with real git.
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/detect/catalogue.ts';
import { engineOf } from '../../src/detect/engine.ts';
import type { Path } from '../../src/model.ts';
import { Repo, tidy } from '../hooks/lab.ts';
import { fileWays } from './ways.ts';
import { samples } from './way.ts';

afterAll(tidy);

const engine = engineOf(catalogue);
const made = fileWays.map((way) => {
  const secret = samples();
  const content = way.content(secret);
  return { ...way, secret, bytes: typeof content === 'string' ? Buffer.from(content) : content };
});

describe('Files, through the engine', () => {
  test.each(made)('$group: $way: $answer', ({ path, bytes, answer }) => {
    const { candidates, unread } = engine({ path: path as Path, origin: 'file', bytes });
    const refused = unread.length > 0 || candidates.some((one) => one.severity !== 'low');
    expect(refused).toBe(answer === 'caught at commit');
  });
});
