// Whether a value reads like a generated key: hex or letters and digits mixed as in no name, path or version.
import { isPartlyMasked, isPlaceholder, masked } from '../placeholder.ts';
import { uuid } from '../uuid.ts';
import { likelihood } from './bigrams.ts';

const hex = /^[\da-f]{24,128}$/i;
/** A provider's name or the kind of token in front of a key: `acme_…`, `corp_live_…`, `key-…`. */
const namedPrefix = /^(?=[A-Za-z])(?:[A-Za-z]{2,16}[_-]){1,3}(?=[A-Za-z0-9]{20,128}$)/;
const namedSuffix = /^([A-Za-z0-9]{20,128})(?:[_-][A-Za-z]{2,16}){1,2}$/;

/** The value without the words that a provider puts in front of it or behind it. */
export function withoutAffix(value: string): string {
  const stripped = value.replace(namedPrefix, '');
  if (stripped !== value) return isRandomRun(stripped) ? stripped : value;
  const body = namedSuffix.exec(value)?.[1];
  return body !== undefined && isRandomRun(body) ? body : value;
}

/** Hex, or both letters and digits in many changes. */
function isRandomRun(value: string): boolean {
  if (isPlaceholder(value) || masked(value) || isPartlyMasked(value)) return false;
  const distinct = new Set(value).size;
  if (hex.test(value)) return distinct >= 8 && /\d/.test(value) && /[a-f]/i.test(value);
  if (distinct < 9 || value.length < 16) return false;
  const changes = value.match(/[a-z](?=[A-Z\d])|[A-Z](?=\d)|\d(?=[A-Za-z])|[A-Z](?=[a-z])/g)?.length ?? 0;
  if (changes < value.length / 5) return false;
  const digits = value.replace(/\D/g, '').length;
  return digits >= 2 ? likelihood(value) < 0.35 : digits > 0 && isMixedCase(value);
}

/** Letters of both cases in an order that no words have. */
export const isMixedCase = (value: string): boolean =>
  (value.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0) >= value.length / 5 && likelihood(value) < -0.1;

/** @param value without blanks, its provider's prefix included */
export const isRandomKey = (value: string): boolean =>
  value.length >= 16 &&
  /^[\w+/=.~-]+$/.test(value) &&
  !uuid.test(value) &&
  !/\/[\w.-]*\/[\w.-]*\/|\.(?:[a-z]{2,5})$|^\d[\d.:-]*$|^v?\d+\.\d+/.test(value) &&
  isRandomRun(withoutAffix(value));
