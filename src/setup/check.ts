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

/** The checks as lines for people. */
export function checkWords(checks: readonly Check[]): string {
  const lines = checks.map((check) => `${signs[check.state]}  ${check.text}${check.mend === undefined ? '' : `\n        → ${check.mend}`}\n`);
  const last =
    ['This repository is protected.', 'This repository is NOT protected.', 'It could not be told whether this repository is protected.'][verdictOf(checks)] ??
    '';
  return `${lines.join('')}\n${last}\n`;
}
