// A tool call of a coding agent, as it comes on stdin: which agent asks, what would run, what would be written where.

/** Who asks decides how it is answered. */
export type Asker = 'status' | 'cursor' | 'copilot';

export interface Write {
  readonly path: string;
  /** the whole new text, or pieces that take the place of others */
  readonly edits: readonly { readonly before: string | undefined; readonly after: string }[];
}

export interface Call {
  readonly asker: Asker;
  readonly cwd: string | undefined;
  readonly commands: readonly string[];
  readonly writes: readonly Write[];
}

type Fields = Readonly<Record<string, unknown>>;

const commandKeys = ['command', 'command_line', 'commandLine', 'cmd', 'script'];
const pathKeys = ['file_path', 'filePath', 'notebook_path', 'path', 'target_file', 'filename', 'file'];
const textKeys = ['content', 'contents', 'file_text', 'new_source', 'text', 'code_edit', 'new_string', 'new_str', 'newString', 'replacement'];
const oldKeys = ['old_string', 'old_str', 'oldString'];

/** @returns undefined where this is no tool call at all */
export function callOf(text: string): Call | undefined {
  const input = fieldsOf(parsed(text));
  if (input === undefined) return undefined;
  const asker: Asker =
    'toolArgs' in input
      ? 'copilot'
      : 'cursor_version' in input || /^(?:before[A-Z]|preToolUse$)/.test(string(input['hook_event_name']) ?? '')
        ? 'cursor'
        : 'status';
  const given = input['tool_input'] ?? input['toolArgs'] ?? input['tool_info'] ?? input['parameters'] ?? input['arguments'];
  const arguments_ = fieldsOf(typeof given === 'string' ? (parsed(given) ?? { command: given }) : given) ?? input;
  const commands = commandKeys.flatMap((key) => commandOf(arguments_[key]));
  const patches = [...commands, ...['input', 'patch', 'diff'].flatMap((key) => string(arguments_[key]) ?? [])].filter((one) =>
    /^\*\*\* Begin Patch/m.test(one),
  );
  return {
    asker,
    cwd: string(input['cwd']) ?? string(arguments_['cwd']),
    commands: commands.filter((one) => !patches.includes(one)),
    writes: [...writesOf(arguments_), ...patches.flatMap(patched)],
  };
}

function writesOf(fields: Fields): Write[] {
  const path = first(fields, pathKeys);
  if (path === undefined) return [];
  const list = (Array.isArray(fields['edits']) ? (fields['edits'] as readonly unknown[]) : []).map(fieldsOf).filter((one) => one !== undefined);
  const edits = [fields, ...list].flatMap((one) => {
    const after = first(one, textKeys);
    return after === undefined ? [] : [{ before: first(one, oldKeys), after }];
  });
  return edits.length === 0 ? [] : [{ path, edits }];
}

/** Patches of the kind `*** Add File: …`: the lines that they add. */
function patched(patch: string): Write[] {
  const writes: Write[] = [];
  for (const section of patch.split(/^\*\*\* (?:Add|Update) File: /m).slice(1)) {
    const [path = '', ...lines] = section.split('\n');
    const moved = /^\*\*\* Move to: (.+)$/m.exec(section)?.[1];
    const end = lines.findIndex((line) => /^\*\*\* (?:Delete File|End Patch)/.test(line));
    const kept = (end < 0 ? lines : lines.slice(0, end)).filter((line) => line.startsWith('+') || line.startsWith(' ')).map((line) => line.slice(1));
    const old = (end < 0 ? lines : lines.slice(0, end)).filter((line) => line.startsWith('-') || line.startsWith(' ')).map((line) => line.slice(1));
    writes.push({ path: (moved ?? path).trim(), edits: [{ before: old.length === 0 ? undefined : old.join('\n'), after: kept.join('\n') }] });
  }
  return writes;
}

/** A string, or the words of one: `["bash", "-lc", "…"]`. */
function commandOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value) || !value.every((word) => typeof word === 'string')) return [];
  const words = value as readonly string[];
  const patch = words.find((word) => /^\*\*\* Begin Patch/m.test(word));
  return [patch ?? words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

const fieldsOf = (value: unknown): Fields | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined);
const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const first = (fields: Fields, keys: readonly string[]): string | undefined => keys.map((key) => string(fields[key])).find((value) => value !== undefined);
