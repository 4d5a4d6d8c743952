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

/** The log-odds that these features speak for a secret. Features that are absent count as 0. */
export function score(features: Readonly<Record<string, number>>, of: Model = model): number {
  const vector = of.features.map((name) => features[name] ?? 0);
  return of.trees.reduce<number>((sum, tree) => sum + leaf(tree, vector), of.bias);
}

function leaf(tree: Tree, vector: readonly number[]): number {
  let node = tree;
  while (typeof node !== 'number') node = (vector[node[0]] ?? 0) <= node[1] ? node[2] : node[3];
  return node;
}

/** What each feature added: at every split, how far it moved the mean of what may still come. The sum is the score less the bias. */
export function explain(features: Readonly<Record<string, number>>, of: Model = model): readonly Evidence[] {
  const vector = of.features.map((name) => features[name] ?? 0);
  const weights = new Map<string, number>();
  const add = (feature: string, weight: number): void => void weights.set(feature, (weights.get(feature) ?? 0) + weight);
  for (const tree of of.trees) {
    let node = tree;
    while (typeof node !== 'number') {
      const next: Tree = (vector[node[0]] ?? 0) <= node[1] ? node[2] : node[3];
      add(of.features[node[0]] ?? '', (typeof next === 'number' ? next : next[4]) - node[4]);
      node = next;
    }
  }
  // the root's mean of each tree belongs to no feature: it is part of the starting point
  return [...weights]
    .filter(([, weight]) => Math.abs(weight) >= 0.05)
    .map(([feature, weight]) => ({ feature, weight }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}
