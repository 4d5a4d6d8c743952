// Rows C5 to C9 of the contract: where secrets live, and where they may not go.
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joined, type Rig, type Row } from './case.ts';
import { base64, gzipped, privateKey, secret } from './samples.ts';

export const seven = 'instances/**/.env\ninstances/**/.env.*\ninstances/**/secrets*\n*.pem\n*.key\n*.crt\n*.p12\n!.env.example\n!instances/**/.env.example\n';
const policyPlaces = '{"version": 1, "places": {"stores": ["instances/*/", "shops/*/"]}}\n';

/** One value, in each of these texts where it says so. */
const shared = (files: Readonly<Record<string, (value: string) => string>>) => (at: Rig) => {
  const value = secret();
  return at.commit(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text(value)])));
};
/** The first file stands in the tree, the second one is committed. */
const copied =
  (first: string, second: string, text: (value: string) => string, other = text) =>
  (at: Rig) => {
    const value = secret();
    at.slip({ [first]: text(value) });
    return at.commit({ [second]: other(value) });
  };
const password = (value: string): string => `password: ${value}\n`;

export const placeRows: readonly Row[] = [
  {
    row: 'C3.3',
    refused: [
      { what: 'one value in two stores', run: shared({ 'instances/a33/app.yml': password, 'instances/b33/app.yml': password }), says: 'a33 and b33' },
      { what: 'a store that reads another one’s file', files: { 'instances/a33/up.sh': '. ../b33/.env\n' }, says: 'another store' },
      {
        what: 'code that falls back to a shared one',
        files: { 'src/a33.ts': joined('export const key = store.api·Key ?? shared.api·Key;\n') },
        says: 'shared credential',
      },
    ],
    allowed: [
      { what: 'one setting in two stores', files: { 'instances/a33/app.yml': 'currency: EUR\n', 'instances/b33/app.yml': 'currency: EUR\n' } },
      {
        what: 'one reference in two stores',
        files: { 'instances/a33/db.yml': 'password: ${DB_PASSWORD}\n', 'instances/b33/db.yml': 'password: ${DB_PASSWORD}\n' },
      },
      { what: 'code that fails without one', files: { 'src/b33.ts': "if (store.apiKey === undefined) throw new Error('this store has no key');\n" } },
    ],
  },
  {
    row: 'C5.1a',
    refused: [
      { what: '.env, forced in and empty', files: { 'instances/eu/.env': '' }, says: 'critical' },
      { what: '.env of any case', files: { 'instances/eu/.ENV': 'A=b\n' }, says: 'critical' },
      { what: '.env.production, deep', files: { 'instances/eu/a/b/.env.production': 'A=b\n' }, says: 'critical' },
      {
        what: 'renamed in',
        before: { 'settings51.txt': 'A=b\n' },
        run: (at) => at.apart(() => (at.git('mv', '-f', 'settings51.txt', 'instances/.env'), at.commit({}))),
        says: 'critical',
      },
      { what: 'a link of that name', run: (at) => linked(at, 'instances/eu/.env'), says: 'critical' },
      { what: 'a folder of that name', files: { 'instances/eu/.env.d/db': 'A=b\n' }, says: 'critical' },
      { what: 'a folder Instances', files: { 'Instances/eu/.env': 'A=b\n' }, says: 'critical' },
      { what: 'with an invisible sign in its name', files: { 'instances/eu/.e\u200bnv': 'A=b\n' }, says: 'critical' },
      { what: 'secrets of a store', files: { 'instances/eu/secrets/db.yml': 'a: b\n' }, says: 'critical' },
    ],
    allowed: [
      { what: '.env.example', files: { 'instances/eu/.env.example': 'A=\n' } },
      { what: 'configuration without a secret', files: { 'instances/eu/config.yml': 'currency: EUR\n' } },
      { what: 'a page about it', files: { 'instances/readme.md': 'Each store has a .env of its own; it is never committed.\n' } },
    ],
  },
  {
    row: 'C5.1b',
    refused: [
      { what: '.env at the top', files: { '.env': 'A=b\n' }, says: 'C5.1b' },
      { what: '.env.local of a service', files: { 'services/a/.env.local': '' }, says: 'C5.1b' },
      { what: '.env.sample: only .env.example may exist', files: { '.env.sample': 'A=\n' }, says: 'C5.1b' },
      { what: '.env.example.bak', files: { '.env.example.bak': 'A=\n' }, says: 'C5.1b' },
      { what: '.Env', files: { 'services/a/.Env': 'A=b\n' }, says: 'C5.1b' },
      { what: 'a link that is called so', run: (at) => linked(at, 'services/b/.env'), says: 'C5.1b' },
    ],
    allowed: [
      { what: '.env.example at the top', files: { '.env.example': 'A=\n' } },
      { what: '.env.example of a service', files: { 'services/a/.env.example': 'A=\n' } },
      { what: 'code that is called so', files: { 'src/env.ts': 'export {};\n', 'src/environment.env.ts': 'export {};\n' } },
    ],
  },
  {
    row: 'C5.2',
    refused: [
      { what: 'a pattern taken out', files: { '.gitignore': seven.replace('*.key\n', '') }, says: 'no longer be ignored' },
      { what: 'a later negation', files: { '.gitignore': `${seven}!*.pem\n` }, says: 'C5.2' },
      { what: 'the negation of one name', files: { '.gitignore': `${seven}!certs/ca.crt\n` }, says: 'C5.2' },
      { what: 'the negation of one store’s file', files: { '.gitignore': `${seven}!instances/eu/.env\n` }, says: 'C5.2' },
      { what: 'a nested negation', files: { 'services/a/.gitignore': '!*.p12\n' }, says: 'C5.2' },
      { what: 'a negation within a store', files: { 'instances/eu/.gitignore': '!.env\n!secrets*\n' }, says: 'C5.2' },
      { what: 'the file taken away', run: (at) => at.apart(() => (at.git('rm', '-q', '.gitignore'), at.commit({}))), says: 'C5.2' },
      { what: 'a key, forced in', files: { 'c52/a.pem': privateKey() }, says: 'blocked' },
      { what: 'a store’s secrets, forced in', files: { 'instances/eu/secrets.json': '{}\n' }, says: 'critical' },
    ],
    allowed: [
      { what: 'a pattern more', files: { '.gitignore': `${seven}dist/\n` } },
      { what: 'another order', files: { '.gitignore': `dist/\n${seven}` } },
      { what: 'a nested file with rules of its own', files: { 'services/a/.gitignore': '*.log\n!keep.log\n' } },
      { what: 'examples taken back', files: { '.gitignore': `${seven}!.env.example\n!services/*/.env.example\n` } },
    ],
  },
  {
    row: 'C6',
    refused: [
      {
        what: 'values files of Helm',
        run: shared({ 'chart/values-staging.yaml': password, 'chart/values-production.yaml': password }),
        says: 'production and staging',
      },
      {
        what: 'one stands in the tree, the other one comes',
        run: copied('c6/app.staging.yml', 'c6/app.production.yml', password),
        says: 'production and staging',
      },
      {
        what: 'plain in one, base64 in the other',
        run: copied('c6/dev/a.yml', 'c6/prod/secret.yml', password, (value) => `kind: Secret\ndata:\n  password: ${base64(value)}\n`),
        says: 'development and production',
      },
      {
        what: 'sections of one file',
        run: shared({ 'c6/database.yml': (value) => `staging:\n  password: ${value}\nproduction:\n  password: ${value}\n` }),
        says: 'production and staging',
      },
      {
        what: 'templates of environment files',
        run: shared({ '.env.staging': (value) => `DB_PASSWORD=${value}\n`, '.env.production': (value) => `DB_PASSWORD=${value}\n` }),
        says: 'production and staging',
      },
      {
        what: 'settings in code',
        run: copied('settings/staging.py', 'settings/production.py', (value) => `DB_PASSWORD = "${value}"\n`),
        says: 'production and staging',
      },
      {
        what: 'variables of Terraform',
        run: copied('envs/qa/main.tfvars', 'envs/live/main.tfvars', (value) => `db_password = "${value}"\n`),
        says: 'production and qa',
      },
    ],
    allowed: [
      { what: 'one reference in two', files: { 'c6/b.staging.yml': 'password: ${DB_PASSWORD}\n', 'c6/b.production.yml': 'password: ${DB_PASSWORD}\n' } },
      { what: 'one setting in two', files: { 'c6/c.staging.yml': 'region: eu-central-1\n', 'c6/c.production.yml': 'region: eu-central-1\n' } },
      { what: 'one placeholder in two', files: { 'c6/d.staging.yml': 'password: <password>\n', 'c6/d.production.yml': 'password: <password>\n' } },
    ],
  },
  {
    row: 'C7',
    refused: [
      { what: 'reading a store’s file', files: { 'control-plane/a.ts': "const text = readFileSync('instances/eu/secrets.json');\n" }, says: 'C7' },
      { what: 'a path put together', files: { 'control-plane/b.ts': "const text = readFileSync(join('instances', store, '.env'));\n" }, says: 'C7' },
      { what: 'handing on in an answer', files: { 'control-plane/c.ts': joined('res.json({ key: store.api·Key });\n') }, says: 'C7' },
      { what: 'a store-scoped variable', files: { 'control-plane/d.yml': joined('STORE_7_DB_PASS·WORD: ${STORE_7_DB_PASS·WORD}\n') }, says: 'C7' },
      { what: 'holding one', files: { 'control-plane/e.yml': `stores:\n  eu:\n    password: ${secret()}\n` }, says: 'blocked' },
      { what: 'from a store of secrets', files: { 'control-plane/f.py': joined('vault.read(f"secr·et/stores/{id}/db")\n') }, says: 'C7' },
    ],
    allowed: [
      { what: 'reading a store’s settings', files: { 'control-plane/g.ts': "const text = readFileSync('instances/eu/config.json');\n" } },
      { what: 'a store’s name and state', files: { 'control-plane/h.ts': 'res.json({ name: store.name, secretStatus: store.secretStatus });\n' } },
      { what: 'its own configuration', files: { 'control-plane/i.ts': 'const password = process.env.CONTROL_PLANE_DB_PASSWORD;\n' } },
      { what: 'a page that forbids it', files: { 'control-plane/readme.md': 'It never reads instances/eu/.env.\n' } },
    ],
  },
  {
    row: 'C8',
    refused: [
      { what: 'one value in two stores', run: shared({ 'instances/a8/app.yml': password, 'instances/b8/app.yml': password }), says: 'a8 and b8' },
      {
        what: 'also where the other one stands in the tree',
        run: copied('instances/c8/app.yml', 'instances/d8/app.json', password, (value) => `{"password": "${value}"}\n`),
        says: 'c8 and d8',
      },
      { what: 'a fallback in Python', files: { 'src/a8.py': joined('token = store_to·ken or SHARED_API_TO·KEN\n') }, says: 'shared credential' },
      { what: 'a fallback in shell', files: { 'src/a8.sh': joined('TO·KEN="${STORE_TO·KEN:-$SHARED_TO·KEN}"\n') }, says: 'shared credential' },
      { what: 'a reference to another store', files: { 'instances/a8/b.yml': 'password: vault:secret/stores/b8/db\n' }, says: 'another store' },
      { what: 'a file of another store', files: { 'instances/a8/compose.yml': 'services:\n  app:\n    env_file: ../b8/.env\n' }, says: 'another store' },
      {
        what: 'stores where the policy says',
        before: { '.secrets-hooks/policy.json': policyPlaces },
        run: shared({ 'shops/a8/app.yml': password, 'shops/b8/app.yml': password }),
        says: 'a8 and b8',
      },
    ],
    allowed: [
      { what: 'a store’s own reference', files: { 'instances/a8/c.yml': 'password: vault:secret/stores/a8/db\n' } },
      { what: 'a shared theme', files: { 'src/b8.ts': 'const theme = store.theme ?? shared.theme;\n' } },
      { what: 'a store that fails without its own', files: { 'src/b8.sh': joined('TO·KEN="${STORE_TO·KEN:?this store has none}"\n') } },
    ],
  },
  {
    row: 'C9',
    refused: [
      { what: 'a log of TypeScript', files: { 'c9/a.ts': joined("logger.info('login', { user, pass·word });\n") }, says: 'secret-in-log' },
      { what: 'an error of Python', files: { 'c9/a.py': joined('raise ValueError(f"bad {pass·word}")\n') }, says: 'secret-in-log' },
      { what: 'a span of Go', files: { 'c9/a.go': joined('span.SetAttributes(attribute.String("token", bearer·Token))\n') }, says: 'secret-in-log' },
      { what: 'a metric of Java', files: { 'c9/A.java': joined('requests.labels(user.getApi·Key()).inc();\n') }, says: 'secret-in-log' },
      { what: 'an audit record of C#', files: { 'c9/a.cs': joined('audit.Record("login", request.Pass·word);\n') }, says: 'secret-in-log' },
      { what: 'over several lines', files: { 'c9/b.ts': joined('console.error(\n  `no access as ${user}`,\n  db.pass·word,\n);\n') }, says: 'secret-in-log' },
      { what: 'a step of a shell script', files: { 'c9/a.sh': joined('echo "token is $API_·TOKEN"\n') }, says: 'secret-in-log' },
      { what: 'a log file that was committed', files: { 'logs/app.log': `2026-01-01 12:00:00 INFO connect password=${secret()} user=app\n` } },
      {
        what: 'a log file that was packed',
        run: (at) => (at.write({ 'logs/old.log.gz': '' }), at.bytes('logs/old.log.gz', gzipped(`login password="${secret()}"\n`)), at.commit({})),
      },
    ],
    allowed: [
      { what: 'masked', files: { 'c9/c.ts': joined("logger.info('key set', mask(api·Key));\n") } },
      { what: 'hashed', files: { 'c9/c.py': joined('print(hashlib.sha256(pass·word).hexdigest())\n') } },
      { what: 'counted', files: { 'c9/c.go': joined('log.Printf("%d characters", len(pass·word))\n') } },
      { what: 'only named', files: { 'c9/c.rb': 'raise ArgumentError, "password is missing"\n' } },
      { what: 'piped to a login', files: { 'c9/c.sh': joined('echo "$API_·TOKEN" | docker login --pass·word-stdin\n') } },
      { what: 'a log file without one', files: { 'logs/clean.log': '2026-01-01 12:00:00 INFO login user=app password=***\n' } },
    ],
  },
];

/** A link that points to where the real file lies. */
function linked(at: Rig, path: string): ReturnType<Rig['commit']> {
  at.write({ [`${path}/../.keep`]: '' });
  symlinkSync(join(mkdtempSync(join(tmpdir(), 'contract-link-')), 'env'), join(at.folder, path));
  at.git('add', '-f', '--', path);
  return at.commit({});
}
