// Runs commands in turn, so that what disturbs the machine disturbs all of them alike, and keeps medians.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { clearInterval, clearTimeout, setInterval, setTimeout } from 'node:timers';

/** Longer than this is no measurement but a hang. */
const patience = 900_000;

const peakOf = (pid) => {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
};

/** @returns milliseconds, status, what was said, and the peak of resident memory in MiB where the system tells it (Linux) */
export function once({ command, args, cwd, env, input }) {
  return new Promise((resolve) => {
    const begun = performance.now();
    const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
    let said = '';
    let peak = 0;
    const keep = (chunk) => {
      if (said.length < 4_000_000) said += chunk.toString('latin1');
    };
    const watch = setInterval(() => (peak = Math.max(peak, peakOf(child.pid))), 15);
    const stop = setTimeout(() => child.kill('SIGKILL'), patience);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', () => resolve(undefined));
    child.on('close', (status) => {
      clearInterval(watch);
      clearTimeout(stop);
      resolve({ ms: performance.now() - begun, status, said, peak });
    });
    if (input !== undefined) child.stdin.end(input);
  });
}

export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/**
 * @param tools `{ name, command, args, … }`; the first is what the others are held against
 * @returns for each tool its median, its least and its peak; tools that cannot be started are left out
 */
export async function inTurn(tools, runs) {
  const kept = tools.map((tool) => ({ tool, times: [], peak: 0, status: undefined }));
  for (let run = 0; run < runs; run += 1) {
    for (const one of kept) {
      // what takes minutes is not run ten times
      if (one.times.length >= 3 && one.times[0] > 60_000) continue;
      const done = await once(one.tool);
      if (done === undefined) continue;
      one.times.push(done.ms);
      one.peak = Math.max(one.peak, done.peak);
      one.status = done.status;
    }
  }
  return kept
    .filter(({ times }) => times.length > 0)
    .map(({ tool, times, peak, status }) => ({ name: tool.name, median: median(times), least: Math.min(...times), runs: times.length, peak, status }));
}
