// What git runs is read with one character a byte: a letter of another alphabet in it would be another letter there.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { finding, look, refused, report, rules } from '../report/sample.ts';
import { prettyReport } from '../../src/report/pretty.ts';

const hooks = join(import.meta.dirname, '../../dist/hooks');

test.each(readdirSync(hooks).filter((name) => name.endsWith('.main.cjs')))('%s is ASCII', (name) => {
  expect(/[^\x00-\x7f]/.exec(readFileSync(join(hooks, name), 'utf8'))?.[0]).toBeUndefined();
});

test('and the words hold such letters, so that this is worth a test', () => {
  expect(prettyReport(report([refused(finding())]), rules, look())).toMatch(/[^\x00-\x7f]/);
});
