// `node test/fleet/generate.mjs FOLDER COUNT [SEED]`: a fleet of bare repositories with histories, in which values wander. The same seed gives the same fleet.
// What must be found is written to FOLDER/../expected.json: planted values by repository, and which of them stand in several.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chanceOf, valuesOf } from '../platform/chance.mjs';

const teams = ['payments', 'shop', 'search', 'platform', 'mobile', 'data'];
const words = 'order cart price stock client route cache queue index report invoice address layout theme worker batch event signal table column'.split(' ');

/** Lines that are part of no secret. */
function source(chance, lines) {
  const { pick, next } = chance;
  const line = () => {
    const [a, b, c] = [pick(words), pick(words), pick(words)];
    return pick([
      `export function ${a}Of${b[0].toUpperCase()}${b.slice(1)}(${c}) {\n  return ${c}.${a} + ${Math.floor(next() * 100)};\n}`,
      `const ${a}${Math.floor(next() * 50)} = ${b}.map((${c}) => ${c}.id);`,
      `// the ${a} of each ${b} is kept until the ${c} is gone`,
      `if (${a}.length > ${Math.floor(next() * 30)}) ${b}.push(${c});`,
    ]);
  };
  return Array.from({ length: lines }, line).join('\n') + '\n';
}

/** One repository as a stream for `git fast-import`. */
function stream(chance, begin, plants, files) {
  const parts = ['feature done\n'];
  const data = (text) => parts.push(`data ${Buffer.byteLength(text)}\n${text}\n`);
  const commits = 6 + Math.floor(chance.next() * 14);
  const names = Array.from({ length: 6 }, () => `src/${chance.pick(words)}/${chance.pick(words)}.js`);
  for (let commit = 1; commit <= commits; commit += 1) {
    const who = `${chance.pick(['Ada', 'Ben', 'Eva', 'Finn'])} <dev@example.org> ${begin + commit * 3600} +0000`;
    parts.push(`commit refs/heads/main\nmark :${commit}\nauthor ${who}\ncommitter ${who}\n`);
    data(`Change the ${chance.pick(words)}`);
    const changed = new Map();
    if (commit === 1) for (const [path, text] of Object.entries(files)) changed.set(path, text);
    for (let count = 0; count < 3; count += 1) changed.set(chance.pick(names), source(chance, 40));
    for (const plant of plants) {
      const at = 2 + (plant.place % (commits - 2));
      if (commit === at) changed.set(plant.path, plant.text);
      if (plant.removed && commit === Math.min(commits, at + 2)) changed.set(plant.path, null);
    }
    for (const [path, text] of changed) {
      if (text === null) parts.push(`D "${path}"\n`);
      else {
        parts.push(`M 100644 inline "${path}"\n`);
        data(text);
      }
    }
    parts.push('\n');
  }
  parts.push(`tag v1\nfrom :${commits}\ntagger Ada <dev@example.org> ${begin + 90_000_000} +0000\n`);
  data('The first release');
  parts.push('done\n');
  return parts.join('');
}

/** @returns what must be found */
export function generate(folder, count, seed = 7) {
  mkdirSync(folder, { recursive: true });
  const template = `${folder}.template`;
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', '--template=', template]);
  const wandering = Array.from({ length: Math.max(2, Math.ceil(count / 50)) }, (_, index) => {
    const { github, stripe, password } = valuesOf(chanceOf(seed * 1_000 + index));
    return [github(), stripe(), password()][index % 3];
  });
  const repositories = [];
  for (let number = 0; number < count; number += 1) {
    const chance = chanceOf(seed * 100_003 + number);
    const values = valuesOf(chance);
    const team = teams[number % teams.length];
    const name = `${team}/${chance.pick(words)}-${String(number).padStart(4, '0')}`;
    const plants = [];
    const plant = (value, path, removed) => plants.push({ value, path, text: `password = "${value}"\n`, place: Math.floor(chance.next() * 1000), removed });
    if (number % 4 === 0) plant(chance.pick([values.github, values.stripe, values.password])(), 'config/settings.ini', false);
    if (number % 7 === 0) plant(values.password(), 'deploy/staging.env.yml', true);
    if (number % 10 === 0) plant(wandering[(number / 10) % wandering.length], 'instances/aurora/production.yml', number % 20 === 0);
    const files = { 'README.md': `# ${name}\n` };
    if (number % 3 === 0) files['.husky/pre-commit'] = 'npx --no-install secrets-hooks run pre-commit\n';
    if (number % 6 === 0)
      files['.secrets-hooks/policy.json'] =
        `${JSON.stringify({ version: 1, salt: '5a17'.repeat(8), refuse: number % 12 === 0 ? 'high' : 'medium' }, null, 2)}\n`;
    const place = join(folder, `${name}.git`);
    cpSync(template, place, { recursive: true });
    execFileSync('git', ['fast-import', '--quiet'], { cwd: place, input: stream(chance, 1_650_000_000 + number * 40_000, plants, files) });
    repositories.push({ name, place, values: plants.map(({ value }) => value) });
  }
  return { repositories };
}

/** Ten commits in some repositories, each with something new. @returns the values that came */
export function grow(repositories, commits, seed = 99) {
  const { text } = chanceOf(seed);
  const { password } = valuesOf({ ...chanceOf(seed), text });
  const values = [];
  for (const [index, { place }] of repositories.entries()) {
    const parts = ['feature done\n'];
    for (let commit = 0; commit < commits; commit += 1) {
      const value = password();
      if (commit === 0) values.push(value);
      const content = commit === 0 ? `password = "${value}"\n` : `export const step = ${commit};\n`;
      const who = `Gil <gil@example.org> ${1_790_000_000 + index * 1000 + commit} +0000`;
      parts.push(`commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata 4\nmore\n${commit === 0 ? 'from refs/heads/main^0\n' : ''}`);
      parts.push(`M 100644 inline "grown/${commit}.js"\ndata ${Buffer.byteLength(content)}\n${content}\n\n`);
    }
    parts.push('done\n');
    execFileSync('git', ['fast-import', '--quiet'], { cwd: place, input: parts.join('') });
  }
  return values;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , folder, count = '100', seed = '7'] = process.argv;
  if (folder === undefined) throw new Error('Name the folder to build in.');
  const expected = generate(folder, Number(count), Number(seed));
  writeFileSync(`${folder}.expected.json`, JSON.stringify(expected));
}
