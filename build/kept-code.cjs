'use strict';
// Runs the bundles beside it, each a function as node wraps modules. What V8 made of them is kept there too: the next start need not compile them again.
const { Buffer } = require('node:buffer');
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

/** Behind the code stand the kinds of files that it was compiled for (src/commands/hooks/kinds.ts), in so many bytes. */
const noteSize = 256;

/** As `require`, for the bundles of this package; everything else is node's own. */
function load(name) {
  if (!name.startsWith('./')) return require(name);
  const file = path.join(__dirname, name);
  // each hook's own: what another one has not run is not in it
  const kept = `${file}.HOOK.DIGEST.${process.version}-${process.platform}-${process.arch}.v8`;
  let source;
  try {
    source = fs.readFileSync(file, 'latin1');
  } catch {
    process.stderr.write('secrets-hooks: refused, because a part of the package has gone. Install it again.\n');
    process.exit(2);
  }
  let cachedData;
  let known = [];
  try {
    const bytes = fs.readFileSync(kept);
    cachedData = bytes.subarray(0, -noteSize);
    known = bytes
      .latin1Slice(bytes.length - noteSize)
      .trim()
      .split(',');
  } catch {
    // the first start with this version of node
  }
  const script = new vm.Script(source, { filename: file, cachedData });
  const main = { exports: {} };
  const isNew = cachedData === undefined || script.cachedDataRejected;
  process.once('exit', () => {
    const kinds = main.exports.kinds ?? [];
    // what a kind of file asked for first was compiled in this run: the next one finds it
    if (!isNew && kinds.every((kind) => known.includes(kind))) return;
    const all = [...new Set([...(isNew ? [] : known), ...kinds])].join(',');
    if (all.length > noteSize) return;
    try {
      const part = `${kept}.${process.pid}`;
      fs.writeFileSync(part, Buffer.concat([script.createCachedData(), Buffer.from(all.padEnd(noteSize), 'latin1')]));
      fs.renameSync(part, kept);
    } catch {
      // a package that cannot be written to does without
    }
  });
  script.runInThisContext().call(main.exports, main.exports, load, main, file, __dirname);
  return main.exports;
}

load('./HOOK.main.cjs');
