// How the place where a report is read looks: width, colours, characters.
import pc from 'picocolors';
import { plain, type Look, type Occasion, type Paint } from '../report/pretty.ts';
import type { World } from './world.ts';

/** @param commits of a push that hold what is refused, the oldest first */
export function lookFor(world: World, occasion: Occasion, explain = false, commits: Look['commits'] = [], destination?: Look['destination']): Look {
  const { env, terminal } = world;
  // on a server each line reaches the one who pushes behind `remote: `
  const columns = Math.max(60, Math.min(terminal.columns, 100)) - (occasion === 'receive' ? 'remote: '.length : 0);
  const spoken = env['TERM'] === 'dumb' || !['', '0', undefined].includes(env['ACCESSIBLE']);
  return {
    occasion,
    columns,
    unicode: showsUnicode(world),
    explain,
    paint: coloured(world) ? painted() : plain,
    shell: world.platform === 'win32' && (env['SHELL'] ?? env['MSYSTEM']) === undefined ? 'windows' : 'posix',
    spoken,
    commits,
    ...(destination === undefined ? {} : { destination }),
  };
}

/** `NO_COLOR` by its convention (set, and not empty), before `FORCE_COLOR`, before what the terminal is. */
function coloured({ env, terminal }: World): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'] ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  return terminal.isTTY && env['TERM'] !== 'dumb';
}

/** A Windows console has its code page; those that are known to show everything say who they are. */
function showsUnicode({ env, platform }: World): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((one) => one !== undefined && one !== '') ?? '';
  if (/utf-?8/i.test(locale)) return true;
  return platform === 'win32' ? ['WT_SESSION', 'TERM_PROGRAM', 'ConEmuTask'].some((name) => env[name] !== undefined) : locale === '';
}

function painted(): Paint {
  const { bold, red, yellow, dim } = pc.createColors(true);
  return { bold, red, yellow, dim };
}
