// The texts that git runs: a hook file of our own, and the block that stands inside a husky hook. POSIX sh, LF only.
import { readsStdin, type HookEvent } from './event.ts';
import { asBytes } from './facts.ts';

export const marker = '# secrets-hooks hook';
export const blockStart = '# >>> secrets-hooks';
export const blockEnd = '# <<< secrets-hooks';

/** Where a foreign hook is kept: beside ours, so that `$(dirname "$0")` still finds what it found. */
export const keptName = (event: HookEvent): string => `${event}.before-secrets-hooks`;
/** …or in a folder under its own name, where it asks for its own name. */
export const keptFolder = 'before-secrets-hooks';
/** A hook that acts by the name it was called with would do nothing, or something else, under another name. */
export const asksForItsName = (text: string): boolean => /\bbasename\b|\$\{0##|\bargv\[0\]|\bPROGRAM_NAME\b|\b__FILE__\b/.test(text);

export const isOurs = (text: string): boolean => text.split('\n', 3).some((line) => line.startsWith(marker));

/** One word for sh, whatever stands in it. On Windows `\` becomes `/`, which Git's sh and node both take. */
export function quoted(path: string, platform: string): string {
  const plain = platform === 'win32' ? path.replaceAll('\\', '/') : path;
  return `'${plain.replaceAll("'", `'\\''`)}'`;
}

export interface Runner {
  readonly event: HookEvent;
  readonly platform: string;
  /** absolute path of node, where it may be written down (never into a file that is committed) */
  readonly node?: string;
  /** folder under the top of the work tree whose node_modules holds the package; absent where none does */
  readonly prefix?: string;
  /** absolute places of the package, best first */
  readonly roots: readonly string[];
  /** whether git has to be asked where the repository is, for what `install` noted there */
  readonly asksGit: boolean;
}

/** Finds node and the package, or refuses with one line. Leaves `node` and `file` set. */
function locate(runner: Runner): string[] {
  const { event, platform } = runner;
  const tail = `dist/hooks/${event}.cjs`;
  const project = runner.prefix === undefined ? [] : [`${runner.prefix === '' ? '' : `${runner.prefix}/`}node_modules/secrets-hooks/${tail}`];
  const places = [...project, ...runner.roots.map((root) => `${root}/${tail}`)].map((path) => quoted(path, platform));
  const noted = runner.asksGit
    ? [`"$secrets_hooks_git/secrets-hooks/package/${tail}"`, ...project.map((path) => `"$secrets_hooks_git/.."/${quoted(path, platform)}`)]
    : [];
  const nodes = [
    ...(runner.node === undefined ? [] : [quoted(runner.node, platform)]),
    ...(runner.asksGit ? ['"$(cat "$secrets_hooks_git/secrets-hooks/node" 2>/dev/null || :)"'] : []),
    '"$(command -v node 2>/dev/null || :)"',
    '/usr/local/bin/node',
    '/opt/homebrew/bin/node',
  ];
  return [
    ...(runner.asksGit ? ['secrets_hooks_git=$(git rev-parse --git-common-dir) || exit 2'] : []),
    `secrets_hooks_node= secrets_hooks_file=`,
    // one after the other: asking where node is takes a process, which the noted place spares
    ...nodes.map(
      (node) => `if [ -z "$secrets_hooks_node" ]; then place=${node}; if [ -n "$place" ] && [ -x "$place" ]; then secrets_hooks_node=$place; fi; fi`,
    ),
    `for place in ${[...places, ...noted].join(' ')}; do`,
    `  if [ -f "$place" ]; then secrets_hooks_file=$place; break; fi`,
    'done',
    'if [ -z "$secrets_hooks_node" ]; then',
    `  echo "secrets-hooks: ${event} refused, because node was not found. Install Node.js, then run: npx secrets-hooks install" >&2; exit 2`,
    'fi',
    'if [ -z "$secrets_hooks_file" ]; then',
    `  echo "secrets-hooks: ${event} refused, because its package has gone. Run: npm install (or: npx secrets-hooks install)" >&2; exit 2`,
    'fi',
  ];
}

/** Certificates and options meant for other programs cost start-up time, or load their code into the guard. */
const unset = 'unset NODE_OPTIONS NODE_EXTRA_CA_CERTS NODE_V8_COVERAGE NODE_PATH';

/** Nothing that the surroundings say bends git's answers, as for the git that the hook itself starts (`io/environment.ts`). */
const plainly = [
  '  unset GIT_EXTERNAL_DIFF GIT_DIFF_OPTS GIT_TRACE GIT_TRACE2 GIT_TRACE2_EVENT GIT_TRACE2_PERF GIT_CONFIG_PARAMETERS GIT_CONFIG_COUNT',
  '  unset GIT_LITERAL_PATHSPECS GIT_GLOB_PATHSPECS GIT_NOGLOB_PATHSPECS GIT_ICASE_PATHSPECS GIT_ATTR_SOURCE GIT_REPLACE_REF_BASE',
  '  export GIT_NO_REPLACE_OBJECTS=1 GIT_NO_LAZY_FETCH=1 GIT_OPTIONAL_LOCKS=0 GIT_TERMINAL_PROMPT=0 LC_ALL=C',
];
const catFile = `git -c core.fsmonitor=false cat-file --batch='%(objectname) %(objecttype) %(objectsize) %(rest)' --buffer`;

/**
 * What git is asked while node starts, in one pipeline whose answers the hook reads from its stdin (`io/feed.ts`): what stands first, what is
 * staged with each blob, and a name that nothing has, as the mark of the end. A pipeline that fails anywhere lacks the mark, and the hook asks for itself.
 */
const askingForCommit = [
  'secrets_hooks_ask() {',
  ...plainly,
  `  { printf '%s\\n' HEAD:.secrets-hooks/policy.json :.secrets-hooks/policy.json HEAD:.secrets-hooks HEAD`,
  '    git -c core.fsmonitor=false -c core.quotePath=true diff --cached --raw --no-abbrev --no-renames --no-ext-diff --no-textconv \\',
  '      --ignore-submodules=none --no-color --no-relative -- && echo ..secrets-hooks-end; } |',
  // what is deleted and what is a submodule has no blob here: HEAD stands in for it
  `    sed -e 's/^:\\([0-7]*\\) \\([0-7]*\\) \\([0-9a-f]*\\) \\([0-9a-f]*\\) /\\4 \\1 \\2 \\3 \\4 /' -e 's/^00* /HEAD /' -e 's/^[0-9a-f]* \\([0-7]*\\) 160000 /HEAD \\1 160000 /' |`,
  `    ${catFile}`,
  '}',
];

/**
 * The same for a push of one branch to a remote with a name (`io/push-feed.ts`): what git has said on stdin, what is tracked of the remote, then
 * each commit that it lacks with the blobs that came in it, and in what the tip differs from where the branch stood, or left the remote's main one.
 */
const askingForPush = [
  'secrets_hooks_ask() {',
  ...plainly,
  `  export GIT_GRAFT_FILE= GIT_FLUSH=0`,
  `  printf '%s\\n..secrets-hooks-fed\\n' "$2"`,
  `  case $1 in '' | -* | *..* | *[!A-Za-z0-9_./-]*) return 0 ;; esac`,
  `  set -- "$1" "\${2%`,
  `}"`,
  `  case $2 in *'`,
  `'*) return 0 ;; esac`,
  `  secrets_hooks_stood=\${2##* } secrets_hooks_tip=\${2% * *} secrets_hooks_landed=`,
  `  secrets_hooks_tip=\${secrets_hooks_tip##* }`,
  `  case $secrets_hooks_stood in`,
  `    *[!0]*) secrets_hooks_landed=$secrets_hooks_stood secrets_hooks_base=$secrets_hooks_stood ;;`,
  `    *)`,
  `      secrets_hooks_stood=`,
  `      for secrets_hooks_main in HEAD main master; do`,
  `        secrets_hooks_landed=$(git rev-parse --verify --quiet "refs/remotes/$1/$secrets_hooks_main^{commit}") && break`,
  `      done`,
  `      secrets_hooks_base=$(git merge-base "$secrets_hooks_landed" "$secrets_hooks_tip") || return 0 ;;`,
  `  esac`,
  `  git for-each-ref --format='%(objectname) %(refname) %(symref)' "refs/remotes/$1/" || return 0`,
  `  printf '..secrets-hooks-asked %s %s\\n' "$secrets_hooks_landed" "$secrets_hooks_base"`,
  `  { printf '%s\\n' "$secrets_hooks_tip"`,
  `    for secrets_hooks_commit in "$secrets_hooks_landed" "$secrets_hooks_tip" "$secrets_hooks_base"; do`,
  `      printf '%s\\n' "$secrets_hooks_commit:.secrets-hooks/policy.json" "$secrets_hooks_commit:.secrets-hooks"`,
  `    done`,
  `    git -c core.fsmonitor=false -c core.quotePath=true -c log.showRoot=true -c log.showSignature=false -c diff.renames=false -c core.commitGraph=true \\`,
  `      log --raw -c --no-renames --no-abbrev --no-ext-diff --no-textconv --no-color --no-notes --no-mailmap --no-relative --ignore-submodules=none \\`,
  `      --format=%H "$secrets_hooks_tip" --not \${secrets_hooks_stood:+"$secrets_hooks_stood"} \\`,
  // the main branches only: each as a pattern that fits no other name; the hook makes sure that the destination has them
  `      --remotes="$1/HEA[D]" --remotes="$1/mai[n]" --remotes="$1/maste[r]" -- && echo ..secrets-hooks-end; } |`,
  // what is deleted and what is a submodule has no blob here
  `    sed -e '/^$/d' -e 's/^\\(:[^\t]* \\([0-9a-f]*\\) [A-Z]*[0-9]*\t\\)/\\2 \\1/' -e '/^00* :/d' -e '/^[0-9a-f]* :[0-7: ]*160000 [0-9a-f]\\{40\\}/d' |`,
  `    ${catFile}`,
  `  git -c core.fsmonitor=false -c core.quotePath=true diff-tree -r --raw --no-renames --no-abbrev --no-ext-diff --ignore-submodules=none \\`,
  `    "$secrets_hooks_base" "$secrets_hooks_tip" -- && echo ..secrets-hooks-done`,
  '}',
];
const askingFor = (event: HookEvent): readonly string[] => (event === 'pre-commit' ? askingForCommit : event === 'pre-push' ? askingForPush : []);

/** Runs the hook, with git's answers on stdin where the event allows it. @param input what stands on stdin, for events that read it */
const running = (event: HookEvent, input?: string): string => {
  if (event === 'pre-commit') return 'secrets_hooks_ask 2>/dev/null | "$secrets_hooks_node" "$secrets_hooks_file" --fed';
  if (event === 'pre-push') return `secrets_hooks_ask "\${1-}" "${input ?? ''}" 2>/dev/null | "$secrets_hooks_node" "$secrets_hooks_file" --fed "$@"`;
  return input === undefined
    ? 'exec "$secrets_hooks_node" "$secrets_hooks_file" "$@"'
    : `printf '%s' "${input}" | "$secrets_hooks_node" "$secrets_hooks_file" "$@"`;
};

/** The whole hook file. Foreign hooks (kept ones, and `also`, e.g. of a global hooks directory) run first; their refusal stands. */
export function shim(runner: Runner, version: string, also: readonly string[] = []): string {
  const { event } = runner;
  const kept = [`"$here/${keptName(event)}"`, `"$here/${keptFolder}/${event}"`, ...also.map((path) => quoted(path, runner.platform))];
  const replay = readsStdin(event);
  const lines = [
    '#!/bin/sh',
    `${marker}, version ${version}. Written by \`secrets-hooks install\`, taken out by \`secrets-hooks uninstall\`.`,
    '# Without node or the package it refuses: a guard that fails open is none.',
    'here=${0%/*}',
    'if [ "$here" = "$0" ]; then here=.; fi',
    // command substitution eats newlines at the end: the x keeps them
    ...(replay ? ['input=$(cat; echo x)', 'input=${input%x}'] : []),
    `for before in ${kept.join(' ')}; do`,
    '  if [ -f "$before" ] && [ -x "$before" ]; then',
    replay ? `    printf '%s' "$input" 2>/dev/null | "$before" "$@" || exit $?` : '    "$before" "$@" || exit $?',
    '  fi',
    'done',
    ...locate(runner),
    unset,
    ...askingFor(event),
    ...(replay ? [running(event, '$input'), 'exit $?'] : [running(event)]),
    '',
  ];
  return asBytes(lines.join('\n'));
}

/** The block for a hook file that husky runs with `sh -e`: no path of this machine, and what follows gets stdin as if nobody had read it. */
export function huskyBlock(runner: Runner): string {
  const replay = readsStdin(runner.event);
  const run = `(${unset}; ${running(runner.event, replay ? '$secrets_hooks_input' : undefined)})`;
  const lines = [
    `${blockStart}: written by \`secrets-hooks install\`, taken out by \`secrets-hooks uninstall\``,
    ...locate(runner),
    ...askingFor(runner.event),
    ...(replay
      ? [
          'secrets_hooks_input=$(cat)',
          `${run} || exit $?`,
          'if [ -n "$secrets_hooks_input" ]; then exec <<SECRETS_HOOKS',
          '$secrets_hooks_input',
          'SECRETS_HOOKS',
          'else exec </dev/null; fi',
        ]
      : [`${run} || exit $?`]),
    blockEnd,
    '',
  ];
  return asBytes(lines.join('\n'));
}
