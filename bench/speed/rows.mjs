// The rows of the table: what is done, by whom, what is held against what, and whether each tool found what was planted.
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { commits, freshFolder, planted, plantedName, plantIn, repository, sizeOf, stage, together, tree } from './inputs.mjs';
import { inTurn, once } from './measure.mjs';

/** What an earlier run found clean does not count in a first look. */
const bare = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:GIT_|NODE_OPTIONS$|NODE_EXTRA_CA_CERTS$|NODE_V8_COVERAGE$)/.test(name))),
  SECRETS_HOOKS_CACHE: 'off',
};
/** The same tool where a run before it has left what it found clean. */
const again = (tool, work) => {
  const home = join(work, 'home');
  return {
    ...tool,
    name: 'secrets-hooks again',
    env: { ...tool.env, SECRETS_HOOKS_CACHE: '', HOME: home, XDG_CACHE_HOME: join(home, '.cache'), LOCALAPPDATA: home },
  };
};
/** Memory is watched in our node, not in the shell or the git beside it. */
const node = basename(process.execPath).slice(0, 15);

/** Whether each tool names the planted file, or refuses it: a fast miss is no result. */
async function finders(tools) {
  const found = new Set();
  for (const tool of tools) {
    const done = await once(tool);
    if (done !== undefined && (tool.refuses === true ? done.status !== 0 : done.said.includes(plantedName))) found.add(tool.name);
  }
  return found;
}

const shell = (name, script, cwd, more = {}) => ({ name, command: 'sh', args: ['-c', script], cwd, env: bare, ...more });
const peerTool = (peer, args, cwd) => ({ name: peer.name, command: peer.command, args, cwd, env: { ...bare, ...peer.env } });

/** The hook as it is installed, on staged files; the floor is node that does nothing, and the two calls of git that any hook needs. */
export async function staged({ root, work, peers, runs }, id, files, bytes) {
  const folder = repository(join(work, id), root);
  const names = stage(folder, files, bytes);
  writeFileSync(join(work, 'empty.cjs'), '');
  const ours = shell('secrets-hooks', 'exec .git/hooks/pre-commit', folder, { watched: node });
  const others = peers.flatMap((peer) => {
    if (peer.staged === undefined || (files > 1000 && !peer.staged.toString().startsWith('()'))) return [];
    return [{ ...peerTool(peer, peer.staged(names, peer.rc), folder), refuses: true }];
  });
  writeFileSync(join(folder, plantedName), planted());
  await once({ command: 'git', args: ['add', plantedName], cwd: folder, env: bare });
  const seconds = files > 1000 ? [again(ours, work)] : [];
  const proof = await finders([
    ...[ours, ...seconds].map((one) => ({ ...one, refuses: true })),
    ...others.map((one) => (one.args.includes(names[0]) ? { ...one, args: [...one.args, plantedName] } : one)),
  ]);
  await once({ command: 'git', args: ['rm', '-q', '-f', '--cached', plantedName], cwd: folder, env: bare });
  rmSync(join(folder, plantedName));
  // what V8 compiles is kept from the first starts
  await once(ours);
  const clean = await once(ours);
  if (clean?.status !== 0) throw new Error(`the hook does not pass what is clean: ${clean?.said.slice(0, 500)}`);
  const floor = shell(
    'node and two git calls',
    `'${process.execPath}' '${join(work, 'empty.cjs')}'; git diff --cached --raw -z > '${join(work, 'listing')}'; git cat-file --batch < /dev/null`,
    folder,
    { watched: node, floor: true },
  );
  return {
    id,
    what: `commit of ${files} ${files === 1 ? 'file' : 'files'}, ${bytes >= 1 << 20 ? `${bytes >> 20} MiB` : `${bytes >> 10} KiB`}: the hook`,
    proof,
    tools: await inTurn([ours, floor, ...seconds, ...others], runs),
  };
}

export async function push({ root, work, peers, runs }, count) {
  const folder = repository(join(work, 'push'), root);
  const { base, tip } = commits(folder, count);
  const ours = (to) => ({
    name: 'secrets-hooks',
    command: join(folder, '.git/hooks/pre-push'),
    args: ['origin', folder],
    cwd: folder,
    env: bare,
    input: `refs/heads/main ${to} refs/heads/main ${base}\n`,
    watched: node,
  });
  const toolsFor = (to) => [
    ours(to),
    again(ours(to), work),
    ...peers.flatMap((peer) => (peer.range === undefined ? [] : [peerTool(peer, peer.range(`${base}..${to}`), folder)])),
  ];
  // a commit on top of them that holds what every scanner knows
  const above = plantIn(folder, 'refs/heads/planted', tip);
  const proof = await finders(toolsFor(above).map((tool) => ({ ...tool, refuses: true })));
  return { id: 'push', what: `push of ${count} commits`, proof, tools: await inTurn(toolsFor(tip), runs) };
}

const scan = (root, folder, ...more) => ({
  name: 'secrets-hooks',
  command: process.execPath,
  args: [join(root, 'dist/cli.js'), 'scan', ...more],
  cwd: folder,
  env: bare,
  watched: node,
});

/** A folder as it is, with a planted file in it while it is measured. */
export async function folder({ root, work, peers, runs }, id, what, place) {
  const file = join(place, plantedName);
  writeFileSync(file, planted());
  try {
    const ours = scan(root, place, '.');
    const tools = [
      ours,
      again(ours, work),
      ...peers.flatMap((peer) => (peer.folder === undefined ? [] : [peerTool(peer, peer.folder(place, peer.rc), place)])),
    ];
    const proof = await finders(tools);
    return { id, what, proof, mebibytes: sizeOf(place), tools: await inTurn(tools, runs) };
  } finally {
    rmSync(file, { force: true });
  }
}

/** Clones below a folder, with a work tree or bare. */
export const clonesIn = (folder) =>
  folder === undefined
    ? []
    : readdirSync(folder)
        .map((name) => join(folder, name))
        .filter((path) => statSync(path).isDirectory())
        .sort();

export const nameOf = (place) => (/^(?:repo|\.git)$/.test(basename(place)) ? basename(dirname(place)) : basename(place).replace(/\.git$/, ''));

export async function largeTree(setup, repositories) {
  const place = join(setup.work, 'large');
  const from = clonesIn(repositories);
  if (from.length > 0) together(place, from, 200);
  else tree(place, 200);
  const kinds = from.length > 0 ? 'copies of real trees' : 'generated files';
  const row = await folder(
    { ...setup, peers: setup.peers.filter(({ name }) => ['gitleaks', 'betterleaks', 'kingfisher', 'ripsecrets', 'ripgrep'].includes(name)) },
    'large',
    `scan of a tree of 200 MiB (${kinds})`,
    place,
  );
  freshFolder(place);
  return row;
}

/** A copy of the repository's objects and branches, bare, with one commit more that holds what every scanner knows. The original is not touched. */
export async function history({ root, work, peers, runs }, place) {
  const copy = join(work, 'history');
  rmSync(copy, { recursive: true, force: true });
  execFileSync('git', ['clone', '-q', '--mirror', place, copy], { stdio: 'ignore', env: bare });
  plantIn(copy, 'refs/heads/secrets-hooks-bench', undefined);
  const mine = scan(root, copy, '--history', '--format', 'json');
  const tools = [mine, again(mine, work), ...peers.flatMap((peer) => (peer.history === undefined ? [] : [peerTool(peer, peer.history(), copy)]))];
  const proof = await finders(tools);
  const floor = shell('git cat-file of everything', 'git cat-file --batch-all-objects --batch --unordered --buffer > /dev/null', copy, { floor: true });
  const [ours, ...others] = tools;
  const row = {
    id: `history-${nameOf(place)}`,
    what: `scan --history of ${nameOf(place)}`,
    proof,
    tools: await inTurn([ours, floor, ...others], Math.min(runs, 3)),
  };
  rmSync(copy, { recursive: true, force: true });
  return row;
}

/** Time for each MiB as the tree grows: flat is what it should be. */
export async function growth({ root, work, runs }, sizes) {
  const tools = [];
  const proof = new Set();
  for (const size of sizes) {
    const place = tree(join(work, 'growth'), size);
    writeFileSync(join(place, plantedName), planted());
    const tool = { ...scan(root, place, '--no-git', '.'), name: `${size} MiB` };
    for (const name of await finders([tool])) proof.add(name);
    const [one] = await inTurn([tool], size >= 1000 ? 1 : runs);
    tools.push({ ...one, each: one.median / size });
  }
  freshFolder(join(work, 'growth'));
  return { id: 'growth', what: 'time for each MiB of generated text', proof, tools };
}
