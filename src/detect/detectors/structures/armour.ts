// The base64 inside an armoured block (PEM, RFC 7468; OpenPGP, RFC 9580), however the block is laid out in the text around it.

/** A line break, also escaped once or twice in a string, or as HTML. */
const lineBreak = /(?:\\{1,4}[rn]|&#1[03];|<br\s*\/?>|\r|\n)+/;
const header = /^[A-Za-z][\w-]{0,60}:/;
/** Headers in a block whose lines were joined by blanks: each ends where the base64 begins. */
const inlineHeader = /\b(?:Version|Comment|Charset|MessageID|Proc-Type|DEK-Info): (?:(?![A-Za-z0-9+/]{40})[^\n]){0,300}/g;
const opening = /^(?:\+\s*(?=["'`]))?[\s"'`,;>#*|.\\-]+/;
const joint = /["'`]\s*(?:[+.&,]\s*)?["'`]/g;
const noise = /\\[nrt]|[\s"'`,;\\>#*|.-]/g;

/** A line without the closing quote and what joins or ends its string, or without the blanks and separators at its end. */
function withoutClosing(line: string): string {
  let end = line.length;
  while (end > 0 && /[\s+,;.\\&)\]}]/.test(line.charAt(end - 1))) end -= 1;
  if (end > 0 && /["'`]/.test(line.charAt(end - 1))) return line.slice(0, end - 1);
  end = line.length;
  while (end > 0 && /[\s,;\\]/.test(line.charAt(end - 1))) end -= 1;
  return line.slice(0, end);
}

/** What every line begins with: the mark in front of the BEGIN line (a comment's, a quote's, a patch's), or `//` on all lines. */
function markOf(lines: readonly string[], lead: string): string {
  const mark = lead.trim();
  if (/^[^\sA-Za-z0-9]{1,4}$/.test(mark)) return mark;
  const full = lines.filter((line) => line.trim() !== '');
  return full.length > 1 && full.every((line) => line.trimStart().startsWith('//')) ? '//' : '';
}

/** @param block what is between the BEGIN and the END line @param lead what is in front of BEGIN on its line */
export function armourBody(block: string, lead: string): string {
  const lines = block.split(lineBreak);
  const mark = markOf(lines.slice(1), lead);
  let inHeaders = true;
  const body = lines.map((line) => {
    const bare = line.trimStart();
    const content = withoutClosing(mark !== '' && bare.startsWith(mark) ? bare.slice(mark.length) : bare).replace(opening, '');
    if (!/[A-Za-z0-9]/.test(content)) return '';
    if (inHeaders && header.test(content) && !/[A-Za-z0-9+/]{60}/.test(content)) return '';
    const text = inHeaders ? content.replace(inlineHeader, '') : content;
    if (text.length >= 40) inHeaders = false;
    return text.replace(joint, '');
  });
  return body.join('').replace(noise, '');
}
