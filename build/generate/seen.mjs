// src/detect/gate/seen.as.ts → src/generated/seen.ts: the WebAssembly bytes, in base64.
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

export async function generate(root) {
  const sources = { 'seen.ts': readFileSync(join(root, 'src/detect/gate/seen.as.ts'), 'utf8') };
  let wasm;
  const { error, stderr } = await asc.main(
    [
      'seen.ts',
      '--outFile',
      'seen.wasm',
      '--runtime',
      'stub',
      '--enable',
      'simd',
      '--optimizeLevel',
      '3',
      '--shrinkLevel',
      '0',
      '--noAssert',
      '--initialMemory',
      '160',
      '--maximumMemory',
      '160',
      '--use',
      'abort=',
    ],
    { readFile: (name) => sources[name] ?? null, writeFile: (name, contents) => (name.endsWith('.wasm') ? (wasm = contents) : undefined), listFiles: () => [] },
  );
  if (error) throw new Error(`it does not compile: ${stderr.toString()}`);
  writeFileSync(
    join(root, 'src/generated/seen.ts'),
    `// Made from src/detect/gate/seen.as.ts; do not edit.\nexport const seenBytes =\n  '${Buffer.from(wasm).toString('base64')}';\n`,
  );
}
