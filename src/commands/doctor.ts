// doctor: reports whether this repository is really protected, and how to repair what isn't.
import { checkWords, verdictOf, type Check } from '../setup/check.ts';
import { diagnose } from '../setup/diagnose.ts';
import { policyPath } from '../setup/starting-policy.ts';
import { ask } from '../io/setup-git.ts';
import { install, installDefaults } from './install.ts';
import { isLive } from './progress.ts';
import { readFacts, SetupError } from './setup/facts.ts';
import { judgementChecks } from './setup/judgements.ts';
import { shower } from './setup/show.ts';
import { trials } from './setup/trial.ts';
import { worktreeChecks } from './setup/worktrees.ts';
import type { SetupWorld } from './setup/world.ts';

export interface DoctorArguments {
  readonly format: 'pretty' | 'json';
  /** runs install first */
  readonly fix: boolean;
  /** judges the policy's text: what is wrong with it, one line each; handed over, since setup does not know policies */
  readonly policyErrors?: (text: string, top: string) => readonly string[] | Promise<readonly string[]>;
}

async function nodeCheck(world: SetupWorld, node: string): Promise<Check> {
  const env = world.platform === 'win32' ? world.env : { PATH: '/usr/bin:/bin' };
  const answer = await ask(node, ['--version'], world.cwd, env);
  const version = /^v(\d+)\.(\d+)/.exec(answer.stdout);
  const enough = version !== null && (Number(version[1]) > 20 || (Number(version[1]) === 20 && Number(version[2]) >= 19));
  if (answer.status === 0 && enough) return { id: 'node', state: 'ok', text: `node ${answer.stdout.trim()} starts from a bare PATH` };
  return {
    id: 'node',
    state: 'bad',
    text: 'node does not start from a bare PATH, or is older than 20.19',
    mend: 'install Node.js 20.19 or newer, then: npx secrets-hooks install',
  };
}

function gitCheck(version: string): Check {
  const [, major = '0', minor = '0'] = /(\d{1,4})\.(\d{1,4})/.exec(version) ?? [];
  const enough = Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 31);
  return enough
    ? { id: 'git', state: 'ok', text: version }
    : { id: 'git', state: 'unsure', text: `${version} is older than 2.31, with which this is tried out`, mend: 'upgrade git' };
}

/** Everything that is checked, the live trial last. */
export async function checksOf(world: SetupWorld, options: DoctorArguments): Promise<Check[]> {
  const facts = await readFacts(world);
  const noted = facts.files[`${facts.commonDir}/secrets-hooks/node`]?.text.trim();
  const checks: Check[] = [
    gitCheck(facts.git),
    await nodeCheck(world, noted === undefined || noted === '' ? facts.node : noted),
    ...diagnose(facts, shower(facts)),
  ];
  const policy = facts.files[`${facts.top}/${policyPath}`];
  if (policy !== undefined && options.policyErrors !== undefined) {
    const errors = await options.policyErrors(Buffer.from(policy.text, 'latin1').toString('utf8'), facts.top);
    for (const error of errors) checks.push({ id: 'policy', state: 'bad', text: `${policyPath}: ${error}`, mend: 'run: npx secrets-hooks policy check' });
    if (errors.length === 0) checks.push({ id: 'policy', state: 'ok', text: `${policyPath} is valid` });
  }
  if (facts.top !== '')
    checks.push(...(await judgementChecks(world, facts.top, policy === undefined ? undefined : Buffer.from(policy.text, 'latin1').toString('utf8'))));
  return [...checks, ...(await worktreeChecks(facts, world, shower(facts))), ...(await trials(facts, world))];
}

/** @returns the exit status: 0 protected, 1 not, 2 it could not be told */
export async function doctor(world: SetupWorld, options: DoctorArguments): Promise<number> {
  const json = options.format === 'json';
  try {
    if (options.fix) {
      const status = await install(
        json
          ? {
              ...world,
              out: (text) => {
                world.err(text);
              },
            }
          : world,
        installDefaults,
      );
      if (status !== 0) return 2;
    }
    const { terminal } = world;
    const live = !json && terminal !== undefined && isLive({ ...world, terminal });
    if (live) world.err('Trying the hooks out …');
    const checks = await checksOf(world, options).finally(() => {
      if (live) world.err('\r\u001b[K');
    });
    const verdict = verdictOf(checks);
    if (json)
      world.out(
        `${JSON.stringify({ schemaVersion: 1, tool: { name: 'secrets-hooks', version: world.version }, protected: verdict === 2 ? null : verdict === 0, checks }, undefined, 2)}\n`,
      );
    else world.out(checkWords(checks));
    return verdict;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    if (json)
      world.out(
        `${JSON.stringify({ schemaVersion: 1, tool: { name: 'secrets-hooks', version: world.version }, protected: null, error: error.message }, undefined, 2)}\n`,
      );
    else world.err(`secrets-hooks: ${error.message}\n`);
    return 2;
  }
}
