// `npm run linear`: texts made to keep detectors, decoders, readers and containers busy, each ten times as long: the time may grow ten times, not a hundred.
// node bench/linear.mjs [--size 40000] [--top 40] [--only word]
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { bundled } from './bundled.mjs';
import { glue } from './fuzz/random.mjs';

const { values: asked } = parseArgs({
  options: { size: { type: 'string', default: '6000' }, top: { type: 'string', default: '60' }, only: { type: 'string', default: '' } },
});
const inside = await import(await bundled('linear-inside', "export * from './bench/fuzz/inside.ts';"));

/** A microsecond for each byte: a megabyte of the worst text takes a second or so. */
const slow = 1000;
/** What is refused: nanoseconds for each byte, and growth where the text grows ten times. */
const limits = { each: 20_000, growth: 20 };

const engine = inside.engineOf(inside.catalogue);
const size = Number(asked.size);
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
};
/** Nanoseconds of processor time for each byte. */
const each = (path, bytes) => {
  const begun = cpu();
  engine({ path, origin: 'file', bytes });
  return (cpu() - begun) / bytes.length;
};
const filled = (piece, length) => Buffer.from(piece.repeat(Math.ceil(length / piece.length)).slice(0, length), 'latin1');

const anchors = [...new Set([...inside.catalogue.detectors, ...inside.catalogue.decoders].flatMap((one) => one.anchors.map((anchor) => anchor.text)))];
const fillers = [
  '',
  ' ',
  '\n',
  '\t'.repeat(60),
  '"',
  "'",
  '\\',
  '=',
  ': "',
  "='",
  '(',
  '{',
  '<',
  '/',
  '"\\',
  'a'.repeat(30),
  'A1b2'.repeat(12),
  '+ "',
  ',"',
  '&#x',
  '%41',
  '; ',
  '@',
  '|',
];
const paths = ['a.js', 'a.txt', 'a.yaml', '.env.example'];
const readers = ['a.json', 'a.yaml', 'a.xml', 'a.tf', 'a.ini', '.netrc', 'a.sh', 'a.properties'];

const cases = [];
for (const anchor of anchors) for (const filler of fillers) cases.push([paths[cases.length % paths.length], anchor + filler]);
for (const path of readers)
  for (const left of glue)
    for (const right of ['', 'a', ' ', '\n', '"', "'", '=', ':', '<', '[', '{', '\\', '#', 'password'])
      cases.push([path, left + right], [path, `${left}${right}secret`]);
const drawn = randomBytes(9).toString('base64');
cases.push(['a.min.js', `p={password:"${drawn}"},`], ['a.txt', 'datadog_api_key twilio: sk-ant-api03-abc AKIA0 glpat-x 1000.ab SG.x ']);
const chosen = cases.filter(([path, piece]) => asked.only === '' || `${path} ${piece}`.includes(asked.only));
console.error(`${chosen.length} texts of ${size} bytes`);

// a first look, short: what is slowest is looked at again, long
for (let warm = 0; warm < 200; warm += 1) each(...((one) => [one[0], filled(one[1], 3000)])(chosen[(warm * 37) % chosen.length]));
const first = chosen.map(([path, piece]) => {
  // ends that fit to nothing keep a pattern looking
  const text = filled(piece, size);
  return { path, piece, nanoseconds: each(path, text) };
});
first.sort((a, b) => b.nanoseconds - a.nanoseconds);
const wrong = [];
const spell = (piece) => JSON.stringify(piece.length > 50 ? `${piece.slice(0, 50)}…` : piece);
console.log('ns a byte     ×10 long   path           text, over and over');
for (const one of first.slice(0, Number(asked.top))) {
  const short = Math.min(one.nanoseconds, each(one.path, filled(one.piece, size)), each(one.path, filled(one.piece, size)));
  const long = each(one.path, filled(one.piece, size * 10));
  const growth = (long * 10) / Math.max(short, 1);
  const bad = (growth > limits.growth && long > slow) || long > limits.each;
  if (bad) wrong.push(one);
  console.log(
    `${short.toFixed(0).padStart(9)} ${long.toFixed(0).padStart(12)}   ${one.path.padEnd(14)} ${spell(one.piece)}${bad ? '   ← not linear, or too slow' : ''}`,
  );
}
console.log(
  `${chosen.length} texts; ${first.filter((one) => one.nanoseconds > slow).length} over a microsecond a byte at ${size} bytes; ${wrong.length} beyond the limits`,
);
process.exitCode = wrong.length > 0 ? 1 : 0;
