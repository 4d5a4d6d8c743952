// Parses a shell script into simple commands. Words keep their quotes, variables and substitutions as pieces: `expand.ts` resolves them.

export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'variable'; readonly name: string; readonly fallback: string | undefined; readonly quoted: boolean }
  /** command or process substitution */
  | { readonly kind: 'output'; readonly script: string; readonly quoted: boolean }
  /** arithmetic, and expansions that are not modelled */
  | { readonly kind: 'unknown'; readonly quoted: boolean };
export type Word = readonly Piece[];

export interface SimpleCommand {
  readonly kind: 'command';
  readonly words: readonly Word[];
  /** files that output goes to */
  readonly targets: readonly Word[];
  /** files that input comes from */
  readonly inputs: readonly Word[];
  /** here-document or here-string */
  readonly text: Word | undefined;
  /** whether stdin is the output of the command before */
  readonly piped: boolean;
}

/** A subshell begins or ends. */
export type Scope = { readonly kind: 'open' } | { readonly kind: 'close' };

const operators = /<<<|<<-?|<>|<&|<|>>|>\||>&|>/y;
const expansion = /\$(?:([A-Za-z_]\w*|[0-9@*#?$!-])|\{([A-Za-z_]\w*|[0-9@*])(?:\[[@*]\])?(?::?[-=]([^}$`]*))?\})/y;

class Parser {
  readonly found: (SimpleCommand | Scope)[] = [];
  private at = 0;
  private word: Piece[] | undefined;
  private words: Word[] = [];
  private targets: Word[] = [];
  private inputs: Word[] = [];
  private input: { text: Word | undefined } = { text: undefined };
  private redirect: 'out' | 'in' | 'here' | 'string' | undefined;
  private pending: { readonly mark: string; readonly literal: boolean; readonly input: { text: Word | undefined } }[] = [];
  private piped = false;
  private readonly source: string;
  constructor(source: string) {
    this.source = source;
  }

  parse(): readonly (SimpleCommand | Scope)[] {
    while (this.at < this.source.length) this.step(this.source.charAt(this.at));
    this.endCommand(false);
    return this.found;
  }

  /** The whole source as the inside of double quotes. */
  parseQuoted(): Word {
    this.word = [];
    while (this.at < this.source.length) this.stepQuoted(this.source.charAt(this.at));
    return this.word;
  }

  private step(sign: string): void {
    const next = this.source.charAt(this.at + 1);
    if (sign === '\n') this.endLine();
    else if (' \t\r'.includes(sign))
      this.skip(1, () => {
        this.endWord();
      });
    else if (sign === '#' && this.word === undefined) this.at = this.endOfLine();
    else if (sign === '\\') this.escape(next);
    else if (sign === "'") this.single();
    else if (sign === '"') this.double();
    else if (sign === '$' && (next === "'" || next === '"')) this.at += 1;
    else if (sign === '$' || sign === '`') this.expand(false);
    else if ((sign === '<' || sign === '>') && next === '(') this.substitute(this.at + 2, ')', false);
    else if (sign === '<' || sign === '>') this.redirection();
    else if (sign === '&' && next === '>')
      this.skip(1, () => {
        this.endWord();
      });
    else if (sign === '(' || sign === ')')
      this.skip(1, () => {
        this.endCommand(false);
        this.found.push({ kind: sign === '(' ? 'open' : 'close' });
      });
    else if (sign === '|')
      this.skip(next === '|' || next === '&' ? 2 : 1, () => {
        this.endCommand(next !== '|');
      });
    else if (sign === ';' || sign === '&')
      this.skip(1, () => {
        this.endCommand(false);
      });
    else this.addText(sign, false);
  }

  private skip(length: number, work: () => void): void {
    work();
    this.at += length;
  }

  private add(piece: Piece): void {
    this.word ??= [];
    const last = this.word.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text' && last.quoted === piece.quoted)
      this.word[this.word.length - 1] = { ...last, text: last.text + piece.text };
    else this.word.push(piece);
  }
  private addText(text: string, quoted: boolean, length = text.length): void {
    this.add({ kind: 'text', text, quoted });
    this.at += length;
  }
  private escape(next: string): void {
    if (next === '\n') this.at += 2;
    else this.addText(next, true, 2);
  }
  private single(): void {
    const end = this.source.indexOf("'", this.at + 1);
    const to = end < 0 ? this.source.length : end;
    this.addText(this.source.slice(this.at + 1, to), true, to + 1 - this.at);
  }
  private double(): void {
    this.addText('', true, 1);
    while (this.at < this.source.length && this.source.charAt(this.at) !== '"') this.stepQuoted(this.source.charAt(this.at));
    this.at += 1;
  }
  private stepQuoted(sign: string): void {
    const next = this.source.charAt(this.at + 1);
    if (sign === '\\' && next !== '' && '"\\$`\n'.includes(next)) this.addText(next === '\n' ? '' : next, true, 2);
    else if (sign === '$' || sign === '`') this.expand(true);
    else this.addText(sign, true);
  }

  /** What begins with `$` or a backtick. */
  private expand(quoted: boolean): void {
    if (this.source.charAt(this.at) === '`') {
      this.substitute(this.at + 1, '`', quoted);
      return;
    }
    if (this.source.startsWith('$((', this.at)) {
      const end = this.source.indexOf('))', this.at);
      this.add({ kind: 'unknown', quoted });
      this.at = end < 0 ? this.source.length : end + 2;
    } else if (this.source.startsWith('$(', this.at)) this.substitute(this.at + 2, ')', quoted);
    // PowerShell
    else if (/^\$env:/i.test(this.source.slice(this.at, this.at + 5))) this.addText('$env:', quoted);
    else {
      expansion.lastIndex = this.at;
      const [all, plain, braced, fallback] = expansion.exec(this.source) ?? [];
      const brace = this.source.startsWith('${', this.at) ? this.source.indexOf('}', this.at) : -1;
      if (all !== undefined) {
        this.add({ kind: 'variable', name: plain ?? braced ?? '', fallback, quoted });
        this.at += all.length;
      } else if (brace >= 0) {
        this.add({ kind: 'unknown', quoted });
        this.at = brace + 1;
      } else this.addText('$', quoted);
    }
  }

  private substitute(from: number, closing: ')' | '`', quoted: boolean): void {
    let open = 1;
    let end = from;
    for (; end < this.source.length; end += 1) {
      const sign = this.source.charAt(end);
      if (sign === '\\') end += 1;
      else if (sign === "'" && closing === ')') end = Math.max(end, this.source.indexOf("'", end + 1));
      else if (closing === ')' && sign === '(') open += 1;
      else if (sign === closing && (open -= 1) === 0) break;
    }
    this.add({ kind: 'output', script: this.source.slice(from, end), quoted });
    this.at = Math.min(end + 1, this.source.length);
  }

  private redirection(): void {
    const [only] = this.word ?? [];
    if (this.word?.length === 1 && only?.kind === 'text' && /^\d+$/.test(only.text)) this.word = undefined;
    this.endWord();
    operators.lastIndex = this.at;
    const operator = operators.exec(this.source)?.[0] ?? '>';
    this.at += operator.length;
    this.redirect = operator === '<<<' ? 'string' : operator.startsWith('<<') ? 'here' : operator.startsWith('>') || operator === '<>' ? 'out' : 'in';
  }

  private endWord(): void {
    const { word, redirect } = this;
    this.word = undefined;
    if (word === undefined) return;
    this.redirect = undefined;
    const text = word.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
    if (redirect === 'here') this.pending.push({ mark: text, literal: word.some((piece) => piece.kind === 'text' && piece.quoted), input: this.input });
    else if (redirect === 'string') this.input.text = word;
    else if (redirect === 'out') this.targets.push(...(/^(?:\d+|-)$/.test(text) ? [] : [word]));
    else if (redirect === 'in') this.inputs.push(...(/^(?:\d+|-)$/.test(text) ? [] : [word]));
    else this.words.push(word);
  }

  private endCommand(pipes: boolean): void {
    this.endWord();
    const { words, targets, inputs, input, piped } = this;
    if (words.length + targets.length + inputs.length > 0)
      this.found.push({
        kind: 'command',
        words,
        targets,
        inputs,
        piped,
        get text() {
          return input.text;
        },
      });
    this.piped = pipes || (piped && words.length === 0);
    this.words = [];
    this.targets = [];
    this.inputs = [];
    this.input = { text: undefined };
  }

  /** Here-documents follow the line that names them. */
  private endLine(): void {
    this.endCommand(false);
    this.at += 1;
    for (const { mark, literal, input } of this.pending.splice(0)) {
      const from = this.at;
      let to = this.source.length;
      while (this.at < this.source.length) {
        const start = this.at;
        const end = this.endOfLine();
        this.at = Math.min(end + 1, this.source.length);
        if (this.source.slice(start, end).replace(/^\t+/, '').trimEnd() === mark) {
          to = start;
          break;
        }
      }
      const body = this.source.slice(from, to);
      input.text = literal ? [{ kind: 'text', text: body, quoted: true }] : new Parser(body).parseQuoted();
    }
  }

  private endOfLine(): number {
    const end = this.source.indexOf('\n', this.at);
    return end < 0 ? this.source.length : end;
  }
}

/** The simple commands of a script, with the borders of its subshells. Scripts inside substitutions stay pieces of their words. */
export const parseScript = (script: string): readonly (SimpleCommand | Scope)[] => new Parser(script).parse();
