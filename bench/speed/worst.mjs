// The worst text for the engine beside usual text, in one process: nanoseconds for each byte with everything on.
import { bundled } from '../bundled.mjs';
import { source } from './inputs.mjs';
import { median } from './measure.mjs';

export async function engineFor() {
  const { engineOf, catalogue } = await import(
    await bundled('speed-inside', "export { engineOf } from './src/detect/engine.ts'; export { catalogue } from './src/detect/catalogue.ts';")
  );
  return { engine: engineOf(catalogue), catalogue };
}

/** Texts that wake as much as can be woken: every anchor one after the other, and anchors with what a value could be behind them. */
export function worstTexts(catalogue, bytes) {
  const anchors = [...new Set([...catalogue.detectors, ...catalogue.decoders].flatMap((one) => one.anchors.map((anchor) => anchor.text)))];
  const filled = (join) => {
    const piece = anchors.map(join).join('');
    return Buffer.from(piece.repeat(Math.ceil(bytes / piece.length)).slice(0, bytes), 'latin1');
  };
  return {
    'every anchor after the other': filled((anchor) => anchor),
    'every anchor with a value': filled((anchor, index) => `${anchor} = "${((index * 2_654_435_761) >>> 0).toString(36)}Q7x${index}"\n`),
    'one word that wakes the most': Buffer.from('secret='.repeat(Math.ceil(bytes / 7)).slice(0, bytes)),
  };
}

export async function worst({ runs }) {
  const { engine, catalogue } = await engineFor();
  const size = 256 * 1024;
  const texts = { 'usual text': Buffer.from(source(size, 7)), ...worstTexts(catalogue, size) };
  for (let warm = 0; warm < 3; warm += 1) for (const bytes of Object.values(texts)) engine({ path: 'a.ts', origin: 'file', bytes: bytes.subarray(0, 65_536) });
  const tools = Object.entries(texts).map(([name, bytes]) => {
    const times = Array.from({ length: runs }, () => {
      const { user, system } = process.cpuUsage();
      engine({ path: 'a.ts', origin: 'file', bytes });
      const after = process.cpuUsage();
      return (after.user + after.system - user - system) / 1000;
    });
    return { name, median: median(times), least: Math.min(...times), runs, each: median(times) / (size / 1024 / 1024), peak: 0, cpu: median(times) };
  });
  return {
    id: 'worst',
    what: 'worst text beside usual text, milliseconds of processor time for each MiB',
    proof: new Set(tools.map((one) => one.name)),
    tools,
  };
}
