// The memory of what was clean: what it knows, and what nobody can make it believe.
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { cacheFolder } from '../../src/io/cache-folder.ts';
import { CleanMemory } from '../../src/io/clean-memory.ts';
import { Stamps } from '../../src/io/stamps.ts';
import { folder, tidy } from '../hooks/lab.ts';

afterAll(tidy);
const onPosix = process.platform === 'win32' ? test.skip : test;
const id = '0123456789abcdef'.repeat(3).slice(0, 40);
const open = (place: string, about = 'rules', repository = '/work/tree'): CleanMemory => {
  const memory = CleanMemory.open(place, about, repository);
  if (memory === undefined) throw new Error('there is no memory');
  return memory;
};
/** A folder with a memory of one blob. */
function kept(): string {
  const place = folder('kept-');
  const memory = open(place);
  memory.add('blob', id, 'src/a.ts');
  memory.save();
  return place;
}
const files = (place: string): readonly string[] => readdirSync(join(place, 'clean')).map((name) => join(place, 'clean', name));

describe('what is remembered', () => {
  test('is known to the next run, and nothing beside it', () => {
    const memory = open(kept());
    expect(memory.has('blob', id, 'src/a.ts')).toBe(true);
    expect([
      memory.has('blob', id, 'src/b.ts'),
      memory.has('commit', id),
      memory.has('file', id, 'src/a.ts'),
      memory.has('blob', `1${id.slice(1)}`, 'src/a.ts'),
    ]).toEqual(Array(4).fill(false));
  });
  test('is added to, and is the same in a thread that is given key and stamps', () => {
    const place = kept();
    const more = open(place);
    for (let number = 0; number < 1000; number += 1) more.add('blob', id, `more/${number}.ts`);
    more.addAll(more.stamps.of('tag', id));
    more.save();
    const memory = open(place);
    const thread = new Stamps(Buffer.from(memory.stamps.key), new Uint8Array(memory.stamps.known));
    for (let number = 0; number < 1000; number += 1) expect(thread.has(thread.of('blob', id, `more/${number}.ts`))).toBe(true);
    expect([memory.has('tag', id), memory.has('blob', id, 'src/a.ts'), memory.has('blob', id, 'more/1000.ts')]).toEqual([true, true, false]);
  });
  test('is nothing to other rules, another program, another repository', () => {
    const place = kept();
    expect([open(place, 'other rules').has('blob', id, 'src/a.ts'), open(place, 'rules', '/another').has('blob', id, 'src/a.ts')]).toEqual([false, false]);
  });
  test('tells names apart that no text can spell', () => {
    const place = folder('bytes-');
    const memory = open(place);
    memory.add('blob', id, 'a\udcff.ts');
    memory.save();
    expect([open(place).has('blob', id, 'a\udcff.ts'), open(place).has('blob', id, 'a\udcfe.ts'), open(place).has('blob', id, 'a\ufffd.ts')]).toEqual([
      true,
      false,
      false,
    ]);
  });
  onPosix('lies where only this user reads', () => {
    const place = kept();
    for (const file of [join(place, 'key'), ...files(place)]) expect(statSync(file).mode & 0o077).toBe(0);
    for (const file of files(place)) expect(readFileSync(file, 'latin1')).not.toContain('src/a.ts');
  });
});

describe('what somebody else has written there', () => {
  test('stamps of another key are nothing', () => {
    const [mine, theirs] = [folder('mine-'), kept()];
    const memory = open(mine);
    memory.add('blob', id, 'src/b.ts');
    memory.save();
    copyFileSync(files(theirs)[0]!, files(mine)[0]!);
    expect([open(mine).has('blob', id, 'src/a.ts'), open(mine).has('blob', id, 'src/b.ts')]).toEqual([false, false]);
  });
  test.each<[string, (place: string) => void]>([
    [
      'a file that is torn',
      (place) => {
        truncateSync(files(place)[0]!, 15);
      },
    ],
    [
      'a file that is empty',
      (place) => {
        truncateSync(files(place)[0]!, 0);
      },
    ],
    [
      'a file of zeros',
      (place) => {
        writeFileSync(files(place)[0]!, Buffer.alloc(64));
      },
    ],
    [
      'another key',
      (place) => {
        writeFileSync(join(place, 'key'), Buffer.alloc(32, 7));
      },
    ],
    [
      'a key that is too short',
      (place) => {
        writeFileSync(join(place, 'key'), 'short');
      },
    ],
    [
      'no key',
      (place) => {
        truncateSync(join(place, 'key'), 0);
      },
    ],
  ])('%s is nothing, and is written anew', (_, spoil) => {
    const place = kept();
    spoil(place);
    const memory = open(place);
    expect(memory.has('blob', id, 'src/a.ts')).toBe(false);
    memory.add('blob', id, 'src/c.ts');
    memory.save();
    expect([open(place).has('blob', id, 'src/a.ts'), open(place).has('blob', id, 'src/c.ts')]).toEqual([false, true]);
  });
  onPosix.each<[string, (place: string) => void]>([
    [
      'others could read',
      (place) => {
        chmodSync(join(place, 'key'), 0o644);
      },
    ],
    [
      'is a link',
      (place) => {
        const other = join(folder('other-'), 'key');
        renameSync(join(place, 'key'), other);
        symlinkSync(other, join(place, 'key'));
      },
    ],
  ])('a key that %s does not count', (_, spoil) => {
    const place = kept();
    spoil(place);
    expect(open(place).has('blob', id, 'src/a.ts')).toBe(false);
  });
  test('a folder in which a file stands where the memory would: nothing is remembered, and nothing fails', () => {
    const place = folder('file-');
    writeFileSync(join(place, 'clean'), '');
    const memory = open(place);
    memory.add('blob', id, 'src/a.ts');
    memory.save();
    expect(open(place).has('blob', id, 'src/a.ts')).toBe(false);
  });
});

describe('the folder', () => {
  test('is none where it is turned off, where no home is known, or where that is no absolute path', () => {
    const home = folder('home-');
    expect(cacheFolder({ HOME: home, SECRETS_HOOKS_CACHE: 'off' }, 'linux', '/work')).toBeUndefined();
    expect(cacheFolder({}, 'linux', '/work')).toBeUndefined();
    expect(cacheFolder({}, 'win32', '/work')).toBeUndefined();
    expect(cacheFolder({ HOME: 'here' }, 'darwin', '/work')).toBeUndefined();
  });
  test('lies where the system has such folders', () => {
    const home = folder('home-');
    expect(cacheFolder({ HOME: home }, 'linux', '/work')).toBe(join(home, '.cache/secrets-hooks'));
    expect(cacheFolder({ HOME: home, XDG_CACHE_HOME: '' }, 'linux', '/work')).toBe(join(home, '.cache/secrets-hooks'));
    expect(cacheFolder({ HOME: home, XDG_CACHE_HOME: join(home, 'xdg') }, 'linux', '/work')).toBe(join(home, 'xdg/secrets-hooks'));
    expect(cacheFolder({ HOME: home }, 'darwin', '/work')).toBe(join(home, 'Library/Caches/secrets-hooks'));
    expect(cacheFolder({ LOCALAPPDATA: home }, 'win32', '/work')).toBe(join(home, 'secrets-hooks'));
  });
  test('is none inside the repository: what lies there may have come with it', () => {
    const top = folder('top-');
    expect(cacheFolder({ HOME: top }, 'linux', top)).toBeUndefined();
    expect(cacheFolder({ HOME: join(top, 'deep/er') }, 'linux', top)).toBeUndefined();
  });
  onPosix('is none where others can write, or where it is a link', () => {
    const [open_, linked] = [folder('open-'), folder('linked-')];
    mkdirSync(join(open_, '.cache/secrets-hooks'), { recursive: true });
    chmodSync(join(open_, '.cache/secrets-hooks'), 0o777);
    expect(cacheFolder({ HOME: open_ }, 'linux', '/work')).toBeUndefined();
    mkdirSync(join(linked, '.cache'));
    symlinkSync(folder('aim-'), join(linked, '.cache/secrets-hooks'));
    expect(cacheFolder({ HOME: linked }, 'linux', '/work')).toBeUndefined();
  });
});
