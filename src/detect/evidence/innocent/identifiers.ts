// What something is known by: ids of clients, requests, records and keys, commits, moments.
import { isShown } from '../../shown.ts';
import { uuid } from '../../uuid.ts';
import { leftOf, type Reason } from './reason.ts';

/** With UUIDs what ids are made of. */
const ulid = /^[0-7][\dA-HJKMNP-TV-Z]{25}$/i;
/** The name ends with what is an id's, and the value looks like one. */
const isId: Reason = ({ name, value }) => /(?:[-_. ]|[a-z](?=I))id$/i.test(name) && !/secret[-_. ]?id$/i.test(name) && (uuid.test(value) || ulid.test(value));
const isClientId: Reason = ({ name }) => /^(?!.*(?:secret|pass|token)).*client[-_. ]?id$/i.test(name);

/** Auth0 knows users by their connection and a number: `auth0|5f7c…`. */
const isUserOfAuth0: Reason = ({ name, operator }) => operator === '|' && /auth0$/i.test(name);

/** The number of a request, of a reporting machine, of a key that AWS keeps in several regions. */
const isRequest: Reason = ({ name, value }) =>
  /^(?:postman-token|crashreporterkey)$/i.test(name) || (/^request-?token$/i.test(name) && uuid.test(value)) || /^mrk-[\da-f]{32}$/.test(value);

/** Products that keep passwords: what bears their name as an id is no password. */
const managers = /(?:^(?:one|last|nord|en|proton|kee|i|apple|dash|robo)pass(?:words?|xc|dx)?|password_?manager)$/i;
const isUuidOfSomething: Reason = ({ name, value }, scene) =>
  uuid.test(value) &&
  (managers.test(name) ||
    /^keys?\d*$|guid$/i.test(name) ||
    // made of time and place (RFC 9562, version 1) it is guessed from another one; where things are only shown it stands for an id
    (/^.{14}1.{4}[89ab]/i.test(value) && isShown(scene)));
/** A literal that is made an identifier. */
const isMadeId: Reason = ({ quote, start }, { text }) => quote !== '' && /\b(?:Guid|UUID|Uuid)(?:\.\w{1,12})?\(\s?["'`]$/.test(leftOf(text, start, 24));

/** OpenPGP keys are named by the last digits of their fingerprint, or all of it (RFC 9580). */
const keyName = /(?:gpg|pgp|apt|repo|signature)[-_ ]?keys?$/i;
const keyId = /^(?:[\dA-F]{8}|[\dA-F]{16}|[\dA-F]{40})[!+]?$/;
const isKeyId: Reason = ({ name, value, nameStart, end }, { text }) =>
  /^openpgp4fpr:/i.test(value) ||
  (keyName.test(name) && keyId.test(value)) ||
  // a certificate's fingerprint, by which a key chain finds the key
  (/key_?ident(?:ity|ifier)?$/i.test(name) && /^[\dA-F]{40}$/i.test(value)) ||
  (/key$/i.test(name) && /^0x[\dA-F]{8}(?:[\dA-F]{8})?$|^\d+(?:_\d+)+$/.test(value)) ||
  (/^key$/i.test(name) &&
    // `allow by key …`, `signed by ignored key …`
    ((/^(?:[\dA-F]{40}\+?|[\da-f]{16})$/.test(value) && /\b(?:by|from)(?: \w{1,12})? $/.test(leftOf(text, nameStart, 20))) ||
      (/^(?:[\dA-F]{16}|[\dA-F]{40})$/.test(value) && /gpg|gnupg|pgp/i.test(text.slice(Math.max(0, nameStart - 200), end + 40)))));

/** A git id by its name, or as the text of a link. */
const isCommit: Reason = ({ name, value, end }, { text }) => /^[0-9a-f]{40}$/.test(value) && (/commit|revision/i.test(name) || text.startsWith('](', end + 1));

/** GHC knows its packages by a hash behind their name. */
const isPackageOfGhc: Reason = ({ name, nameStart }, { text }) => name === 'key' && /\nid: [\w.-]{1,90}-[\da-f]{32}\n$/.test(leftOf(text, nameStart, 130));
const isPackage: Reason = ({ value }) => /^@?[\w./-]{1,60}@\d{1,4}\.\d{1,4}\.\d[\w.+-]*$/i.test(value);

/** Keys of records and of identifiers, types of passes. */
const isKeyOfRecord: Reason = ({ name, value }) =>
  /identifier_?key$|pass_?types?(?:_?id(?:entifier)?s?)?$/i.test(name) ||
  (/(?:content|item|record|row|entity|document)[-_]?key$/i.test(name) && !/[a-z]/.test(value));

/** `cache lookup (key='…'` */
const cached = /(?:cache|lookup)\w{0,12}(?:[ .]\w{1,12})?\s?[({:][\s{]{0,20}["']?$/i;
const isKeyOfCache: Reason = ({ name, value, nameStart }, { text }) =>
  /^key$/i.test(name) && /^[\w.:-]+$/.test(value) && cached.test(leftOf(text, nameStart, 80));

/** A moment, also in thousandths of a second and less since 1970, or the form of a date. */
const isMoment: Reason = ({ value }) => /^\d{4}-\d\d-\d\dT\d|^[yMdHhmsSfz:./-]{6,}$|^1[4-9]\d{8}(?:\d{3}){1,3}$/.test(value);

/** A fingerprint by its name; an advisory; a key of git-annex, which is what a file is called. */
const isKnownBy: Reason = ({ name, value }) =>
  // checksums beside the names of files
  /\.(?:[cm]?[jt]sx?|py|go|rb|java|rs|php|css|html|json|ya?ml|md)$/.test(name) ||
  /(?:finger|thumb)print$/i.test(name) ||
  /^(?:GHSA|CVE)-|^[A-Z]\w{1,9}-s\d+-/.test(value);

export const identifiers: readonly Reason[] = [
  isId,
  isClientId,
  isUserOfAuth0,
  isRequest,
  isUuidOfSomething,
  isMadeId,
  isKeyId,
  isCommit,
  isPackageOfGhc,
  isPackage,
  isKeyOfRecord,
  isKeyOfCache,
  isMoment,
  isKnownBy,
];
