// Commands that go past the hooks, or take them away.
import { commandsOf, type SimpleCommand } from './shell.ts';
import type { Evasion } from '../../report/agent.ts';

/** Switches of hook managers that turn all hooks off. */
const switches: Readonly<Record<string, (value: string) => boolean>> = {
  HUSKY: (value) => value === '0',
  HUSKY_SKIP_HOOKS: (value) => value !== '' && value !== '0',
  LEFTHOOK: (value) => value === '0' || value === 'false',
  LEFTHOOK_EXCLUDE: (value) => value.includes('secrets'),
  SKIP_SIMPLE_GIT_HOOKS: (value) => value !== '' && value !== '0',
  SKIP: (value) => value.includes('secrets'),
};
const withValue = new Set(['-C', '-c', '--git-dir', '--work-tree', '--namespace', '--exec-path', '--config-env', '--attr-source']);
/** Short options that take the rest of their word, or the next one, as a value. */
const takesText: Readonly<Record<string, string>> = { commit: 'mFCctSu', am: 'CpS', merge: 'mFsXS', pull: 'sXSjo', push: 'o' };
const skipsByLetter = new Set(['commit', 'am']);
const hookPlaces = /(?:^|\/)\.git\/(?:hooks\b|config\b|secrets-hooks\b)|(?:^|\/)\.husky(?:\/|$)/;
const deepest = 4;

/** The first thing in a shell command that would leave the hooks out; undefined where there is none. */
export function evasionIn(script: string, depth = 0): Evasion | undefined {
  for (const command of commandsOf(script)) {
    const found = ofCommand(command, depth);
    if (found !== undefined) return found;
  }
  return undefined;
}

function ofCommand({ assignments, words, targets }: SimpleCommand, depth: number): Evasion | undefined {
  for (const [name, value] of assignments) {
    const found = ofVariable(name, value);
    if (found !== undefined) return found;
  }
  const target = targets.find((path) => hookPlaces.test(path.replaceAll('\\', '/')));
  if (target !== undefined) return { code: 'hook-file', about: target };
  const [program = '', ...rest] = words;
  const name =
    program
      .replaceAll('\\', '/')
      .split('/')
      .at(-1)
      ?.toLowerCase()
      .replace(/\.exe$/, '') ?? '';
  if (/^\$env:/i.test(program))
    return ofVariable(
      program.slice(5).split('=')[0] ?? '',
      words
        .join('')
        .split('=')
        .at(1)
        ?.replace(/^["']|["']$/g, '') ?? '',
    );
  if (['export', 'set', 'declare', 'typeset', 'setx'].includes(name)) return ofVariables(rest);
  if (['sudo', 'doas', 'env', 'command', 'exec', 'nohup', 'nice', 'time', 'timeout', 'xargs', 'stdbuf', 'setsid', 'call', 'busybox'].includes(name))
    return wrapped(rest, depth);
  if (depth < deepest && name === 'eval') return evasionIn(rest.join(' '), depth + 1);
  if (depth < deepest && /^(?:ba|z|da|k|a)?sh$|^(?:pwsh|powershell|cmd)$/.test(name)) {
    const at = rest.findIndex((word) => /^-[a-z]*c$|^-command$|^\/c$/i.test(word));
    return at < 0 ? undefined : evasionIn(rest.slice(at + 1).join(' '), depth + 1);
  }
  if (name === 'git') return ofGit(rest, depth);
  return ofRemoval(name, rest);
}

/** The command behind a wrapper and its options, one of which may have taken a word as its value. */
function wrapped(rest: readonly string[], depth: number): Evasion | undefined {
  const starts = rest.flatMap((word, at) => (word.startsWith('-') || /^[\d.]+[smhd]?$/.test(word) || /^[A-Za-z_]\w*=/.test(word) ? [] : [at]));
  for (const at of starts.slice(0, 2)) {
    const found = ofVariables(rest.slice(0, at)) ?? ofCommand({ assignments: [], words: rest.slice(at), targets: [] }, depth);
    if (found !== undefined) return found;
    if (at === 0 || !/^-\w$/.test(rest[at - 1] ?? '')) return undefined;
  }
  return ofVariables(rest);
}

function ofVariables(words: readonly string[]): Evasion | undefined {
  for (const word of words) {
    const equals = word.indexOf('=');
    const found = equals < 1 ? undefined : ofVariable(word.slice(0, equals), word.slice(equals + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function ofVariable(name: string, value: string): Evasion | undefined {
  const upper = name.toUpperCase();
  if (switches[upper]?.(value) === true) return { code: 'switch', about: `${upper}=${value.slice(0, 20)}` };
  if (upper.startsWith('GIT_CONFIG') && /hookspath|hook\./i.test(value)) return { code: 'hooks-path', about: upper };
  return undefined;
}

function ofGit(words: readonly string[], depth: number): Evasion | undefined {
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) break;
    const setting = word === '-c' || word === '--config-env' ? (words[at + 1] ?? '') : /^(?:-c|--config-env=)(.+)/.exec(word)?.[1];
    if (setting !== undefined && /^(?:core\.hookspath|hook\.)/i.test(setting)) return { code: 'hooks-path', about: `git -c ${setting.split('=', 1)[0] ?? ''}` };
    const alias = /^alias\.[^=]+=!?(.*)/is.exec(setting ?? '')?.[1];
    const within = alias === undefined || depth >= deepest ? undefined : (evasionIn(alias, depth + 1) ?? ofGit(alias.split(/\s+/), depth + 1));
    if (within !== undefined) return within;
    if (withValue.has(word)) at += 1;
  }
  const verb = words[at] ?? '';
  const options = words.slice(at + 1);
  if (verb === 'config') return ofConfig(options);
  return ['commit', 'push', 'merge', 'pull', 'am'].includes(verb) ? ofVerb(verb, options) : undefined;
}

function ofVerb(verb: string, options: readonly string[]): Evasion | undefined {
  const text = takesText[verb] ?? '';
  for (let at = 0; at < options.length; at += 1) {
    const word = options[at] ?? '';
    if (word === '--') return undefined;
    if (/^--no-veri(?:f|fy)?$/.test(word)) return { code: 'no-verify', about: `git ${verb} --no-verify` };
    // `-m "…"` and its kind: the next word is a text, whatever it says
    if (
      /^--(?:message|file|author|date|template|trailer|reuse-message|reedit-message|fixup|squash|strategy|strategy-option|push-option|repo|receive-pack)$/.test(
        word,
      )
    )
      at += 1;
    else if (/^-[A-Za-z]/.test(word) && !word.startsWith('--')) {
      const letters = [...word.slice(1)];
      const stop = letters.findIndex((letter) => text.includes(letter));
      if (skipsByLetter.has(verb) && letters.slice(0, stop < 0 ? undefined : stop).includes('n')) return { code: 'no-verify', about: `git ${verb} -n` };
      if (stop === letters.length - 1 && !'Su'.includes(letters[stop] ?? 'S')) at += 1;
    }
  }
  return undefined;
}

/** Reading the setting is nobody's harm; changing it is. */
function ofConfig(options: readonly string[]): Evasion | undefined {
  const at = options.findIndex((word) => /^(?:core\.hookspath|hook\..+|hook)$/i.test(word));
  if (at < 0) return undefined;
  const key = options[at] ?? '';
  // a hook of somebody else's is theirs; since git 2.55 a whole event can be switched off
  const ofOurs = /secrets-hooks/i.test(options.join(' ')) || /^hook\.(?:pre-commit|pre-merge-commit|commit-msg|pre-push|pre-receive)\.enabled$/i.test(key);
  if (/^hook/i.test(key) && !ofOurs) return undefined;
  const before = options.slice(0, at);
  const changes = before.some((word) =>
    /^(?:--(?:unset(?:-all)?|add|replace-all|remove-section|rename-section)|set|unset|remove-section|rename-section)$/.test(word),
  );
  const reads = before.some((word) => /^(?:--get(?:-all|-regexp)?|get|list|--list|-l)$/.test(word));
  return changes || (!reads && options.length > at + 1) ? { code: 'hooks-path', about: 'git config core.hooksPath' } : undefined;
}

function ofRemoval(name: string, rest: readonly string[]): Evasion | undefined {
  if (
    ['rm', 'mv', 'chmod', 'unlink', 'truncate', 'ln', 'tee', 'del', 'rmdir', 'rd', 'remove-item', 'move-item', 'rename-item', 'set-content', 'shred'].includes(
      name,
    )
  ) {
    const path = rest.find((word) => hookPlaces.test(word.replaceAll('\\', '/')));
    if (path !== undefined) return { code: 'hook-file', about: path };
  }
  if ((name === 'sed' || name === 'perl') && rest.some((word) => /^-\w*i/.test(word))) {
    const path = rest.find((word) => hookPlaces.test(word.replaceAll('\\', '/')));
    if (path !== undefined) return { code: 'hook-file', about: path };
  }
  const line = [name, ...rest].join(' ');
  if (/(?:^|[ /])(?:secrets-hooks(?:@[^\s@]{1,60})?|lefthook|pre-commit) uninstall\b/.test(line)) return { code: 'uninstall', about: 'uninstall' };
  return undefined;
}
