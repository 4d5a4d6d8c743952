// Lines on a terminal: broken at blanks, clipped in the middle, spelled in ASCII where nothing else can be shown.
import { printable } from './printable.ts';

/** Breaks at blanks. A word that is longer than a line stays whole: it may be a command. */
export function wrapped(text: string, columns: number, indent: string, hanging = indent): string[] {
  const lines: string[] = [];
  let line = '';
  let front = indent;
  for (const word of text.split(' ')) {
    if (line !== '' && front.length + line.length + 1 + word.length > columns) {
      lines.push(front + line);
      front = hanging;
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, front + line];
}

/** A label and a command: on one line if they fit, otherwise the command on the next. A command is never wrapped. */
export const labelled = (label: string, command: string, columns: number): string[] =>
  label.length + 1 + command.length <= columns ? [`${label} ${command}`] : [...wrapped(label, columns, ''), `  ${command}`];

/** A name made harmless, its middle left out where it is longer than `width`: the end of a path says more than its middle. */
export function shortened(name: string, width: number): string {
  const text = printable(name);
  if (text.length <= width) return text;
  const head = Math.floor((width - 1) / 3);
  return `${text.slice(0, head)}…${text.slice(text.length - (width - 1 - head))}`.toWellFormed();
}

const ascii: Readonly<Record<string, string>> = {
  '…': '...',
  '•': '*',
  '│': '|',
  '·': '-',
  '→': '->',
  '–': '-',
  '—': '-',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
};

/** Our own signs in ASCII; letters of names stay as they are. */
export const inAscii = (text: string): string => text.replace(/[…•│·→–—“”‘’]/g, (sign) => ascii[sign] ?? sign);
