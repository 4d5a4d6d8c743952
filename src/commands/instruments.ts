// What whoever looks holds in hand.
import type { Engine } from '../detect/engine.ts';
import type { hasherOf } from '../io/hasher.ts';
import type { Progress } from './progress.ts';

export interface Looking {
  readonly engine: Engine;
  readonly hasher: ReturnType<typeof hasherOf>;
  readonly progress?: Progress;
}
