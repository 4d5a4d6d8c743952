// doctor's answers: what was looked at, how it stands, how it is mended.

export interface Check {
  /** kebab-case, stable: programs read it */
  readonly id: string;
  /** bad: not protected · unsure: could not be told · note: worth knowing */
  readonly state: 'ok' | 'bad' | 'unsure' | 'note';
  readonly text: string;
  readonly mend?: string;
}

/** 0 protected, 1 not, 2 could not be told. */
export const verdictOf = (checks: readonly Check[]): 0 | 1 | 2 => {
  if (checks.some((check) => check.state === 'bad')) return 1;
  return checks.some((check) => check.state === 'unsure') ? 2 : 0;
};

const signs = { ok: 'ok    ', bad: 'NOT OK', unsure: 'unsure', note: 'note  ' } as const;

/** Broken at blanks, so that no terminal breaks a word; what is longer than a line may be a path. */
export function lined(text: string, columns: number, indent: string): string {
  let [width, gap, out] = [indent.length, '', ''];
  for (const part of text.match(/[ \n]+|[^ \n]+/g) ?? []) {
    if (/^[ \n]/.test(part)) {
      gap = part;
      continue;
    }
    const fits = out === '' || (!gap.includes('\n') && width + gap.length + part.length <= columns);
    width = fits ? width + gap.length + part.length : indent.length + part.length;
    out += fits ? gap + part : `\n${indent}${part}`;
    gap = '';
  }
  return out;
}

/** The checks as lines for people. */
export function checkWords(checks: readonly Check[], columns = 80): string {
  const spelled = (text: string, indent: string): string => lined(text, columns, indent);
  const lines = checks.map(
    ({ state, text, mend }) => `${signs[state]}  ${spelled(text, ' '.repeat(8))}${mend === undefined ? '' : `\n        → ${spelled(mend, ' '.repeat(10))}`}\n`,
  );
  const last =
    ['This repository is protected.', 'This repository is NOT protected.', 'It could not be told whether this repository is protected.'][verdictOf(checks)] ??
    '';
  return `${lines.join('')}\n${last}\n`;
}
