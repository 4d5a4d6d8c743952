// `secrets-hooks fix`: what is staged and would be refused becomes a reference; the value goes into an ignored `.env`, the name into `.env.example`.
import { realpath } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { Failure } from '../io/failure.ts';
import type { Git } from '../io/git.ts';
import { place, standing, type Standing } from '../io/setup-files.ts';
import type { Path } from '../model.ts';
import { fixReport, type Fixed, type Left } from '../report/fix.ts';
import { withName } from './fix/dotenv.ts';
import { mend, mendLike } from './fix/plan.ts';
import { stage, stagedFiles } from './fix/staging.ts';
import { preCommit } from './hooks/commit.ts';
import { engineUnder } from './looking.ts';
import { standpointOf } from './place.ts';
import { lookFor } from './terminal.ts';
import type { ExitStatus, World } from './world.ts';

/** One write to the work tree, with what stood there when it was planned. */
interface Write {
  readonly path: string;
  readonly before: Standing | undefined;
  readonly text: string;
  readonly mode: number;
}
interface Staging {
  readonly path: string;
  readonly mode: string;
  readonly text: string;
}

const example = '.env.example';

export async function fix(options: { readonly dryRun: boolean }, world: World): Promise<ExitStatus> {
  const { top, git } = await standpointOf(world);
  try {
    const { report, policy } = await preCommit(git, { ...world, cwd: top });
    const refused = report.verdicts.filter((verdict) => verdict.action === 'refuse').map((verdict) => verdict.finding);
    const engine = await engineUnder(policy);
    const files = await stagedFiles(git, [...refused.map((finding) => finding.file), example]);
    const home = await standing(join(top, '.env'));
    let dotenv = home?.text ?? '';
    const fixed: Fixed[] = [];
    const left: Left[] = [];
    const writes: Write[] = [];
    const stagings: Staging[] = [];
    for (const file of new Set(refused.map((finding) => finding.file))) {
      const findings = refused.filter((finding) => finding.file === file);
      const staged = files.get(file);
      if (staged === undefined || !(await inside(top, file))) {
        left.push(...findings.map((finding) => ({ finding, obstacle: 'changed' }) as const));
        continue;
      }
      const mended = mend(file, staged.bytes, findings, dotenv, engine);
      dotenv = mended.dotenv;
      fixed.push(...mended.fixed);
      left.push(...mended.left);
      if (mended.fixed.length === 0) continue;
      stagings.push({ path: file, mode: staged.mode, text: mended.text });
      const path = join(top, file);
      const before = await standing(path);
      if (before?.kind !== 'file') continue;
      const text = before.text === staged.bytes.toString('latin1') ? mended.text : mendLike(file, before.text, mended.names, engine);
      if (text !== before.text) writes.push({ path, before, text, mode: before.mode });
    }
    if (fixed.length > 0 && !options.dryRun) {
      await safeHome(git, home);
      const names = fixed.map((one) => one.name);
      // the value is safe before the only other copy of it goes
      await written([{ path: join(top, '.env'), before: home, text: dotenv, mode: home?.mode ?? 0o600 }, ...writes]);
      const shown = await standing(join(top, example));
      if (shown === undefined || shown.kind === 'file')
        await written([{ path: join(top, example), before: shown, text: names.reduce(withName, shown?.text ?? ''), mode: shown?.mode ?? 0o644 }]);
      const known = files.get(example);
      stagings.push({ path: example, mode: known?.mode ?? '100644', text: names.reduce(withName, known?.bytes.toString('latin1') ?? '') });
      for (const { path, mode, text } of stagings) await stage(git, path, mode, Buffer.from(text, 'latin1'));
    }
    world.out(fixReport(fixed, left, options.dryRun, lookFor(world, 'commit')));
    return left.length > 0 || report.unread.length > 0 ? 1 : 0;
  } finally {
    git.objects.close();
  }
}

/** A link on the way would lead out of the repository; bytes that are no text are no path of this platform. */
async function inside(top: string, file: Path): Promise<boolean> {
  if (!file.isWellFormed()) return false;
  const folder = await realpath(dirname(join(top, file))).catch(() => undefined);
  return folder !== undefined && relative(join(await realpath(top), dirname(file)), folder) === '';
}

/** The value may only go where git does not take it up again. */
async function safeHome(git: Git, home: Standing | undefined): Promise<void> {
  if (home !== undefined && home.kind !== 'file') throw new Failure('refused', '.env is no plain file', 'Put a plain file in its place.');
  if ((await git.maybe(['ls-files', '--error-unmatch', '--', '.env'])) !== undefined)
    throw new Failure('refused', 'git tracks .env', 'Take it out first: git rm --cached .env');
  if ((await git.maybe(['check-ignore', '-q', '--', '.env'])) === undefined)
    throw new Failure('refused', 'git does not ignore .env', 'Run npx secrets-hooks install, which mends .gitignore.');
}

/** Whole or not at all; nothing is written over that changed meanwhile. */
async function written(writes: readonly Write[]): Promise<void> {
  for (const { path, before } of writes)
    if ((await standing(path))?.text !== before?.text) throw new Failure('refused', 'a file changed while this ran', 'Run it again; nothing of it is lost.');
  for (const { path, text, before, mode } of writes) if (text !== before?.text) await place(path, text, mode);
}
