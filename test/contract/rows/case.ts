// A row of the contract as cases: what must be refused and what must be allowed, each a real commit or push.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Repository, type Outcome } from '../repository.ts';

export type Files = Readonly<Record<string, string>>;
export interface Case {
  readonly what: string;
  /** what stands there before, committed past the hooks */
  readonly before?: Files;
  /** what is committed */
  readonly files?: Files;
  /** another way than a plain commit */
  readonly run?: (at: Rig) => Outcome;
  /** what the refusal says, blanks folded */
  readonly says?: string;
}
export interface Row {
  readonly row: string;
  readonly refused: readonly Case[];
  readonly allowed: readonly Case[];
}

/** One repository for the rows of a file, with a remote; each case leaves the branch as it should be. */
export class Rig extends Repository {
  readonly remote = mkdtempSync(join(tmpdir(), 'contract-remote-'));
  #branches = 0;
  constructor(files: Files = {}) {
    super(files);
    execFileSync('git', ['init', '-q', '--bare', '-b', 'main', this.remote]);
    this.git('remote', 'add', 'origin', this.remote);
    this.git('push', '-q', '--no-verify', 'origin', 'main');
    this.git('remote', 'set-head', 'origin', 'main');
  }
  /** A commit that no hook saw. */
  slip(files: Files, message = 'Past the hooks'): string {
    this.write(files);
    this.git('add', '-f', '--', ...Object.keys(files));
    this.git('commit', '-q', '--no-verify', '-m', message);
    return this.git('rev-parse', 'HEAD').trim();
  }
  /** Bytes, staged. */
  bytes(path: string, bytes: Buffer): void {
    writeFileSync(join(this.folder, path), bytes);
    this.git('add', '-f', '--', path);
  }
  try(...args: readonly string[]): Outcome {
    const done = spawnSync('git', args, { cwd: this.folder, encoding: 'utf8' });
    return { passed: done.status === 0, said: done.stdout + done.stderr };
  }
  /** What is made on a branch of its own, pushed; then back to the main branch. */
  pushed(work: () => void, ...flags: readonly string[]): Outcome {
    const name = `topic-${(this.#branches += 1)}`;
    this.git('checkout', '-q', '-b', name, 'main');
    work();
    const done = this.try('push', '-q', ...flags, 'origin', name);
    this.git('checkout', '-q', '-f', 'main');
    return done;
  }
  /** What is made on a branch of its own, and committed there. */
  apart(work: () => Outcome): Outcome {
    this.git('checkout', '-q', '-b', `topic-${(this.#branches += 1)}`, 'main');
    const done = work();
    this.try('merge', '--abort');
    this.git('checkout', '-q', '-f', 'main');
    this.git('reset', '-q', '--hard');
    return done;
  }
  override end(): void {
    super.end();
    rmSync(this.remote, { recursive: true, force: true });
  }
}

/** The samples would be refused in our own repository: a dot stands in the names until they are written. */
export const joined = (text: string): string => text.replaceAll('·', '');

/** Makes the tests of these rows: `C4.1a refused: …`. @param files that stand in the repository from the beginning */
export function runRows(rows: readonly Row[], files: Files = {}): void {
  let at: Rig;
  beforeAll(() => {
    at = new Rig(files);
  });
  afterAll(() => {
    at.end();
  });
  const outcomeOf = (one: Case): Outcome => {
    if (one.before !== undefined) at.slip(one.before);
    return one.run === undefined ? at.commit(one.files ?? {}) : one.run(at);
  };
  for (const { row, refused, allowed } of rows)
    describe(row, () => {
      for (const one of refused)
        test(`${row} refused: ${one.what}`, () => {
          const { passed, said } = outcomeOf(one);
          const plain = said.replace(/\s+/g, ' ');
          expect({ passed, by: plain.includes('secrets-hooks'), broken: plain.includes('internal error') }).toEqual({ passed: false, by: true, broken: false });
          expect(plain).toContain(one.says ?? 'blocked');
          expect(plain).not.toMatch(/k[A-Za-z0-9]{14,}4x/);
        });
      for (const one of allowed)
        test(`${row} allowed: ${one.what}`, () => {
          expect(outcomeOf(one)).toMatchObject({ passed: true });
        });
    });
}
