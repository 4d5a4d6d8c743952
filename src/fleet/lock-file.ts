// Holds a folder for one process: a file that names who has it, renewed while it is held, and taken over when its owner is dead.
import { hostname } from 'node:os';
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';

export interface Hold {
  release(): void;
}

/** Milliseconds. Without a sign of life for so long an owner on another machine counts as dead. */
const life = { sign: 5_000, dead: 60_000 } as const;

/** @returns undefined where another process that lives has it */
export function tryHold(path: string): Hold | undefined {
  for (let tries = 0; tries < 3; tries += 1) {
    const mine = `${process.pid} ${hostname()} ${randomUUID()}`;
    if (putDown(path, mine)) return holding(path, mine);
    const dead = deadOwner(path);
    if (dead === undefined) return undefined;
    bury(path, dead);
  }
  return undefined;
}

/** Waits until it is free. */
export async function hold(path: string): Promise<Hold> {
  for (;;) {
    const got = tryHold(path);
    if (got !== undefined) return got;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The whole file or none: a kill between its making and its writing would leave one that nobody is known to own. @returns whether there was none */
function putDown(path: string, mine: string): boolean {
  const beside = `${path}.${randomUUID()}`;
  try {
    writeFileSync(beside, mine, { flag: 'wx', mode: 0o600 });
    try {
      linkSync(beside, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
      // a file system without hard links
      writeFileSync(path, mine, { flag: 'wx', mode: 0o600 });
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(beside, { force: true });
  }
}

const held = new Set<string>();

function holding(path: string, mine: string): Hold {
  held.add(mine);
  const timer = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // taken away: whoever took it has seen no sign of life
    }
  }, life.sign);
  timer.unref();
  return {
    release() {
      clearInterval(timer);
      held.delete(mine);
      try {
        if (readFileSync(path, 'utf8') === mine) rmSync(path, { force: true });
      } catch {
        // it is gone
      }
    },
  };
}

/** What a dead owner wrote, or undefined where the owner may live. */
function deadOwner(path: string): string | undefined {
  let owner = '';
  try {
    const silent = Date.now() - statSync(path).mtimeMs;
    owner = readFileSync(path, 'utf8');
    if (silent > life.dead) return owner;
    const [pid = '', host = ''] = owner.split(' ');
    // it is being written at this moment
    if (host === '') return silent > 2_000 ? owner : undefined;
    if (host !== hostname()) return undefined;
    // a thread of this process may hold it, and another process once had this number
    if (Number(pid) === process.pid) return !held.has(owner) && silent > 2 * life.sign ? owner : undefined;
    process.kill(Number(pid), 0);
    return undefined;
  } catch (error) {
    return ['ESRCH', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '') ? owner : undefined;
  }
}

/** Takes a dead owner's file away; one that somebody else has put there meanwhile is put back. */
function bury(path: string, dead: string): void {
  const grave = `${path}.${randomUUID()}`;
  try {
    renameSync(path, grave);
    if (readFileSync(grave, 'utf8') !== dead) linkSync(grave, path);
  } catch {
    // somebody else was quicker
  } finally {
    rmSync(grave, { force: true });
  }
}
