// Whether a literal that only its owner names could be the secret: stricter than under a name of its own, for most members of containers are words.
import { isPlaceholder } from '../placeholder.ts';
import { uuid } from '../uuid.ts';
import { isWeakWord } from '../weak-word.ts';
import type { OwnerKind } from '../assign/owner/owner-name.ts';
import { isPassphrase } from './passphrase.ts';
import { isMixedCase, isRandomKey } from './random-key.ts';
import { isWoven } from './woven.ts';

/** Paths, addresses, versions, colours, dates, file names, mail addresses, references, key chords. */
const otherwise =
  /^[#@~^$<:.{[(]|^(?:\/|\\)|^[a-z][\w+.-]*:\/\/|\/[\w.-]+\/|^[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$|\.(?:[a-z]{2,5}|com|org|json|yaml|html)$|^v?\d+(?:\.\d+)+|^\d{4}-\d\d|^\d[\d.,:]*\w{0,3}$|^(?:sha\d{3}|md5)[-:]|\w\(|[{}<>\\]|^(?:ssh|ecdsa|rsa|sk)-/;
/** Words, and at most a short number behind one: identifiers. */
const identifier =
  /^(?:[A-Za-z]+[-_.:/ ]){0,8}[A-Za-z]{2,}[-_.]?v?\d{0,2}$|^[A-Z]+(?:_[A-Z0-9]+)+$|^[a-z]+\d{0,2}(?:[-_.:/][a-z]+\d{0,2})+$|^[A-Za-z]+[-_]\d{1,4}$|^[a-z]+(?:[-_.][a-z]+)*[-_](?:19|20)\d\d$/;

/** A value as people or generators make passwords. */
function isChosen(value: string): boolean {
  const digits = value.replace(/\D/g, '').length;
  if (digits === 0 || !/[A-Za-z]{2}/.test(value) || isWeakWord(value)) return false;
  const turns = value.match(/[a-zA-Z](?=\d)|\d(?=[a-zA-Z])/g)?.length ?? 0;
  if (/^[\w!@#$%^&*?+~.=-]+$/.test(value) && /[!@#$%^&*?+~]/.test(value)) return true;
  return turns >= 3 || (digits >= 2 && turns >= 2 && value.length >= 10) || (digits >= 3 && /[A-Z]/.test(value)) || (value.length >= 10 && isMixedCase(value));
}

/** Base64 of text is looked at decoded. */
const isWrappedText = (value: string): boolean =>
  value.startsWith('eyJ') || (/^[A-Za-z0-9+/_-]{16,}={0,2}$/.test(value) && /^[\x20-\x7e\s]+$/.test(Buffer.from(value, 'base64').toString('latin1')));

export function couldBeOwned(value: string, kind: OwnerKind): boolean {
  if (value.length < 8 || value.length > 200 || isPlaceholder(value)) return false;
  if (/\s/.test(value)) return kind === 'password' && isPassphrase(value);
  if (isRandomKey(value)) return !isWrappedText(value);
  if (uuid.test(value)) return false;
  if (kind === 'key') return false;
  if (isWoven(value)) return true;
  if (otherwise.test(value)) return false;
  return isPassphrase(value) || (!identifier.test(value) && isChosen(value));
}
