// A command line of a shell, taken apart as far as it is plain: simple commands with their words, assignments, targets and here-documents.

export interface SimpleCommand {
  /** `NAME=value` in front of the command */
  readonly assignments: readonly (readonly [name: string, value: string])[];
  /** without quotes; what a substitution would yield is unknown and left out */
  readonly words: readonly string[];
  /** files that output goes to */
  readonly targets: readonly string[];
}

const deepest = 8;

class Reader {
  readonly commands: SimpleCommand[] = [];
  private at = 0;
  private word: string | undefined;
  private words: string[] = [];
  private targets: string[] = [];
  private redirect: 'out' | 'in' | 'here' | undefined;
  private pending: string[] = [];
  private readonly text: string;
  private readonly depth: number;
  constructor(text: string, depth: number) {
    this.text = text;
    this.depth = depth;
  }

  read(): readonly SimpleCommand[] {
    while (this.at < this.text.length) this.step(this.text[this.at] ?? '');
    this.endCommand();
    return this.commands;
  }

  private step(sign: string): void {
    const next = this.text[this.at + 1] ?? '';
    if (sign === '\n') this.endLine();
    else if (sign === ' ' || sign === '\t' || sign === '\r')
      this.skip(() => {
        this.endWord();
      });
    else if (sign === '#' && this.word === undefined) this.at = this.endOfLine();
    else if (sign === '\\') this.escape(next);
    else if (sign === "'") this.single();
    else if (sign === '"') this.double();
    else if (sign === '$' && next === "'") this.skip(() => undefined);
    else if (sign === '$' && next === '(') this.substitution(this.at + 2, ')');
    else if (sign === '`') this.substitution(this.at + 1, '`');
    else if (sign === '>' || sign === '<') this.redirection(sign);
    else if (sign === '&' && next === '>')
      this.skip(() => {
        this.endWord();
      });
    else if (';&|()'.includes(sign))
      this.skip(() => {
        this.endCommand();
      });
    else this.add(sign);
  }

  private skip(work: () => void): void {
    work();
    this.at += 1;
  }
  private add(text: string, length = text.length): void {
    this.word = (this.word ?? '') + text;
    this.at += length;
  }
  private escape(next: string): void {
    if (next === '\n') this.at += 2;
    else this.add(next, 2);
  }
  private single(): void {
    const end = this.text.indexOf("'", this.at + 1);
    const to = end < 0 ? this.text.length : end;
    this.add(this.text.slice(this.at + 1, to), to + 1 - this.at);
  }
  private double(): void {
    this.add('', 1);
    while (this.at < this.text.length && this.text[this.at] !== '"') {
      const sign = this.text[this.at] ?? '';
      const next = this.text[this.at + 1] ?? '';
      if (sign === '\\' && '"\\$`\n'.includes(next)) this.add(next === '\n' ? '' : next, 2);
      else if (sign === '$' && next === '(') this.substitution(this.at + 2, ')');
      else if (sign === '`') this.substitution(this.at + 1, '`');
      else this.add(sign);
    }
    this.at += 1;
  }

  /** What runs inside is a command too. */
  private substitution(from: number, closing: ')' | '`'): void {
    let open = 1;
    let end = from;
    for (; end < this.text.length; end += 1) {
      const sign = this.text[end] ?? '';
      if (sign === '\\') end += 1;
      else if (sign === "'" && closing === ')') end = Math.max(end, this.text.indexOf("'", end + 1));
      else if (closing === ')' && sign === '(') open += 1;
      else if (sign === closing && (open -= 1) === 0) break;
    }
    if (this.depth < deepest) this.commands.push(...commandsOf(this.text.slice(from, end), this.depth + 1));
    this.add('', 0);
    this.at = Math.min(end + 1, this.text.length);
  }

  private redirection(sign: '>' | '<'): void {
    if (/^\d+$/.test(this.word ?? '')) this.word = undefined;
    this.endWord();
    const operator = /^(?:<<<|<<-?|<>|<&|<|>>|>\||>&|>)/.exec(this.text.slice(this.at, this.at + 3))?.[0] ?? sign;
    this.at += operator.length;
    this.redirect = operator === '<<' || operator === '<<-' ? 'here' : operator.startsWith('>') || operator === '<>' ? 'out' : 'in';
  }

  private endWord(): void {
    const { word, redirect } = this;
    this.word = undefined;
    if (word === undefined) return;
    this.redirect = undefined;
    if (redirect === 'here') this.pending.push(word);
    else if (redirect === 'out') this.targets.push(...(/^(?:\d+|-)$/.test(word) ? [] : [word]));
    else if (redirect === undefined) this.words.push(word);
  }

  private endCommand(): void {
    this.endWord();
    const first = this.words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word) && !reserved.has(word));
    const front = (first < 0 ? this.words : this.words.slice(0, first)).filter((word) => !reserved.has(word));
    const assignments = front.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] as const);
    const words = first < 0 ? [] : this.words.slice(first);
    if (assignments.length + words.length + this.targets.length > 0) this.commands.push({ assignments, words, targets: this.targets });
    this.words = [];
    this.targets = [];
  }

  /** Here-documents stand below the line: they are texts, not commands. */
  private endLine(): void {
    this.endCommand();
    this.at += 1;
    for (const mark of this.pending.splice(0)) {
      while (this.at < this.text.length) {
        const end = this.endOfLine();
        const line = this.text.slice(this.at, end);
        this.at = Math.min(end + 1, this.text.length);
        if (line.replace(/^\t+/, '').trimEnd() === mark) break;
      }
    }
  }

  private endOfLine(): number {
    const end = this.text.indexOf('\n', this.at);
    return end < 0 ? this.text.length : end;
  }
}

const reserved = new Set(['if', 'then', 'elif', 'else', 'fi', 'while', 'until', 'for', 'do', 'done', '{', '}', '!', 'time', 'coproc']);

/** The simple commands of a script, those within substitutions too. */
export function commandsOf(script: string, depth = 0): readonly SimpleCommand[] {
  return new Reader(script, depth).read();
}
