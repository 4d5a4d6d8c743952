// Whether decoded bytes are worth another look: text, or something whose first bytes say what it is.

/** Of each byte, 1 where it is printable ASCII or a blank. */
export const printable = Uint8Array.from({ length: 256 }, (_, byte) => (byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte < 127) ? 1 : 0));

/** Nearly all printable ASCII, or valid UTF-8 with enough of it. One character a byte. */
export function isReadable(text: string): boolean {
  const sample = Math.min(text.length, 512);
  if (sample < 4) return false;
  let plain = 0;
  for (let at = 0; at < sample; at += 1) plain += printable[text.charCodeAt(at)] ?? 0;
  return plain >= sample * 0.97 || (plain >= sample * 0.75 && isUtf8(text.slice(0, sample)));
}

function isUtf8(text: string): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text.slice(0, text.length - 3), 'latin1'));
    return true;
  } catch {
    return false;
  }
}

/** gzip (RFC 1952), zlib (RFC 1950), UTF-16 with a mark. */
export const isGzip = (text: string): boolean => text.startsWith('\x1f\x8b\x08');
export const isZlib = (text: string): boolean => /^x[\x01\x5e\x9c\xda]/.test(text);
export const isUtf16 = (text: string): boolean =>
  text.startsWith('\xff\xfe') || text.startsWith('\xfe\xff') || /^(?:[\x20-\x7e]\0){4}/.test(text) || /^(?:\0[\x20-\x7e]){4}/.test(text);
