// Loaded before a command (`node --require`): writes down, at its end, how much memory it had at most, in KiB.
'use strict';
const { appendFileSync, readFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

/** Linux hands the peak that `getrusage` tells from a process to what it starts; the one in /proc is this program's own. */
function peak() {
  try {
    return /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1'))[1];
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
if (isMainThread && process.env.PEAK_FILE !== undefined) process.on('exit', () => appendFileSync(process.env.PEAK_FILE, `${peak()}\n`));
