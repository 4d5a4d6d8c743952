// Promises about the whole change: shared values, ignore rules that lose their effect, a ledger that only grows, paths that an incident froze.
import { inspectDocument } from '../../inspect.ts';
import { ignoredUnder, ignoreFilesAt } from '../../io/ignored.ts';
import { readObjects } from '../../io/objects.ts';
import { pathOf } from '../../io/path.ts';
import { tokens } from '../../io/raw.ts';
import { ledgerTexts } from '../../io/rulebook.ts';
import { rewritten } from '../../ledger/guard.ts';
import { entryOf } from '../../ledger/load.ts';
import type { Memory } from '../../ledger/memory.ts';
import type { Finding, Path } from '../../model.ts';
import { isSettled } from '../../policy/checks/places.ts';
import { hookBreach, hookFilesIn } from '../../policy/checks/hook-files.ts';
import { ignoreBreaches, probePaths } from '../../policy/checks/ignored.ts';
import { mayShareValues, sharedValues } from '../../policy/checks/shared-values.ts';
import type { Policy } from '../../policy/policy.ts';
import { promiseFinding } from '../promise.ts';
import type { Changed } from './changed.ts';
import { memoryAt } from '../rulebook.ts';
import type { Looking } from '../instruments.ts';
import type { World } from '../world.ts';

/** As many files of other stores and environments are looked at for the same value. */
const mostNeighbours = 5000;

export async function brokenPromises(changed: Changed, policy: Policy, look: Looking, memory: () => Promise<Memory>, world: World): Promise<Finding[]> {
  const { paths } = changed;
  const broken: Finding[] = [];
  if (mayShareValues(changed.findings, policy.places)) broken.push(...sharedValues(changed.findings, await standing(changed, policy, look), policy.places));
  if (changed.landed !== undefined && paths.some((path) => /(?:^|\/)\.gitignore$/.test(path)))
    broken.push(...(await lostIgnores(changed, changed.landed, world)));
  if (changed.landed !== undefined) broken.push(...(await lostHooks(changed, changed.landed)));
  const ledger = paths.some((path) => path.startsWith('.secrets-hooks/incidents/'));
  if (ledger && changed.landed !== undefined) broken.push(...(await ledgerBreaches(changed, changed.landed)));
  if (ledger || changed.hasLedger) {
    const remembered = await memory();
    // what a commit records of an incident opens nothing in the same commit
    const stood = changed.coming === '' ? await memoryAt(changed.git, 'HEAD') : remembered;
    for (const path of paths) {
      const incident = remembered.frozen(path) ?? stood.frozen(path);
      if (incident !== undefined)
        broken.push(
          promiseFinding('incident-freeze', {
            file: path,
            row: 'C11',
            what: `Frozen by ${incident}`,
            wayOut: `record rotation and root cause first: secrets-hooks incident show ${incident}`,
          }),
        );
    }
  }
  return broken;
}

async function standing(changed: Changed, policy: Policy, look: Looking): Promise<Finding[]> {
  const listing =
    changed.coming === ''
      ? await changed.git.ask(['ls-files', '-z', '--stage'])
      : await changed.git.ask(['ls-tree', '-r', '-z', '--full-tree', changed.coming]);
  const here = new Set(changed.findings.map((finding) => finding.file));
  const files = [...tokens(listing)]
    .map((token) => ({
      path: pathOf(token.subarray(token.indexOf(9) + 1)),
      id: /\b[0-9a-f]{40,64}\b/.exec(token.toString('latin1', 0, token.indexOf(9)))?.[0] ?? '',
    }))
    .filter((file) => !here.has(file.path) && isSettled(file.path, policy.places))
    .slice(0, mostNeighbours);
  const findings: Finding[] = [];
  let index = 0;
  for await (const object of readObjects(
    changed.git,
    files.map((file) => file.id),
  )) {
    const path = files[index]?.path;
    index += 1;
    if (path !== undefined && !('missing' in object))
      findings.push(...inspectDocument({ path, origin: 'file', bytes: object.bytes }, look.engine, look.hasher).findings);
  }
  return findings;
}

async function lostIgnores(changed: Changed, landed: string, world: World): Promise<Finding[]> {
  const [before, after] = [await ignoreFilesAt(changed.git, landed), await ignoreFilesAt(changed.git, changed.coming)];
  const textOf = (files: ReadonlyMap<string, Buffer>, file: string): string => files.get(file)?.toString('utf8') ?? '';
  const paths = probePaths(new Map([...before.keys(), ...after.keys()].map((file) => [file, `${textOf(before, file)}\n${textOf(after, file)}`])));
  const names = paths.map(([path]) => path);
  const file = changed.paths.find((path) => /(?:^|\/)\.gitignore$/.test(path)) ?? ('.gitignore' as Path);
  return ignoreBreaches(await ignoredUnder(before, names, world.env), await ignoredUnder(after, names, world.env), paths, file).map((breach) =>
    promiseFinding('ignore-rules', breach),
  );
}

/** Hook files of the tree that lose their call. */
async function lostHooks(changed: Changed, landed: string): Promise<Finding[]> {
  const files = hookFilesIn(changed.paths);
  const texts: (string | undefined)[] = [];
  for await (const object of readObjects(
    changed.git,
    files.flatMap((file) => [`${landed}:${file}`, `${changed.coming}:${file}`]),
  ))
    texts.push('missing' in object ? undefined : object.bytes.toString('utf8'));
  return files.flatMap((file, index) => {
    const breach = hookBreach(file, texts[2 * index], texts[2 * index + 1]);
    return breach === undefined ? [] : [promiseFinding('hook-files', breach)];
  });
}

async function ledgerBreaches(changed: Changed, landed: string): Promise<Finding[]> {
  const [before, after] = [await ledgerTexts(changed.git, landed), await ledgerTexts(changed.git, changed.coming)];
  const changes = [...before].map(([file, text]) => ({ file, before: entryOf(text), after: after.has(file) ? entryOf(after.get(file) ?? '') : undefined }));
  return rewritten(changes).map(({ file, code }) =>
    promiseFinding('incident-ledger', {
      file: file as Path,
      row: 'C11',
      what: `The incident ledger only grows: an entry was ${code}`,
      wayOut: `put it back: git checkout HEAD -- ${file}`,
    }),
  );
}
