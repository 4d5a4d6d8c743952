// The texts of what a policy extends, from wherever the policy itself was read: the same revision, or the same disk. No file, no read.
import { realpath } from 'node:fs/promises';
import { join, relative, isAbsolute } from 'node:path';
import { readSmall } from '../../io/files.ts';
import type { Git } from '../../io/git.ts';
import { readObjects } from '../../io/objects.ts';
import type { Bases } from '../../policy/extends.ts';
import { basesOf } from '../../policy/load.ts';
import { policyFile } from '../../policy/policy.ts';

/** A policy's text with the texts of what it extends. */
export interface PolicyText {
  readonly text: string;
  readonly bases: Bases;
}

type Reads = (files: readonly string[]) => Promise<ReadonlyMap<string, string>>;
/** So many files may belong to one policy. */
const most = 40;

async function gathered(text: string, file: string, read: Reads): Promise<PolicyText> {
  const bases = new Map<string, string>();
  let wanted = basesOf(text, file);
  while (wanted.length > 0 && bases.size < most) {
    const found = await read(wanted);
    for (const [path, content] of found) bases.set(path, content);
    wanted = [...new Set([...found].flatMap(([path, content]) => basesOf(content, path)))].filter((path) => !bases.has(path));
  }
  return { text, bases };
}

/** @param revision as the policy's own: a commit, or `''` for the index */
export async function withBasesAt(git: Git, revision: string, text: string | undefined): Promise<PolicyText | undefined> {
  if (text === undefined) return undefined;
  return gathered(text, policyFile, async (files) => {
    const found = new Map<string, string>();
    const names = files.filter((file) => !file.includes('\n'));
    let at = 0;
    for await (const object of readObjects(
      git,
      names.map((file) => `${revision}:${file}`),
    )) {
      const file = names[at] ?? '';
      at += 1;
      if ('id' in object && object.type === 'blob') found.set(file, object.bytes.toString('utf8'));
    }
    return found;
  });
}

/** A link that leads out of the repository is not followed. */
export async function withBasesOnDisk(top: string, text: string): Promise<PolicyText> {
  return gathered(text, policyFile, async (files) => {
    const found = new Map<string, string>();
    const home = await realpath(top);
    for (const file of files) {
      const real = await realpath(join(top, file)).catch(() => undefined);
      const inside = real === undefined ? '..' : relative(home, real);
      if (real === undefined || inside.startsWith('..') || isAbsolute(inside)) continue;
      const content = await readSmall(real).catch(() => undefined);
      if (content !== undefined) found.set(file, content.toString('utf8'));
    }
    return found;
  });
}
