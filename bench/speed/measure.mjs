// Runs commands in turn, so that what disturbs the machine disturbs all of them alike, and keeps medians.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { clearInterval, clearTimeout, setInterval, setTimeout } from 'node:timers';

/** Longer than this is no measurement but a hang. */
const patience = 1_800_000;

const read = (file) => {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
};

/** The process and all that it has started and that still runs (Linux). */
function family(pid) {
  const found = [pid];
  for (let index = 0; index < found.length; index += 1)
    for (const child of read(`/proc/${found[index]}/task/${found[index]}/children`).split(' ')) if (child !== '') found.push(Number(child));
  return found;
}

/** The peak of resident memory in MiB of one process, where it is a program of this name. */
function peakOf(pid, program) {
  const status = read(`/proc/${pid}/status`);
  if (program !== undefined && /^Name:\s+(.+)$/m.exec(status)?.[1] !== program) return 0;
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}

/** Milliseconds of processor time of all that this process has started and that has ended (Linux; in steps of 10). */
function spentByChildren() {
  const fields = read('/proc/self/stat').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[13] ?? NaN) + Number(fields[14] ?? NaN)) * 10;
}

/**
 * @param watched the name of the program whose memory is watched, `''` for any of the family, undefined for none: watching disturbs what is timed
 * @returns milliseconds on the clock and of the processor, status, what was said, and the peak of resident memory in MiB
 */
export function once({ command, args, cwd, env, input }, watched) {
  return new Promise((resolve) => {
    const before = spentByChildren();
    const begun = performance.now();
    const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
    let said = '';
    let peak = 0;
    const keep = (chunk) => {
      if (said.length < 4_000_000) said += chunk.toString('latin1');
    };
    const look = () => {
      for (const pid of family(child.pid)) peak = Math.max(peak, peakOf(pid, watched === '' ? undefined : watched));
    };
    const watch = watched === undefined ? undefined : setInterval(look, 2);
    const stop = setTimeout(() => child.kill('SIGKILL'), patience);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', () => resolve(undefined));
    child.on('close', (status) => {
      const ms = performance.now() - begun;
      clearInterval(watch);
      clearTimeout(stop);
      resolve({ ms, cpu: spentByChildren() - before, status, said, peak });
    });
    if (input !== undefined) child.stdin.end(input);
  });
}

export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/**
 * @param tools `{ name, command, args, watched, … }`; the first is what the others are held against
 * @returns for each tool its median, its least, its mean of processor time and its peak; tools that cannot be started are left out
 */
export async function inTurn(tools, runs) {
  const kept = tools.map((tool) => ({ tool, times: [], cpu: 0, peak: 0, status: undefined }));
  for (let run = 0; run < runs; run += 1) {
    for (const one of kept) {
      // what takes minutes is not run ten times
      if (one.times.length >= 3 && one.times[0] > 60_000) continue;
      const done = await once(one.tool);
      if (done === undefined) continue;
      one.times.push(done.ms);
      one.cpu += done.cpu;
      one.status = done.status;
    }
  }
  // memory in a run of its own, of which no time is taken
  for (const one of kept) {
    if (one.times.length === 0 || (one.tool.watched === undefined && median(one.times) > 60_000)) continue;
    one.peak = (await once(one.tool, one.tool.watched ?? ''))?.peak ?? 0;
  }
  return kept
    .filter(({ times }) => times.length > 0)
    .map(({ tool, times, cpu, peak, status }) => ({
      name: tool.name,
      median: median(times),
      least: Math.min(...times),
      cpu: cpu / times.length,
      runs: times.length,
      peak,
      status,
    }));
}
