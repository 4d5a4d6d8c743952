// Facts → the steps that take out what `install` put in, and only that.
import { blockIn, takeOut } from './block.ts';
import { clientEvents, serverEvents } from './event.ts';
import { fileAt, type Facts } from './facts.ts';
import { fromPlace, journalPath, parseReceipt, receiptPath, type Entry } from './receipt.ts';
import { isFrameworkHook, isOurs, keptFolder, keptName, legacyName } from './shim.ts';
import type { Note, Plan, Step } from './step.ts';

const events = [...clientEvents, ...serverEvents];

/** What the marks in the files tell, in a clone whose git directory remembers nothing. */
function byMarks(facts: Facts): Entry[] {
  const husky = facts.hooksDir.replace(/\/_\/?$/, '');
  return events.flatMap((event): Entry[] => {
    const path = `${facts.hooksDir}/${event}`;
    const there = fileAt(facts, path);
    const ours: Entry[] = there?.kind === 'file' && isOurs(there.text) ? [{ kind: 'file', path: `abs:${path}`, text: there.text }] : [];
    const kept = [`${facts.hooksDir}/${keptName(event)}`, `${facts.hooksDir}/${keptFolder}/${event}`].find((name) => fileAt(facts, name) !== undefined);
    const moved: Entry[] = kept === undefined || ours.length === 0 ? [] : [{ kind: 'moved', from: `abs:${path}`, to: `abs:${kept}` }];
    const blocks = [`${husky}/${event}`, `${facts.top}/.husky/${event}`].flatMap((name): Entry[] => {
      const added = blockIn(fileAt(facts, name)?.text ?? '');
      return added === undefined ? [] : [{ kind: 'block', path: `abs:${name}`, added, created: true }];
    });
    return [...moved, ...ours, ...(blocks.length > 1 ? blocks.slice(0, 1) : blocks)];
  });
}

/** Files of ours go first, so that the former ones find their place free; folders last. */
const order: readonly Entry['kind'][] = ['config', 'file', 'block', 'moved', 'package', 'folder'];

/** Undoes entries, the last that was made first. */
export function undoAll(entries: readonly Entry[], facts: Facts, steps: Step[], notes: Note[]): void {
  for (const kind of order) for (const entry of entries.toReversed()) if (entry.kind === kind) undo(entry, facts, steps, notes);
}

/** Undoes one entry. Whatever somebody changed since is left, and named. */
function undo(entry: Entry, facts: Facts, steps: Step[], notes: Note[]): void {
  if (entry.kind === 'config') {
    steps.push({ do: 'config', key: entry.key, value: entry.before });
    return;
  }
  if (entry.kind === 'moved') {
    const from = fromPlace(entry.from, facts);
    const to = fromPlace(entry.to, facts);
    if (fileAt(facts, to) === undefined) return;
    // The pre-commit framework has written its own hook again: our copy of it is not needed.
    if (isFrameworkHook(fileAt(facts, from)?.text ?? '') && isFrameworkHook(fileAt(facts, to)?.text ?? '')) {
      steps.push({ do: 'remove', path: to, before: fileAt(facts, to)?.text ?? '' });
      return;
    }
    const gone = (path: string): boolean => fileAt(facts, path) === undefined || steps.some((step) => step.do === 'remove' && step.path === path);
    // Where the framework has taken our place it runs `<hook>.legacy` first: a foreign hook that we chained goes on there.
    if (isFrameworkHook(fileAt(facts, from)?.text ?? '') && gone(`${from}.legacy`)) {
      steps.push({ do: 'move', from: to, to: `${from}.legacy` });
      return;
    }
    if (gone(from)) steps.push({ do: 'move', from: to, to: from });
    else notes.push({ code: 'edited', path: to });
    return;
  }
  const path = fromPlace(entry.path, facts);
  if (entry.kind === 'package') {
    steps.push({ do: 'remove-package', path });
    return;
  }
  if (entry.kind === 'folder') {
    steps.push({ do: 'tidy', path });
    return;
  }
  const there = fileAt(facts, path);
  if (there === undefined) return;
  if (entry.kind === 'file') {
    if (there.text === entry.text || isOurs(there.text)) steps.push({ do: 'remove', path, before: there.text });
    else if (!isFrameworkHook(there.text)) notes.push({ code: 'edited', path });
    return;
  }
  const rest = takeOut(there.text, entry.added);
  if (rest === undefined) notes.push({ code: 'edited', path });
  else if (rest === '' && entry.created) steps.push({ do: 'remove', path, before: there.text });
  else steps.push({ do: 'write', path, text: rest, mode: there.mode, before: there.text });
}

/** What `uninstall` would do. A file that somebody edited meanwhile is left as it is, and said. */
export function planUninstall(facts: Facts): Plan {
  const path = receiptPath(facts);
  const text = fileAt(facts, path)?.text;
  const receipt = text === undefined ? undefined : parseReceipt(text);
  const entries = receipt?.entries ?? byMarks(facts);
  if (entries.length === 0) return { steps: [], notes: [{ code: 'nothing-installed' }] };
  const steps: Step[] = [];
  const notes: Note[] = [];
  undoAll(entries, facts, steps, notes);
  for (const event of events) {
    const legacy = `${facts.hooksDir}/${legacyName(event)}`;
    const there = fileAt(facts, legacy);
    if (there?.kind === 'file' && isOurs(there.text) && !steps.some((step) => step.do === 'remove' && step.path === legacy))
      steps.push({ do: 'remove', path: legacy, before: there.text });
  }
  if (text !== undefined) steps.push({ do: 'remove', path, before: text });
  // what the hooks wrote down for themselves goes with them
  const journal = fileAt(facts, journalPath(facts));
  if (journal !== undefined) steps.push({ do: 'remove', path: journalPath(facts), before: journal.text });
  const folders = steps.flatMap((step) => (step.do === 'remove' ? [step.path.slice(0, step.path.lastIndexOf('/'))] : []));
  const removable = [...new Set(folders)].filter(
    (folder) => /\/(?:secrets-hooks|\.secrets-hooks|\.husky|hooks)$/.test(folder) && folder !== `${facts.commonDir}/hooks`,
  );
  for (const folder of removable.sort((a, b) => b.length - a.length)) steps.push({ do: 'tidy', path: folder });
  return { steps, notes };
}
