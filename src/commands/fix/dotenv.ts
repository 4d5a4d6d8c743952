// The texts of `.env` and `.env.example`: a value is added, never changed; a name is added without its value.

const breakOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
const appended = (text: string, line: string): string => `${text}${text === '' || text.endsWith('\n') ? '' : breakOf(text)}${line}${breakOf(text)}`;

function standing(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=([^\r\n]*)/gm)].map((match) => [
      match[1] ?? '',
      (match[2] ?? '').replace(/^[ \t]+/, '').trimEnd(),
    ]),
  );
}

/** As every reader of such files takes it back; undefined where no quotes hold it. */
function quoted(value: string): string | undefined {
  if (/^[\w./:@%+,=-]+$/.test(value)) return value;
  if (!/['\r\n]/.test(value)) return `'${value}'`;
  return /["\r\n$`\\]/.test(value) ? undefined : `"${value}"`;
}

/** The text with the value under this name, or under the next free one (`NAME_2`) where another value stands there. */
export function withValue(text: string, wanted: string, value: string): { readonly text: string; readonly name: string } | undefined {
  const spelled = quoted(value);
  if (spelled === undefined) return undefined;
  const names = standing(text);
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wanted : `${wanted}_${count}`;
    const stands = names.get(name);
    if (stands === spelled) return { text, name };
    if (stands === undefined) return { text: appended(text, `${name}=${spelled}`), name };
  }
}

/** The text with the name and no value. */
export const withName = (text: string, name: string): string => (standing(text).has(name) ? text : appended(text, `${name}=`));
