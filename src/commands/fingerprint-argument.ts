// A fingerprint that somebody typed: checked before it is printed or written anywhere, because it could be the value itself.
import { Failure } from '../io/failure.ts';
import type { Fingerprint } from '../model.ts';

/** @throws Failure that does not repeat what was typed */
export function fingerprintArgument(text: string): Fingerprint {
  if (/^v1p-[0-9a-f]{32}$/.test(text))
    throw new Failure(
      'bad-argument',
      'v1p-… names a place, not a value',
      'The file has more findings than fingerprints are computed for. Fix some of them and scan again, or scan a part of the file.',
    );
  if (!/^v1[fs]-[0-9a-f]{32}$/.test(text))
    throw new Failure(
      'bad-argument',
      'this is no fingerprint',
      'Copy it from a refusal or a report: v1f-… or v1s-…. A value never belongs on the command line.',
    );
  return text as Fingerprint;
}
