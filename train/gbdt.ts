// Gradient-boosted trees for a yes-or-no question: logistic loss, histograms of at most 32 bins, small trees. Deterministic.
import type { Tree } from '../src/detect/evidence/model.ts';

export interface Sample {
  readonly vector: readonly number[];
  readonly label: 0 | 1;
  readonly weight: number;
}

export interface Settings {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  /** least sum of hessians in a leaf */
  readonly least: number;
  /** L2 penalty of leaves */
  readonly lambda: number;
}

/** Bins of a feature at the most. */
const width = 33;

export function boost(samples: readonly Sample[], features: number, settings: Settings): { readonly bias: number; readonly trees: Tree[] } {
  const edges = Array.from({ length: features }, (_, feature) => edgesOf(samples.map((sample) => sample.vector[feature] ?? 0)));
  const bins = edges.map((edge, feature) => Uint8Array.from(samples, (sample) => binOf(edge, sample.vector[feature] ?? 0)));
  const positive = samples.reduce((sum, sample) => sum + sample.weight * sample.label, 0);
  const total = samples.reduce((sum, sample) => sum + sample.weight, 0);
  const bias = Math.log(positive / (total - positive));
  const scores = new Float64Array(samples.length).fill(bias);
  const gradient = new Float64Array(samples.length);
  const hessian = new Float64Array(samples.length);
  const trees: Tree[] = [];
  for (let round = 0; round < settings.trees; round += 1) {
    samples.forEach((sample, index) => {
      const p = 1 / (1 + Math.exp(-(scores[index] ?? 0)));
      gradient[index] = sample.weight * (sample.label - p);
      hessian[index] = sample.weight * p * (1 - p);
    });
    /** Sums of gradients and hessians by feature and bin. */
    const histogram = (rows: Uint32Array): Float64Array => {
      const sums = new Float64Array(features * width * 2);
      for (let feature = 0; feature < features; feature += 1) {
        const column = bins[feature] as Uint8Array;
        const base = feature * width * 2;
        for (let at = 0; at < rows.length; at += 1) {
          const row = rows[at] as number;
          const slot = base + (column[row] as number) * 2;
          sums[slot] = (sums[slot] as number) + (gradient[row] as number);
          sums[slot + 1] = (sums[slot + 1] as number) + (hessian[row] as number);
        }
      }
      return sums;
    };
    const grow = (rows: Uint32Array, depth: number, known?: Float64Array): Tree => {
      let g = 0;
      let h = 0;
      for (const row of rows) {
        g += gradient[row] as number;
        h += hessian[row] as number;
      }
      const value = rounded((settings.rate * g) / (h + settings.lambda));
      const sums = depth === 0 ? undefined : (known ?? histogram(rows));
      const split = sums === undefined ? undefined : bestSplit(sums, g, h);
      if (split === undefined || sums === undefined) {
        for (const row of rows) scores[row] = (scores[row] as number) + value;
        return value;
      }
      const column = bins[split.feature] as Uint8Array;
      const left = rows.filter((row) => (column[row] as number) <= split.bin);
      const right = rows.filter((row) => (column[row] as number) > split.bin);
      const threshold = rounded(edges[split.feature]?.[split.bin] ?? 0);
      if (depth === 1) return [split.feature, threshold, grow(left, 0), grow(right, 0), value];
      // the larger side is what the smaller one leaves
      const lesser = histogram(left.length < right.length ? left : right);
      const rest = sums.map((sum, at) => sum - (lesser[at] as number));
      const [ofLeft, ofRight] = left.length < right.length ? [lesser, rest] : [rest, lesser];
      return [split.feature, threshold, grow(left, depth - 1, ofLeft), grow(right, depth - 1, ofRight), value];
    };
    const bestSplit = (sums: Float64Array, g: number, h: number): { feature: number; bin: number } | undefined => {
      const base = (g * g) / (h + settings.lambda);
      let best: { feature: number; bin: number } | undefined;
      let most = 0.5;
      for (let feature = 0; feature < features; feature += 1) {
        let gl = 0;
        let hl = 0;
        for (let bin = 0; bin < (edges[feature]?.length ?? 0); bin += 1) {
          gl += sums[(feature * width + bin) * 2] as number;
          hl += sums[(feature * width + bin) * 2 + 1] as number;
          if (hl < settings.least || h - hl < settings.least) continue;
          const gain = (gl * gl) / (hl + settings.lambda) + ((g - gl) * (g - gl)) / (h - hl + settings.lambda) - base;
          if (gain > most) {
            most = gain;
            best = { feature, bin };
          }
        }
      }
      return best;
    };
    trees.push(grow(Uint32Array.from(samples.keys()), settings.depth));
  }
  return { bias: rounded(bias), trees };
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** At most 31 cut points, between values that occur. */
function edgesOf(values: readonly number[]): number[] {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  if (distinct.length <= 32) return distinct.slice(0, -1).map((value, index) => Number(((value + (distinct[index + 1] ?? value)) / 2).toPrecision(4)));
  const sorted = [...values].sort((a, b) => a - b);
  const cuts = Array.from({ length: 31 }, (_, index) => Number((sorted[Math.floor(((index + 1) * sorted.length) / 32)] ?? 0).toPrecision(4)));
  return [...new Set(cuts)];
}

function binOf(edges: readonly number[], value: number): number {
  let bin = 0;
  while (bin < edges.length && value > (edges[bin] ?? 0)) bin += 1;
  return bin;
}
