// `secrets-hooks rules test`: every format's generated samples, and the admin's own, through the whole engine.
import { formats } from '../detect/detectors/tokens.ts';
import { engineOf } from '../detect/engine.ts';
import { filled, randomFrom, sampleOf } from '../detect/shape/generate.ts';
import { Failure } from '../io/failure.ts';
import type { Path } from '../model.ts';
import { planUnder, rulesUnder } from './looking.ts';
import { policyOnDisk, standpointOf } from './place.ts';
import type { ExitStatus, World } from './world.ts';

export async function testRules(id: string | undefined, world: World): Promise<ExitStatus> {
  const policy = await standpointOf(world).then(({ top }) => policyOnDisk(top));
  const engine = engineOf(await planUnder(policy));
  const finds = (text: string): readonly string[] =>
    engine({ path: 'sample.txt' as Path, origin: 'file', bytes: Buffer.from(text) }).candidates.map((candidate) => candidate.rule.id);
  const random = randomFrom(1);
  let [passed, failed] = [0, 0];
  const expect = (holds: boolean, what: string): void => {
    if (holds) passed += 1;
    else {
      failed += 1;
      world.out(`failed: ${what}\n`);
    }
  };
  for (const format of formats) {
    if (id !== undefined && format.rule.id !== id) continue;
    for (let sample = 0; sample < 5; sample += 1) {
      const lead = format.context?.[0] ?? 'value';
      expect(finds(`${lead} = "${sampleOf(format.shape, random, format.check)}"\n`).length > 0, `${format.rule.id}: a generated sample is not found`);
    }
  }
  for (const custom of policy.custom) {
    if (id !== undefined && custom.id !== id) continue;
    for (const template of custom.mustMatch ?? [])
      expect(finds(filled(template, random)).includes(custom.id), `${custom.id}: a sample that must match does not (${template})`);
    for (const template of custom.mustNotMatch ?? [])
      expect(!finds(filled(template, random)).includes(custom.id), `${custom.id}: a sample that must not match does (${template})`);
  }
  if (id !== undefined && !rulesUnder(policy).has(id))
    throw new Failure('bad-argument', 'there is no such rule', '`secrets-hooks rules list` shows all rules.');
  world.out(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}
