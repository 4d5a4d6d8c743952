// The hook files that git runs: three lines that find this package, block if it is missing, and source its script (`hooks/hook.sh`). POSIX sh, LF only.
import type { HookEvent } from './event.ts';
import { asBytes } from './facts.ts';

export const marker = '# secrets-hooks hook';
export const blockStart = '# >>> secrets-hooks';
export const blockEnd = '# <<< secrets-hooks';

/** Where a foreign hook is kept: next to ours, so that `$(dirname "$0")` still finds its files. */
export const keptName = (event: HookEvent): string => `${event}.before-secrets-hooks`;
/** … or in a folder under its own name, if it asks for its own name. */
export const keptFolder = 'before-secrets-hooks';
/** Where the pre-commit framework moves a hook that it finds, and runs it first from then on. */
export const legacyName = (event: HookEvent): string => `${event}.legacy`;
/** The pre-commit framework's own hook file. */
export const isFrameworkHook = (text: string): boolean => text.includes('hook-impl') && text.includes('pre-commit');
/** A hook that acts by the name it was called with would do nothing, or something else, under another name. */
export const asksForItsName = (text: string): boolean => /\bbasename\b|\$\{0##|\bargv\[0\]|\bPROGRAM_NAME\b|\b__FILE__\b/.test(text);

export const isOurs = (text: string): boolean => text.split('\n', 3).some((line) => line.startsWith(marker));

/** Any text as one word for sh. On Windows `\` becomes `/`, which Git's sh and node both accept. */
export function quoted(path: string, platform: string): string {
  const plain = platform === 'win32' ? path.replaceAll('\\', '/') : path;
  return `'${plain.replaceAll("'", `'\\''`)}'`;
}

export interface Runner {
  readonly event: HookEvent;
  readonly platform: string;
  /** absolute path of node; never in a file that is committed */
  readonly node?: string;
  /** folder under the top of the work tree whose node_modules holds the package, if any */
  readonly prefix?: string;
  /** absolute folders of the package, best first */
  readonly roots: readonly string[];
  /** whether the package may be in the git directory or in the main work tree, so that git has to be asked where they are */
  readonly asksGit: boolean;
}

/** The status with which `hook.sh` and node confirm that everything was scanned and nothing has to be blocked. Status 0 proves nothing: an empty file ends with it too. */
export const CLEAN_STATUS = 90;

/**
 * Three lines: where the package is, a refusal if it is missing, and the call.
 * An empty or truncated `hook.sh` leaves the status unset, and that blocks too.
 */
function call(runner: Runner, also: readonly string[] = []): string[] {
  const { event, platform } = runner;
  const project = runner.prefix === undefined ? [] : [`${runner.prefix === '' ? '' : `${runner.prefix}/`}node_modules/secrets-hooks`];
  const folders = [...project, ...runner.roots].map((path) => quoted(path, platform));
  const noted = runner.asksGit
    ? ['"$secrets_hooks_git/secrets-hooks/package"', ...project.map((path) => `"$secrets_hooks_git/../"${quoted(path, platform)}`)]
    : [];
  const settings = [
    `secrets_hooks_event=${event}`,
    ...(runner.asksGit ? ['secrets_hooks_git=$(git rev-parse --git-common-dir)'] : []),
    ...(runner.node === undefined ? [] : [`secrets_hooks_node=${quoted(runner.node, platform)}`]),
    ...also.map((path) => `secrets_hooks_also=${quoted(path, platform)}`),
  ];
  const script = '$secrets_hooks_package/dist/hooks/hook.sh';
  return [
    `${settings.join('; ')}; for secrets_hooks_package in ${[...folders, ...noted].join(' ')}; do [ -f "${script}" ] && break; done`,
    `[ -f "${script}" ] || { echo "secrets-hooks: ${event} blocked: its package is missing. Run: npm install (or: npx secrets-hooks install)" >&2; exit 2; }`,
    `. "${script}"; [ "\${secrets_hooks_status-}" = ${CLEAN_STATUS} ] || { echo "secrets-hooks: ${event} blocked: the scan was not confirmed. Run: npx secrets-hooks doctor" >&2; exit 2; }`,
  ];
}

/** A hook file that is ours from the first byte to the last. @param also foreign hooks to run first, e.g. of a global hooks directory */
export const shim = (runner: Runner, version: string, also: readonly string[] = []): string =>
  asBytes(
    [
      '#!/bin/sh',
      `${marker}, version ${version}. Written by \`secrets-hooks install\`, removed by \`secrets-hooks uninstall\`.`,
      ...call(runner, also),
      '',
    ].join('\n'),
  );

/** The block in a hook file that husky runs with `sh -e`: no path of this machine, and what follows gets stdin as if it had not been read. */
export const huskyBlock = (runner: Runner): string =>
  asBytes([`${blockStart}: written by \`secrets-hooks install\`, removed by \`secrets-hooks uninstall\``, ...call(runner), blockEnd, ''].join('\n'));

/** Whether a hook file calls `hook.sh`, and not our scripts directly as older versions did. */
export const isCurrent = (text: string): boolean => text.includes('/dist/hooks/hook.sh');
