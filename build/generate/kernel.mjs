// src/detect/gate/kernel.as.ts → src/generated/kernel.ts: the WebAssembly bytes, in base64.
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

export async function generate(root) {
  const sources = { 'kernel.ts': readFileSync(join(root, 'src/detect/gate/kernel.as.ts'), 'utf8') };
  let wasm;
  const { error, stderr } = await asc.main(
    [
      'kernel.ts',
      '--outFile',
      'kernel.wasm',
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
      '100',
      '--maximumMemory',
      '100',
      '--use',
      'abort=',
    ],
    { readFile: (name) => sources[name] ?? null, writeFile: (name, contents) => (name.endsWith('.wasm') ? (wasm = contents) : undefined), listFiles: () => [] },
  );
  if (error) throw new Error(`the kernel does not compile: ${stderr.toString()}`);
  writeFileSync(
    join(root, 'src/generated/kernel.ts'),
    `// Made from src/detect/gate/kernel.as.ts; do not edit.\nexport const kernelBytes =\n  '${Buffer.from(wasm).toString('base64')}';\n`,
  );
}
