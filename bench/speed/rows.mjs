// The rows of the table: what is done, by whom, and what is held against what.
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { commits, freshFolder, planted, plantedName, repository, sizeOf, stage, together, tree } from './inputs.mjs';
import { inTurn, once } from './measure.mjs';

const bare = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:GIT_|NODE_OPTIONS$|NODE_EXTRA_CA_CERTS$|NODE_V8_COVERAGE$)/.test(name)));

/** Whether each tool names the planted file, or refuses it: a fast miss is no result. */
async function finders(tools) {
  const found = new Set();
  for (const tool of tools) {
    const done = await once(tool);
    if (done !== undefined && (tool.refuses === true ? done.status !== 0 : done.said.includes(plantedName))) found.add(tool.name);
  }
  return found;
}

const shell = (name, script, cwd) => ({ name, command: 'sh', args: ['-c', script], cwd, env: bare });

/** The hook as it is installed, on staged files; the floor is node that does nothing, and the two calls of git that any hook needs. */
export async function staged({ root, work, peers, runs }, id, files, bytes) {
  const folder = repository(join(work, id), root);
  const names = stage(folder, files, bytes);
  writeFileSync(join(work, 'empty.cjs'), '');
  const ours = shell('secrets-hooks', 'exec .git/hooks/pre-commit', folder);
  const others = peers.flatMap((peer) => {
    if (peer.staged === undefined || (files > 1000 && !peer.staged.toString().startsWith('()'))) return [];
    return [{ name: peer.name, command: peer.command, args: peer.staged(names, peer.rc), cwd: folder, env: bare, refuses: true }];
  });
  writeFileSync(join(folder, plantedName), planted());
  await once({ command: 'git', args: ['add', plantedName], cwd: folder, env: bare });
  const proof = await finders([
    { ...ours, refuses: true },
    ...others.map((one) => (one.args.includes(names[0]) ? { ...one, args: [...one.args, plantedName] } : one)),
  ]);
  await once({ command: 'git', args: ['rm', '-q', '-f', '--cached', plantedName], cwd: folder, env: bare });
  rmSync(join(folder, plantedName));
  // what V8 compiles is kept from the first starts
  await once(ours);
  await once(ours);
  const floor = shell(
    'node and two git calls',
    `'${process.execPath}' '${join(work, 'empty.cjs')}'; git diff --cached --raw -z > '${join(work, 'listing')}'; git cat-file --batch < /dev/null`,
    folder,
  );
  return {
    id,
    what: `commit of ${files} ${files === 1 ? 'file' : 'files'}, ${bytes >= 1 << 20 ? `${bytes >> 20} MiB` : `${bytes >> 10} KiB`}: the hook`,
    proof,
    tools: await inTurn([ours, floor, ...others], runs),
  };
}

export async function push({ root, work, peers, runs }, count) {
  const folder = repository(join(work, 'push'), root);
  const { base, tip } = commits(folder, count);
  const line = `refs/heads/main ${tip} refs/heads/main ${base}\n`;
  const ours = { name: 'secrets-hooks', command: join(folder, '.git/hooks/pre-push'), args: ['origin', folder], cwd: folder, env: bare, input: line };
  const others = peers.flatMap((peer) =>
    peer.range === undefined ? [] : [{ name: peer.name, command: peer.command, args: peer.range(`${base}..${tip}`), cwd: folder, env: bare }],
  );
  return {
    id: 'push',
    what: `push of ${count} commits`,
    proof: new Set([ours, ...others].map((one) => one.name)),
    tools: await inTurn([ours, ...others], runs),
  };
}

const scan = (root, folder, ...more) => ({
  name: 'secrets-hooks',
  command: process.execPath,
  args: [join(root, 'dist/cli.js'), 'scan', ...more],
  cwd: folder,
  env: bare,
});

/** A folder as it is, with a planted file in it while it is measured. */
export async function folder({ root, peers, runs }, id, what, place) {
  const file = join(place, plantedName);
  writeFileSync(file, planted());
  try {
    const tools = [
      scan(root, place, '.'),
      ...peers.flatMap((peer) =>
        peer.folder === undefined ? [] : [{ name: peer.name, command: peer.command, args: peer.folder(place, peer.rc), cwd: place, env: bare }],
      ),
    ];
    const proof = await finders(tools);
    return { id, what, proof, mebibytes: sizeOf(place), tools: await inTurn(tools, runs) };
  } finally {
    rmSync(file, { force: true });
  }
}

export const realTrees = (repositories) =>
  repositories === undefined
    ? []
    : readdirSync(repositories)
        .map((name) => join(repositories, name))
        .filter((path) => statSync(path).isDirectory());

export async function largeTree(setup, repositories) {
  const place = join(setup.work, 'large');
  const from = realTrees(repositories);
  if (from.length > 0) together(place, from, 200);
  else tree(place, 200);
  const kinds = from.length > 0 ? 'copies of real trees' : 'generated files';
  return folder(
    { ...setup, peers: setup.peers.filter(({ name }) => ['gitleaks', 'betterleaks', 'kingfisher', 'ripsecrets', 'ripgrep'].includes(name)) },
    'large',
    `scan of a tree of 200 MiB (${kinds})`,
    place,
  );
}

export async function history({ root, peers, runs }, place) {
  const ours = scan(root, place, '--history');
  const others = peers.flatMap((peer) =>
    peer.history === undefined ? [] : [{ name: peer.name, command: peer.command, args: peer.history(), cwd: place, env: bare }],
  );
  const floor = shell('git cat-file of everything', 'git cat-file --batch-all-objects --batch --unordered --buffer > /dev/null', place);
  return {
    id: `history-${basename(place)}`,
    what: `scan --history of ${basename(place)}`,
    proof: new Set([ours, ...others].map((one) => one.name)),
    tools: await inTurn([ours, floor, ...others], Math.min(runs, 3)),
  };
}

/** Time for each MiB as the tree grows: flat is what it should be. */
export async function growth({ root, work, runs }, sizes) {
  const tools = [];
  for (const size of sizes) {
    const place = tree(join(work, 'growth'), size);
    const [one] = await inTurn([{ ...scan(root, place, '--no-git', '.'), name: `${size} MiB` }], size >= 1000 ? 1 : runs);
    tools.push({ ...one, each: one.median / size });
  }
  freshFolder(join(work, 'growth'));
  return { id: 'growth', what: 'time for each MiB of generated text', proof: new Set(tools.map((one) => one.name)), tools };
}
