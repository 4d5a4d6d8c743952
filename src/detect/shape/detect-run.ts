// Formats whose first letters stand in every other word (`ret`, `pub`, `ses`): looked for at the start of long runs, where the gate need not wake for them.
import { nothingHere, type Detector, type Hit } from '../detector.ts';
import { shapeDetector, type Format } from './detect-shape.ts';

const keyLength = 4;

/** One detector for all of them: the first four letters of a run, or of the value in `name=value`, tell which to try. */
export function runDetector(formats: readonly [Format, ...Format[]]): Detector {
  const byStart = new Map<string, { readonly format: Format; readonly detector: Detector }[]>();
  for (const format of formats) {
    const key = format.shape.slice(0, keyLength);
    const list = byStart.get(key) ?? [];
    list.push({ format, detector: shapeDetector(format) });
    byStart.set(key, list);
  }
  const first = new Set(formats.map((format) => format.shape.charCodeAt(0)));
  return {
    rule: formats[0].rule,
    anchors: [],
    runs: true,
    find(scene, at, anchor) {
      const start = at + valueStart(anchor.text);
      if (!first.has(scene.text.charCodeAt(start))) return nothingHere;
      const tried = byStart.get(scene.text.slice(start, start + keyLength));
      for (const { format, detector } of tried ?? []) {
        const hit = detector.find(scene, start, anchor) as Hit | undefined;
        if (hit !== undefined) return { ...hit, rule: format.rule };
      }
      return tried === undefined ? nothingHere : undefined;
    },
  };
}

/** Behind `name=`; padding at the end is no operator. */
function valueStart(run: string): number {
  const sign = run.indexOf('=');
  if (sign < 0 || sign >= run.length - 2) return 0;
  return run.charAt(sign + 1) === '=' ? sign + 2 : sign + 1;
}
