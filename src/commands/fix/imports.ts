// What has to stand elsewhere in a file, so that a reference to the environment can stand in it.
import type { Edit } from './edit.ts';

const breakOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
const insertion = (at: number, text: string): Edit => ({ start: at, end: at, text });

/** A file that does not import `os` yet gets it before its first import, or where that would stand. */
export function importOs(text: string): readonly Edit[] | undefined {
  if (/^import (?:[\w., ]*,\s*)?os(?:\.path)?\s*(?:,|#|\r?$)/m.test(text)) return [];
  const first = /^(?:import |from (?!__future__))/m.exec(text);
  const at = first?.index ?? afterHead(text);
  // a docstring could hold a line that looks like an import
  if (at === undefined || (text.slice(0, at).match(/"""|'''/g) ?? []).length % 2 === 1) return undefined;
  const broken = breakOf(text);
  return [insertion(at, first === null ? `import os${broken}${broken}` : `import os${broken}`)];
}

/** Where the first statement of a Python module begins, past comments, its docstring and what it takes from the future; undefined where that cannot be told. */
function afterHead(text: string): number | undefined {
  let at = 0;
  for (const line of text.split(/(?<=\n)/)) {
    // the mark of UTF-8, one character a byte
    const plain = at === 0 ? line.replace(/^\u00ef\u00bb\u00bf/, '') : line;
    if (/^[rRuU]?(?:"""|''')/.test(plain) || /^["'(\\]/.test(plain)) {
      const whole = /^[rRuU]?("""|''')(?:(?!\1)[^\\])*\1[ \t]*\r?\n/.exec(plain);
      if (whole === null) return undefined;
    } else if (!/^[ \t]*(?:#.*)?\r?\n$/.test(plain) && !/^from __future__ import [\w, ]+\r?\n$/.test(plain))
      return /^[A-Za-z_@]/.test(plain) ? at + (line.length - plain.length) : undefined;
    at += line.length;
  }
  return undefined;
}

/** `"os"` among what a Go file imports. */
export function importInGo(text: string): readonly Edit[] | undefined {
  if (/^(?:import)?[ \t]*"os"[ \t]*\r?$/m.test(text)) return [];
  // another package, or another name, may stand for it
  if (/\bos[ \t]+"|"[^"\n]+\/os"/.test(text)) return undefined;
  const broken = breakOf(text);
  const group = /^import[ \t]*\([ \t]*\r?\n/m.exec(text);
  if (group !== null) return [insertion(group.index + group[0].length, `\t"os"${broken}`)];
  const single = /^import[ \t]+(?:[\w.]+[ \t]+)?"[^"\n]+"[ \t]*\r?\n/m.exec(text);
  if (single !== null) return [insertion(single.index + single[0].length, `import "os"${broken}`)];
  const clause = /^package[ \t]{1,20}\w{1,80}[ \t]{0,20}(?:\/\/[^\r\n]{0,200})?\r?\n/m.exec(text);
  return clause === null ? undefined : [insertion(clause.index + clause[0].length, `${broken}import "os"${broken}`)];
}

/** A constant of Go cannot be read from the environment, a variable can: `const x = "…"` becomes `var x = …`. In a group of constants it cannot be one. */
export function variableInGo(text: string, from: number, before: string): readonly Edit[] | undefined {
  const alone = /^([ \t]*)const(?=[ \t]+\w+(?:[ \t]+string)?[ \t]*=[ \t]*$)/.exec(before);
  if (alone !== null) {
    const start = from + (alone[1]?.length ?? 0);
    return [{ start, end: start + 'const'.length, text: 'var' }];
  }
  if (/\bconst\b|\bcase[ \t]*$/.test(before)) return undefined;
  // the last group that was opened before this line, if it is not closed
  const group = [...text.slice(0, from).matchAll(/^[ \t]*const[ \t]*\(/gm)].at(-1);
  return group !== undefined && !/^[ \t]*\)/m.test(text.slice(group.index, from)) ? undefined : [];
}

/** The same of Kotlin. */
export function valueInKotlin(_text: string, from: number, before: string): readonly Edit[] | undefined {
  const found = /^[ \t]*(?:(?:private|internal|public)[ \t]+)?const[ \t]+(?=val[ \t]+\w+(?:[ \t]*:[ \t]*String)?[ \t]*=[ \t]*$)/.exec(before);
  if (found !== null) return [{ start: from + before.indexOf('const'), end: from + found[0].length, text: '' }];
  return /\bconst\b/.test(before) ? undefined : [];
}
