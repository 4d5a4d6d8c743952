// Why a value may pass though its name sounds secret: one question each, asked of an assignment and what stands around it.
import type { Assignment } from '../../assign/assignment.ts';
import type { Scene } from '../../scene.ts';

/** True where this is a reason to let the value pass. Looks at the value's lines, 340 bytes in front of its name and 80 behind it at the most. */
export type Reason = (found: Assignment, scene: Scene) => boolean;

/** So much of the text in front of an offset. */
export const leftOf = (text: string, at: number, length: number): string => text.slice(Math.max(0, at - length), at);
