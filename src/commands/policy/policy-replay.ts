// `secrets-hooks policy replay`: what the policy would have done on the last commits, before anybody is bothered by it.
import { severities, type Verdict } from '../../model.ts';
import { messageOf, type Rules } from '../../report/words.ts';
import { printable } from '../../report/printable.ts';
import { rulesUnder } from '../looking.ts';
import { policyOnDisk, standpointOf } from '../place.ts';
import { policyNamed } from './policy.ts';
import { progressFor } from '../progress.ts';
import { countOf, policyInForce, replay, type Replay, type Side } from './replay.ts';
import type { ExitStatus, World } from '../world.ts';

export interface ReplayOptions {
  readonly last: string;
  readonly policy?: string;
  readonly format?: string;
}

const most = 50;

/** The policy on disk, or the one that is named, beside the one in force. */
export async function policyReplay(options: ReplayOptions, world: World): Promise<ExitStatus> {
  const { top, git } = await standpointOf(world);
  const last = countOf(options.last);
  const tried = options.policy === undefined ? await policyOnDisk(top) : await policyNamed(options.policy, world);
  const landed = await policyInForce(git);
  const inForce = JSON.stringify(landed) === JSON.stringify(tried) ? undefined : landed;
  const progress = progressFor(world, 'files of these commits');
  try {
    const seen = await replay(git, { tried, inForce, last }, world, progress);
    progress.end();
    const rules = new Map([...rulesUnder(landed), ...rulesUnder(tried)]);
    world.out(
      options.format === 'json'
        ? `${JSON.stringify(asJson(seen), null, 2)}\n`
        : asText(seen, rules, options.policy === undefined ? 'the policy in your work tree' : options.policy),
    );
  } finally {
    progress.end();
    git.objects.close();
  }
  return 0;
}

const findingOf = ({ finding }: Verdict) => ({
  commit: finding.commit,
  file: finding.file,
  line: finding.startLine,
  ruleId: finding.ruleId,
  severity: finding.severity,
  fingerprint: finding.fingerprint,
});

const sideJson = (side: Side) => ({ refused: side.stopped, msPerCommit: Math.round(side.msPerCommit), told: side.told, unread: side.unread });

const asJson = ({ commits, tried, inForce, caught, letThrough }: Replay) => ({
  commits,
  ...sideJson(tried),
  findings: tried.refused.map(findingOf),
  ...(inForce === undefined ? {} : { inForce: sideJson(inForce), caught: caught.map(findingOf), letThrough: letThrough.map(findingOf) }),
});

function asText({ commits, files, bytes, tried, inForce, caught, letThrough }: Replay, rules: Rules, name: string): string {
  const listed = (verdicts: readonly Verdict[]): string[] => [
    ...verdicts
      .slice(0, most)
      .map(
        ({ finding }) =>
          `  ${finding.commit?.slice(0, 10) ?? ''}  ${finding.severity.padEnd(8)} ${printable(finding.file)}:${finding.startLine}  ${messageOf(finding, rules)}`,
      ),
    ...(verdicts.length > most ? [`  … and ${verdicts.length - most} more`] : []),
  ];
  const by = severities.map((severity) => `${tried.refused.filter(({ finding }) => finding.severity === severity).length} ${severity}`).reverse();
  const lines = [
    `${counted(commits, 'commit')}, ${counted(tried.stopped, 'of them')} would have been refused, ${tried.msPerCommit.toFixed(1)} ms each (${counted(files, 'file')}, ${(bytes / 1e6).toFixed(1)} MB).`,
    ...listed(tried.refused),
    `${by.join(', ')}; ${tried.told} told and not refused.`,
  ];
  if (tried.unread.length > 0) lines.push(`${counted(tried.unread.length, 'file')} could not be looked at: a hook refuses that too.`);
  if (inForce === undefined) return `${lines.join('\n')}\n`;
  lines.push(
    '',
    `${printable(name)}, beside the one in force (HEAD):`,
    `  refused commits  ${inForce.stopped} → ${tried.stopped}`,
    `  cost             ${inForce.msPerCommit.toFixed(1)} → ${tried.msPerCommit.toFixed(1)} ms a commit`,
  );
  lines.push('', `More is caught: ${caught.length}`, ...listed(caught), `Let through, refused today: ${letThrough.length}`, ...listed(letThrough));
  return `${lines.join('\n')}\n`;
}

const counted = (count: number, noun: string): string => `${count.toLocaleString('en')} ${noun}${count === 1 || noun.startsWith('of') ? '' : 's'}`;
