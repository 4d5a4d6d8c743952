'use strict';
// Runs the bundles beside it, each a function as node wraps modules. What V8 made of them is kept there too: the next start need not compile them again.
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

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
  try {
    cachedData = fs.readFileSync(kept);
  } catch {
    // the first start with this version of node
  }
  const script = new vm.Script(source, { filename: file, cachedData });
  const main = { exports: {} };
  if (cachedData === undefined || script.cachedDataRejected) {
    process.once('exit', () => {
      try {
        const part = `${kept}.${process.pid}`;
        fs.writeFileSync(part, script.createCachedData());
        fs.renameSync(part, kept);
      } catch {
        // a package that cannot be written to does without
      }
    });
  }
  script.runInThisContext().call(main.exports, main.exports, load, main, file, __dirname);
  return main.exports;
}

load('./HOOK.main.cjs');
