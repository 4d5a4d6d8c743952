// `secrets-hooks policy explain PATH[:LINE]`: which rule, which line of the policy, why and why not.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inspectDocument } from '../../inspect.ts';
import { readSmall } from '../../io/files.ts';
import { hasherOf } from '../../io/hasher.ts';
import { readObjects } from '../../io/objects.ts';
import { certainties, classes, type Finding, type Path, type Verdict } from '../../model.ts';
import { allowing, covers, subjectOf } from '../../policy/allowing.ts';
import { matchesGlob } from '../../policy/glob.ts';
import { judge, severityUnder } from '../../policy/judge.ts';
import { limitFor, own, ruleOff, settingFor, severitySet, type Setting } from '../../policy/levels.ts';
import { defaultPolicy, policyFile, type Policy } from '../../policy/policy.ts';
import { spotsIn } from '../../policy/where.ts';
import { printable } from '../../report/printable.ts';
import { certaintyOf, messageOf, reasonOf } from '../../report/words.ts';
import { withBasesOnDisk } from './bases.ts';
import { engineUnder, planUnder, rulesUnder } from '../looking.ts';
import { policyText, standpointOf, type Standpoint } from '../place.ts';
import { memoryAt, policyFrom } from '../rulebook.ts';
import type { ExitStatus, World } from '../world.ts';

/** Says where a field stands, or that it is the default. */
type Where = (field: readonly string[], setting: Pick<Setting<unknown>, 'section'> | undefined) => string;

export async function policyExplain(asked: string, world: World): Promise<ExitStatus> {
  const at = await standpointOf(world);
  const text = await policyText(at.top);
  const put = text === undefined ? undefined : await withBasesOnDisk(at.top, text);
  const policy = put === undefined ? defaultPolicy : policyFrom(put);
  const [, name = asked, digits] = /^(.+?)(?::(\d{1,7})(?::\d{1,7})?)?$/.exec(asked) ?? [];
  const path = name.replace(/^\.\//, '') as Path;
  const line = digits === undefined ? undefined : Number(digits);
  const spots = put === undefined ? () => undefined : spotsIn(put.text, put.bases);
  const where: Where = (field, setting) => {
    const section = setting?.section === undefined ? undefined : policy.sections?.[setting.section];
    const spot = setting === undefined ? undefined : spots(field, section);
    return spot === undefined ? `the default of ${field.join('.')}` : `${printable(spot.file)}:${spot.line}, ${field.join('.')}`;
  };
  const lines = [
    `${existsSync(join(at.top, path)) ? printable(path) : 'The path given'}${line === undefined ? '' : `, line ${line}`}`,
    ...levels(policy, path, where, spots),
    ...(await names(policy, path, where)),
  ];
  lines.push('', ...(await contents(at, { policy, path, line, where }, world)));
  world.out(`${lines.join('\n')}\n`);
  return 0;
}

function levels(policy: Policy, path: Path, where: Where, spots: ReturnType<typeof spotsIn> | (() => undefined)): string[] {
  const refuse = settingFor(policy, path, (one) => one.refuse);
  const lines = [`  Refused from ${refuse?.value ?? 'medium'} on (${where(['refuse'], refuse)}).`];
  for (const section of policy.sections ?? [])
    if (section.paths.some((glob) => matchesGlob(glob, path))) {
      const spot = spots(['paths'], section);
      lines.push(
        `  In a section${spot === undefined ? '' : ` (${printable(spot.file)}:${spot.line})`}: ${section.paths.map(printable).join(', ')}${section.reason === undefined ? '' : `: ${printable(section.reason)}`}.`,
      );
    }
  for (const name of classes) {
    const level = settingFor(policy, path, (one) => own(one.classes, name));
    if (level !== undefined) lines.push(`  Of class ${name} from ${level.value} on (${where(['classes', name], level)}).`);
  }
  for (const name of certainties) {
    const level = settingFor(policy, path, (one) => own(one.certainties, name));
    if (level !== undefined) lines.push(`  What is ${name} from ${level.value} on (${where(['certainties', name], level)}).`);
  }
  const tell = settingFor(policy, path, (one) => one.tell);
  if (tell !== undefined) lines.push(`  Told from ${tell.value} on (${where(['tell'], tell)}).`);
  return lines;
}

/** The rules that look, those that the policy changes here, and those that the name alone wakes. */
async function names(policy: Policy, path: Path, where: Where): Promise<string[]> {
  const plan = await planUnder(policy);
  const lines = [`  ${new Set(plan.detectors.map((detector) => detector.rule.id)).size} rules look at what stands in it.`];
  const ids = new Set([policy, ...(policy.sections ?? [])].flatMap((one) => Object.keys(one.rules ?? {})));
  for (const id of [...ids].sort()) {
    const off = ruleOff(policy, id, path);
    if (off !== undefined) lines.push(`  ${id} is off here (${where(['rules', id, 'enabled'], off)}).`);
    const set = severitySet(policy, id, path);
    if (set !== undefined) lines.push(`  ${id} is ${set.value} here (${where(['rules', id, 'severity'], set)}).`);
  }
  for (const file of plan.fileRules.filter((one) => one.matches(path, new Uint8Array()) !== undefined))
    lines.push(`  Its name alone is refused by ${file.rule.id} (${file.severity?.(path) ?? file.rule.severity}): ${file.rule.title}.`);
  return lines;
}

interface Asked {
  readonly policy: Policy;
  readonly path: Path;
  readonly line: number | undefined;
  readonly where: Where;
}

async function contents(at: Standpoint, { policy, path, line, where }: Asked, world: World): Promise<string[]> {
  const bytes = await readSmall(join(at.top, path)).catch(() => undefined);
  if (bytes === undefined) return ['There is no such file here: this is what would hold for it.'];
  const look = async (under: Policy, content: Uint8Array): Promise<readonly Finding[]> =>
    inspectDocument({ path, origin: 'file', bytes: content }, await engineUnder(under), hasherOf(policy.salt)).findings;
  // with every rule on: what a rule that is off would have said is the answer to "why not"
  const all = await look({ ...policy, rules: {}, sections: [] }, bytes);
  const found = all.filter((one) => line === undefined || (one.startLine <= line && line <= one.endLine));
  if (found.length === 0)
    return [
      line === undefined
        ? 'Nothing is found in it, by any rule.'
        : `Nothing is found in line ${line}, by any rule: nothing there has the form of a known secret, or what it is named and what it looks like speak against one.`,
    ];
  const before = new Set<string>();
  for await (const object of readObjects(at.git, [`HEAD:${path}`]))
    if ('id' in object) for (const one of await look(policy, object.bytes)) before.add(one.fingerprint);
  const memory = await memoryAt(at.git, '');
  const rules = rulesUnder(policy);
  return found.flatMap((finding) => {
    const verdict = judge(finding, policy, { today: world.today(), compromised: (one) => memory.compromised(one.fingerprint, one.formerFingerprint) });
    const lines = [
      `${finding.startLine}:${finding.startColumn}  ${messageOf(finding, rules)}`,
      `    rule     ${finding.ruleId}, ${severityUnder(finding, policy)}, ${finding.class}, ${finding.certainty}: ${certaintyOf(finding)}`,
      `    verdict  ${said(verdict)}: ${reasonOf(verdict.reason)}`,
      `    policy   ${lineFor(verdict, policy, where, world.today())}`,
    ];
    if (before.has(finding.fingerprint) && verdict.reason.code !== 'compromised')
      lines.push('    but      it stands at HEAD already: hooks refuse what is new. Its place is the incident ledger.');
    for (const { feature, weight } of finding.evidence.slice(0, 12)) lines.push(`      ${weight >= 0 ? '+' : ''}${weight.toFixed(2)} ${feature}`);
    return lines;
  });
}

const said = ({ action }: Verdict): string => ({ refuse: 'refused', warn: 'told, not refused', pass: 'let through' })[action];

/** The line of the policy that decides. */
function lineFor({ finding, reason }: Verdict, policy: Policy, where: Where, today: string): string {
  switch (reason.code) {
    case 'level':
    case 'below': {
      const limit = limitFor(policy, finding);
      const severity = severitySet(policy, finding.ruleId, finding.file);
      const raised = severity === undefined ? '' : `; its severity: ${where(['rules', finding.ruleId, 'severity'], severity)}`;
      return `${where(limit.field, limit)}${raised}`;
    }
    case 'rule-off':
      return where(['rules', finding.ruleId, 'enabled'], ruleOff(policy, finding.ruleId, finding.file));
    case 'allowed': {
      const entry = allowing(policy.allow, finding, today);
      return `${policyFile}, allow: ${printable(entry === undefined ? '' : `${subjectOf(entry)}: ${entry.reason}`)}`;
    }
    default: {
      const idle = policy.allow.find((entry) => covers(entry, finding));
      return idle === undefined
        ? 'no line of a policy changes that'
        : `no line of a policy changes that, an allow entry neither (${printable(subjectOf(idle))})`;
    }
  }
}
