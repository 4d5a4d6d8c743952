// What whoever looks holds in hand.
import type { Engine } from '../detect/engine.ts';
import type { hasherOf } from '../io/hasher.ts';
import type { Progress } from './progress.ts';
import type { Remembered } from './remembered.ts';

export interface Looking {
  readonly engine: Engine;
  readonly hasher: ReturnType<typeof hasherOf>;
  readonly progress?: Progress;
  /** what was clean before */
  readonly remembered?: Remembered;
}
