// Loaded before a hook (`node --require`): counts its calls to the disk and to other processes, and lets one of them go wrong.
// FAULT_LOG takes the list of calls; FAULT_AT is the number of the call that goes wrong, FAULT_KIND how.
'use strict';
const fs = require('node:fs');
const childProcess = require('node:child_process');
const { spawn } = childProcess;
const { writeFileSync } = fs;

const at = Number(process.env.FAULT_AT ?? -1);
const kind = process.env.FAULT_KIND ?? '';
const log = process.env.FAULT_LOG;
const calls = [];

// every wait is a thousandth of what it is, so that what hangs is seen to be given up
const { setTimeout: later } = globalThis;
globalThis.setTimeout = (work, delay, ...rest) => later(work, delay > 5000 ? delay / 1000 : delay, ...rest);

/** Whether this call is the one; it is noted either way. */
function struck(what) {
  calls.push(what);
  return calls.length - 1 === at;
}
const broken = (what) => Object.assign(new Error(`${kind}: injected, ${what}`), { code: kind, syscall: what });

function aroundSync(object, name) {
  const real = object[name];
  object[name] = (...args) => {
    if (!struck(name)) return real(...args);
    if (kind !== 'short') throw broken(name);
    // a reader gets less than it asked for, and has to ask again
    if (name === 'readSync' && typeof args[3] === 'number') return real(args[0], args[1], args[2], Math.max(1, args[3] >> 1), args[4]);
    const result = real(...args);
    return result?.subarray?.(0, result.length >> 1) ?? (typeof result === 'string' ? result.slice(0, result.length >> 1) : result);
  };
}
function aroundAsync(object, name) {
  const real = object[name];
  object[name] = async (...args) => {
    if (!struck(name)) return real(...args);
    if (kind !== 'short') throw broken(name);
    const result = await real(...args);
    return result?.subarray?.(0, result.length >> 1) ?? result;
  };
}
for (const name of ['readFileSync', 'openSync', 'readSync', 'statSync', 'lstatSync', 'fstatSync', 'writeFileSync', 'mkdirSync', 'appendFileSync', 'renameSync'])
  aroundSync(fs, name);
for (const name of ['readFile', 'open', 'stat', 'lstat', 'writeFile', 'appendFile', 'mkdir', 'mkdtemp', 'rename', 'readdir']) aroundAsync(fs.promises, name);

/** What stands in git's place when a process goes wrong. */
const scripts = {
  killed: 'kill -9 $$',
  fails: 'exit 1',
  cut: '"$@" | head -c 60; kill -9 $$',
  silent: 'exec sleep 600',
  garbage: '"$@" >/dev/null; printf "rubbish\\0rubbish\\n"; exit 1',
};
childProcess.spawn = (command, args, options) => {
  if (!struck(`spawn ${args.find((one) => /^[a-z][a-z-]+$/.test(one)) ?? ''}`)) return spawn(command, args, options);
  if (kind === 'EMFILE') return spawn('/nowhere/to/be/found', args, options);
  return spawn('sh', ['-c', scripts[kind] ?? 'exit 1', 'sh', command, ...args], options);
};

process.on('exit', () => {
  if (log !== undefined) writeFileSync(log, JSON.stringify(calls));
});
