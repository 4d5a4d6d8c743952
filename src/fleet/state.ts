// What a fleet's audit remembers: one SQLite file, written in transactions, so that a kill at any moment loses nothing that was told as done.
import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database, Statement } from 'node-sqlite3-wasm';
import type { Known, Looked, Sighted, Standing, Trouble } from './task.ts';
import type { FleetExposure, Unread } from '../model.ts';
import { Failure } from '../io/failure.ts';
import { tryHold, type Hold } from './lock-file.ts';
import { schema, type Remembered, type Told } from './state-schema.ts';

/** Everything as JSON text but what is asked for by itself. */
const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows what it wrote there
const from = <T>(text: unknown): T | undefined => (typeof text === 'string' ? (JSON.parse(text) as T) : undefined);

export class State {
  readonly #database: Database;
  readonly #hold: Hold;
  /** a statement is understood once, and then asked thousands of times */
  readonly #statements = new Map<string, Statement>();

  private constructor(database: Database, hold: Hold) {
    this.#database = database;
    this.#hold = hold;
  }

  /** @throws Failure where another audit works on it */
  static async open(file: string): Promise<State> {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const hold = tryHold(`${file}.held`);
    if (hold === undefined) throw new Failure('refused', `${file}: another audit works on it`, 'Wait for it, or name another folder with --state.');
    // the library's own lock is a folder: its owner is dead, or we would not hold the file
    rmSync(`${file}.lock`, { recursive: true, force: true });
    const { default: sqlite } = await import('node-sqlite3-wasm');
    try {
      const database = new sqlite.Database(file);
      database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL;');
      database.exec(schema);
      return new State(database, hold);
    } catch (error) {
      hold.release();
      throw new Failure(
        'unreadable',
        `${file} (${error instanceof Error ? error.name : ''})`,
        'It is no state of an audit, or it is damaged: move it away, and everything is looked at anew.',
      );
    }
  }

  close(): void {
    for (const statement of this.#statements.values()) statement.finalize();
    this.#statements.clear();
    this.#database.close();
    this.#hold.release();
  }

  /** All or nothing. */
  together<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const value = work();
      this.#database.exec('COMMIT');
      return value;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  meta(key: string): string | undefined {
    return this.#row('SELECT value FROM meta WHERE key = ?', [key])?.['value'] as string | undefined;
  }
  setMeta(key: string, value: string): void {
    this.#run('INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', [key, value]);
  }

  /** Forgets what was seen: another product, policy or key would have seen something else. */
  forget(): void {
    this.#database.exec('DELETE FROM repository; DELETE FROM part; DELETE FROM sight;');
  }

  /** Notes which repositories there are. What stands under a known name elsewhere now is another repository. */
  enlist(sources: readonly { readonly name: string; readonly at: string }[]): void {
    const places = new Map(this.#rows('SELECT name, place FROM repository', []).map((row) => [row['name'] as string, row['place'] as string]));
    for (const { name, at } of sources) {
      const known = places.get(name);
      if (known === at) continue;
      if (known !== undefined) this.drop(name);
      this.#run('INSERT INTO repository (name, place) VALUES (?, ?)', [name, at]);
    }
  }

  drop(name: string): void {
    for (const table of ['part', 'sight']) this.#run(`DELETE FROM ${table} WHERE repository = ?`, [name]);
    this.#run('DELETE FROM repository WHERE name = ?', [name]);
  }

  /** The names of those that are finished in this run. */
  finished(run: number): ReadonlySet<string> {
    return new Set(this.#rows('SELECT name FROM repository WHERE run = ?', [run]).map((row) => row['name'] as string));
  }

  /** The names of those of which anything changed in this run. */
  changed(run: number): ReadonlySet<string> {
    return new Set(this.#rows('SELECT name FROM repository WHERE changed = ?', [run]).map((row) => row['name'] as string));
  }

  /** How the ref files of those stood that are neither finished in this run, nor in trouble, nor under way. */
  glances(run: number): ReadonlyMap<string, string> {
    const rows = this.#rows(
      "SELECT name, json_extract(known, '$.glance') AS glance FROM repository WHERE run <> ? AND known IS NOT NULL AND trouble IS NULL AND underway IS NULL",
      [run],
    );
    return new Map(rows.flatMap(({ name, glance }) => (typeof glance === 'string' ? [[name as string, glance] as const] : [])));
  }

  remembered(name: string): Remembered | undefined {
    const row = this.#row('SELECT run, known, underway FROM repository WHERE name = ?', [name]);
    if (row === undefined) return undefined;
    const known = from<Known>(row['known']);
    const underway = from<NonNullable<Remembered['underway']>>(row['underway']);
    return { run: Number(row['run']), ...(known === undefined ? {} : { known }), ...(underway === undefined ? {} : { underway }) };
  }

  /** What is told of it. */
  told(name: string): Told | undefined {
    const row = this.#row('SELECT standing, exposures, unread, commits, trouble FROM repository WHERE name = ?', [name]);
    if (row === undefined) return undefined;
    const standing = from<Standing>(row['standing']);
    const trouble = from<Trouble>(row['trouble']);
    return {
      ...(standing === undefined ? {} : { standing }),
      exposures: from<FleetExposure[]>(row['exposures']) ?? [],
      unread: from<Unread[]>(row['unread']) ?? [],
      commits: Number(row['commits']),
      ...(trouble === undefined ? {} : { trouble }),
    };
  }

  /** It stands as it stood. */
  unchanged(name: string, run: number): void {
    this.#run('UPDATE repository SET run = ?, changed = iif(trouble IS NULL, changed, ?), trouble = NULL WHERE name = ?', [run, run, name]);
  }

  /** The same commits; what stands besides them may have changed. */
  same(name: string, run: number, known: Known, standing: Standing): void {
    this.#run('UPDATE repository SET run = ?, changed = ?, known = ?, standing = ?, trouble = NULL WHERE name = ?', [
      run,
      run,
      json(known),
      json(standing),
      name,
    ]);
  }

  /** It could not be looked at: what was known of it stays, and the next run tries again. */
  troubled(name: string, run: number, trouble: Trouble): void {
    this.#run('DELETE FROM part WHERE repository = ?', [name]);
    this.#run('DELETE FROM sight WHERE repository = ? AND fresh = 1', [name]);
    this.#run('UPDATE repository SET run = ?, changed = ?, trouble = ?, underway = NULL WHERE name = ?', [run, run, json(trouble), name]);
  }

  /** Its new commits are about to be looked at in parts. */
  begin(name: string, underway: NonNullable<Remembered['underway']>): void {
    this.#run('UPDATE repository SET underway = ? WHERE name = ?', [json(underway), name]);
  }

  /** Adds what was seen; it counts when the repository is finished. */
  add(name: string, looked: Looked): void {
    this.#run('INSERT INTO sight VALUES (?, 1, ?, ?, ?)', [name, json(looked.sights), json(looked.unread), looked.amount.commits]);
  }

  /** Everything seen in it, old and new. @param base false: what was seen before it was begun anew is left out */
  seen(name: string, base: boolean): Pick<Looked, 'sights' | 'unread'> & { readonly commits: number } {
    const rows = this.#rows(`SELECT sights, unread, commits FROM sight WHERE repository = ? ${base ? '' : 'AND fresh = 1'} ORDER BY rowid`, [name]);
    return {
      sights: rows.flatMap((row) => from<Sighted[]>(row['sights']) ?? []),
      unread: rows.flatMap((row) => from<Unread[]>(row['unread']) ?? []),
      commits: rows.reduce((sum, row) => sum + Number(row['commits']), 0),
    };
  }

  finish(
    name: string,
    run: number,
    end: { readonly known: Known; readonly standing: Standing; readonly exposures: readonly FleetExposure[]; readonly base: boolean },
  ): void {
    if (!end.base) this.#run('DELETE FROM sight WHERE repository = ? AND fresh = 0', [name]);
    const { unread, commits } = this.seen(name, true);
    this.#run('UPDATE sight SET fresh = 0 WHERE repository = ?', [name]);
    this.#run(
      'UPDATE repository SET run = ?, changed = ?, known = ?, standing = ?, exposures = ?, unread = ?, commits = ?, trouble = NULL, underway = NULL WHERE name = ?',
      [run, run, json(end.known), json(end.standing), json(end.exposures), json(unread), commits, name],
    );
  }

  addPart(id: string, repository: string, task: unknown): void {
    this.#run('INSERT OR IGNORE INTO part VALUES (?, ?, ?)', [id, repository, json(task)]);
  }
  /** @returns false where it was done before: then it does not count again */
  endPart(id: string): boolean {
    return this.#run('DELETE FROM part WHERE id = ?', [id]) > 0;
  }
  parts(repository: string): readonly { readonly id: string; readonly task: unknown }[] {
    return this.#rows('SELECT id, task FROM part WHERE repository = ? ORDER BY id', [repository]).map((row) => ({
      id: row['id'] as string,
      task: from(row['task']),
    }));
  }

  #run(sql: string, values: readonly (string | number | null)[]): number {
    return this.#statement(sql).run([...values]).changes;
  }
  #rows(sql: string, values: readonly (string | number)[]): readonly Record<string, unknown>[] {
    return this.#statement(sql).all([...values]);
  }
  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const made = this.#database.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }
  #row(sql: string, values: readonly (string | number)[]): Record<string, unknown> | undefined {
    return this.#rows(sql, values)[0];
  }
}
