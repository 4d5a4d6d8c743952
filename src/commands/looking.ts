// The engine and the rules' words, put together for whichever command looks.
import { catalogue } from '../detect/catalogue.ts';
import { customRule } from '../detect/custom-rule.ts';
import type { Detector, Plan } from '../detect/detector.ts';
import { storeIsolation, storeIsolationIn } from '../detect/detectors/promises/store-isolation.ts';
import { engineOf, type Engine } from '../detect/engine.ts';
import { ruleList } from '../detect/rules.ts';
import { Failure } from '../io/failure.ts';
import type { Rule, Severity } from '../model.ts';
import { offEverywhere } from '../policy/levels.ts';
import type { Places, Policy } from '../policy/policy.ts';

let known: ReadonlyMap<string, Rule> | undefined;
/** Every rule of the product by its id. */
export const rules = (): ReadonlyMap<string, Rule> => (known ??= new Map(ruleList().map((rule) => [rule.id, rule])));
export const ruleSeverities = (): ReadonlyMap<string, Severity> => new Map(ruleList().map((rule) => [rule.id, rule.severity]));

/** The words of all rules, those of the policy's own among them. */
export function rulesUnder(policy: Policy): ReadonlyMap<string, Rule> {
  return new Map([...rules(), ...policy.custom.map((custom) => [custom.id, customRule(custom)] as const)]);
}

/** The engine for a policy: its own rules added, rules that are off left out. */
export async function engineUnder(policy: Policy): Promise<Engine> {
  return engineOf(await planUnder(policy));
}

export async function planUnder(policy: Policy): Promise<Plan> {
  const off = new Set(Object.keys(policy.rules).filter((id) => offEverywhere(policy, id)));
  const custom = policy.custom.length === 0 ? [] : await customDetectors(policy);
  return {
    ...catalogue,
    detectors: [...placed(policy.places), ...custom].filter((detector) => !off.has(detector.rule.id)),
    fileRules: catalogue.fileRules.filter((file) => !off.has(file.rule.id)),
  };
}

/** The promises about places look where the policy says that the places are. */
function placed({ controlPlane, stores }: Places): readonly Detector[] {
  if (controlPlane === undefined && stores === undefined) return catalogue.detectors;
  const usual = new Set(storeIsolation);
  return [...catalogue.detectors.filter((detector) => !usual.has(detector)), ...storeIsolationIn(controlPlane ?? [], stores ?? [])];
}

/** The linear-time engine is large: it is loaded where a policy has patterns of its own, and only there. */
async function customDetectors(policy: Policy): Promise<readonly Detector[]> {
  const { customDetector } = await import('../detect/custom.ts');
  return policy.custom.map((one) => {
    if (rules().has(one.id)) throw new Failure('bad-policy', `custom rule ${one.id}: a rule of the product has this id`, 'Give your own rule another id.');
    try {
      return customDetector(one);
    } catch {
      throw new Failure(
        'bad-policy',
        `custom rule ${one.id}: its pattern is not RE2 syntax`,
        'Mend the pattern: lookaround and backreferences are not known there.',
      );
    }
  });
}
