// How the terminal shows a report: width, colours, characters.
import pc from 'picocolors';
import { plain, type Look, type Occasion, type Paint } from '../report/pretty.ts';
import { generalAdvice, type Advice } from './advice.ts';
import type { World } from './world.ts';

/**
 * @param explain prints the evidence for each finding
 * @param commits of a push that contain blocked findings, oldest first
 * @param advice about the repository, for commands that are printed
 */
export function lookFor(world: World, occasion: Occasion, explain = false, commits: Look['commits'] = [], advice: Advice = generalAdvice): Look {
  const { env, terminal } = world;
  // A server's output reaches the person who pushes behind `remote: `.
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
    ...advice,
  };
}

/** `NO_COLOR` by its convention (set and not empty) wins over `FORCE_COLOR`, which wins over the terminal's own ability. */
function coloured({ env, terminal }: World): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'] ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  return terminal.isTTY && env['TERM'] !== 'dumb';
}

/** A Windows console depends on its code page; terminals known to support Unicode identify themselves. */
function showsUnicode({ env, platform }: World): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((one) => one !== undefined && one !== '') ?? '';
  if (/utf-?8/i.test(locale)) return true;
  return platform === 'win32' ? ['WT_SESSION', 'TERM_PROGRAM', 'ConEmuTask'].some((name) => env[name] !== undefined) : locale === '';
}

function painted(): Paint {
  const { bold, red, yellow, dim } = pc.createColors(true);
  return { bold, red, yellow, dim };
}
