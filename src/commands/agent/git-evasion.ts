// Judges one call of git: options that skip hooks, settings that replace them, and the commands that git itself runs.
import type { Evasion } from '../../report/agent.ts';
import { isKnown, marks, mayBeOption, shownWord } from './expand.ts';
import { namesHook, shownHook } from './hook-paths.ts';
import type { Input, Walk } from './walk.ts';

const withValue = new Set(['-C', '-c', '--git-dir', '--work-tree', '--namespace', '--exec-path', '--config-env', '--attr-source']);
/** Commands that run hooks, and their short options that take the rest of the word, or the next one, as a value. */
const guarded: Readonly<Record<string, string>> = { commit: 'mFCctSu', am: 'CpS', merge: 'mFsXS', pull: 'sXSjo', push: 'o' };
const skipsByLetter = new Set(['commit', 'am']);
const textOption =
  /^--(?:message|file|author|date|template|trailer|reuse-message|reedit-message|fixup|squash|strategy|strategy-option|push-option|repo|receive-pack)$/;
/** Settings that name other hooks, or files that may. */
const hookSetting = /^(?:core\.hookspath|hook\.|include(?:if)?\.)/i;

export function judgeGit(words: readonly string[], input: Input | undefined, walk: Walk): Evasion | undefined {
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) break;
    const setting = word === '-c' || word === '--config-env' ? (words[at + 1] ?? '') : /^(?:-c|--config-env=)(.+)/s.exec(word)?.[1];
    const found = setting === undefined ? undefined : judgeSetting(setting, walk);
    if (found !== undefined) return found;
    if (withValue.has(word)) at += 1;
  }
  const verb = words[at] ?? '';
  const options = words.slice(at + 1);
  const alias = Object.hasOwn(guarded, verb) ? undefined : walk.gitAlias(verb);
  if (alias !== undefined) return walk.withoutGitAlias(verb, () => judgeAlias(alias, options, input, walk));
  switch (verb) {
    case 'config':
      return judgeConfig(options, walk);
    case 'send-pack':
    case 'http-push':
      return { code: 'no-verify', about: `git ${verb}` };
    case 'rebase':
      return firstOf(optionValues(options, /^-x$|^--exec$/, /^(?:-x|--exec=)(.+)/s), (text) => runText(text, 'git rebase --exec', walk));
    case 'submodule': {
      const at = options.indexOf('foreach');
      return at < 0
        ? undefined
        : runWords(
            options.slice(at + 1).filter((word, index) => index > 0 || !word.startsWith('--')),
            'git submodule foreach',
            walk,
          );
    }
    case 'bisect':
      return options[0] === 'run' ? runWords(options.slice(1), 'git bisect run', walk) : undefined;
    case 'filter-branch':
      return firstOf(
        options.filter((_, index) => /^--[\w-]+-filter$/.test(options[index - 1] ?? '')),
        (text) => runText(text, 'git filter-branch', walk),
      );
    case 'difftool':
    case 'mergetool':
      return firstOf(optionValues(options, /^-x$|^--extcmd$/, /^--extcmd=(.+)/s), (text) => runText(text, `git ${verb}`, walk));
    case 'rm':
    case 'mv':
    case 'update-index':
      return firstOf(options, (word) => (namesHook(word, walk.where) ? { code: 'hook-file', about: shownHook(word) } : undefined));
    default:
      if (Object.hasOwn(guarded, verb)) return judgeGuarded(verb, options);
      return isKnown(verb) || verb === '' ? undefined : { code: 'unknown', about: 'git' };
  }
}

function firstOf(texts: readonly string[], judge: (text: string) => Evasion | undefined): Evasion | undefined {
  for (const text of texts) {
    const found = judge(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The values of an option, in the next word or in its own. */
const optionValues = (words: readonly string[], alone: RegExp, joined: RegExp): readonly string[] =>
  words.flatMap((word, at) => (alone.test(word) ? [words[at + 1] ?? ''] : (joined.exec(word)?.[1] ?? [])));

const runText = (text: string, about: string, walk: Walk): Evasion | undefined =>
  walk.run(shownWord(text)) ?? (isKnown(text) ? undefined : { code: 'unknown', about });

/** One word is a script, several are a command. */
const runWords = (words: readonly string[], about: string, walk: Walk): Evasion | undefined =>
  runText(words.length === 1 ? (words[0] ?? '') : words.map(quoted).join(' '), about, walk);

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** `commit -n`, or with `!` a command of the shell; git appends the other words. */
function judgeAlias(alias: string, options: readonly string[], input: Input | undefined, walk: Walk): Evasion | undefined {
  const script = alias.startsWith('!') ? alias.slice(1) : `git ${alias}`;
  return walk.run(`${script} ${options.map(quoted).join(' ')}`, input, options);
}

/** `key=value` of `-c`. Values that name a command are run by git. */
function judgeSetting(setting: string, walk: Walk): Evasion | undefined {
  if (!isKnown(setting.split('=', 1)[0] ?? '')) return { code: 'unknown', about: 'git -c' };
  const [, key = setting, value = ''] = /^([^=]*)=(.*)$/s.exec(setting) ?? [];
  if (hookSetting.test(key)) return { code: 'hooks-path', about: `git -c ${shownKey(key)}` };
  const alias = /^alias\.(.+)$/is.exec(key)?.[1];
  if (alias !== undefined) {
    walk.setGitAlias(alias, value);
    return judgeAlias(value, [], undefined, walk);
  }
  return value !== '' && /editor|pager|command|external|helper|cmd|textconv|filter|proxy|fsmonitor|program/i.test(key)
    ? runText(value.replace(/^!/, ''), 'git -c', walk)
    : undefined;
}

/** A setting as it may be shown: nothing of what was typed. */
const shownKey = (key: string): string => (/^core\.hookspath$/i.test(key) ? 'core.hooksPath' : `${key.split('.', 1)[0]?.toLowerCase() ?? ''}.*`);

/** Options of a command that runs hooks. */
function judgeGuarded(verb: string, options: readonly string[]): Evasion | undefined {
  const text = guarded[verb] ?? '';
  for (let at = 0; at < options.length; at += 1) {
    const word = options[at] ?? '';
    if (word === '--') return undefined;
    if (/^--no-veri(?:f|fy)?$/.test(word)) return { code: 'no-verify', about: `git ${verb} --no-verify` };
    // an option whose value is a text, whatever it says
    if (/^--[\w-]+=/.test(word) && !word.includes(marks.unknown)) continue;
    if (textOption.test(word)) at += 1;
    else if (/^-[A-Za-z]/.test(word)) {
      const letters = [...word.slice(1)];
      const stop = letters.findIndex((letter) => text.includes(letter));
      const flags = letters.slice(0, stop < 0 ? undefined : stop);
      if (skipsByLetter.has(verb) && flags.includes('n')) return { code: 'no-verify', about: `git ${verb} -n` };
      if (mayBeOption(`-${flags.join('')}`)) return { code: 'unknown', about: `git ${verb}` };
      if (stop === letters.length - 1 && !'Su'.includes(letters[stop] ?? 'S')) at += 1;
    } else if (mayBeOption(word)) return { code: 'unknown', about: `git ${verb}` };
  }
  return undefined;
}

/** Reading the setting does no harm; changing it does. */
function judgeConfig(options: readonly string[], walk: Walk): Evasion | undefined {
  const aliased = options.findIndex((word) => /^alias\./i.test(word));
  const value = options[aliased + 1];
  if (aliased >= 0 && value !== undefined && !value.startsWith('-')) {
    walk.setGitAlias((options[aliased] ?? '').slice('alias.'.length), value);
    return judgeAlias(value, [], undefined, walk);
  }
  const at = options.findIndex((word) => /^(?:core\.hookspath|core|hook\..+|hook|include(?:if)?\..+)$/i.test(word));
  if (at < 0) {
    // a key that cannot be known may be this one
    const changes = options.filter((word) => !word.startsWith('-') && !/^(?:set|get|list|unset)$/.test(word));
    if (options.includes('-e') || options.includes('--edit') || options[0] === 'edit') return { code: 'hooks-path', about: 'git config --edit' };
    return changes.length > 0 && !isKnown(changes[0] ?? '') && !options.some((word) => /^--get|^get$/.test(word))
      ? { code: 'unknown', about: 'git config' }
      : undefined;
  }
  const key = options[at] ?? '';
  // hooks of other tools are theirs; since git 2.55 a whole event can be switched off
  const ofOurs = /secrets-hooks/i.test(options.join(' ')) || /^hook\.(?:pre-commit|pre-merge-commit|commit-msg|pre-push|pre-receive)\.enabled$/i.test(key);
  if (/^hook/i.test(key) && !ofOurs) return undefined;
  const before = options.slice(0, at);
  const sections = before.some((word) => /^(?:--)?(?:remove|rename)-section$/.test(word));
  if (/^core$/i.test(key) && !sections) return undefined;
  const changes = sections || before.some((word) => /^(?:--(?:unset(?:-all)?|add|replace-all)|set|unset)$/.test(word));
  const reads = before.some((word) => /^(?:--get(?:-all|-regexp)?|get|list|--list|-l)$/.test(word));
  return changes || (!reads && options.length > at + 1) ? { code: 'hooks-path', about: `git config ${shownKey(key)}` } : undefined;
}
