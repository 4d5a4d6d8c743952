// How the place where a report is read looks: width, colours, characters.
import pc from 'picocolors';
import { plain, type Look, type Occasion, type Paint } from '../report/pretty.ts';
import type { World } from './world.ts';

export function lookFor(world: World, occasion: Occasion, explain = false): Look {
  const { env, terminal } = world;
  const colour =
    env['NO_COLOR'] === undefined || env['NO_COLOR'] === '' ? (env['FORCE_COLOR'] ?? '') !== '' || (terminal.isTTY && env['TERM'] !== 'dumb') : false;
  const locale = env['LC_ALL'] ?? env['LC_CTYPE'] ?? env['LANG'] ?? '';
  const unicode =
    world.platform === 'win32'
      ? env['WT_SESSION'] !== undefined || env['TERM_PROGRAM'] !== undefined || /utf-?8/i.test(locale)
      : /utf-?8/i.test(locale) || locale === '';
  return { occasion, columns: Math.max(60, Math.min(terminal.columns, 100)), unicode, explain, paint: colour ? painted() : plain };
}

function painted(): Paint {
  const { bold, red, yellow, dim } = pc.createColors(true);
  return { bold, red, yellow, dim };
}
