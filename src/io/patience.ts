// Work of a second or two: what V8 optimizes then costs more than it gains, unless it is run far oftener than usual.
import { setFlagsFromString } from 'node:v8';

/** Bytes of code run before V8 thinks about optimizing a function: twice what node 20 has. A process and its threads are one. */
const budget = 270_336;

/** Node 22 and newer count by other means and are patient by themselves; a flag that V8 does not know it complains of on stderr. */
export function optimizeLate(): void {
  if (/^20\./.test(process.versions.node)) setFlagsFromString(`--interrupt-budget=${budget}`);
}
