// Types of the laboratory for the tests.
import type { ChildProcess } from 'node:child_process';

export interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
  readonly seconds: number;
}
export const key: string;
export function hasRedis(): boolean;
export function audit(
  args: readonly string[],
  place: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Ended> & { readonly child: ChildProcess };
export function startWorker(
  args: readonly string[],
  place: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): { readonly child: ChildProcess; readonly ready: Promise<unknown>; readonly ended: Promise<Pick<Ended, 'status' | 'signal' | 'err'>> };
export class Redis {
  static start(folder: string): Promise<Redis>;
  readonly url: string;
  up(): Promise<void>;
  kill(forgetting?: boolean): Promise<void>;
  ask(...args: readonly string[]): string;
  dump(): string;
}
export function digestOf(report: string): string;
