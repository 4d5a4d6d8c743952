// What stands in the platform besides its exposures: services in four languages, configuration that only refers, ids and digests.

/** @returns makers of files, by kind; `n` makes each one another */
export function innocenceOf({ pick, text, next }, values) {
  const nouns = ['order', 'basket', 'parcel', 'invoice', 'refund', 'voucher', 'shipment', 'catalogue', 'price', 'customer', 'address', 'stock'];
  const verbs = ['load', 'store', 'rank', 'merge', 'cancel', 'confirm', 'split', 'count', 'archive', 'print'];
  const noun = () => pick(nouns);
  const upper = (word) => word[0].toUpperCase() + word.slice(1);
  return {
    typescript: (n) => {
      const [what, does] = [noun(), pick(verbs)];
      return [
        "import { createHash } from 'node:crypto';",
        `/** Part ${n}: ${does}s one ${what}. */`,
        `export async function ${does}${upper(what)}(id: string, store: Store): Promise<${upper(what)}> {`,
        `  const url = new URL(\`/v2/${what}s/\${encodeURIComponent(id)}\`, process.env.PLATFORM_URL);`,
        '  const token = await store.tokens.issue({ audience: url.host, seconds: 300 });',
        "  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}`, 'x-request-id': id } });",
        `  if (!answer.ok) throw new Error(\`${what} \${id}: status \${answer.status}\`);`,
        `  const etag = createHash('sha256').update('${values.uuid()}').digest('hex');`,
        `  return { ...(await answer.json()), etag, revision: ${Math.floor(next() * 9000)} };`,
        '}',
        '',
      ].join('\n');
    },
    python: (n) =>
      [
        `"""Part ${n} of the catalogue: ${noun()}s by ${noun()}."""`,
        'import os',
        'from dataclasses import dataclass',
        '',
        `NAMESPACE = "${values.uuid()}"`,
        `CHECKSUM = "sha256:${values.hex(64)}"`,
        '',
        '@dataclass',
        `class ${upper(noun())}Query:`,
        '    store: str',
        `    limit: int = ${Math.floor(next() * 500) + 10}`,
        '',
        'def connect():',
        '    password = os.environ["CATALOG_DB_PASSWORD"]',
        '    return dsn(user="catalog", password=password, host=os.environ.get("CATALOG_DB_HOST", "localhost"))',
        '',
      ].join('\n'),
    go: (n) =>
      [
        'package payments',
        '',
        'import (',
        '\t"errors"',
        '\t"os"',
        ')',
        '',
        `// ErrPart${n} tells that no ${noun()} was found.`,
        `var ErrPart${n} = errors.New("no such ${noun()}")`,
        '',
        `func key${n}() (string, error) {`,
        '\tkey, ok := os.LookupEnv("PAYMENT_PROVIDER_KEY")',
        '\tif !ok {',
        '\t\treturn "", errors.New("PAYMENT_PROVIDER_KEY is not set")',
        '\t}',
        '\treturn key, nil',
        '}',
        '',
      ].join('\n'),
    java: (n) =>
      [
        'package org.example.fulfilment;',
        '',
        `/** Part ${n}: moves a ${noun()}. */`,
        `public final class ${upper(noun())}Mover${n} {`,
        `    private static final long serialVersionUID = ${text('123456789', 18)}L;`,
        '    private final String password = System.getenv("FULFILMENT_DB_PASSWORD");',
        `    public int weigh(int grams) { return grams * ${Math.floor(next() * 90) + 2}; }`,
        '}',
        '',
      ].join('\n'),
    settings: (environment) =>
      [
        `environment: ${environment}`,
        'database:',
        '  host: db.internal',
        '  user: platform',
        '  password: ${DATABASE_PASSWORD}',
        `  pool: ${Math.floor(next() * 40) + 5}`,
        'payments:',
        '  provider: example-pay',
        '  api_key: ${PAYMENT_PROVIDER_KEY}',
        `features: [loyalty, ${noun()}-import]`,
        '',
      ].join('\n'),
    store: (name, n) =>
      [
        `store: ${name}`,
        `currency: ${pick(['EUR', 'SEK', 'CZK', 'CHF'])}`,
        `theme: "${text('0123456789abcdef', 6)}"`,
        'api_key: ${STORE_API_KEY}',
        'session_secret_file: /run/secrets/session',
        `revision: ${n}`,
        '',
      ].join('\n'),
    example: (name) => `STORE=${name}\nSTORE_API_KEY=<from the secret store>\nSESSION_SECRET=\nDATABASE_URL=\${DATABASE_URL}\nMAIL_PASSWORD=changeme\n`,
    lock: () =>
      JSON.stringify(
        {
          lockfileVersion: 3,
          packages: Object.fromEntries(
            nouns.map((name) => [
              `node_modules/${name}-kit`,
              { version: `${Math.floor(next() * 9)}.0.0`, integrity: `sha512-${Buffer.from(values.hex(64)).toString('base64')}` },
            ]),
          ),
        },
        null,
        2,
      ) + '\n',
    handbook: (n) =>
      `# Handbook, chapter ${n}\n\nEach store has a database password and an API key of its own. They are named \`STORE_API_KEY\` and \`DATABASE_PASSWORD\`;\ntheir values come from the secret store when the ${noun()} service starts. Commit ${values.hex(40)} shows how.\n`,
    controlPlane: (n) =>
      [
        `// Control plane, part ${n}: it knows of stores what anybody may know.`,
        'export interface StoreSummary { readonly name: string; readonly region: string; readonly healthy: boolean }',
        `export const summaries = (stores: readonly StoreSummary[]) => stores.filter((one) => one.healthy).slice(0, ${Math.floor(next() * 90) + 5});`,
        "export const configOf = (name: string) => readFileSync(`instances/${name}/app.yml`, 'utf8');",
        '',
      ].join('\n'),
  };
}
