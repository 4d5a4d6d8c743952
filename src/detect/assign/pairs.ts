// Names with their values in formats that have a structure: JSON, YAML, XML and so on.
import { FORMAT_SAMPLE_BYTES, MAX_STRUCTURED_TEXT_BYTES } from '../../limits.ts';
import type { Language } from './language.ts';
import { readHcl } from './formats/hcl.ts';
import { readJson } from './formats/json.ts';
import { readLines, readNetrc } from './formats/lines.ts';
import { Outline, type Pair } from './formats/outline.ts';
import { readXml } from './formats/xml.ts';
import { readYaml } from './formats/yaml.ts';

type Reader = (outline: Outline) => void;
const readJsonText: Reader = (outline) => {
  readJson(outline);
};
const endings: readonly (readonly [string, Reader])[] = [
  ['json jsonc json5 ipynb tfstate postman_collection map webmanifest avsc har code-workspace', readJsonText],
  ['yml yaml sls kubeconfig', readYaml],
  ['xml xsd xsl xslt plist csproj vbproj fsproj props targets pom wsdl resx nuspec config xaml storyboard xib iml svg', readXml],
  ['tf tfvars hcl nomad', readHcl],
  ['env ini cfg conf properties toml npmrc pypirc editorconfig gitconfig service dockerfile containerfile desktop cnf rc', readLines],
  ['netrc', readNetrc],
];
const byEnding = new Map(endings.flatMap(([names, reader]) => names.split(' ').map((name) => [name, reader] as const)));

/** Which reader: by name, and where the name is silent or says something else than the text, by the first characters. */
function readerOf(language: Language, start: string): Reader | undefined {
  const head = start
    .slice(0, FORMAT_SAMPLE_BYTES)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  const named = byEnding.get(language.name) ?? (/^\.env\b|^\.?dockerfile/.test(language.name) ? readLines : undefined);
  if (named === readXml && !head.startsWith('<')) return readLines;
  if (named !== undefined) return named;
  if (language.family === 'code' || language.family === 'sql' || language.family === 'markup') return undefined;
  if (/^[{[]\s*["'{[\]}]/.test(head)) return readJsonText;
  if (/^<\?xml|^<!DOCTYPE plist/.test(head)) return readXml;
  if (/^machine[ \t]+\S+\s+(?:login|password|account)\b/.test(head)) return readNetrc;
  if (/^\[[\w ."@/:-]{1,80}\][ \t]*\r?\n/.test(head)) return readLines;
  if (/^(?:---|apiVersion:|kind:)/m.test(head)) return readYaml;
  return /^(?:export )?[A-Z][A-Z0-9_]{1,60}=/.test(head) ? readLines : undefined;
}

/** A format that nests or has sections. */
export type Format = 'json' | 'yaml' | 'xml' | 'hcl' | 'lines';
const formats = new Map<Reader, Format>([
  [readJsonText, 'json'],
  [readYaml, 'yaml'],
  [readXml, 'xml'],
  [readHcl, 'hcl'],
  [readLines, 'lines'],
]);

/** @param start of the document */
export function formatOf(language: Language, start: string): Format | undefined {
  const reader = readerOf(language, start);
  return reader === undefined ? undefined : formats.get(reader);
}

export interface Pairs {
  readonly pairs: readonly Pair[];
  /** some were left out */
  readonly cut: boolean;
}

/** All pairs of a text in a structured language, in order of `start`; empty for others. Broken text is read as far as it goes. @param start of the document */
export function readPairs(language: Language, text: string, start = text): Pairs {
  const reader = readerOf(language, start);
  if (reader === undefined) return { pairs: [], cut: false };
  if (text.length > MAX_STRUCTURED_TEXT_BYTES) return { pairs: [], cut: true };
  const outline = new Outline(text);
  reader(outline);
  return { pairs: outline.pairs, cut: outline.full };
}

export const pairsOf = (language: Language, text: string): readonly Pair[] => readPairs(language, text).pairs;

/** Index of the first pair that starts at `at` or behind it. */
export function firstAt(pairs: readonly Pair[], at: number): number {
  let low = 0;
  let high = pairs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pairs[middle]?.start ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The innermost pair whose value holds the stretch, or undefined. */
export function pairAt(pairs: readonly Pair[], start: number, end: number): Pair | undefined {
  const pair = pairs[firstAt(pairs, start + 1) - 1];
  return pair !== undefined && pair.end >= end ? pair : undefined;
}
