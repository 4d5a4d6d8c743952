// Finds commands that bypass the hooks, change them, or cannot be checked before they run.
import type { Evasion } from '../../report/agent.ts';
import { isKnown, marks, shownWord } from './expand.ts';
import { judgeGit } from './git-evasion.ts';
import { holdsHooks, mentionsHook, namesHook, shownHook } from './hook-paths.ts';
import { judgeVariable } from './switches.ts';
import { Walk, type Expanded, type Surroundings } from './walk.ts';

/** The first thing in a shell command that would leave the hooks out; undefined where there is none. */
export const evasionIn = (script: string, around: Surroundings = {}): Evasion | undefined => new Walk(judgeCommand, around).run(script);

/** A command, and the folder in which it runs; undefined where that cannot be known. */
export interface Placed {
  readonly command: Expanded;
  readonly cwd: string | undefined;
}

/** Every simple command of a script, nested ones too. */
export function commandsIn(script: string, around: Surroundings = {}): readonly Placed[] {
  const all: Placed[] = [];
  new Walk((command, walk) => {
    all.push({ command, cwd: walk.where.cwd });
    nested(command, walk);
    return undefined;
  }, around).run(script);
  return all;
}

const shell = /^(?:ba|z|da|k|a|fi)?sh$|^(?:pwsh|powershell|cmd)$/;
const interpreter = /^(?:python[\d.]*|node|deno|bun|ruby|perl|php[\d.]*|osascript|lua[\d.]*)$/;
/** Programs that run the command in their arguments. Options that take a value may stand before it. */
const wrappers = new Set(
  'sudo doas env command exec builtin nohup nice ionice time timeout xargs parallel stdbuf setsid call busybox watch flock chroot strace caffeinate unbuffer'.split(
    ' ',
  ),
);
/** Programs that only read the files they are given, or run them. */
const readers = new Set(
  `cat bat ls ll tree head tail less more wc file stat du diff cmp md5sum sha1sum sha256sum shasum cksum xxd hexdump od strings grep egrep fgrep rg ag ack find fd fzf
   sort uniq cut awk gawk jq yq test [ [[ echo printf realpath readlink dirname basename cd pushd pushd mkdir touch which type command for shellcheck shfmt open pwd
   get-content get-childitem test-path select-string dir npx npm pnpm yarn bunx husky lefthook pre-commit secrets-hooks gh glab prettier eslint source . export local alias set`.split(
    /\s+/,
  ),
);

const programOf = (word: string): string =>
  shownWord(word)
    .replaceAll('\\', '/')
    .split('/')
    .at(-1)
    ?.toLowerCase()
    .replace(/\.exe$/, '') ?? '';

function judgeCommand(command: Expanded, walk: Walk): Evasion | undefined {
  for (const [name, value] of command.assignments) {
    const found = judgeVariable(name, value);
    if (found !== undefined) return found;
  }
  const target = command.targets.find((path) => namesHook(path, walk.where));
  if (target !== undefined) return { code: 'hook-file', about: shownHook(target) };
  const found = variables(command) ?? nested(command, walk);
  if (found !== undefined) return found;
  const [program = '', ...rest] = command.words;
  const name = programOf(program);
  if (name === 'git') return judgeGit(rest, command.input, walk);
  // a program that cannot be known may be git, and a word that is split may be a whole command
  if (!isKnown(program))
    return (
      judgeGit(rest, command.input, walk) ?? (program.includes(marks.unknown) && !program.includes('/') ? unknown('a command that is put together') : undefined)
    );
  return judgeFiles(name, command, walk) ?? judgeUninstall(name, rest);
}

const unknown = (about: string): Evasion => ({ code: 'unknown', about });

/** `export HUSKY=0`, `env HUSKY=0 …`, `$env:HUSKY=0` */
function variables({ words }: Expanded): Evasion | undefined {
  const [program = '', ...rest] = words;
  if (/^\$env:/i.test(program)) {
    const [name = '', value = ''] = words.join('').slice('$env:'.length).split('=');
    return judgeVariable(name, value.replace(/^["']|["']$/g, ''));
  }
  const name = programOf(program);
  if (!wrappers.has(name) && !['export', 'set', 'declare', 'typeset', 'setx', 'readonly'].includes(name)) return undefined;
  for (const word of rest) {
    const at = word.indexOf('=');
    const found = at < 1 ? undefined : judgeVariable(word.slice(0, at), word.slice(at + 1));
    if (found !== undefined) return found;
    if (wrappers.has(name) && at < 1 && !word.startsWith('-')) return undefined;
  }
  return undefined;
}

/** The commands that a command runs: in a string, a file, on stdin, or behind a wrapper. */
function nested(command: Expanded, walk: Walk): Evasion | undefined {
  const [program = '', ...rest] = command.words;
  const name = programOf(program);
  const alias = walk.alias(program);
  if (alias !== undefined) return walk.withoutAlias(program, () => walk.run(`${alias} ${rest.map(quoted).join(' ')}`, command.input));
  if (name === 'alias') return first(rest, (word) => (word.includes('=') ? walk.run(word.slice(word.indexOf('=') + 1)) : undefined));
  if (name === 'eval') return runText(rest.join(' '), walk, 'eval');
  if (name === 'trap') return runText(rest[0] ?? '', walk, 'trap');
  if (name === 'source' || name === '.') return runFile(rest, walk);
  if (shell.test(name)) return runShell(name, rest, command, walk);
  if (interpreter.test(name)) return runCode(rest, command);
  if (name === 'env') {
    const at = rest.findIndex((word) => /^-\w*S|^--split-string/.test(word));
    if (at >= 0) {
      const text = /^(?:-[^S]*S|--split-string=?)(.*)$/s.exec(rest[at] ?? '')?.[1] ?? '';
      return runText([text === '' ? (rest[at + 1] ?? '') : text, ...rest.slice(at + (text === '' ? 2 : 1)).map(quoted)].join(' '), walk, 'env -S');
    }
  }
  if (name === 'su' || name === 'script' || name === 'npm' || name === 'npx' || name === 'pnpm' || name === 'yarn') {
    const at = rest.findIndex((word) => word === '-c' || word === '--command' || word === '--call');
    if (at >= 0) return runText(rest[at + 1] ?? '', walk, name);
  }
  if (name === 'find' || name === 'fd') {
    const at = rest.findIndex((word) => /^-(?:exec|execdir|ok|okdir|x|X)$|^--exec(?:-batch)?$/.test(word));
    const end = rest.findIndex((word, index) => index > at && (word === ';' || word === '+'));
    if (at < 0) return undefined;
    const hook = rest.slice(0, at).some((word) => namesHook(word, walk.where));
    const words = rest.slice(at + 1, end < 0 ? undefined : end).map((word) => (word === '{}' && hook ? '.git/hooks/pre-commit' : word));
    return judgeCommand({ assignments: [], words, targets: [], input: undefined }, walk);
  }
  if (wrappers.has(name)) return runWrapped(name, rest, command, walk);
  if (/[/\\]/.test(program) && !/\.(?:exe|js|mjs|py|rb)$/.test(program)) return runFile([program, ...rest], walk, true);
  return undefined;
}

const first = <T>(all: readonly T[], judge: (one: T) => Evasion | undefined): Evasion | undefined => {
  for (const one of all) {
    const found = judge(one);
    if (found !== undefined) return found;
  }
  return undefined;
};

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

const runText = (text: string, walk: Walk, about: string, positional?: readonly string[]): Evasion | undefined =>
  isKnown(text)
    ? walk.run(shownWord(text), undefined, positional)
    : (walk.run(text.replace(/[\u0001-\u0003]/g, '$(:)'), undefined, positional) ?? unknown(about));

/** A script file, where it can be read. Programs that are no scripts are not followed. */
function runFile([file = '', ...rest]: readonly string[], walk: Walk, onlyScripts = false): Evasion | undefined {
  if (!isKnown(file)) return onlyScripts ? undefined : unknown('a script that is named by a variable');
  const text = walk.script(file);
  if (text === undefined || (onlyScripts && !/^#!.*\b\w*sh\b/.test(text.slice(0, 80)))) return undefined;
  // hooks and their helpers may do as they please with themselves
  return namesHook(file, walk.where) ? undefined : walk.run(text, undefined, rest);
}

function runShell(name: string, rest: readonly string[], { input }: Expanded, walk: Walk): Evasion | undefined {
  const at = rest.findIndex((word) => /^-[a-z]*c$|^-command$|^-encodedcommand$|^\/c$/i.test(word));
  if (/^-encodedcommand$/i.test(rest[at] ?? '')) return unknown(`${name} -EncodedCommand`);
  if (at >= 0) {
    const [text = '', , ...positional] = rest.slice(at + 1);
    const all = /^(?:pwsh|powershell|cmd)$/.test(name) ? rest.slice(at + 1).join(' ') : text;
    return runText(all, walk, `${name} -c`, positional);
  }
  const file = rest.find((word, index) => !/^[-+]/.test(word) && !/^[-+]o$/.test(rest[index - 1] ?? ''));
  if (file !== undefined && !rest.some((word) => /^-\w*s$/.test(word))) return runFile([file, ...rest.slice(rest.indexOf(file) + 1)], walk);
  if (input === undefined || rest.includes('--version') || rest.includes('--help')) return undefined;
  return input.text === undefined ? unknown(`what is piped into ${name}`) : walk.run(input.text);
}

/** Code of another language, as far as it names what bypasses the hooks. */
function runCode(rest: readonly string[], { input }: Expanded): Evasion | undefined {
  const at = rest.findIndex((word) => /^-\w*[ecr]$|^--(?:eval|print|run)$|^eval$/.test(word));
  const codes = at >= 0 ? rest.slice(at + 1, at + 2) : rest.every((word) => word.startsWith('-')) ? [input?.text ?? ''] : [];
  return first(codes, (code) => {
    if (/--no-veri(?:f|fy)?\b/.test(code)) return { code: 'no-verify', about: '--no-verify' };
    if (/core\.hookspath/i.test(code)) return { code: 'hooks-path', about: 'core.hooksPath' };
    if (mentionsHook(code)) return { code: 'hook-file', about: 'a hook' };
    const flag = /\b(HUSKY|LEFTHOOK)['"]?\]?\s*[=:,]\s*['"]?(0|false)\b/.exec(code);
    return flag === null ? undefined : judgeVariable(flag[1] ?? '', flag[2] ?? '');
  });
}

/** The command behind a wrapper and its options, one of which may have taken a word as its value. */
function runWrapped(name: string, rest: readonly string[], { input }: Expanded, walk: Walk): Evasion | undefined {
  const more =
    name !== 'xargs' && name !== 'parallel'
      ? []
      : input === undefined
        ? []
        : input.text === undefined
          ? []
          : input.text.split(/\s+/).filter((word) => word !== '');
  const fed = name === 'xargs' || name === 'parallel' ? input : undefined;
  const starts = rest.flatMap((word, at) => (word.startsWith('-') || /^[\d.]+[smhd]?$/.test(word) || /^[A-Za-z_]\w*=/.test(word) ? [] : [at]));
  // the file of a lock and the folder of a chroot come first
  for (const at of name === 'flock' || name === 'chroot' ? starts.slice(1, 2) : starts.slice(0, 2)) {
    const words = [...rest.slice(at), ...more];
    const unknownWords = fed !== undefined && fed.text === undefined;
    // what finds hooks feeds them to what follows
    if (unknownWords && fed.from.some((word) => namesHook(word, walk.where))) words.push('.git/hooks/pre-commit');
    const found = judgeCommand(
      { assignments: [], words: unknownWords && programOf(words[0] ?? '') === 'git' ? [...words, marks.unknown] : words, targets: [], input },
      walk,
    );
    if (found !== undefined) return found;
    if (at === 0 || !/^-\w$/.test(rest[at - 1] ?? '')) return undefined;
  }
  return undefined;
}

/** Files of the hooks are only for programs that read them. */
function judgeFiles(name: string, { words }: Expanded, walk: Walk): Evasion | undefined {
  const rest = words.slice(1);
  const about = (word: string): Evasion => ({ code: 'hook-file', about: shownHook(word) });
  if (['rm', 'mv', 'rmdir', 'rd', 'del', 'remove-item', 'move-item', 'rename-item', 'trash', 'unlink'].includes(name)) {
    const holder = rest.find((word) => !word.startsWith('-') && holdsHooks(word, walk.where));
    if (holder !== undefined) return about(holder);
  }
  if (name === 'find' && rest.includes('-delete')) {
    const place = rest.find((word) => namesHook(word, walk.where));
    return place === undefined ? undefined : about(place);
  }
  if (name === 'chmod' && rest.some((word) => /^[ugoa]*\+[rwx]*x|^0?[1357][1357][1357]$|^0?7[0-7][0-7]$/.test(word))) return undefined;
  if ((name === 'sed' || name === 'perl') && !rest.some((word) => /^-\w*i|^--in-place/.test(word))) return undefined;
  if (readers.has(name) || shell.test(name)) return undefined;
  // `dd of=…`, `install --target-directory=…`
  const hook = rest.find((word) => !/\s/.test(word) && namesHook(word.replace(/^(?:-{1,2}[\w-]+|of|if)=/, ''), walk.where));
  return hook === undefined ? undefined : about(hook);
}

function judgeUninstall(name: string, rest: readonly string[]): Evasion | undefined {
  const line = [name, ...rest].join(' ');
  return /(?:^|[ /])(?:secrets-hooks(?:@[^\s@]{1,60})?|lefthook|pre-commit) uninstall\b/.test(line) ? { code: 'uninstall', about: 'uninstall' } : undefined;
}
