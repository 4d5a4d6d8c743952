// schemas/*.schema.json → src/generated/<name>-schema.ts: a validator that needs no compiler at run time. ajv's own runtime is bundled in.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

export async function generate(root) {
  for (const file of readdirSync(join(root, 'schemas')).filter((name) => name.endsWith('.schema.json'))) {
    const name = file.replace('.schema.json', '');
    const schema = JSON.parse(readFileSync(join(root, 'schemas', file), 'utf8'));
    const ajv = new Ajv2020({
      allErrors: true,
      strict: true,
      strictRequired: false,
      strictTypes: false,
      code: { source: true, esm: true, lines: false },
      messages: true,
    });
    const code = standaloneCode.default(ajv, ajv.compile(schema));
    const bundled = await build({
      stdin: { contents: code, resolveDir: root, loader: 'js' },
      bundle: true,
      format: 'esm',
      write: false,
      platform: 'neutral',
      mainFields: ['main'],
      logLevel: 'error',
    });
    const text = `// @ts-nocheck\n/* eslint-disable */\n// Made from schemas/${file}; do not edit.\n${bundled.outputFiles[0].text}`;
    writeFileSync(join(root, `src/generated/${name}-validator.js`), text);
    writeFileSync(
      join(root, `src/generated/${name}-validator.d.ts`),
      `// Made from schemas/${file}; do not edit.\nexport interface SchemaError { readonly instancePath: string; readonly keyword: string; readonly message?: string; readonly params: Readonly<Record<string, unknown>> }\ndeclare const validate: { (data: unknown): boolean; errors?: readonly SchemaError[] | null };\nexport default validate;\n`,
    );
  }
}
