'use strict';
// Runs the bundles beside it, each a function as node wraps modules. What V8 compiled of them is cached in the user's cache folder for the next start.
/* global HOOK, DIGEST -- put in by the build */
const { Buffer } = require('node:buffer');
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');
const { codeFolder, isOurs } = require('../src/io/cache-folder.ts');

/** Bytes of the header: the name of the cache file, then the kinds of files that the code was compiled for (src/commands/hooks/kinds.ts). */
const NAME_BYTES = 256;
const KINDS_BYTES = 256;
const HEADER_BYTES = NAME_BYTES + KINDS_BYTES;
const MAX_CACHE_BYTES = 64 * 1024 * 1024;
/** A part that its process never finished, and a cache that no start has written to for so long, are deleted. */
const PART_EXPIRES_MS = 3_600_000;
const CACHE_EXPIRES_MS = 30 * 86_400_000;

const folder = findFolder();

/** Undefined where the current folder is gone: then nothing is cached. */
function findFolder() {
  try {
    return codeFolder(process.env, process.platform, process.cwd());
  } catch {
    return undefined;
  }
}

/** Like `require`, for the bundles of this package; everything else is node's own. */
function load(name) {
  if (!name.startsWith('./')) return require(name);
  const file = path.join(__dirname, name);
  let source;
  try {
    source = fs.readFileSync(file, 'latin1');
  } catch {
    process.stderr.write('secrets-hooks: blocked: a part of the package is missing. Reinstall it.\n');
    process.exit(2);
  }
  // each hook has its own: what another one didn't run is not in it. V8 knows its code by the length of the text only, so the name tells the build.
  const cacheName = `${path.basename(name)}.${HOOK}.${DIGEST}.${process.version}-${process.platform}-${process.arch}.v8`;
  const cached = readCache(cacheName);
  const script = new vm.Script(source, { filename: file, cachedData: cached?.data });
  const main = { exports: {} };
  const isNew = cached === undefined || script.cachedDataRejected;
  process.once('exit', () => {
    const kinds = main.exports.kinds ?? [];
    // what a kind of file needed first was compiled in this run: the next one finds it
    if (!isNew && kinds.every((kind) => cached.kinds.includes(kind))) return;
    writeCache(cacheName, [...new Set([...(isNew ? [] : cached.kinds), ...kinds])].join(','), script);
  });
  script.runInThisContext().call(main.exports, main.exports, load, main, file, __dirname);
  return main.exports;
}

/**
 * V8 crashes on damaged code, so the content is stored twice and used only if both copies are equal: comparing them takes no library and next to no
 * time. V8 runs what is in the file, so only this user may be able to write it.
 */
function readCache(cacheName) {
  if (folder === undefined) return undefined;
  try {
    const file = path.join(folder, cacheName);
    if (!isOurs(file, 0o077)) return undefined;
    const bytes = fs.readFileSync(file);
    const half = bytes.length / 2;
    if (half <= HEADER_BYTES || bytes.length > MAX_CACHE_BYTES || bytes.compare(bytes, half, bytes.length, 0, half) !== 0) return undefined;
    if (bytes.latin1Slice(0, NAME_BYTES).trimEnd() !== cacheName) return undefined;
    return { data: bytes.subarray(HEADER_BYTES, half), kinds: bytes.latin1Slice(NAME_BYTES, HEADER_BYTES).trimEnd().split(',') };
  } catch {
    // the first start with this version of node
    return undefined;
  }
}

function writeCache(cacheName, kinds, script) {
  if (folder === undefined || kinds.length > KINDS_BYTES) return;
  const part = path.join(folder, `${cacheName}.${process.pid}.part`);
  try {
    deleteExpired();
    const copy = Buffer.concat([Buffer.from(cacheName.padEnd(NAME_BYTES) + kinds.padEnd(KINDS_BYTES), 'latin1'), script.createCachedData()]);
    fs.writeFileSync(part, Buffer.concat([copy, copy]), { flag: 'wx', mode: 0o600 });
    fs.renameSync(part, path.join(folder, cacheName));
  } catch {
    // without a cache the next start compiles again
    fs.rmSync(part, { force: true });
  }
}

/** What killed processes and other versions left. */
function deleteExpired() {
  for (const name of fs.readdirSync(folder)) {
    const expires = name.endsWith('.part') ? PART_EXPIRES_MS : name.endsWith('.v8') ? CACHE_EXPIRES_MS : Infinity;
    const file = path.join(folder, name);
    if (Date.now() - fs.lstatSync(file).mtimeMs > expires) fs.rmSync(file, { force: true });
  }
}

load(`./${HOOK}.main.cjs`);
