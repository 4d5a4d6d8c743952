// How a repository stands besides its history: whether hooks guard it, and how its policy differs from the fleet's. All of it read as objects.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Standing } from './task.ts';
import type { Git } from '../io/git.ts';
import { readObjects } from '../io/objects.ts';
import { loadPolicy } from '../policy/load.ts';
import { policyFile, type Policy } from '../policy/policy.ts';
import { shiftsOf } from '../policy/weakening.ts';
import { ruleSeverities } from '../commands/looking.ts';

/** Files of a repository that say who runs its hooks. */
const callers = ['.husky/pre-commit', '.husky/pre-push', 'package.json', '.pre-commit-config.yaml', 'lefthook.yml'];
const ours = /\bsecrets-hooks\b/;

/** @param folder where the repository is somebody's own, and not a clone of ours */
export async function standingOf(git: Git, folder: string | undefined, fleet: Policy): Promise<Standing> {
  const texts = new Map<string, string>();
  const files = [policyFile, ...callers];
  let at = 0;
  for await (const object of readObjects(
    git,
    files.map((file) => `HEAD:${file}`),
  )) {
    if (!('missing' in object) && object.type === 'blob') texts.set(files[at] ?? '', object.bytes.toString('utf8'));
    at += 1;
  }
  const committed = callers.some((file) => ours.test(texts.get(file) ?? ''));
  const hooks = folder !== undefined && (await installed(git, folder)) ? 'installed' : committed ? 'committed' : 'none';
  const text = texts.get(policyFile);
  if (text === undefined) return { hooks, policy: 'none', drift: [], places: {} };
  const loaded = loadPolicy(text);
  if (!('policy' in loaded)) return { hooks, policy: 'invalid', drift: [], places: {} };
  // each repository has a salt of its own, and exceptions are about its own values
  const drift = shiftsOf({ ...fleet, allow: [] }, { ...loaded.policy, allow: [] }, ruleSeverities()).filter(({ code }) => code !== 'salt-changed');
  return { hooks, policy: drift.length === 0 ? 'same' : 'other', drift, places: loaded.policy.places };
}

/** What the machine's configuration says about hooks is the same for every repository. */
let elsewhere: Promise<string | undefined> | undefined;

/** Whether git would call our hook in this very clone. */
async function installed(git: Git, folder: string): Promise<boolean> {
  elsewhere ??= git.maybe(['config', '--get', 'core.hooksPath']);
  const config = [join(folder, '.git', 'config'), join(folder, 'config')].map(textOf).find((text) => text !== undefined);
  // git is asked where hooks may stand in another folder than theirs; a process for each repository would be felt
  const plain = config !== undefined && !/hookspath|include/i.test(config) && (await elsewhere) === undefined;
  const places = plain
    ? [join(folder, '.git', 'hooks'), join(folder, 'hooks')]
    : [await git.maybe(['rev-parse', '--path-format=absolute', '--git-path', 'hooks'])];
  return places.some(
    (place) => place !== undefined && ['pre-commit', 'pre-receive'].some((hook) => ours.test((textOf(join(place, hook)) ?? '').slice(0, 100_000))),
  );
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return undefined;
  }
}
