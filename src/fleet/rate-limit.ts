// How fast a host may be asked: so many requests under way at once, and so many begun in a minute. Folders have no limit.

export interface Limits {
  /** clones and fetches under way at one host */
  readonly together: number;
  /** begun at one host in a minute */
  readonly perMinute: number;
}

/** Two numbers a host: what is under way, and when the next may begin. */
export class Pace {
  readonly #limits: Limits;
  readonly #hosts = new Map<string, { open: number; next: number }>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Milliseconds to wait before this host may be asked: 0 now, Infinity until something that is under way ends. */
  wait(host: string | undefined, now: number): number {
    const one = host === undefined ? undefined : this.#hosts.get(host);
    if (one === undefined) return 0;
    if (one.open >= this.#limits.together) return Infinity;
    return Math.max(0, one.next - now);
  }

  begin(host: string | undefined, now: number): void {
    if (host === undefined) return;
    const one = this.#hosts.get(host) ?? { open: 0, next: now };
    this.#hosts.set(host, { open: one.open + 1, next: Math.max(one.next, now) + 60_000 / this.#limits.perMinute });
  }

  end(host: string | undefined): void {
    const one = host === undefined ? undefined : this.#hosts.get(host);
    if (one !== undefined) one.open -= 1;
  }
}
