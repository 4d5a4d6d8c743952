// The words of install, uninstall and doctor: what a step does, and what a person has to know or choose.
import { lined } from './check.ts';
import type { Note, Step } from './step.ts';

/** One line for one step, in the tense of something done. `show` makes a path short and safe to print. */
export function stepWords(step: Step, show: (path: string) => string): string {
  switch (step.do) {
    case 'write':
      return `${step.before === undefined ? 'wrote   ' : 'changed '} ${show(step.path)}`;
    case 'move':
      return `moved    ${show(step.from)} → ${show(step.to)}`;
    case 'remove':
      return `removed  ${show(step.path)}`;
    case 'copy-package':
      return `copied   the package to ${show(step.to)}, so that the hooks need no package cache`;
    case 'remove-package':
      return `removed  ${show(step.path)}`;
    case 'config':
      return step.value === undefined
        ? `unset    ${step.key} in this repository's configuration`
        : `set      ${step.key} = ${show(step.value)} in this repository's configuration`;
    case 'tidy':
      return `removed  ${show(step.path)} if empty`;
  }
}

/** @param shown the path as it may be printed */
export const packagesWords = ({ committed }: { readonly committed: boolean }, shown: string): string =>
  committed
    ? `${shown} is committed: every update of a package is a large commit. To take it out:\n  echo 'node_modules/' >> .gitignore\n  git rm -r -q --cached ${shown}`
    : `${shown} is not ignored: \`git add -A\` would take all of it in. First:\n  echo 'node_modules/' >> .gitignore`;

const scan = 'secrets-hooks run pre-commit';

/** What a note says, with the way out. */
export function noteWords(note: Note, show: (path: string) => string): string {
  switch (note.code) {
    case 'foreign-hooks-path':
      return [
        `core.hooksPath is ${show(note.value)} (${note.scope}, ${show(note.origin)}): git takes no hook from this repository, and that place is not ours to write to.`,
        'Choose one:',
        '  secrets-hooks install --local      this repository gets its own hooks; the ones from there still run first',
        '  secrets-hooks install --config-hooks   with git 2.54 or newer: no hook file at all',
        `  or call \`${scan}\` from the hooks in ${show(note.value)} yourself`,
      ].join('\n');
    case 'husky-owns':
      return `husky owns the hooks here (core.hooksPath is ${show(note.value)}) and would undo anything else. Use --hook-manager husky, or take husky out first: git config --unset core.hooksPath`;
    case 'husky-unset':
      return 'husky is in this project but not in force yet: both its files and .git/hooks are guarded. Run `npx husky` once.';
    case 'no-top':
      return 'this is not a git repository';
    case 'lefthook':
      return [
        'lefthook is here: its own install may put its hooks over ours. Let it run the check; in lefthook.yml:',
        ...lefthookJob.split('\n').map((line) => `  ${line}`),
      ].join('\n');
    case 'simple-git-hooks':
      return 'simple-git-hooks is here and overwrites hooks at each npm install. Let it run the check; in package.json, under "simple-git-hooks":\n  "pre-commit": "npx secrets-hooks run pre-commit",\n  "commit-msg": "npx secrets-hooks run commit-msg \\"$1\\"",\n  "pre-push": "npx secrets-hooks run pre-push \\"$@\\""';
    case 'pre-commit-framework':
      return 'the pre-commit framework is here: its hooks are chained. It can also run the check itself: repo + id secrets-hooks in .pre-commit-config.yaml (see docs/install.md).';
    case 'global-left':
      return `core.hooksPath of this repository now stands before ${show(note.value)}: the guarded events still run the hooks there, others (such as post-commit) no longer do here.`;
    case 'kept-blocked':
      return `a hook that is not ours stands where one is kept already: ${show(note.path)}. Join the two by hand, then run install again.`;
    case 'ignore-undone':
      return `${show(note.path)} is not as SECRETS_MANAGEMENT.md 5.2 wants it, because of ${show(note.by)}: mend it there.`;
    case 'packages-unignored':
      return packagesWords(note, show(note.path));
    case 'edited':
      return `${show(note.path)} was edited since it was installed: left as it is.`;
    case 'config-hooks-too-old':
      return `${show(note.git)} knows no hooks in its configuration (2.54 does), and would pass them over in silence. Install without --config-hooks.`;
    case 'chained':
      return `the ${note.event} hook that was there runs first, from ${show(note.path)}`;
    case 'nothing-installed':
      return 'nothing of ours is installed here';
  }
}

/** A note in lines of 80 columns; what is indented is to be copied, and stays as it is. */
export const noteText = (label: string, note: Note, show: (path: string) => string): string =>
  `${label}: ${noteWords(note, show)}`
    .split('\n')
    .map((line) => (line.startsWith(' ') ? line : lined(line, 80, '  ')))
    .join('\n')
    .concat('\n');

export const lefthookJob = `pre-commit:
  jobs:
    - name: secrets-hooks
      run: npx secrets-hooks run pre-commit
commit-msg:
  jobs:
    - name: secrets-hooks
      run: npx secrets-hooks run commit-msg {1}
pre-push:
  jobs:
    - name: secrets-hooks
      run: npx secrets-hooks run pre-push {1} {2}
      use_stdin: true`;
