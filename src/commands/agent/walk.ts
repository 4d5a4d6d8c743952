// Follows a shell script without running it: folders, variables, functions of the shell that change them, and what is piped where.
import { MAX_SHELL_COMMANDS, MAX_SHELL_DEPTH } from '../../limits.ts';
import type { Evasion } from '../../report/agent.ts';
import { expandWord, isKnown, marks, type Variables } from './expand.ts';
import { normalPath, reached, type Where } from './hook-paths.ts';
import { parseScript, type Scope, type SimpleCommand, type Word } from './shell.ts';

/** What the hook knows of the machine. */
export interface Surroundings {
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** folders in which git looks for hooks here, absolute */
  readonly hookFolders?: readonly string[];
  /** aliases of git's configuration */
  readonly gitAliases?: ReadonlyMap<string, string>;
  /** the text of a script file, `unknown` where it is too large; undefined where there is none */
  readonly readScript?: (path: string) => string | undefined;
}

/** What flows into a command. */
export interface Input {
  /** undefined where it cannot be known */
  readonly text: string | undefined;
  /** the words of the command that writes it */
  readonly from: readonly string[];
}

export interface Expanded {
  readonly assignments: readonly (readonly [name: string, value: string])[];
  readonly words: readonly string[];
  readonly targets: readonly string[];
  /** undefined: stdin is not redirected */
  readonly input: Input | undefined;
}

/** Decides about one command. */
export type Judge = (command: Expanded, walk: Walk) => Evasion | undefined;

const reserved = new Set(['if', 'then', 'elif', 'else', 'fi', 'while', 'until', 'do', 'done', '{', '}', '!', 'time', 'coproc', 'function']);

interface State {
  cwd: string | undefined;
  readonly variables: Map<string, readonly string[] | 'unknown'>;
  readonly aliases: Map<string, string>;
  readonly gitAliases: Map<string, string>;
}

export class Walk {
  readonly #judge: Judge;
  readonly #around: Surroundings;
  #state: State;
  #depth = 0;
  #commands = 0;

  constructor(judge: Judge, around: Surroundings) {
    this.#judge = judge;
    this.#around = around;
    const aliases = new Map(around.gitAliases);
    this.#state = { cwd: around.cwd === undefined ? '.' : normalPath(around.cwd), variables: new Map(), aliases: new Map(), gitAliases: aliases };
  }

  /** The first evasion of a script. @param input that its commands read @param positional `$1`, `$2`, … */
  run(script: string, input?: Input, positional?: readonly string[]): Evasion | undefined {
    if (this.#depth >= MAX_SHELL_DEPTH) return { code: 'unknown', about: 'a script nested this deeply' };
    this.#depth += 1;
    const before = this.#state.variables.get('@');
    if (positional !== undefined) this.#state.variables.set('@', positional);
    try {
      return this.#follow(parseScript(script), input);
    } finally {
      this.#depth -= 1;
      if (positional !== undefined) this.#state.variables.set('@', before ?? []);
    }
  }

  #follow(parsed: readonly (SimpleCommand | Scope)[], outer: Input | undefined): Evasion | undefined {
    const scopes: State[] = [];
    let output: Input | undefined;
    for (const one of parsed) {
      if (one.kind === 'open') scopes.push(this.#copied());
      else if (one.kind === 'close') this.#state = scopes.pop() ?? this.#state;
      else {
        if ((this.#commands += 1) > MAX_SHELL_COMMANDS) return { code: 'unknown', about: 'a script this long' };
        const found = this.#substitutions(one);
        if (found !== undefined) return found;
        const command = this.#expanded(one, one.piped ? (output ?? { text: undefined, from: [] }) : outer);
        const evasion = this.#judge(command, this);
        if (evasion !== undefined) return evasion;
        this.#apply(command);
        output = { text: outputOf(command), from: [...(one.piped ? (output?.from ?? []) : []), ...command.words] };
      }
    }
    return undefined;
  }

  /** What runs inside the words of a command, in a shell of its own. */
  #substitutions({ words, targets, inputs, text }: SimpleCommand): Evasion | undefined {
    for (const piece of [...words, ...targets, ...inputs, ...(text === undefined ? [] : [text])].flat()) {
      if (piece.kind !== 'output') continue;
      const state = this.#copied();
      const found = this.run(piece.script);
      this.#state = state;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #expanded(command: SimpleCommand, input: Input | undefined): Expanded {
    const assignments: (readonly [string, string])[] = [];
    let at = 0;
    for (; at < command.words.length; at += 1) {
      const word = command.words[at] ?? [];
      const [first] = word;
      const text = first?.kind === 'text' && !first.quoted ? first.text : '';
      const name = /^([A-Za-z_]\w*)\+?=/.exec(text);
      if (name !== null) assignments.push([name[1] ?? '', this.#text([{ kind: 'text', text: text.slice(name[0].length), quoted: true }, ...word.slice(1)])]);
      else if (word.length !== 1 || !reserved.has(text)) break;
    }
    const words = command.words.slice(at).flatMap((word) => expandWord(word, this.#variables));
    const text = command.text === undefined ? undefined : this.#text(command.text);
    const files = command.inputs.flatMap((word) => expandWord(word, this.#variables));
    return {
      assignments,
      words,
      targets: command.targets.flatMap((word) => expandWord(word, this.#variables)),
      input: text !== undefined ? { text: knownOnly(text), from: [] } : files.length > 0 ? { text: this.script(files[0] ?? ''), from: files } : input,
    };
  }

  #text(word: Word): string {
    return expandWord(
      word.map((piece) => ({ ...piece, quoted: true })),
      this.#variables,
    ).join(' ');
  }

  get #variables(): Variables {
    const { variables } = this.#state;
    return {
      customSplit: variables.has('IFS'),
      fields: (name) => {
        const set = variables.get(name === '*' ? '@' : name);
        if (set === 'unknown') return undefined;
        if (set !== undefined) return set;
        const number = /^[1-9]$/.test(name) ? Number(name) : 0;
        const positional = variables.get('@');
        if (number > 0) return positional === undefined || positional === 'unknown' ? undefined : positional.slice(number - 1, number);
        if (/^[#?$!0-]$/.test(name)) return [marks.name];
        const inherited = this.#around.env?.[name];
        return inherited === undefined ? undefined : [inherited];
      },
    };
  }

  /** What a command leaves behind for those that follow. */
  #apply({ assignments, words, input }: Expanded): void {
    const { variables, aliases } = this.#state;
    const [name = '', ...rest] = words;
    const assign = (pair: string): void => {
      const at = pair.indexOf('=');
      if (at > 0) variables.set(pair.slice(0, at), isKnown(pair) ? [pair.slice(at + 1)] : 'unknown');
    };
    if (name === '') for (const [variable, value] of assignments) variables.set(variable, isKnown(value) ? [value] : 'unknown');
    if (['export', 'declare', 'typeset', 'local', 'readonly', 'set'].includes(name)) for (const word of rest) assign(word);
    if (name === 'set' && rest.includes('--')) variables.set('@', rest.slice(rest.indexOf('--') + 1));
    if (name === 'unset') for (const word of rest) variables.delete(word);
    if (name === 'read' || name === 'mapfile' || name === 'readarray' || name === 'getopts')
      for (const word of rest)
        if (!word.startsWith('-')) variables.set(word, name === 'read' && rest.length === 1 && input?.text !== undefined ? [input.text.trim()] : 'unknown');
    if (name === 'printf' && rest[0] === '-v') variables.set(rest[1] ?? '', 'unknown');
    if (name === 'for' || name === 'select')
      variables.set(rest[0] ?? '', rest.slice(2).every((word) => isKnown(word) && !word.startsWith('-')) ? rest.slice(2) : 'unknown');
    if (name === 'alias') for (const word of rest) if (word.indexOf('=') > 0) aliases.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1));
    if (['cd', 'pushd', 'chdir', 'set-location'].includes(name.toLowerCase())) {
      const to = rest.find((word) => !word.startsWith('-') || word === '-');
      this.#state.cwd = to === undefined || to === '-' || !isKnown(to) ? undefined : reached(to, this.#state.cwd);
    }
    if (name === 'popd') this.#state.cwd = undefined;
  }

  #copied(): State {
    const { cwd, variables, aliases, gitAliases } = this.#state;
    return { cwd, variables: new Map(variables), aliases: new Map(aliases), gitAliases: new Map(gitAliases) };
  }

  get where(): Where {
    return { cwd: this.#state.cwd, hookFolders: this.#around.hookFolders ?? [] };
  }
  alias(name: string): string | undefined {
    return this.#state.aliases.get(name);
  }
  /** Judges something as if the alias stood for nothing, so that an alias of itself ends. */
  withoutAlias<T>(name: string, work: () => T): T {
    const text = this.#state.aliases.get(name);
    this.#state.aliases.delete(name);
    const result = work();
    if (text !== undefined) this.#state.aliases.set(name, text);
    return result;
  }
  /** The same for an alias of git; one that has the name of a command of git's own is ignored by git too. */
  withoutGitAlias<T>(name: string, work: () => T): T {
    const text = this.#state.gitAliases.get(name.toLowerCase());
    this.#state.gitAliases.delete(name.toLowerCase());
    const result = work();
    if (text !== undefined) this.setGitAlias(name, text);
    return result;
  }
  gitAlias(name: string): string | undefined {
    return this.#state.gitAliases.get(name.toLowerCase());
  }
  setGitAlias(name: string, text: string): void {
    this.#state.gitAliases.set(name.toLowerCase(), text);
  }
  /** The text of a script file. */
  script(word: string): string | undefined {
    const path = isKnown(word) ? reached(word, this.#state.cwd) : undefined;
    return path === undefined ? undefined : this.#around.readScript?.(path);
  }
}

const knownOnly = (text: string): string | undefined => (isKnown(text) ? text : undefined);

/** What a command prints, where its words say it. */
function outputOf({ words, input }: Expanded): string | undefined {
  const [name = '', ...rest] = words;
  if (name === 'cat' || name === 'tee') return rest.length === 0 || name === 'tee' || rest[0] === '-' ? input?.text : undefined;
  if (name === 'echo')
    return rest.every(isKnown) && !rest.some((word) => word.includes('\\'))
      ? rest.filter((word, at) => at > 0 || !/^-[neE]+$/.test(word)).join(' ')
      : undefined;
  if (name === 'printf') return rest.every(isKnown) && !rest.some((word) => /\\[^n]/.test(word)) ? rest.join(' ').replaceAll('\\n', '\n') : undefined;
  return undefined;
}
