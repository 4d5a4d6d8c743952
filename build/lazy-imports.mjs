// Evaluates imported modules at their first use instead of at load time, as Babel's `lazy` option for CommonJS does.
import { readFileSync } from 'node:fs';
import { transform } from 'esbuild';

/**
 * @param files pattern of the modules whose imports become lazy; they must use what they import inside functions only
 * @param eager pattern of imports that stay as they are
 */
export const lazyImports = (files, eager) => ({
  name: 'lazy-imports',
  setup(bundle) {
    bundle.onLoad({ filter: files }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'ts', format: 'cjs', platform: 'node', target: 'es2022' });
      // with imports spelled as calls, and the module's own exports left as they were
      const [own, names] = /^0 && \(module\.exports = (\{[^}]*\})\);$/m.exec(code) ?? [];
      if (own === undefined) throw new Error(`${path}: its exports are not where esbuild puts them`);
      const module = code.replace(/^module\.exports = .*$/m, '').replace(own, `export ${names};`);
      const lazy = [];
      const declared = module.replace(/^var (import_\w+) = require\(("[^"]+")\);$/gm, (line, name, specifier) => {
        if (eager.test(specifier)) return line;
        lazy.push(name);
        return `const ${name} = () => require(${specifier});`;
      });
      const used = lazy.reduce((text, name) => text.replaceAll(`${name}.`, `${name}().`), declared);
      return { contents: used, loader: 'js' };
    });
  },
});
