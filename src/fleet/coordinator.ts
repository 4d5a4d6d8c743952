// Leads a fleet's audit: orders what is not done yet, writes down what comes back, and is done when every repository is. Killed at any moment, it goes on where it was.
import { createHash } from 'node:crypto';
import type { Pace } from './rate-limit.ts';
import type { Source } from './source.ts';
import type { Order, Outcome, Result, Task } from './task.ts';
import type { Carrier } from './transport.ts';
import type { State } from './state.ts';

export interface Lead {
  /** those that are neither finished in this run, nor known to stand as they stood */
  readonly sources: readonly Source[];
  readonly state: State;
  readonly carrier: Carrier;
  readonly pace: Pace;
  /** the fleet's policy as text, where there is one */
  readonly policy: string | undefined;
  readonly run: number;
  /** what the names of this audit's orders begin with */
  readonly owner: string;
  readonly clock: () => number;
  /** a repository is finished, or a part of one has been looked at */
  readonly told: (event: { readonly finished: boolean; readonly blobs: number; readonly bytes: number }) => void;
}

/** Milliseconds. */
const longest = 500;
/** A transaction waits for the disk: what comes back within so long is written down together. */
const together = 200;
/** So few that are left are not waited for. */
const few = 8;

export async function coordinate(lead: Lead): Promise<void> {
  await new Coordination(lead).go();
}

class Coordination {
  readonly #lead: Lead;
  readonly #open = new Map<string, Order>();
  /** what is to be ordered next, before any other repository is begun */
  readonly #ready: Order[] = [];
  /** repositories that are not begun, by host */
  readonly #waiting = new Map<string, Source[]>();
  #written = 0;

  constructor(lead: Lead) {
    this.#lead = lead;
    for (const source of lead.sources) {
      const host = source.host ?? '';
      const list = this.#waiting.get(host);
      if (list === undefined) this.#waiting.set(host, [source]);
      else list.push(source);
    }
    for (const list of this.#waiting.values()) list.reverse();
  }

  async go(): Promise<void> {
    for (;;) {
      await this.#order();
      if (this.#open.size === 0 && this.#ready.length === 0 && this.#waiting.size === 0) return;
      const outcomes = await this.#back();
      if (outcomes.length === 0) continue;
      this.#lead.state.together(() => {
        for (const outcome of outcomes) this.#absorb(outcome);
      });
      this.#written = this.#lead.clock();
      await this.#lead.carrier.confirm(outcomes.map(({ id }) => id));
    }
  }

  /** What came back: some of it together, but never so late that those who do the work stand idle. */
  async #back(): Promise<readonly Outcome[]> {
    const { carrier, clock } = this.#lead;
    const outcomes = new Map((await carrier.take(this.#patience())).map((one) => [one.id, one]));
    const last = this.#waiting.size === 0 && this.#open.size <= few;
    for (;;) {
      const early = together - (clock() - this.#written);
      if (outcomes.size === 0 || last || early <= 0 || outcomes.size * 2 >= this.#open.size) return [...outcomes.values()];
      await new Promise((resolve) => setTimeout(resolve, Math.min(early, carrier.rest)));
      for (const one of await carrier.take(0)) outcomes.set(one.id, one);
    }
  }

  async #order(): Promise<void> {
    const { carrier, pace, clock } = this.#lead;
    const orders: Order[] = [];
    while (this.#open.size < carrier.width) {
      const order = this.#ready.pop() ?? this.#begun();
      if (order === undefined) break;
      if (this.#open.has(order.id)) continue;
      pace.begin(order.task.source.host, clock());
      this.#open.set(order.id, order);
      orders.push(order);
    }
    if (orders.length > 0) await carrier.give(orders);
  }

  /** The first order of the next repository whose host may be asked. */
  #begun(): Order | undefined {
    for (const [host, list] of this.#waiting) {
      if (this.#lead.pace.wait(host === '' ? undefined : host, this.#lead.clock()) > 0) continue;
      const source = list.pop();
      if (list.length === 0) this.#waiting.delete(host);
      if (source === undefined) continue;
      const { known, underway, run } = this.#lead.state.remembered(source.name) ?? {};
      // what an earlier process had ordered came back before it was its turn
      if (run === this.#lead.run) continue;
      if (underway === undefined) return this.#named({ kind: 'look', source, ...this.#policy(), ...(known === undefined ? {} : { known }) }, 'look');
      this.#resume(source);
      const next = this.#ready.pop();
      if (next !== undefined) return next;
    }
    return undefined;
  }

  /** What is left of a repository that was divided: its parts, or the end of it. */
  #resume(source: Source): void {
    const { state } = this.#lead;
    const { underway } = state.remembered(source.name) ?? {};
    if (underway === undefined) return;
    const parts = state.parts(source.name);
    for (const { id, task } of parts) this.#ready.push({ id, task: task as Task });
    if (parts.length > 0) return;
    const { sights } = state.seen(source.name, underway.base);
    if (sights.length === 0) this.#finish(source, { kind: 'closed', exposures: [] });
    else
      this.#ready.push(this.#named({ kind: 'close', source, ...this.#policy(), tips: underway.now.tips, sights, places: underway.standing.places }, 'close'));
  }

  #patience(): number {
    const waits = [...this.#waiting.keys()].map((host) => this.#lead.pace.wait(host === '' ? undefined : host, this.#lead.clock()));
    return this.#open.size >= this.#lead.carrier.width ? longest : Math.max(1, Math.min(longest, ...waits.filter((wait) => wait > 0)));
  }

  #policy(): { readonly policy?: string } {
    return this.#lead.policy === undefined ? {} : { policy: this.#lead.policy };
  }

  #named(task: Task, what: string): Order {
    const place = createHash('sha256').update(task.source.at).digest('hex').slice(0, 24);
    return { id: `${this.#lead.owner}-${this.#lead.run}-${place}-${what}`, task };
  }

  #absorb(outcome: Outcome): void {
    const { state, run, owner } = this.#lead;
    const asked = this.#open.get(outcome.id);
    // an earlier process may have ordered it, in this run
    const task = asked?.task ?? (outcome.id.startsWith(`${owner}-${run}-`) ? outcome.task : undefined);
    if (task === undefined) return;
    const { source } = task;
    if (this.#open.delete(outcome.id)) this.#lead.pace.end(source.host);
    if (state.remembered(source.name)?.run === run) return;
    if ('trouble' in outcome) {
      state.troubled(source.name, run, outcome.trouble);
      this.#forget(source);
      this.#lead.told({ finished: true, blobs: 0, bytes: 0 });
      return;
    }
    this.#taken(source, task, outcome.id, outcome.result);
  }

  #taken(source: Source, task: Task, id: string, result: Result): void {
    const { state, run } = this.#lead;
    const tell = (finished: boolean, amount = { blobs: 0, bytes: 0 }): void => {
      this.#lead.told({ finished, blobs: amount.blobs, bytes: amount.bytes });
    };
    switch (result.kind) {
      case 'unchanged':
        state.unchanged(source.name, run);
        tell(true);
        return;
      case 'same':
        state.same(source.name, run, result.now, result.standing);
        tell(true);
        return;
      case 'looked': {
        const base = task.kind === 'look' && task.known !== undefined;
        state.add(source.name, result.looked);
        state.begin(source.name, { now: result.now, standing: result.standing, base });
        tell(false, result.looked.amount);
        if (result.exposures === undefined) this.#resume(source);
        else this.#finish(source, { kind: 'closed', exposures: result.exposures });
        return;
      }
      case 'divided': {
        const base = task.kind === 'look' && task.known !== undefined;
        state.add(source.name, result.looked);
        state.begin(source.name, { now: result.now, standing: result.standing, base });
        for (const slice of result.slices) this.#part({ kind: 'part', source, ...this.#policy(), tips: result.now.tips, known: result.known, slice });
        this.#resume(source);
        return;
      }
      case 'sharded':
        if (task.kind !== 'part' || !state.endPart(id)) return;
        for (let part = 0; part < result.shards; part += 1) this.#ready.push(this.#part({ ...task, shard: { part, of: result.shards } }));
        return;
      case 'part':
        if (!state.endPart(id)) return;
        state.add(source.name, result.looked);
        tell(false, result.looked.amount);
        if (state.parts(source.name).length === 0) this.#resume(source);
        return;
      case 'closed':
        this.#finish(source, result);
    }
  }

  #part(task: Extract<Task, { kind: 'part' }>): Order {
    const { from, to } = task.slice;
    const order = this.#named(task, `part-${from}-${to}${task.shard === undefined ? '' : `-${task.shard.part}of${task.shard.of}`}`);
    this.#lead.state.addPart(order.id, task.source.name, task);
    return order;
  }

  #finish(source: Source, { exposures }: Extract<Result, { kind: 'closed' }>): void {
    const { state, run } = this.#lead;
    const { underway } = state.remembered(source.name) ?? {};
    if (underway === undefined) return;
    state.finish(source.name, run, { known: underway.now, standing: underway.standing, exposures, base: underway.base });
    this.#lead.told({ finished: true, blobs: 0, bytes: 0 });
  }

  /** Of a repository that is given up nothing more is ordered. */
  #forget(source: Source): void {
    for (let at = this.#ready.length - 1; at >= 0; at -= 1) if (this.#ready[at]?.task.source.name === source.name) this.#ready.splice(at, 1);
    for (const [id, open] of this.#open)
      if (open.task.source.name === source.name) {
        this.#open.delete(id);
        this.#lead.pace.end(source.host);
      }
  }
}
