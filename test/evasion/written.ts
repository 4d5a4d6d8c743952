// Ways in which source and configuration spell a secret so that it does not stand there in one piece.
import { caught, codes, hexOf, slips, type FileWay } from './way.ts';

const halves = (text: string): [string, string] => [text.slice(0, 15), text.slice(15)];
/** The character at a place in another spelling. */
const respelled = (text: string, at: number, spell: (code: number) => string): string => text.slice(0, at) + spell(text.charCodeAt(at)) + text.slice(at + 1);
const thirds = (text: string): [string, string, string] => [text.slice(0, 12), text.slice(12, 25), text.slice(25)];

export const split: readonly FileWay[] = [
  caught('split in two, joined by +', 'a.js', ({ token }) => `const t = "${halves(token).join('" + "')}";\n`),
  caught('split over three lines, joined by +', 'a.java', ({ token }) => `String t = "${thirds(token).join('" +\n    "')}";\n`),
  caught('split, joined by a dot', 'a.php', ({ token }) => `<?php $t = '${halves(token).join("' . '")}';\n`),
  caught('literals side by side', 'a.py', ({ token }) => `t = ("${thirds(token).join('"\n     "')}")\n`),
  slips('literals with nothing between them', 'a.sh', ({ token }) => `T='${halves(token).join("''")}'\n`),
  slips('pieces in a list that is joined', 'a.ts', ({ token }) => `const t = ["${thirds(token).join('", "')}"].join("");\n`),
  caught('a line that goes on behind a backslash', 'a.sh', ({ token }) => `export T=${halves(token).join('\\\n')}\n`),
  caught('a property that goes on behind a backslash', 'a.properties', ({ token }) => `t=${halves(token).join('\\\n    ')}\n`),
  caught('a YAML string that goes on behind a backslash', 'a.yaml', ({ token }) => `t: "${halves(token).join('\\\n  ')}"\n`),
  slips('pieces in two variables', 'b.js', ({ token }) => `const a = "${halves(token)[0]}";\nconst b = "${halves(token)[1]}";\nuse(a + b);\n`),
  slips('pieces put into a template', 'c.js', ({ token }) => `const a = "${token.slice(0, 3)}";\nuse(\`\${a}${token.slice(3)}\`);\n`),
  slips('a replacement at run time', 'd.js', ({ token }) => `use("${token.slice(0, 10)}@@${token.slice(10)}".replace("@@", ""));\n`),
  slips('every second character', 'e.js', ({ token }) => `use("${[...token].join('.')}".split(".").join(""));\n`),
  slips('reversed', 'f.py', ({ token }) => `t = "${[...token].reverse().join('')}"[::-1]\n`),
  slips(
    'rot13',
    'g.py',
    ({ token }) =>
      `t = codecs.decode("${token.replace(/[a-z]/gi, (c) => String.fromCharCode((c.charCodeAt(0) | 32) < 110 ? c.charCodeAt(0) + 13 : c.charCodeAt(0) - 13))}", "rot13")\n`,
  ),
  slips(
    'XOR with a key',
    'h.c',
    ({ token }) =>
      `char t[] = { ${codes(token)
        .map((code) => `0x${hexOf(code ^ 0x5a)}`)
        .join(', ')} };\n`,
  ),
  slips('a list of characters', 'i.c', ({ token }) => `char t[] = {${[...token].map((c) => `'${c}'`).join(', ')}, 0};\n`),
  slips(
    'a list of bytes in hex',
    'j.c',
    ({ token }) =>
      `const uint8_t t[] = {\n  ${codes(token)
        .map((code) => `0x${hexOf(code)}`)
        .join(', ')}\n};\n`,
  ),
  slips('a list of bytes in decimal', 'k.go', ({ token }) => `var t = []byte{${codes(token).join(', ')}}\n`),
  slips('String.fromCharCode', 'l.js', ({ token }) => `use(String.fromCharCode(${codes(token).join(',')}));\n`),
];

export const escaped: readonly FileWay[] = [
  caught(
    'all as \\u escapes',
    'a.json',
    ({ token }) =>
      `{"t": "${codes(token)
        .map((code) => `\\u${hexOf(code, 4)}`)
        .join('')}"}\n`,
  ),
  caught('one character as a \\u escape', 'b.json', ({ token }) => `{"t": "${respelled(token, 3, (code) => `\\u${hexOf(code, 4)}`)}"}\n`),
  caught(
    '\\u{…} escapes',
    'c.rs',
    ({ token }) =>
      `let t = "${codes(token)
        .map((code) => `\\u{${hexOf(code)}}`)
        .join('')}";\n`,
  ),
  caught(
    'all as \\x escapes',
    'd.py',
    ({ token }) =>
      `t = "${codes(token)
        .map((code) => `\\x${hexOf(code)}`)
        .join('')}"\n`,
  ),
  caught('one character as a \\x escape', 'e.py', ({ token }) => `t = "${respelled(token, 20, (code) => `\\x${hexOf(code)}`)}"\n`),
  caught(
    'octal escapes',
    'f.c',
    ({ token }) =>
      `char *t = "${codes(token)
        .map((code) => `\\${code.toString(8).padStart(3, '0')}`)
        .join('')}";\n`,
  ),
  caught(
    'all percent-encoded',
    'g.txt',
    ({ token }) =>
      `${codes(token)
        .map((code) => `%${hexOf(code)}`)
        .join('')}\n`,
  ),
  caught('one character percent-encoded', 'h.txt', ({ token }) => `https://x.example.org/?t=${respelled(token, 3, (code) => `%${hexOf(code)}`)}\n`),
  caught(
    'percent-encoded twice',
    'i.txt',
    ({ token }) =>
      `${codes(token)
        .map((code) => `%25${hexOf(code)}`)
        .join('')}\n`,
  ),
  caught(
    'HTML entities, decimal',
    'j.html',
    ({ token }) =>
      `<p>${codes(token)
        .map((code) => `&#${code};`)
        .join('')}</p>\n`,
  ),
  caught(
    'HTML entities, hex',
    'k.html',
    ({ token }) =>
      `<p>${codes(token)
        .map((code) => `&#x${hexOf(code)};`)
        .join('')}</p>\n`,
  ),
  caught('one HTML entity', 'l.html', ({ token }) => `<p>${respelled(token, 25, (code) => `&#${code};`)}</p>\n`),
  caught('a named HTML entity', 'm.html', ({ token }) => `<p>${token.replace('_', '&lowbar;')}</p>\n`),
  caught('slashes escaped, as PHP writes JSON', 'n.json', ({ password }) => `{"url": "postgres:\\/\\/app:${password}@db.shop.internal\\/app"}\n`),
  caught('XML CDATA', 'o.xml', ({ password }) => `<db><password><![CDATA[${password}]]></password></db>\n`),
  caught('an XML entity of one’s own', 'p.xml', ({ token }) => `<!DOCTYPE x [<!ENTITY pw "${token}">]>\n<x>&pw;</x>\n`),
  slips('a tag in the middle', 'q.html', ({ token }) => `<p>${halves(token).join('<wbr>')}</p>\n`),
  caught(
    'quoted-printable',
    'r.eml',
    ({ token }) => `Content-Transfer-Encoding: quoted-printable\n\nuse ${token.slice(0, 3)}=5F${token.slice(4, 20)}=\n${token.slice(20)}\n`,
  ),
  caught('a backslash in front of _, as editors of Markdown write it', 's.md', ({ token }) => `Use ${token.replaceAll('_', '\\_')} for the bot.\n`),
  caught('terminal colours in front of it and inside', 't.log', ({ token }) => `token: \x1b[32m${halves(token).join('\x1b[1m')}\x1b[0m\n`),
  caught('terminal colours as a script writes them', 'u.sh', ({ token }) => `echo "\\033[32m${token}\\033[0m"\n`),
  caught(
    'a folded line of LDIF',
    'v.ldif',
    ({ token }) => `dn: uid=bob,dc=example\nobjectClass: person\ndescription: ${'x'.repeat(40)} ${halves(token).join('\n ')}\n`,
  ),
  caught(
    'a folded line of a calendar',
    'w.ics',
    ({ token }) => `BEGIN:VCALENDAR\r\nDESCRIPTION:${'x'.repeat(40)} ${halves(token).join('\r\n ')}\r\nEND:VCALENDAR\r\n`,
  ),
];

export const encoded: readonly FileWay[] = [
  caught('base64', 'a.txt', ({ token }) => `x: ${Buffer.from(`token: ${token}`).toString('base64')}\n`),
  caught('base64 of the bare token', 'b.txt', ({ token }) => `x: ${Buffer.from(token).toString('base64')}\n`),
  caught('base64 without padding', 'c.txt', ({ token }) => `x: ${Buffer.from(`${token}\n`).toString('base64').replace(/=/g, '')}\n`),
  caught('base64url', 'd.txt', ({ token }) => `x: ${Buffer.from(`>>>???${token}`).toString('base64url')}\n`),
  caught(
    'base64, wrapped at 76',
    'e.txt',
    ({ token }) =>
      `${(
        Buffer.from(`some words in front of it: ${token} and behind it`.padEnd(120))
          .toString('base64')
          .match(/.{1,76}/g) ?? []
      ).join('\n')}\n`,
  ),
  slips(
    'base64, wrapped at 20',
    'f.txt',
    ({ token }) =>
      `${(
        Buffer.from(token)
          .toString('base64')
          .match(/.{1,20}/g) ?? []
      ).join('\n')}\n`,
  ),
  caught('base64, four times over', 'g.txt', ({ token }) => `${[1, 2, 3, 4].reduce((text) => Buffer.from(text).toString('base64'), token)}\n`),
  caught(
    'base64, nine times over',
    'h.txt',
    ({ token }) => `${Array.from({ length: 9 }).reduce<string>((text) => Buffer.from(text).toString('base64'), token)}\n`,
  ),
  caught(
    'base64 in pieces, joined by +',
    'i.js',
    ({ token }) =>
      `atob("${(
        Buffer.from(token)
          .toString('base64')
          .match(/.{1,20}/g) ?? []
      ).join('" + "')}");\n`,
  ),
  caught('hex', 'j.txt', ({ token }) => `x: ${Buffer.from(token).toString('hex')}\n`),
  caught('hex, upper case', 'k.txt', ({ token }) => `x: ${Buffer.from(token).toString('hex').toUpperCase()}\n`),
  caught('hex in base64', 'l.txt', ({ token }) => `x: ${Buffer.from(Buffer.from(token).toString('hex')).toString('base64')}\n`),
  slips(
    'hex with spaces, as a dump shows it',
    'm.txt',
    ({ token }) =>
      `${codes(token)
        .map((code) => hexOf(code))
        .join(' ')}\n`,
  ),
  slips('base32', 'n.txt', ({ token }) => `${base32(codes(token))}\n`),
  slips('Ascii85', 'o.txt', ({ token }) => `<~${ascii85(Buffer.from(token))}~>\n`),
  slips('Morse, poems, pictures of text', 'p.txt', ({ token }) => `${[...token].map((c) => `the letter ${c}`).join('\n')}\n`),
  caught('a data URI', 'q.css', ({ token }) => `a { src: url(data:text/plain;base64,${Buffer.from(`token=${token}`).toString('base64')}); }\n`),
  caught(
    'in the payload of a JWT',
    'r.txt',
    ({ token }) => `${[{ alg: 'none' }, { sub: 'x', key: token }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.\n`,
  ),
];

function base32(bytes: readonly number[]): string {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

const ascii85 = (bytes: Buffer): string =>
  Array.from({ length: bytes.length >> 2 }, (_, at) => bytes.readUInt32BE(at * 4))
    .map((word) => [52200625, 614125, 7225, 85, 1].map((power) => String.fromCharCode(33 + (Math.floor(word / power) % 85))).join(''))
    .join('');
