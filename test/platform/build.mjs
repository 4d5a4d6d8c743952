// `node test/platform/build.mjs FOLDER`: a platform's repository with two years of history and thirty exposures in it.
// What an audit must find is written beside it, to FOLDER/expected.json. The same seed gives the same history.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chanceOf, valuesOf } from './chance.mjs';
import { History } from './history.mjs';
import { innocenceOf } from './innocent.mjs';
import { plantingsOf } from './plantings.mjs';

const stores = ['aurora', 'borealis', 'cygnus', 'draco', 'eridani'];
const environments = ['development', 'staging', 'production'];
const steps = 340;
/** Which part of main, and which other refs, the remote has been given. */
const pushedUpTo = 320;

const folder = process.argv[2];
if (folder === undefined) throw new Error('Name the folder to build in.');
const chance = chanceOf(Number(process.argv[3] ?? 20_230_109));
const values = valuesOf(chance);
const innocent = innocenceOf(chance, values);
const authors = ['Ada', 'Ben', 'Chloé', 'Dan', 'Eva', 'Finn'].map((name) => `${name} <${name.toLowerCase().replace('é', 'e')}@example.org>`);
const history = new History(Date.UTC(2023, 0, 9, 8));
const main = 'refs/heads/main';
const { pick, next } = chance;

const ignore = [
  'instances/**/.env',
  'instances/**/.env.*',
  'instances/**/secrets*',
  '*.pem',
  '*.key',
  '*.crt',
  '*.p12',
  '.env',
  '.env.*',
  '!.env.example',
  '!instances/**/.env.example',
  '',
];
history.commit(main, {
  author: authors[0],
  message: 'Begin the platform',
  files: {
    '.gitignore': ignore.join('\n'),
    '.secrets-hooks/policy.json': `${JSON.stringify({ version: 1, salt: '5a17'.repeat(8) }, null, 2)}\n`,
    'README.md': '# Platform\n\nFive stores, one control plane, four services.\n',
    'package-lock.json': innocent.lock(),
    'control-plane/src/stores.ts': innocent.controlPlane(0),
    ...Object.fromEntries(environments.map((name) => [`config/${name}.yml`, innocent.settings(name)])),
    ...Object.fromEntries(
      stores.flatMap((name) => [
        [`instances/${name}/app.yml`, innocent.store(name, 0)],
        [`instances/${name}/.env.example`, innocent.example(name)],
      ]),
    ),
  },
});

/** An everyday change. */
function everyday(n) {
  const part = Math.floor(next() * 30);
  const [store, environment] = [pick(stores), pick(environments)];
  return pick([
    () => ({ [`services/checkout/src/part-${part}.ts`]: innocent.typescript(n) }),
    () => ({ [`services/catalog/part_${part}.py`]: innocent.python(n) }),
    () => ({ [`services/payments/part_${part}.go`]: innocent.go(n) }),
    () => ({ [`services/fulfilment/src/Part${part}.java`]: innocent.java(n) }),
    () => ({ [`config/${environment}.yml`]: innocent.settings(environment) }),
    () => ({ [`instances/${store}/app.yml`]: innocent.store(store, n) }),
    () => ({ [`docs/chapter-${part}.md`]: innocent.handbook(n) }),
    () => ({ [`control-plane/src/part-${part}.ts`]: innocent.controlPlane(n) }),
    () => ({ 'package-lock.json': innocent.lock() }),
  ])();
}

const plantings = plantingsOf({ values, history, authors, innocent, stores });
const due = new Map();
const at = (step, work) => due.set(step, [...(due.get(step) ?? []), work]);
for (const planting of plantings)
  at(planting.step, () => {
    Object.assign(planting, planting.plant());
    if (planting.later !== undefined) at(planting.step + planting.later, () => planting.after(planting));
  });

let feature;
let pushed;
for (let step = 1; step <= steps; step += 1) {
  const minutes = 2200 + Math.floor(next() * 1500);
  history.commit(main, { author: pick(authors), message: `Step ${step}`, files: everyday(step), minutes });
  for (let at = 0; at < (due.get(step) ?? []).length; at += 1) due.get(step)[at]();
  if (step % 11 === 3) feature = { ref: `refs/heads/feature/${step}`, base: history.refs.get(main) };
  if (feature !== undefined && step % 11 > 3 && step % 11 < 7)
    history.commit(feature.ref, {
      author: pick(authors),
      message: `Feature, step ${step}`,
      from: history.refs.get(feature.ref) ?? feature.base,
      files: { [`services/checkout/src/feature-${step}.ts`]: innocent.typescript(step) },
    });
  if (feature !== undefined && step % 11 === 8) {
    history.commit(main, { author: pick(authors), message: `Merge ${feature.ref.slice(11)}`, merge: history.refs.get(feature.ref), base: feature.base });
    // some branches are left behind, most are not
    if (step % 33 !== 8) history.refs.delete(feature.ref);
    feature = undefined;
  }
  if (step % 90 === 0)
    history.tag(`v1.${step / 90 + 2}`, history.refs.get(main), { author: authors[0], message: `Release 1.${step / 90 + 2}\n\nSee CHANGELOG.md.\n` });
  if (step === 250) history.refs.set('refs/heads/release/2024', history.refs.get(main));
  if (step === pushedUpTo) pushed = history.refs.get(main);
}

mkdirSync(folder, { recursive: true });
const git = (...args) =>
  execFileSync('git', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    .toString()
    .trim();
git('init', '-q', '-b', 'main');
for (const [key, value] of [
  ['user.name', 'Gil'],
  ['user.email', 'gil@example.org'],
  ['commit.gpgsign', 'false'],
  ['gc.auto', '0'],
  ['core.autocrlf', 'false'],
])
  git('config', key, value);
history.into(folder);
git('reset', '-q', '--hard');
const remote = `${folder}.remote`;
execFileSync('git', ['init', '-q', '--bare', '-b', 'main', remote]);
git('remote', 'add', 'origin', remote);
git('push', '-q', 'origin', `${pushed.id}:refs/heads/main`, 'refs/heads/release/2024');
history.refs.set('refs/remotes/origin/main', pushed);
history.refs.set('refs/remotes/origin/release/2024', history.refs.get('refs/heads/release/2024'));
for (const tag of history.tags) history.refs.set(`refs/tags/${tag.name}`, tag.target);

/** What an audit has to say of one planting. */
function expected(planting) {
  const { kind, value, files, brought, tag, note, texts, everywhere } = planting;
  const scope = { stores: planting.stores ?? [], environments: planting.environments ?? [], controlPlane: planting.controlPlane ?? false };
  const base = { kind, ...(value === undefined ? {} : { value }), ...scope };
  const moment = (one) => ({ commit: one.id, author: one.author, at: new Date(Math.floor(one.at / 1000) * 1000).toISOString() });
  if (tag !== undefined) return { ...base, files, first: moment(tag), refs: [`refs/tags/${tag.name}`], tips: [`refs/tags/${tag.name}`], remotes: [] };
  if (note !== undefined)
    return { ...base, files: [note.target.id], first: moment(note), refs: ['refs/notes/commits'], tips: ['refs/notes/commits'], remotes: [] };
  const refs = [...new Set(brought.flatMap((commit) => history.holding(commit)))].sort();
  const holds = (tree) => [...tree.values()].some((text) => texts.includes(text));
  return {
    ...base,
    files,
    first: moment(brought[0]),
    last: moment(brought.at(-1)),
    refs,
    tips: everywhere ? refs : refs.filter((ref) => holds(history.refs.get(ref).tree)),
    remotes: refs.some((ref) => ref.startsWith('refs/remotes/origin/')) ? ['origin'] : [],
  };
}
writeFileSync(join(folder, '..', 'expected.json'), `${JSON.stringify({ commits: history.commits.length, exposures: plantings.map(expected) }, null, 2)}\n`);
