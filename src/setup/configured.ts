// Hooks that stand in git's configuration, which git 2.54 and newer runs before the one in the hooks directory.
import type { HookEvent } from './event.ts';

/** One `hook.…` setting as git lists it, in its order. */
export type Setting = readonly [key: string, value: string];

export const configuredName = (event: HookEvent): string => `hook.secrets-hooks-${event}`;
/** Where the files lie that such hooks run. */
export const configuredDir = (commonDir: string): string => `${commonDir}/secrets-hooks/hooks`;

/** The last value counts, as git has it; `undefined` where there is none. */
export const settingOf = (settings: readonly Setting[], key: string): string | undefined => settings.findLast(([name]) => name === key)?.[1];

const isOff = (value: string | undefined): boolean => value !== undefined && /^(?:false|no|off|0*)$/i.test(value);

/** Whether our hook for an event stands there, and the setting that keeps git from running it. */
export function configured(settings: readonly Setting[], event: HookEvent): { readonly off?: string } | undefined {
  const name = configuredName(event);
  const events = settings.filter(([key]) => key === `${name}.event`).map(([, value]) => value);
  // an empty value takes back those before it
  const holds = events.slice(events.lastIndexOf('') + 1).includes(event) && settingOf(settings, `${name}.command`) !== undefined;
  if (!holds) return undefined;
  const off = [`${name}.enabled`, `hook.${event}.enabled`].find((key) => isOff(settingOf(settings, key)));
  return off === undefined ? {} : { off };
}

/** git's `-z` list: each setting ends with NUL, its key with a newline. A key without a value means true. */
export const settingsIn = (listed: string): Setting[] =>
  listed
    .split('\0')
    .filter((record) => record !== '')
    .map((record) => {
      const at = record.indexOf('\n');
      return at < 0 ? [record, 'true'] : [record.slice(0, at), record.slice(at + 1)];
    });
