// The evidence model: a sum of small trees. What each feature adds to the sum is told, so that a verdict can be explained.
import type { Evidence } from '../../model.ts';
import data from './model.json' with { type: 'json' };

/** `[feature, threshold, left, right]` where a value at or below the threshold goes left; a leaf is a number, in log-odds. */
export type Tree = number | readonly [feature: number, threshold: number, left: Tree, right: Tree, mean: number];

export interface Model {
  readonly recipe: string;
  readonly features: readonly string[];
  readonly bias: number;
  readonly trees: readonly Tree[];
  /** log-odds at which a value is told, refused, and refused as sure */
  readonly thresholds: { readonly low: number; readonly medium: number; readonly high: number };
}

export const model = data as unknown as Model;

/** The trees as columns, a row for each node: one look at a value walks them all, and rows stand closer together than lists in lists. */
interface Rows {
  /** of each tree its first row */
  readonly roots: Int32Array;
  /** -1 for a leaf, whose worth is its mean */
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly mean: Float64Array;
}

const known = new WeakMap<Model, Rows>();

function rowsOf(of: Model): Rows {
  const before = known.get(of);
  if (before !== undefined) return before;
  const nodes: { readonly feature: number; readonly threshold: number; left: number; right: number; readonly mean: number }[] = [];
  const add = (tree: Tree): number => {
    if (typeof tree === 'number') return nodes.push({ feature: -1, threshold: 0, left: -1, right: -1, mean: tree }) - 1;
    const [feature, threshold, left, right, mean] = tree;
    const node = { feature, threshold, left: -1, right: -1, mean };
    const at = nodes.push(node) - 1;
    node.left = add(left);
    node.right = add(right);
    return at;
  };
  const roots = Int32Array.from(of.trees, add);
  const rows = {
    roots,
    feature: Int32Array.from(nodes, (node) => node.feature),
    threshold: Float64Array.from(nodes, (node) => node.threshold),
    left: Int32Array.from(nodes, (node) => node.left),
    right: Int32Array.from(nodes, (node) => node.right),
    mean: Float64Array.from(nodes, (node) => node.mean),
  };
  known.set(of, rows);
  return rows;
}

/** Features by their names; in several records where they come from several places, of which each has names of its own. */
export type Told = Readonly<Record<string, number>> | readonly Readonly<Record<string, number>>[];

/** Where each feature of a model is in its vector. */
const places = new WeakMap<Model, ReadonlyMap<string, number>>();

function placesOf(of: Model): ReadonlyMap<string, number> {
  let found = places.get(of);
  if (found === undefined) places.set(of, (found = new Map(of.features.map((name, index) => [name, index]))));
  return found;
}

/**
 * Putting more than a hundred properties into one record takes longer than weighing them, so they stay where they are; each is read once.
 * @param absent what features count as that are in no record
 */
function vectorOf(told: Told, of: Model, absent = 0): Float64Array {
  if (last?.told === told && last.of === of && Object.is(last.absent, absent)) return last.vector;
  const vector = new Float64Array(of.features.length).fill(absent);
  const place = placesOf(of);
  const records = Array.isArray(told) ? (told as readonly Readonly<Record<string, number>>[]) : [told as Readonly<Record<string, number>>];
  // of records that hold the same name the first one counts
  for (let record = records.length - 1; record >= 0; record -= 1) {
    const one = records[record] ?? {};
    for (const name in one) {
      const at = place.get(name);
      const value = one[name];
      if (at !== undefined && value !== undefined) vector[at] = value;
    }
  }
  last = { told, of, absent, vector };
  return vector;
}
/** The same features are scored and then explained. */
let last: { readonly told: Told; readonly of: Model; readonly absent: number; readonly vector: Float64Array } | undefined;

/** The log-odds that these features speak for a secret. Features that are absent count as 0. */
export function score(features: Told, of: Model = model): number {
  const { roots, feature, threshold, left, right, mean } = rowsOf(of);
  const vector = vectorOf(features, of);
  let sum = of.bias;
  for (let tree = 0; tree < roots.length; tree += 1) {
    let root = roots[tree] ?? 0;
    for (let at = feature[root] ?? -1; at >= 0; at = feature[root] ?? -1) root = ((vector[at] ?? 0) <= (threshold[root] ?? 0) ? left[root] : right[root]) ?? 0;
    sum += mean[root] ?? 0;
  }
  return sum;
}

/** The most that the score can come to, whatever the features are that are not told yet: of their splits the better side counts. */
export function ceiling(features: Told, of: Model = model): number {
  const { roots, feature, threshold, left, right, mean } = rowsOf(of);
  const vector = vectorOf(features, of, NaN);
  const most = (from: number): number => {
    let root = from;
    for (let at = feature[root] ?? -1; at >= 0; at = feature[root] ?? -1) {
      const value = vector[at] ?? 0;
      if (Number.isNaN(value)) return Math.max(most(left[root] ?? 0), most(right[root] ?? 0));
      root = (value <= (threshold[root] ?? 0) ? left[root] : right[root]) ?? 0;
    }
    return mean[root] ?? 0;
  };
  let sum = of.bias;
  for (const root of roots) sum += most(root);
  return sum;
}

/** What each feature added: at every split, how far it moved the mean of what may still come. The sum is the score less the bias. */
export function explain(features: Told, of: Model = model): readonly Evidence[] {
  const { roots, feature, threshold, left, right, mean } = rowsOf(of);
  const vector = vectorOf(features, of);
  const weights = new Float64Array(of.features.length);
  const seen = new Uint8Array(of.features.length);
  const met: number[] = [];
  for (let tree = 0; tree < roots.length; tree += 1) {
    let root = roots[tree] ?? 0;
    for (let at = feature[root] ?? -1; at >= 0; at = feature[root] ?? -1) {
      const next = ((vector[at] ?? 0) <= (threshold[root] ?? 0) ? left[root] : right[root]) ?? 0;
      weights[at] = (weights[at] ?? 0) + ((mean[next] ?? 0) - (mean[root] ?? 0));
      if (seen[at] === 0) met.push(at);
      seen[at] = 1;
      root = next;
    }
  }
  // the root's mean of each tree belongs to no feature: it is part of the starting point
  return met
    .map((at) => ({ feature: of.features[at] ?? '', weight: weights[at] ?? 0 }))
    .filter(({ weight }) => Math.abs(weight) >= 0.05)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}
