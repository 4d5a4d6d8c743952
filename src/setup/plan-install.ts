// Facts → the steps that put the hooks, the starting policy and the ignore patterns into a repository.
import { placeBlock } from './block.ts';
import { configuredName, settingOf } from './configured.ts';
import type { HookEvent } from './event.ts';
import { asBytes, fileAt, type Facts } from './facts.ts';
import { ignoreAddition, ignoreGaps } from './ignore.ts';
import { undoAll } from './plan-uninstall.ts';
import { fromPlace, merged, parseReceipt, receiptPath, receiptText, toPlace, type Entry } from './receipt.ts';
import { asksForItsName, huskyBlock, isFrameworkHook, isOurs, keptFolder, keptName, legacyName, quoted, shim, type Runner } from './shim.ts';
import { policyPath, startingPolicy } from './starting-policy.ts';
import type { Note, Plan, Step } from './step.ts';
import { targetOf, type InstallOptions, type Target } from './target.ts';

/** Steps, what they leave behind, and what is to be said, gathered while the plan is made. */
interface Draft {
  readonly facts: Facts;
  readonly steps: Step[];
  readonly entries: Entry[];
  readonly notes: Note[];
}

const place = (draft: Draft, path: string): string => toPlace(path, draft.facts);

/** A file that is ours from the first byte to the last. */
function own(draft: Draft, path: string, text: string, mode: number): void {
  const there = fileAt(draft.facts, path);
  draft.entries.push({ kind: 'file', path: place(draft, path), text });
  const modeHolds = draft.facts.platform === 'win32' || there?.mode === mode;
  if (there?.kind === 'file' && there.text === text && modeHolds) return;
  draft.steps.push({ do: 'write', path, text, mode, ...(there?.kind === 'file' ? { before: there.text } : {}) });
}

function runnerOf(facts: Facts, event: HookEvent, committed: boolean): Runner {
  const project = facts.package.kind === 'project';
  const copied = copies(facts, committed);
  return {
    event,
    platform: facts.platform,
    ...(committed ? {} : { node: facts.node }),
    ...(project ? { prefix: facts.package.prefix } : {}),
    roots: committed || copied ? [] : [facts.package.root],
    asksGit: committed || copied,
  };
}

/** A package that may vanish, or that a committed file can't name, is copied into the git directory. */
const copies = (facts: Facts, committed: boolean): boolean => facts.package.kind === 'passing' || (committed && facts.package.kind === 'lasting');

/**
 * Where our hook file goes. The pre-commit framework runs `<hook>.legacy` before its own hooks: if it has moved ours there, ours stays there.
 * Otherwise the two would call each other.
 */
function hookPath(facts: Facts, dir: string, event: HookEvent): string {
  const path = `${dir}/${event}`;
  const legacy = fileAt(facts, `${dir}/${legacyName(event)}`);
  return legacy?.kind === 'file' && isOurs(legacy.text) && isFrameworkHook(fileAt(facts, path)?.text ?? '') ? `${dir}/${legacyName(event)}` : path;
}

/** Moves a foreign hook aside. @returns false where an older one is kept there already, which only a person can sort out. */
function keep(draft: Draft, dir: string, event: HookEvent): boolean {
  const path = `${dir}/${event}`;
  const there = fileAt(draft.facts, path);
  if (there === undefined || (there.kind === 'file' && isOurs(there.text))) return true;
  const named = there.kind === 'file' && asksForItsName(there.text);
  const to = named ? `${dir}/${keptFolder}/${event}` : `${dir}/${keptName(event)}`;
  const blocked = [`${dir}/${keptFolder}/${event}`, `${dir}/${keptName(event)}`].find((kept) => fileAt(draft.facts, kept) !== undefined);
  const keptText = blocked === undefined ? undefined : fileAt(draft.facts, blocked)?.text;
  // The framework writes its script anew with every `pre-commit install`: the newer one replaces the copy.
  if (blocked !== undefined && there.kind === 'file' && isFrameworkHook(there.text) && isFrameworkHook(keptText ?? '')) {
    draft.steps.push({ do: 'write', path: blocked, text: there.text, mode: there.mode, ...(keptText === undefined ? {} : { before: keptText }) });
    draft.steps.push({ do: 'remove', path, before: there.text });
    draft.entries.push({ kind: 'moved', from: place(draft, path), to: place(draft, blocked) });
    draft.notes.push({ code: 'chained', event, path: blocked });
    return true;
  }
  if (blocked !== undefined || there.kind === 'other') {
    draft.notes.push({ code: 'kept-blocked', path: blocked ?? path });
    return false;
  }
  draft.steps.push({ do: 'move', from: path, to });
  if (named) draft.entries.push({ kind: 'folder', path: place(draft, `${dir}/${keptFolder}`) });
  draft.entries.push({ kind: 'moved', from: place(draft, path), to: place(draft, to) });
  draft.notes.push({ code: 'chained', event, path: to });
  return true;
}

function hooks(draft: Draft, target: Target): void {
  const { facts } = draft;
  const version = facts.package.version;
  for (const event of facts.events) {
    const path = target.dir === undefined ? '' : hookPath(facts, target.dir, event);
    if (target.dir !== undefined && (path !== `${target.dir}/${event}` || keep(draft, target.dir, event))) {
      const also = target.alsoDir === undefined ? [] : [`${target.alsoDir}/${event}`];
      const text = shim(runnerOf(facts, event, target.tracked), version, also);
      // what was moved aside in this very plan is not there any more when this is written
      if (draft.steps.some((step) => (step.do === 'move' && step.from === path) || (step.do === 'remove' && step.path === path))) {
        draft.steps.push({ do: 'write', path, text, mode: 0o755 });
        draft.entries.push({ kind: 'file', path: place(draft, path), text });
      } else own(draft, path, text, 0o755);
      if (target.config) {
        const settings = [
          [`${configuredName(event)}.command`, quoted(path, facts.platform)],
          [`${configuredName(event)}.event`, event],
        ] as const;
        for (const [key, value] of settings) {
          if (settingOf(facts.hookSettings, key) !== value) draft.steps.push({ do: 'config', key, value });
          draft.entries.push({ kind: 'config', key, value });
        }
      }
    }
    if (target.husky !== undefined) block(draft, `${target.husky}/${event}`, huskyBlock(runnerOf(facts, event, true)), event);
  }
}

/** Files of an earlier install, where the configuration calls the hooks from now on: with them each would run twice. */
function isReplaced(entry: Entry, facts: Facts): boolean {
  const path = entry.kind === 'moved' ? entry.from : entry.kind === 'file' || entry.kind === 'folder' ? entry.path : undefined;
  return path !== undefined && !facts.hooksTracked && fromPlace(path, facts).startsWith(`${facts.hooksDir}/`);
}

function block(draft: Draft, path: string, text: string, event: HookEvent): void {
  const there = fileAt(draft.facts, path);
  const placed = placeBlock(there?.text ?? '', text, event);
  draft.entries.push({ kind: 'block', path: place(draft, path), added: placed.added, created: there === undefined });
  if (there?.text === placed.text) return;
  draft.steps.push({ do: 'write', path, text: placed.text, mode: there?.mode ?? 0o755, ...(there === undefined ? {} : { before: there.text }) });
}

function repositoryFiles(draft: Draft): void {
  const { facts } = draft;
  if (facts.top === '') return;
  const policy = `${facts.top}/${policyPath}`;
  if (fileAt(facts, policy) === undefined) own(draft, policy, startingPolicy(facts.salt), 0o644);
  const path = `${facts.top}/.gitignore`;
  const there = fileAt(facts, path);
  if (there === undefined || there.kind === 'file') {
    const added = ignoreAddition(there?.text ?? '', facts.ignores);
    if (added !== '') {
      const text = (there?.text ?? '') + added;
      draft.steps.push({ do: 'write', path, text, mode: there?.mode ?? 0o644, ...(there === undefined ? {} : { before: there.text }) });
      draft.entries.push({ kind: 'block', path: place(draft, path), added, created: there === undefined });
    }
  }
  if (facts.unignoredPackages !== undefined) draft.notes.push({ code: 'packages-unignored', ...facts.unignoredPackages });
  for (const gap of ignoreGaps(facts.ignores)) {
    if (gap.by !== '' && !gap.by.startsWith('.gitignore:')) draft.notes.push({ code: 'ignore-undone', path: gap.path, by: gap.by });
  }
}

/**
 * What `install` would do. Running it twice does nothing the second time.
 * @returns a plan with `refusal` and no steps where a person has to choose first
 */
export function planInstall(facts: Facts, options: InstallOptions): Plan {
  const target = targetOf(facts, options);
  if ('code' in target) return { steps: [], notes: [], refusal: target };
  const draft: Draft = { facts, steps: [], entries: [], notes: [...target.notes] };
  const home = `${facts.commonDir}/secrets-hooks`;
  const committed = target.tracked || target.husky !== undefined;
  if (copies(facts, committed)) {
    const version = `"version": "${facts.package.version}"`;
    const current = fileAt(facts, `${home}/package/package.json`)?.text.includes(version) === true;
    if (!current) draft.steps.push({ do: 'copy-package', from: facts.package.root, to: `${home}/package` });
    draft.entries.push({ kind: 'package', path: place(draft, `${home}/package`) });
  }
  if (committed) own(draft, `${home}/node`, asBytes(`${facts.platform === 'win32' ? facts.node.replaceAll('\\', '/') : facts.node}\n`), 0o644);
  hooks(draft, target);
  const blocked = draft.notes.find((note) => note.code === 'kept-blocked');
  if (blocked !== undefined) return { steps: [], notes: [], refusal: blocked };
  if (target.hooksPath !== undefined) {
    const before = facts.hooksPath?.scope === 'local' ? facts.hooksPath.value : undefined;
    draft.steps.push({ do: 'config', key: 'core.hooksPath', value: target.hooksPath });
    draft.entries.push({ kind: 'config', key: 'core.hooksPath', value: target.hooksPath, ...(before === undefined ? {} : { before }) });
  }
  repositoryFiles(draft);
  const path = receiptPath(facts);
  const there = fileAt(facts, path)?.text;
  const known = parseReceipt(there ?? '')?.entries ?? [];
  const replaced = target.config ? known.filter((entry) => isReplaced(entry, facts)) : [];
  undoAll(replaced, facts, draft.steps, draft.notes);
  const lasting = known.filter((entry) => !replaced.includes(entry));
  const text = receiptText({ version: facts.package.version, entries: merged(lasting, draft.entries) });
  if (there !== text) draft.steps.push({ do: 'write', path, text, mode: 0o644, ...(there === undefined ? {} : { before: there }) });
  return { steps: draft.steps, notes: draft.notes };
}
