// The engine factory and the list of rules, for hooks, scans and audits alike.
import { catalogue, detectorAt, detectorsFor } from '../detect/catalogue.ts';
import { customRule } from '../detect/custom-rule.ts';
import type { Detector, Plan } from '../detect/detector.ts';
import { engineOver, engineOf, type Engine } from '../detect/engine.ts';
import { prebuilt, type PrebuiltIndex } from '../detect/prebuilt-index.ts';
import { ruleList } from '../detect/rules.ts';
import { readIndex } from '../detect/wake.ts';
import { Failure } from '../io/failure.ts';
import type { Rule, Severity } from '../model.ts';
import type { CustomRule, Policy } from '../policy/policy.ts';
import { scanSettingsOf, settingsKey, type ScanSettings } from '../policy/scan-settings.ts';

let known: ReadonlyMap<string, Rule> | undefined;
/** Every rule of the product by its id. */
export const rules = (): ReadonlyMap<string, Rule> => (known ??= new Map(ruleList().map((rule) => [rule.id, rule])));
export const ruleSeverities = (): ReadonlyMap<string, Severity> => new Map(ruleList().map((rule) => [rule.id, rule.severity]));

/** Every rule that can be found under a policy, its custom rules included. */
export function rulesUnder(policy: Policy): ReadonlyMap<string, Rule> {
  return new Map([...rules(), ...policy.custom.map((custom) => [custom.id, customRule(custom)] as const)]);
}

/**
 * The engine for a policy: custom rules added, rules that are off left out.
 * @param index a keyword index made ahead of time; used only if it was made for exactly these settings
 */
export async function engineUnder(policy: Policy, index: PrebuiltIndex | undefined = prebuilt): Promise<Engine> {
  const settings = scanSettingsOf(policy);
  if (index === undefined || index.settings !== settingsKey(settings)) return engineOf(await planFor(settings));
  const { decoders, containers, fileRules, maxDepth } = catalogue;
  const keywords = readIndex(index, (number) => detectorAt(number, index.sizes), decoders);
  return engineOver({ decoders, containers, fileRules, maxDepth }, keywords);
}

/** The engine, and the rules of everything that it finds, noted as it runs. */
export function notingRules(engine: Engine): { readonly engine: Engine; readonly rules: ReadonlyMap<string, Rule> } {
  const noted = new Map<string, Rule>();
  return {
    rules: noted,
    engine: (document, through) => {
      const look = engine(document, through);
      for (const { rule } of look.candidates) noted.set(rule.id, rule);
      return look;
    },
  };
}

export const planUnder = (policy: Policy): Promise<Plan> => planFor(scanSettingsOf(policy));

/** Takes the scan settings only, so that no other field of a policy can change what is searched. */
async function planFor({ off, custom = [], places = {} }: ScanSettings): Promise<Plan> {
  const isOn = ({ rule }: { readonly rule: Rule }): boolean => !off.includes(rule.id);
  const own = custom.length === 0 ? [] : await customDetectors(custom);
  return { ...catalogue, detectors: [...detectorsFor(places), ...own].filter(isOn), fileRules: catalogue.fileRules.filter(isOn) };
}

/** The linear-time regex engine is large, so it is loaded only if a policy has patterns of its own. */
async function customDetectors(custom: readonly CustomRule[]): Promise<readonly Detector[]> {
  const { customDetector } = await import('../detect/custom.ts');
  return custom.map((one) => {
    if (rules().has(one.id)) throw new Failure('bad-policy', `custom rule ${one.id}: a rule of the product has this id`, 'Give your own rule another id.');
    try {
      return customDetector(one);
    } catch {
      throw new Failure(
        'bad-policy',
        `custom rule ${one.id}: its pattern is not RE2 syntax`,
        'Correct the pattern: RE2 has no lookaround and no backreferences.',
      );
    }
  });
}
