// Every pattern of the product: the literals of src/, and what is put together from strings while it is loaded and woken.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface Pattern {
  /** where it stands, or `built` */
  readonly file: string;
  readonly source: string;
  readonly flags: string;
  /** names it in the list of what was proved */
  readonly key: string;
}

const pattern = (file: string, source: string, flags: string): Pattern => ({
  file,
  source,
  flags,
  key: createHash('sha256').update(`/${source}/${flags}`).digest('hex').slice(0, 24),
});

/** Literals in the sources, by the compiler's own parser. */
function literals(root: string): Pattern[] {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  return names
    .filter((name) => name.endsWith('.ts') && !name.startsWith('generated/'))
    .flatMap((name) => {
      const source = ts.createSourceFile(name, readFileSync(join(root, 'src', name), 'utf8'), ts.ScriptTarget.Latest, true);
      const found: Pattern[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) {
          const end = node.text.lastIndexOf('/');
          const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
          found.push(pattern(`src/${name}:${line}`, node.text.slice(1, end), node.text.slice(end + 1)));
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
      return found;
    });
}

/** What goes through the constructor while the modules are loaded and every detector is woken. To be called before they are loaded elsewhere. */
async function built(): Promise<Pattern[]> {
  const made: Pattern[] = [];
  const usual = globalThis.RegExp;
  globalThis.RegExp = new Proxy(usual, {
    construct(target, args: [string | RegExp, string?], newTarget) {
      const one = Reflect.construct(target, args, newTarget) as RegExp;
      made.push(pattern('built', one.source, one.flags));
      return one;
    },
  });
  try {
    const { catalogue } = await import('../../src/detect/catalogue.ts');
    const { Scene } = await import('../../src/detect/scene.ts');
    const { homeOf } = await import('../../src/policy/checks/places.ts');
    const { sampleOf } = await import('../../src/detect/shape/generate.ts');
    const { formats } = await import('../../src/detect/detectors/tokens.ts');
    const path = 'instances/one/a.ts' as Parameters<typeof homeOf>[0];
    homeOf(path, { stores: ['a/*/b*c*d/', '*'] });
    let state = 1;
    const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
    // companions are compiled where their format is found
    const texts = formats.map(({ shape, check }) => `\n key = "${sampleOf(shape, random, check)}" \n`);
    for (const detector of catalogue.detectors)
      for (const anchor of detector.anchors) {
        detector.find(new Scene(` ${anchor.text} = x\n`, path, 0), 1, anchor);
        for (const text of texts) {
          const at = text.indexOf(anchor.text);
          if (at >= 0) detector.find(new Scene(text, path, 0), at, anchor);
        }
      }
    const kubernetes = 'kind: Secret\n  data:\n    a: aGFsbG8gd2VsdA==\n';
    for (const decoder of catalogue.decoders) decoder.decode(new Scene(kubernetes, path, 0), 0, 12);
  } finally {
    globalThis.RegExp = usual;
  }
  return made;
}

/** All of them, each once. */
export async function patternsOf(root: string): Promise<readonly Pattern[]> {
  return [...new Map([...literals(root), ...(await built())].map((one) => [one.key, one])).values()];
}
