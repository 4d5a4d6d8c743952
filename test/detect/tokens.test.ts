// Every token format, by samples of its own shape, in what people write around tokens, through the engine with all detectors on.
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/detect/catalogue.ts';
import { contextual } from '../../src/detect/detectors/contextual.ts';
import { formats } from '../../src/detect/detectors/tokens.ts';
import { engineOf } from '../../src/detect/engine.ts';
import { randomFrom, sampleOf } from '../../src/detect/shape/generate.ts';
import { severities, type Path, type Severity } from '../../src/model.ts';

const engine = engineOf(catalogue);
const look = (text: string, path: string) => {
  const { view, candidates } = engine({ path: path as Path, origin: 'file', bytes: Buffer.from(text) });
  return candidates.map((one) => ({ id: one.rule.id, severity: one.severity, certainty: one.certainty, value: view.text.slice(one.start, one.end) }));
};

/** What people write around a token: its path, and the text for a name and the token. */
const surroundings: readonly (readonly [what: string, path: string, write: (name: string, value: string) => string])[] = [
  ['JavaScript', 'src/a.js', (n, v) => `const ${n} = "${v}";\n`],
  ['Python', 'app/a.py', (n, v) => `${n.toUpperCase()} = '${v}'\n`],
  ['Go', 'pkg/a.go', (n, v) => `\t${n} := "${v}"\n`],
  ['Java', 'src/A.java', (n, v) => `  private static final String ${n} = "${v}";\n`],
  ['Ruby', 'lib/a.rb', (n, v) => `${n} = '${v}'\n`],
  ['PHP', 'src/a.php', (n, v) => `$config['${n}'] = '${v}';\n`],
  ['JSON', 'config.json', (n, v) => `{\n  "a": 1,\n  "${n}": "${v}"\n}\n`],
  ['YAML', 'config.yml', (n, v) => `service:\n  ${n}: ${v}\n  port: 80\n`],
  ['TOML', 'config.toml', (n, v) => `[service]\n${n} = "${v}"\n`],
  ['XML', 'config.xml', (n, v) => `<config><${n}>${v}</${n}></config>\n`],
  ['properties', 'app.properties', (n, v) => `service.${n}=${v}\n`],
  ['an environment file', 'prod.env', (n, v) => `${n.toUpperCase()}=${v}\n`],
  ['a shell export', 'deploy.sh', (n, v) => `export ${n.toUpperCase()}="${v}"\n`],
  ['a comment', 'src/b.ts', (n, v) => `// ${n}: ${v}\n`],
  ['CRLF', 'win.ini', (n, v) => `[a]\r\n${n} = ${v}\r\nb = 2\r\n`],
  ['the end of a file without newline', 'notes.txt', (n, v) => `x\n${n}=${v}`],
  ['Unicode', 'notiz.md', (n, v) => `Schlüssel „${n}“ — größer: "${n} = '${v}'" … 鍵\n`],
  ['Markdown backticks', 'README.md', (n, v) => `Set \`${n}=${v}\` and run it.\n`],
];

/** Formats whose samples are samples of another format too, told under the other's name. */
const twins: Readonly<Record<string, readonly string[]>> = {
  'typeform-token-plain': ['typeform-token'],
  'azure-openai-key': ['azure-identifiable-key'],
};
const names = (id: string): readonly string[] => [id, ...(twins[id] ?? [])];
const rank = (severity: Severity): number => severities.indexOf(severity);

describe('A token with a literal of its own is found', () => {
  const random = randomFrom(3);
  test.each(formats.map((format) => ({ id: format.rule.id, format })))('$id', ({ format }) => {
    const missed: string[] = [];
    for (const [what, path, write] of surroundings) {
      const value = sampleOf(format.shape, random, format.check);
      const found = look(write(format.context?.[0] ?? 'value', value), path);
      if (!found.some((one) => names(format.rule.id).includes(one.id) && one.value.includes(value.slice(-12))))
        missed.push(`${what}: ${found.map((one) => one.id).join(' ')}`);
    }
    expect(missed).toEqual([]);
  });
});

describe('A format without a literal is found beside its provider’s name', () => {
  const random = randomFrom(4);
  test.each(contextual.map((format) => ({ id: format.rule.id, format })))('$id', ({ format }) => {
    const missed: string[] = [];
    const keyword = format.keywords[0]!.replace(/[-. ]/g, '_').replace(/_$/, '');
    const name = `${keyword}_${format.also?.[0] ?? 'key'}`;
    for (const [what, path, write] of surroundings) {
      const value = sampleOf(format.shape, random);
      // what decides is that the value is refused: which of several providers' names is told may differ
      const found = look(write(name, value), path);
      if (!found.some((one) => one.value.includes(value.slice(0, 10)) && rank(one.severity) >= 1))
        missed.push(`${what}: ${found.map((one) => one.id).join(' ')}`);
    }
    // short samples hold too few digits now and then
    expect(missed.length).toBeLessThanOrEqual(2);
  });
});
