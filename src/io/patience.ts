// Work of a second or two: what V8 optimizes then costs more than it gains, unless it is run far oftener than usual.
import { setFlagsFromString } from 'node:v8';

/** Bytes of code run before V8 thinks about optimizing a function: twice what node 20 has. A process and its threads are one. */
const budget = 270_336;

export function optimizeLate(): void {
  setFlagsFromString(`--interrupt-budget=${budget}`);
}
