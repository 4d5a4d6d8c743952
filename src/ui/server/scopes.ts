// The usage scope of what history holds. A long look is taken once: whoever asks again while it goes on, or while nothing has changed, has the same answer.
import type { Git } from '../../io/git.ts';
import { hasherOf } from '../../io/hasher.ts';
import { severities } from '../../model.ts';
import { defaultPolicy } from '../../policy/policy.ts';
import type { Scopes } from '../wire.ts';
import { exposuresOf } from '../../commands/audit/exposures.ts';
import { engineUnder, rulesUnder } from '../../commands/looking.ts';
import { policyOnDisk, policyText, type Standpoint } from '../../commands/place.ts';
import type { World } from '../../commands/world.ts';
import { scopeOf, unreadRow } from './rows.ts';
import type { Tells } from './server.ts';

/** So many are shown. */
const most = 2000;

interface Taken {
  /** what the answer depends on */
  readonly under: string;
  readonly told: Set<Tells>;
  readonly answer: Promise<Scopes>;
}

export function scopesAt(at: Standpoint, world: World): (tells: Tells) => Promise<Scopes> {
  let taken: Taken | undefined;
  return async (tells) => {
    const under = `${await refsIn(at.git)}\0${(await policyText(at.top)) ?? ''}`;
    if (taken?.under !== under) {
      const told = new Set<Tells>();
      const answer = look(at, world, (done, total) => {
        for (const tell of told) tell(done, total);
      });
      const mine = { under, told, answer };
      taken = mine;
      // what failed is tried again when it is asked for again
      answer.catch(() => {
        if (taken === mine) taken = undefined;
      });
    }
    const { told, answer } = taken;
    told.add(tells);
    return answer.finally(() => told.delete(tells));
  };
}

/** Every ref and where it points, HEAD and remotes among them. */
async function refsIn(git: Git): Promise<string> {
  const parts = [['for-each-ref', '--format=%(refname) %(objectname)'], ['rev-parse', '--verify', '--quiet', 'HEAD'], ['remote']];
  return (await Promise.all(parts.map(async (part) => (await git.maybe(part)) ?? ''))).join('\0');
}

async function look(at: Standpoint, world: World, tells: Tells): Promise<Scopes> {
  const policy = await policyOnDisk(at.top).catch(() => defaultPolicy);
  let done = 0;
  let total: number | undefined;
  const progress = {
    expect: (count: number) => {
      total = count;
      tells(0, total);
    },
    saw: () => {
      done += 1;
      tells(done, total);
    },
    found: () => undefined,
    end: () => undefined,
  };
  const { exposures, unread } = await exposuresOf(
    at.git,
    { engine: await engineUnder(policy), hasher: hasherOf(policy.salt), progress },
    { policy, worker: world.worker },
  );
  const rules = rulesUnder(policy);
  const worstFirst = [...exposures].sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity) || b.places.length - a.places.length);
  return { scopes: worstFirst.slice(0, most).map((one) => scopeOf(one, rules)), unread: unread.map(unreadRow) };
}
