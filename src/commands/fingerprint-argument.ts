// A fingerprint that somebody typed: checked before it is printed or written anywhere, because it could be the value itself.
import { Failure } from '../io/failure.ts';
import type { Fingerprint } from '../model.ts';

/** @throws Failure that does not repeat what was typed */
export function fingerprintArgument(text: string): Fingerprint {
  if (!/^v1[fs]-[0-9a-f]{32}$/.test(text))
    throw new Failure(
      'bad-argument',
      'this is no fingerprint',
      'Copy it from a refusal or a report: v1f-… or v1s-…. A value never belongs on the command line.',
    );
  return text as Fingerprint;
}
