// The house holds: which folder may import which, and what pure folders may not do.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const pure = ['detect', 'policy', 'report', 'ledger', 'setup'];
/** Pure files at the top of `src`, below every folder. */
const nouns = ['model.ts', 'secret.ts', 'guessable.ts', 'limits.ts'];
const allowed: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(pure.map((folder) => [folder, [folder, 'generated', ...nouns]])),
  'seal.ts': ['detect', ...nouns],
  'subtract.ts': nouns,
  'inspect.ts': ['detect', 'policy', 'ledger', 'seal.ts', 'subtract.ts', 'inspect-windows.ts', ...nouns],
  'inspect-windows.ts': ['detect', 'seal.ts', 'subtract.ts', ...nouns],
  io: ['io', ...nouns],
};
/** Features that live in one folder each: nothing but their entry point is imported from outside, and they don't import each other. */
const features: Readonly<Record<string, readonly string[]>> = {
  fleet: ['fleet/audit-fleet.ts', 'fleet/worker.ts', 'fleet/task-runner.ts', 'fleet/task-error.ts', 'fleet/task.ts'],
  ui: ['ui/open-ui.ts'],
};

interface Source {
  readonly file: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const sources: readonly Source[] = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts') && !name.startsWith('generated/') && !name.endsWith('.as.ts'))
  .map((file) => {
    const text = readFileSync(join(root, 'src', file), 'utf8');
    const imports = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] ?? '');
    return { file, room: file.includes('/') ? file.slice(0, file.indexOf('/')) : file, text, imports };
  });

const pathOf = (source: Source, specifier: string): string =>
  relative(join(root, 'src'), resolve(join(root, 'src'), dirname(source.file), specifier)).replaceAll('\\', '/');
const target = (source: Source, specifier: string): string => {
  const file = pathOf(source, specifier);
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : file;
};
const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '').replace(/`[^`]*`|'[^'\n]*'|"[^"\n]*"/g, "''");

describe('The house', () => {
  test.each(Object.entries(allowed))('%s imports only what it may', (room, rooms) => {
    const wrong = sources
      .filter((source) => source.room === room)
      .flatMap((source) =>
        source.imports.filter((name) => name.startsWith('.') && !rooms.includes(target(source, name))).map((name) => `${source.file} → ${name}`),
      )
      // the one named exception: the worker looks, so it sees the look
      .filter((arrow) => !/^io\/workers?[\w-]*\.ts → \.\.\/(?:detect\/|seal\.ts|inspect\.ts|subtract\.ts)/.test(arrow));
    expect(wrong).toEqual([]);
  });

  test.each(Object.entries(features))('%s is imported through its entry point only', (feature, entries) => {
    const wrong = sources
      .filter((source) => source.room !== feature)
      .flatMap((source) => source.imports.filter((name) => name.startsWith('.') && target(source, name) === feature).map((name) => ({ source, name })))
      .filter(({ source, name }) => !entries.includes(pathOf(source, name)))
      .map(({ source, name }) => `${source.file} → ${name}`);
    expect(wrong).toEqual([]);
  });

  test('pure folders import no node: module, are synchronous, and touch neither the process nor the clock', () => {
    const wrong = sources
      .filter((source) => pure.includes(source.room) || [...nouns, 'seal.ts', 'subtract.ts'].includes(source.room))
      .flatMap((source) => {
        const found = source.imports.filter((name) => name.startsWith('node:')).map((name) => `${source.file} imports ${name}`);
        const banned = code(source.text).match(/\basync\b|\bawait\b|\bprocess\.|\bconsole\.|\bDate\.now\b|\bMath\.random\b|\bsetTimeout\b/g) ?? [];
        return [...found, ...banned.map((word) => `${source.file} says ${word}`)];
      });
    expect(wrong).toEqual([]);
  });

  test('only the seal and the subtraction open the box', () => {
    const openers = sources
      .filter((source) => /import \{[^}]*\b(?:open|identityOf)\b[^}]*\} from '[./]*secret\.ts'/.test(source.text))
      .map((source) => source.file);
    expect(openers.sort()).toEqual(['seal.ts', 'subtract.ts']);
  });

  test('only the command line touches the process', () => {
    const wrong = sources
      .filter(
        (source) => !['cli.ts', 'api.ts', 'process.ts'].includes(source.file) && /\bprocess\.(?:exit|stdout|stderr|argv|stdin|on)\b/.test(code(source.text)),
      )
      .map((source) => source.file);
    expect(wrong).toEqual([]);
  });

  test('no file is over 250 lines, and each says in its first line what it is for', () => {
    const wrong = sources.filter((source) => source.text.split('\n').length > 251 || !/^(?:\/\/|\/\*\*) ?\S/.test(source.text)).map((source) => source.file);
    expect(wrong).toEqual([]);
  });
});
