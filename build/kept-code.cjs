'use strict';
// Runs the bundle beside it. What V8 made of the bundle is kept there too: the next start need not compile it again.
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const file = path.join(__dirname, 'HOOK.main.cjs');
const kept = `${file}.${process.version}-${process.platform}-${process.arch}.v8`;
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
const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, { filename: file, cachedData });
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
script.runInThisContext().call(main.exports, main.exports, require, main, file, __dirname);
