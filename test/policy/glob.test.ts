// Globs over paths: what each names, what two of them can name together, in time that is bounded whatever is written.
import { describe, expect, test } from '@jest/globals';
import { globCovers, globsOverlap, matchesGlob } from '../../src/policy/glob.ts';

describe('A glob', () => {
  test.each([
    ['src/', 'src/a/b.ts', true],
    ['src/', 'lib/src/a.ts', false],
    ['src/**', 'src/a/b.ts', true],
    ['src/**', 'srcs/a', false],
    ['**/*.ts', 'a.ts', true],
    ['**/*.ts', 'a/b/c.ts', true],
    ['*.ts', 'a/b.ts', false],
    ['src/*.ts', 'src/a.ts', true],
    ['src/*.ts', 'src/a/b.ts', false],
    ['a/**/z', 'a/z', true],
    ['a/**/z', 'a/b/c/z', true],
    ['a/**/z', 'az', false],
    ['**', '.env', true],
    ['a?b', 'a?b', true],
    ['a.c', 'abc', false],
    ['docs/*', 'docs/', true],
  ])('%s and %s: %s', (glob, path, named) => {
    expect(matchesGlob(glob, path)).toBe(named);
  });

  test.each([
    ['src/**', '**/*.ts', true],
    ['src/', 'docs/', false],
    ['*.md', 'src/**', false],
    ['a*c', '*b*', true],
    ['a/*', 'a/b/*', false],
    ['**/test/**', 'src/**/x.ts', true],
  ])('%s and %s can name one path: %s', (one, other, both) => {
    expect(globsOverlap(one, other)).toBe(both);
    expect(globsOverlap(other, one)).toBe(both);
  });

  test('covers what surely lies below it', () => {
    expect(globCovers('src/', 'src/a/**')).toBe(true);
    expect(globCovers('**', 'x')).toBe(true);
    expect(globCovers('src/a/', 'src/')).toBe(false);
    expect(globCovers('*/', 'src/')).toBe(false);
  });

  test('takes bounded time for what makes matchers backtrack', () => {
    expect(matchesGlob('**a'.repeat(60), `${'a/'.repeat(400)}b`)).toBe(false);
    expect(matchesGlob('*a'.repeat(90), `${'a'.repeat(900)}b`)).toBe(false);
  });
});
