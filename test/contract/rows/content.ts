// Rows C2 to C4 of the contract: what is a secret, where none may stand, and what may.
import type { Row } from './case.ts';
import { base64, chatHook, gzipped, paymentKey, privateKey, secret, token, zipped } from './samples.ts';

const uri = (): string => `postgres://app:${secret()}@db.internal:5432/app`;

export const contentRows: readonly Row[] = [
  {
    row: 'C2.1',
    refused: [
      { what: 'a credential', files: { 'c21/a.py': `password = "${secret()}"\n` }, says: 'generic-password' },
      { what: 'an API key', files: { 'c21/b.txt': `${token()}\n` }, says: 'github' },
      { what: 'a connection string', files: { 'c21/c.yml': `url: ${uri()}\n` }, says: 'connection' },
      { what: 'a signing key', files: { 'c21/d.txt': privateKey() }, says: 'private-key' },
      { what: 'a payment credential', files: { 'c21/e.js': `const stripe = '${paymentKey()}';\n` }, says: 'stripe' },
      { what: 'a third-party credential', files: { 'c21/f.json': `{"hook": "${chatHook()}"}\n` }, says: 'slack' },
    ],
    allowed: [
      { what: 'the names of all six', files: { 'c21/g.md': 'DB_PASSWORD, API_KEY, DATABASE_URL, SIGNING_KEY, STRIPE_KEY, SLACK_HOOK\n' } },
      { what: 'a connection string without a login', files: { 'c21/h.yml': 'url: postgres://db.internal:5432/app\n' } },
      { what: 'a public key', files: { 'c21/i.ts': 'export const publicKeyPath = "keys/app.pub";\n' } },
    ],
  },
  {
    row: 'C2.2',
    refused: [
      { what: 'an encrypted archive', run: (at) => binary(at, 'c22/a.zip', zipped('a.txt', 'hello', 1)), says: 'not everything could be scanned' },
      { what: 'a damaged archive', run: (at) => binary(at, 'c22/b.gz', gzipped('a'.repeat(4000)).subarray(0, 30)), says: 'not everything could be scanned' },
      { what: 'a policy that cannot be read', files: { '.secrets-hooks/policy.json': '{ "version": 1, ' }, says: 'not JSON' },
      { what: 'a ledger that cannot be read', files: { '.secrets-hooks/incidents/a/b.json': '{}' }, says: 'ledger' },
    ],
    allowed: [
      { what: 'an archive that holds nothing', run: (at) => binary(at, 'c22/c.zip', zipped('a.txt', 'hello')) },
      { what: 'bytes without a meaning', run: (at) => binary(at, 'c22/d.bin', Buffer.from([0, 1, 2, 255, 254, 0])) },
      { what: 'an empty file', files: { 'c22/e.txt': '' } },
    ],
  },
  {
    row: 'C3.1',
    refused: [
      { what: 'by pre-commit', files: { 'c31/a.txt': `${token()}\n` } },
      { what: 'by commit-msg', run: (at) => at.apart(() => at.commit({ 'c31/m.txt': 'm\n' }, `Use ${token()}`)) },
      {
        what: 'what a merge brings, squashed into one commit',
        run: (at) => {
          at.git('checkout', '-q', '-b', 'side31', 'main');
          at.slip({ 'c31/side.txt': `${token()}\n` });
          at.git('checkout', '-q', 'main');
          return at.apart(() => {
            at.git('merge', '-q', '--squash', 'side31');
            return at.commit({});
          });
        },
      },
      {
        what: 'by pre-push, also where a later commit took it out again',
        run: (at) =>
          at.pushed(() => {
            at.slip({ 'c31/gone.txt': `${token()}\n` });
            at.slip({ 'c31/gone.txt': 'nothing\n' });
          }),
      },
      {
        what: 'by pre-receive, past the hook of the clone',
        run: (at) => {
          at.hook(at.remote, 'pre-receive', true);
          return at.pushed(() => at.slip({ 'c31/server.txt': `${token()}\n` }), '--no-verify');
        },
      },
    ],
    allowed: [
      { what: 'a commit', files: { 'c31/b.txt': 'nothing\n' } },
      { what: 'a message', run: (at) => at.commit({ 'c31/c.txt': 'nothing\n' }, 'Rotate the token of the store') },
      { what: 'a push, to a server that judges', run: (at) => at.pushed(() => at.slip({ 'c31/d.txt': 'nothing\n' })) },
    ],
  },
  {
    row: 'C3.2',
    refused: [
      { what: 'and a long line is not shown', files: { 'c32/a.js': `var a=${'1+'.repeat(900)}1,password="${secret()}";\n` } },
      { what: 'and a value in the name of a file is masked', run: (at) => shownNowhere(at, token(), (value) => ({ [`c32/${value}.txt`]: 'x\n' })) },
      {
        what: 'and the decoded value is not shown',
        run: (at) => shownNowhere(at, secret(), (value) => ({ 'c32/b.yml': `a: ${base64(`password: ${value}`)}\n` })),
      },
      {
        what: 'and what stands beside it is not shown',
        run: (at) => shownNowhere(at, token(), (value) => ({ 'c32/c.sh': `curl -u me:${value} --token ${token()}\n` })),
      },
    ],
    allowed: [
      { what: 'a fingerprint', files: { 'c32/d.md': `Rotated: v1f-${'ab12'.repeat(8)}.\n` } },
      { what: 'a masked value', files: { 'c32/e.md': 'The token `ghp_…(40)` was rotated.\n' } },
      { what: 'a hidden field', files: { 'c32/f.json': '{"password": "********"}\n' } },
    ],
  },
  {
    row: 'C3.4',
    refused: [
      { what: 'with the reference of TypeScript', files: { 'c34/a.ts': `const dbPassword = '${secret()}';\n` }, says: 'process.env.DB_PASSWORD' },
      { what: 'with that of Python', files: { 'c34/b.py': `db_password = "${secret()}"\n` }, says: 'os.environ["DB_PASSWORD"]' },
      { what: 'with that of Terraform', files: { 'c34/c.tf': `db_password = "${secret()}"\n` }, says: 'var.db_password' },
      { what: 'with that of Go', files: { 'c34/d.go': `dbPassword := "${secret()}"\n` }, says: 'os.Getenv("DB_PASSWORD")' },
    ],
    allowed: [
      { what: 'that reference in TypeScript', files: { 'c34/a.ts': 'const dbPassword = process.env.DB_PASSWORD;\n' } },
      { what: 'in Python', files: { 'c34/b.py': 'db_password = os.environ["DB_PASSWORD"]\n' } },
      { what: 'in Terraform', files: { 'c34/c.tf': 'db_password = var.db_password\n' } },
    ],
  },
  {
    row: 'C4.1a',
    refused: [
      { what: 'in UTF-16 without a mark', run: (at) => binary(at, 'c41a/a.txt', Buffer.from(`password = "${secret()}"\n`, 'utf16le')) },
      { what: 'in a notebook', files: { 'c41a/b.ipynb': JSON.stringify({ cells: [{ source: [`password = "${secret()}"\n`] }] }) } },
      { what: 'in a lock file', files: { 'c41a/package-lock.json': `{"resolved": "https://me:${secret()}@npm.internal/a.tgz"}\n` } },
      { what: 'in an archive', run: (at) => binary(at, 'c41a/d.zip', zipped('app.py', `password = "${secret()}"\n`)) },
      { what: 'under instances, as critical', files: { 'instances/eu/app.yml': `password: ${secret()}\n` }, says: 'critical' },
      { what: 'behind an ending that says picture', files: { 'c41a/e.png': `${token()}\n` } },
    ],
    allowed: [
      { what: 'UTF-16 with nothing in it', run: (at) => binary(at, 'c41a/f.txt', Buffer.from('\ufeffhello\n', 'utf16le')) },
      { what: 'checksums of a lock file', files: { 'c41a/yarn.lock': `integrity sha512-${base64('a'.repeat(64))}\n` } },
      { what: 'identifiers', files: { 'c41a/g.yml': 'id: 3f2b8c1e-9d4a-4f6b-8e2d-1a2b3c4d5e6f\nrevision: da39a3ee5e6b4b0d3255bfef95601890afd80709\n' } },
    ],
  },
  {
    row: 'C4.1b',
    refused: [
      { what: 'in a comment of Python', files: { 'c41b/a.py': `# old password = "${secret()}"\n` } },
      { what: 'in a block comment of Java', files: { 'c41b/A.java': `/* password: "${secret()}" */\n` } },
      { what: 'in a comment of HTML', files: { 'c41b/b.html': `<!-- ${token()} -->\n` } },
      { what: 'in a comment of SQL', files: { 'c41b/c.sql': `-- password='${secret()}'\n` } },
    ],
    allowed: [
      { what: 'a comment that speaks of one', files: { 'c41b/d.py': '# the password is injected at run time\n' } },
      { what: 'a comment that names the variable', files: { 'c41b/e.ts': '// password: process.env.DB_PASSWORD\n' } },
      { what: 'a task', files: { 'c41b/f.go': '// TODO(ada): rotate the token, remove the old password\n' } },
    ],
  },
  {
    row: 'C4.1c',
    refused: [
      { what: 'base64 in a Kubernetes Secret', files: { 'c41c/a.yml': `kind: Secret\nmetadata: {name: a}\ndata:\n  password: ${base64(secret())}\n` } },
      { what: 'base64 twice', files: { 'c41c/b.txt': `${base64(base64(token()))}\n` } },
      { what: 'hex', files: { 'c41c/c.txt': `${Buffer.from(token()).toString('hex')}\n` } },
      { what: 'basic authorization', files: { 'c41c/d.http': `Authorization: Basic ${base64(`app:${secret()}`)}\n` } },
      { what: 'a string put together from parts', files: { 'c41c/e.js': token().replace(/^(.{10})(.{15})(.*)$/, 'const t = "$1" + "$2" + "$3";\n') } },
      { what: 'escapes', files: { 'c41c/f.json': `{"t": "${[...token()].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"}\n` } },
    ],
    allowed: [
      { what: 'base64 of a text', files: { 'c41c/g.txt': `${base64('Nothing of any worth stands here, only words.')}\n` } },
      { what: 'a Kubernetes Secret of references', files: { 'c41c/h.yml': 'kind: Secret\nmetadata: {name: a}\nstringData:\n  password: ${DB_PASSWORD}\n' } },
      { what: 'a picture within a page', files: { 'c41c/i.css': `a{background:url(data:image/gif;base64,${base64('GIF89a\x01\x00\x01\x00')})}\n` } },
    ],
  },
  {
    row: 'C4.1d',
    refused: [
      { what: 'called an example', files: { 'c41d/a.md': `Example token (fake): ${token()}\n` } },
      { what: 'in a test', files: { 'c41d/dummy.test.ts': `const dummyToken = '${token()}';\n` } },
      { what: 'in a fixture of samples', files: { 'test/fixtures/sample.json': `{"example_only": "${token()}"}\n` } },
    ],
    allowed: [
      { what: 'what shows that it is none', files: { 'c41d/b.md': 'Example token: ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n' } },
      { what: 'a word', files: { 'c41d/c.test.ts': "const password = 'password';\n" } },
      { what: 'a placeholder', files: { 'c41d/d.yml': 'token: <your-token-here>\n' } },
    ],
  },
  {
    row: 'C4.2a',
    refused: [
      { what: 'a random value in .env.example', files: { 'c42a/.env.example': `DB_PASSWORD=${secret()}\n` } },
      { what: 'a word with a number', files: { 'c42a/.env.example': `ADMIN_PASSWORD=Sommer${1000 + Math.floor(Math.random() * 9000)}!\n` } },
      { what: 'a login within an address', files: { 'c42a/.env.example': `DATABASE_URL=${uri()}\n` } },
      { what: 'behind a comment sign', files: { 'c42a/.env.example': `# API_KEY=${secret(32)}\n` } },
      { what: 'among placeholders', files: { 'c42a/.env.example': `A_TOKEN=<token>\nB_TOKEN=${secret(32)}\nC_TOKEN=changeme\n` } },
    ],
    allowed: [
      { what: 'empty values', files: { 'c42a/.env.example': 'DB_PASSWORD=\nAPI_KEY=""\nTOKEN= # from the platform\n' } },
      {
        what: 'brackets and references',
        files: { 'c42a/.env.example': 'TOKEN=<token>\nURL=${URL}\nKEY=[your key]\nPASSWORD={{ password }}\nSECRET=%SECRET%\n' },
      },
      {
        what: 'words that say so',
        files: { 'c42a/.env.example': 'A_KEY=changeme\nB_SECRET=your-secret-here\nC_TOKEN=xxxxxxxx\nD_PASSWORD=CHANGE_ME\nE_KEY=replace-with-your-key\n' },
      },
      { what: 'an address with a placeholder for a login', files: { 'c42a/.env.example': 'DATABASE_URL=postgres://user:password@localhost:5432/app\n' } },
      { what: 'settings', files: { 'c42a/.env.example': 'PORT=3000\nTOKEN_TTL=3600\nPASSWORD_MIN_LENGTH=12\nAUTH_PROVIDER=google\n' } },
    ],
  },
  {
    row: 'C4.2b',
    refused: [
      { what: 'documentation with a value', files: { 'docs/a.md': `Log in with \`api_key=${secret(32)}\`.\n` } },
      { what: 'a table with a value', files: { 'docs/b.md': `| name | value |\n| --- | --- |\n| token | ${token()} |\n` } },
      { what: 'a page with a value', files: { 'docs/c.html': `<code>curl -H "Authorization: Bearer ${token()}"</code>\n` } },
    ],
    allowed: [
      {
        what: 'a table of names',
        files: { 'docs/d.md': '| name | what for |\n| --- | --- |\n| `DB_PASSWORD` | the database |\n| `STRIPE_SECRET_KEY` | payments |\n' },
      },
      { what: 'a list of names', files: { 'docs/e.md': 'Secrets: DB_PASSWORD, API_KEY, JWT_SECRET. Ask your platform team.\n' } },
      { what: 'a command that reads one', files: { 'docs/f.md': 'curl -H "Authorization: Bearer $TOKEN" https://api.example.org\n' } },
    ],
  },
  {
    row: 'C4.2c',
    refused: [
      { what: 'a default behind a reference', files: { 'c42c/a.yml': `password: \${DB_PASSWORD:-${secret()}}\n` } },
      { what: 'a default in a call', files: { 'c42c/b.py': `password = os.environ.get("DB_PASSWORD", "${secret()}")\n` } },
      { what: 'a value beside references', files: { 'c42c/c.yml': `a_password: \${A_PASSWORD}\nb_password: ${secret()}\n` } },
      { what: 'a default in Terraform', files: { 'c42c/d.tf': `variable "db_password" {\n  default = "${secret()}"\n}\n` } },
    ],
    allowed: [
      {
        what: 'in configuration',
        files: {
          'c42c/e.yml':
            'a_password: ${DB_PASSWORD}\nb_password: $DB_PASSWORD\nc_password: "%DB_PASSWORD%"\nd_password: "{{ db_password }}"\ne_password: ${DB_PASSWORD:?missing}\n',
        },
      },
      {
        what: 'in code',
        files: {
          'c42c/f.ts': "const password = process.env.DB_PASSWORD ?? '';\nconst token = process.env['API_TOKEN'];\nconst key = import.meta.env.VITE_API_KEY;\n",
        },
      },
      {
        what: 'in Python, Ruby, PHP, Elixir',
        files: {
          'c42c/g.py': 'password = os.environ["DB_PASSWORD"]\ntoken = os.getenv("API_TOKEN")\n',
          'c42c/g.rb': "password = ENV['DB_PASSWORD']\ntoken = ENV.fetch('API_TOKEN')\n",
          'c42c/g.php': "<?php $password = env('DB_PASSWORD'); $token = getenv('API_TOKEN');\n",
          'c42c/g.exs': 'password: System.get_env("DB_PASSWORD")\n',
        },
      },
      {
        what: 'to stores of secrets',
        files: {
          'c42c/h.yml':
            'a_password: vault:secret/data/db#password\nb_password: op://app/db/password\nc_password: ref+vault://secret/db#/password\nd_password: ENC[AES256_GCM,data:Tr7o,iv:1=,tag:k=,type:str]\ne_password: arn:aws:secretsmanager:eu-central-1:123456789012:secret:db\n',
        },
      },
      {
        what: 'in workflows, charts, Terraform',
        files: {
          '.github/workflows/a.yml': 'env:\n  API_TOKEN: ${{ secrets.API_TOKEN }}\n',
          'chart/templates/i.yaml': 'password: {{ .Values.db.password | quote }}\ntoken: {{ required "token" .Values.token }}\n',
          'c42c/i.tf': 'password = var.db_password\ntoken = data.vault_generic_secret.db.data["token"]\n',
        },
      },
      {
        what: 'in Spring, .NET and Prisma',
        files: {
          'c42c/application.properties': 'spring.datasource.password=${DB_PASSWORD}\n',
          'c42c/a.cs': 'var password = Environment.GetEnvironmentVariable("DB_PASSWORD");\nvar key = configuration["Api:Key"];\n',
          'c42c/schema.prisma': 'url = env("DATABASE_URL")\n',
          'c42c/b.conf': 'password = ${?DB_PASSWORD}\ntoken = @env("API_TOKEN")\n',
        },
      },
    ],
  },
];

type At = Parameters<NonNullable<Row['refused'][number]['run']>>[0];
/** Bytes that are no UTF-8. */
function binary(at: At, path: string, bytes: Buffer): ReturnType<At['commit']> {
  at.write({ [path]: '' });
  at.bytes(path, bytes);
  return at.commit({});
}

/** The commit is refused, and nothing that was said holds the value. */
function shownNowhere(at: At, value: string, files: (value: string) => Record<string, string>): ReturnType<At['commit']> {
  const done = at.commit(files(value));
  if (done.said.includes(value) || done.said.includes(value.slice(8, 24))) throw new Error('a value was shown');
  return done;
}
