// Addresses, paths, and the tokens of links that are there to be followed.
import { isShown } from '../../shown.ts';
import { leftOf, type Reason } from './reason.ts';

/** The query of an address is woken by its own names. */
const isAddressWithoutLogin: Reason = ({ value }) => /^[a-z][a-z\d+.-]{1,15}:\/\//i.test(value) && !/^[^/]*\/\/[^/@\s:]*:[^/@\s]*@/.test(value);

/** What stands in front of a token that a link to a picture carries, or a link with the moment at which it expires. */
const linked = /(?:\.(?:svg|png|jpe?g|gif|webp|avif|ico|mp[34]|webm)\?alt=media&(?:amp;)?|[?&]e=1\d{9}&(?:amp;)?|\/video\.g\?)token=$/i;
const isOfPicture: Reason = ({ start }, { text }) => linked.test(leftOf(text, start, 48));

/** The seal of a notebook; links that a forum made, to a shared file, that are blocked. */
const sealed = /"stamp":\{"token":"$|\.php\?\S{0,90}\bsid=$|^\|\|[\w.-]{3,60}\/\S{0,150}$|(?:onedrive\.live|drive\.google)\.com\/\S{0,150}$/;
const isSealed: Reason = ({ start }, scene) => sealed.test(scene.text.slice(scene.lineStart(start, 200), start));

/** A badge is there to be seen. */
const isOfBadge: Reason = ({ start }, { text }) => /svg\?(?:token|badge_key)=$/.test(leftOf(text, start, 16));

/** A session's cookie that a document shows. */
const isShownSession: Reason = ({ name }, scene) => (/sess(?:ion)?_?id$/i.test(name) && isShown(scene)) || /session_?id(?:s|entifier)$/i.test(name);

const isHost: Reason = ({ value }) => /^\[[\da-f:.]{3,45}\](?::\d{1,5})?$/i.test(value);

const isPicture: Reason = ({ value }) => /\.(?:png|jpe?g|gif|svg|webp)\\*$/i.test(value);

/** A device; folders one in the other; an escaped path; a module beside this one; what a file is stored under. */
const isPath: Reason = ({ name, value }) =>
  /^\/(?:dev|proc|sys)\/|^(?:[\w.-]+\/){3,}[\w.-]+\.[a-z]{2,4}$|^%2F|^\.{1,2}\/[\w./-]+$/.test(value) ||
  (/key$/i.test(name) && /^[\w.:-]+(?:\/[\w.:-]+)*\/[\w.:-]+\.[a-z]{2,4}$/.test(value));

/** The text of a link. */
const isTextOfLink: Reason = ({ operator, nameStart }, { text }) =>
  operator === '>' && /\b(?:href|src|action|class|rel)=["'][^"'<>]*$/.test(leftOf(text, nameStart, 160));

/** What follows the service in the name of a resource of AWS is its place; the scope of a signature (version 4). */
const isOfAws: Reason = ({ value, nameStart }, { text }) =>
  /\barn:aws[\w-]{0,12}:$/.test(leftOf(text, nameStart, 80)) || /(?:\/|%2F)\d{8}(?:\/|%2F)\S{0,60}_request/.test(value);

export const links: readonly Reason[] = [
  isAddressWithoutLogin,
  isOfPicture,
  isSealed,
  isOfBadge,
  isShownSession,
  isHost,
  isPicture,
  isPath,
  isTextOfLink,
  isOfAws,
];
