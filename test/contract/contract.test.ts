// The contract, row by row, through real git: what must be refused is refused, what must pass passes.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Repository, secret } from './repository.ts';

let at: Repository;
beforeAll(() => {
  at = new Repository({ '.gitignore': 'instances/**/.env\ninstances/**/.env.*\ninstances/**/secrets*\n*.pem\n*.key\n*.crt\n*.p12\n!.env.example\n' });
});
afterAll(() => {
  at.end();
});

/** The samples below would be refused in our own repository: a dot stands in the names until they are written. */
const joined = (text: string): string => text.replaceAll('·', '');

const refused = (files: Record<string, string>, row?: string): void => {
  const { passed, said } = at.commit(files);
  expect({ passed, said }).toMatchObject({ passed: false });
  if (row !== undefined) expect(said.replace(/\s+/g, ' ')).toContain(row);
  for (const text of Object.values(files)) for (const value of text.match(/k[A-Za-z0-9]{14,}4x/g) ?? []) expect(said).not.toContain(value);
};
const allowed = (files: Record<string, string>): void => {
  expect(at.commit(files)).toMatchObject({ passed: true });
};

describe('C4.1: no real secret in any file', () => {
  test('in code, configuration and comments', () => {
    const value = secret();
    refused({ 'src/a.ts': `const password = '${value}';\n` });
    refused({ 'config/b.yml': `db:\n  password: ${value}\n` });
    refused({ 'src/c.py': `# old password = "${value}"\n` });
    refused({ 'docs/d.md': `Log in with \`api_key=${value}\`.\n` });
    refused({ 'e.yaml': `password_b64: ${Buffer.from(`password: ${value}`).toString('base64')}\n` });
  });
  test('references and placeholders pass', () => {
    allowed({ 'src/a.ts': 'const password = process.env.DB_PASSWORD;\n' });
    allowed({ 'config/b.yml': 'db:\n  password: ${DB_PASSWORD}\n' });
    allowed({ 'src/c.py': 'password = os.environ["DB_PASSWORD"]\n' });
    allowed({ 'docs/d.md': 'Set DB_PASSWORD and API_KEY in the environment.\n' });
    allowed({ 'main.tf': 'password = var.db_password\n' });
  });
});

describe('C4.2a: .env.example holds placeholders only', () => {
  test('each value is judged', () => {
    allowed({ '.env.example': 'DB_PASSWORD=\nAPI_KEY=changeme\nTOKEN=<token>\nSECRET=your-secret-here\nURL=${URL}\nX_KEY=xxxxxxxx\n' });
    refused({ '.env.example': `DB_PASSWORD=${secret()}\n` });
    refused({ 'services/a/.env.example': `API_KEY=${secret(32)}\n` });
    refused({ '.env.example': `DATABASE_URL=postgres://app:${secret()}@db/app\n` });
  });
});

describe('C4.2a: what nobody would call random works all the same', () => {
  test.each(['DB_PASSWORD=winter', 'export ADMIN_PASSWORD="Sommer!', 'SMTP_PIN=48', '# MAIL_PASSWORD=hunter', 'JWT_SECRET=this-is-ours-'])(
    '%s… is refused',
    (line) => {
      const text = `${line}${2913 + Math.floor(Math.random() * 7000)}${line.includes('"') ? '"' : ''}\n`;
      refused({ 'examples/.env.example': text });
    },
  );
  test.each([
    'DB_PASSWORD= # set by the platform',
    'APP_KEY=base64:',
    'MAIL_PASSWORD=null',
    'JWT_SECRET=generate with openssl rand',
    'SSH_KEY=~/.ssh/id_ed25519',
    'TOKEN_TTL=3600',
    'PASSWORD_MIN_LENGTH=12',
    'AUTH_PROVIDER=google',
    'NEXT_PUBLIC_API_KEY=demo-of-ours',
    "DB_PASSWORD='${DB_PASSWORD}'",
    'PORT=3000',
  ])('%s passes', (line) => {
    allowed({ 'examples/.env.example': `# ${Math.random()}\n${line}\n` });
  });
});

describe('C5.1: environment files', () => {
  test.each(['instances/eu/.env', 'instances/eu/deep/.env.local', '.env', 'services/a/.env.production', '.ENV', 'instances/x/.Env'])(
    '%s is refused, also when it is empty',
    (path) => {
      refused({ [path]: '' }, 'C5.1');
    },
  );
  test.each(['.env.example', 'instances/eu/.env.example', 'services/a/.env.example'])('%s passes', (path) => {
    allowed({ [path]: 'A=\n' });
  });
});

describe('C5.2: ignore patterns', () => {
  test.each(['x.pem', 'a/b.key', 'ca.crt', 'store.p12', 'instances/eu/secrets.yml'])('%s is refused when it is forced in', (path) => {
    refused({ [path]: 'text\n' }, 'C5');
  });
  test('a change that takes the effect away is refused', () => {
    refused({ '.gitignore': '*.pem\n' }, 'no longer be ignored');
    refused({ '.gitignore': `${at.git('show', 'HEAD:.gitignore')}!*.key\n` }, 'C5.2');
    refused({ 'nested/.gitignore': '!*.pem\n' }, 'C5.2');
  });
  test('a repository that never had the patterns changes its other ignore rules freely', () => {
    const bare = new Repository({ '.gitignore': 'dist/\n' });
    expect(bare.commit({ '.gitignore': 'dist/\nbuild/\n' })).toMatchObject({ passed: true });
    expect(bare.commit({ 'nested/.gitignore': '*.log\n' })).toMatchObject({ passed: true });
    bare.end();
  });
  test('a change that keeps it passes', () => {
    allowed({ '.gitignore': `${at.git('show', 'HEAD:.gitignore')}dist/\n` });
    allowed({ 'nested/.gitignore': '*.log\n' });
    allowed({ '.gitignore': `# keys\n${at.git('show', 'HEAD:.gitignore')}` });
  });
});

describe('C6 and C8: one value in two places', () => {
  const value = secret();
  test('in two environments and in two stores, both places are named', () => {
    refused({ 'config/app.staging.yml': `password: ${value}\n`, 'config/app.production.yml': `password: ${value}\n` }, 'production and staging');
    refused({ 'instances/eu/app.yml': `password: ${value}\n`, 'instances/us/app.yml': `password: ${value}\n` }, 'eu and us');
  });
  test('also when the other one stands in the tree', () => {
    const other = new Repository({ 'config/app.staging.yml': `password: ${value}\n` });
    const { passed, said } = other.commit({ 'config/app.production.yml': `password: ${value}\n` });
    expect(passed).toBe(false);
    expect(said.replace(/\s+/g, ' ')).toContain('production and staging');
    other.end();
  });
  test('a fallback to a shared credential is refused, one store’s own is not', () => {
    refused({ 'src/keys.ts': joined('export const key = store.api·Key ?? shared.api·Key;\n') }, 'shared-credential-fallback');
    refused({ 'src/keys.py': joined('token = store_to·ken or SHARED_API_TO·KEN\n') }, 'shared-credential-fallback');
    refused({ 'instances/eu/deploy.sh': '. instances/us/secrets.env\n' }, 'cross-store');
    allowed({ 'src/keys.ts': "if (store.apiKey === undefined) throw new Error('this store has no key');\n" });
    allowed({ 'src/ui.ts': 'const theme = store.theme ?? shared.theme;\n' });
    allowed({ 'instances/eu/readme.md': 'Secrets are injected.\n' });
  });
});

describe('C7: the control plane', () => {
  test('does not read a store’s secrets', () => {
    refused({ 'control-plane/src/a.ts': "const text = readFileSync('instances/eu/secrets.json');\n" }, 'C7');
    refused({ 'control-plane/src/b.ts': 'const key = stores[id].secrets.apiKey;\n' }, 'C7');
    refused({ 'control-plane/c.py': 'env = load("instances/us/.env")\n' }, 'C7');
    allowed({ 'control-plane/src/a.ts': "const text = readFileSync('instances/eu/config.json');\n" });
    allowed({ 'control-plane/src/b.ts': 'const name = stores[id].name;\n' });
    allowed({ 'control-plane/readme.md': 'It never reads instances/eu/.env.\n' });
  });
});

describe('C7: where the policy says that the control plane lives', () => {
  test('its folders are held to the same, and the usual one besides', () => {
    const other = new Repository({ '.secrets-hooks/policy.json': '{ "version": 1, "places": { "controlPlane": ["platform/*/admin/"] } }' });
    const reads = "const text = readFileSync('instances/eu/secrets.json');\n";
    expect(other.commit({ 'platform/eu/admin/a.ts': reads }).said).toContain('C7');
    expect(other.commit({ 'control-plane/a.ts': reads }).said).toContain('C7');
    expect(other.commit({ 'platform/eu/worker/a.ts': reads })).toMatchObject({ passed: true });
    other.end();
  });
});

describe('C9: logs, errors, metrics, traces', () => {
  test.each([
    ['a.ts', 'console.log(`login with ${pass·word}`);\n'],
    ['b.ts', "logger.info('connecting', api·Key);\n"],
    ['c.py', 'logging.info(f"token {access·_token}")\n'],
    ['d.go', 'log.Printf("using %s", dbPas·sword)\n'],
    ['E.java', 'logger.debug("pw " + user.getName() + pass·word);\n'],
    ['f.rb', 'puts "key #{api·_key}"\n'],
    ['g.php', '<?php error_log("p: " . $pass·word);\n'],
    ['h.rs', 'println!("{}", client·_secret);\n'],
    ['i.cs', 'Console.WriteLine($"key {api·Key}");\n'],
    ['k.kt', 'logger.warn("pw ${pass·word}")\n'],
    ['l.sh', 'echo "token is $API_·TOKEN"\n'],
    ['m.ts', "span.setAttribute('key', priva·teKey);\n"],
    ['n.ts', 'throw new Error(`bad pass·word ${pass·word}`);\n'],
  ])('%s: a secret handed on is refused', (path, text) => {
    refused({ [`src/${path}`]: joined(text) }, 'secret-in-log');
  });
  test.each([
    ['a.ts', 'console.log(`login of ${user}`);\n'],
    ['b.ts', "logger.info('key set', mask(api·Key));\n"],
    ['c.py', 'logging.info("pass·word changed")\n'],
    ['d.go', 'log.Printf("pass·word has %d characters", len(dbPas·sword))\n'],
    ['f.rb', 'puts "api·_key is missing"\n'],
    ['l.sh', 'echo "$API_·TOKEN" | docker login --pass·word-stdin\n'],
    ['n.ts', "throw new Error('wrong pass·word');\n"],
  ])('%s: masked, hashed, counted or only named passes', (path, text) => {
    allowed({ [`src/${path}`]: joined(text) });
  });
});
