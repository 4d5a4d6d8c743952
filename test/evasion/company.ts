// Ways that count on the company a secret keeps: its place, its neighbours, the kind of file, the words around it.
import { caught, slips, type FileWay } from './way.ts';

const line = (token: string): string => `token = "${token}"\n`;

export const places: readonly FileWay[] = [
  caught('a folder of tests', 'test/fixtures/a.txt', ({ token }) => line(token)),
  caught('“example” in the path', 'examples/example.txt', ({ token }) => line(token)),
  caught('“mock” and “dummy” in the path', '__mocks__/dummy.js', ({ token }) => line(token)),
  caught('vendored code', 'vendor/x/a.go', ({ token }) => line(token)),
  caught('node_modules, forced in', 'node_modules/x/index.js', ({ token }) => line(token)),
  caught('a lock file', 'yarn.lock', ({ token }) => `x@1:\n  resolved "https://x.example.org/x.tgz?auth=${token}"\n`),
  caught('a dotfile', '.a/.b', ({ token }) => line(token)),
  caught('documentation', 'docs/README.md', ({ token }) => `Put \`${token}\` into the header.\n`),
  caught('a licence', 'LICENSE', ({ token }) => line(token)),
  caught('our own folder', '.secrets-hooks/notes.txt', ({ token }) => line(token)),
  caught('“example” and “changeme” beside it', 'a.txt', ({ token }) => `example, changeme, your-token-here, TODO: ${token} (dummy)\n`),
  caught('a comment that other tools obey', 'b.py', ({ token }) => `t = "${token}"  # noqa nosec gitleaks:allow pragma: allowlist secret\n`),
  caught(
    'a comment that looks like ours',
    'c.py',
    ({ token }) => `# secrets-hooks:ignore secrets-hooks-disable-next-line\nt = "${token}"  # secrets-hooks:allow\n`,
  ),
  caught('code that is commented out', 'd.js', ({ token }) => `/* const t = "${token}"; */\n`),
  caught('.env in capitals', '.ENV', () => ''),
  caught('.env in a folder of a store', 'instances/eu/.env.local', () => ''),
  caught('.env under another name', 'settings.txt', ({ password }) => `DB_HOST=db\nDB_PASSWORD=${password}\n`),
  caught('.envrc', '.envrc', ({ password }) => `export DB_PASSWORD=${password}\n`),
  caught('a file name in NFD', 'cle\u0301.txt', ({ token }) => line(token)),
  caught('right-to-left in the file name', 'a\u202etxt.exe', ({ token }) => line(token)),
];

export const kinds: readonly FileWay[] = [
  caught('the output of a notebook', 'a.ipynb', ({ token }) => JSON.stringify({ cells: [{ outputs: [{ text: [`{'key': '${token}'}\n`] }] }] })),
  caught('a source map', 'b.js.map', ({ token }) => JSON.stringify({ version: 3, sourcesContent: [`const t = "${token}";\n`] })),
  caught('userinfo of an address', 'c.txt', ({ password }) => `git clone https://deploy:${password}@git.shop.internal/x.git\n`),
  caught('the query of an address', 'd.md', ({ token }) => `https://api.shop.internal/v1/x?access_token=${token}&page=1\n`),
  caught('a log', 'e.log', ({ token }) => `2026-01-31T12:00:00Z DEBUG Authorization: Bearer ${token}\n`),
  caught('a HAR recording', 'f.har', ({ token }) => JSON.stringify({ headers: [{ name: 'Authorization', value: `token ${token}` }] })),
  caught('SQL that makes a user', 'g.sql', ({ password }) => `CREATE USER app IDENTIFIED BY '${password}';\n`),
  caught('a row of SQL', 'h.sql', ({ token }) => `INSERT INTO settings (name, value) VALUES ('k', '${token}');\n`),
  caught('CSV', 'i.csv', ({ token }) => `id,name,value\n1,k,${token}\n`),
  caught('CSV with a column of passwords', 'j.csv', ({ password }) => `user,password,city\nann,${password},Bern\n`),
  caught('a YAML anchor under an innocent key', 'k.yaml', ({ password }) => `x: &pw "${password}"\ndb:\n  password: *pw\n`),
  caught('a YAML anchor', 'k2.yaml', ({ password }) => `db:\n  password: &pw "${password}"\n`),
  caught('a YAML block', 'l.yaml', ({ password }) => `db:\n  password: |\n    ${password}\n`),
  caught('a flow of YAML on one line', 'm.yaml', ({ password }) => `db: {user: app, password: "${password}"}\n`),
  caught(
    'a key on one line with \\n',
    'n.json',
    ({ token }) =>
      `{"k": "${['-----BEGIN PRIV', 'ATE KEY-----'].join('')}\\n${Buffer.from(token.repeat(3)).toString('base64')}\\n${['-----END PRIV', 'ATE KEY-----'].join('')}\\n"}\n`,
  ),
  caught('a heredoc of a shell', 'o.sh', ({ password }) => `cat > x.ini <<EOT\n[db]\npassword = ${password}\nEOT\n`),
  caught('a here-string of PowerShell', 'p.ps1', ({ password }) => `$c = @"\nPassword=${password}\n"@\n`),
  caught('SecureString in clear', 'q.ps1', ({ password }) => `$p = ConvertTo-SecureString "${password}" -AsPlainText -Force\n`),
  caught('an option of a command', 'r.sh', ({ password }) => `mysql -u app --password=${password} shop\n`),
  caught('docker login', 's.sh', ({ password }) => `docker login -u app -p '${password}' r.shop.internal\n`),
  caught('a build argument', 'Dockerfile', ({ password }) => `FROM x\nENV DB_PASSWORD=${password}\n`),
  caught('a heredoc of Terraform', 't.tf', ({ token }) => `x = <<-EOF\n  export T=${token}\nEOF\n`),
  caught('a hidden field', 'u.html', ({ password }) => `<input type="password" name="password" value="${password}">\n`),
  caught('a password that is made up', 'v.properties', () => 'spring.datasource.password=Walnut-Trumpet77!\n'),
  slips('a password that is one plain word of the code', 'w.js', () => 'unlock("sunflower");\n'),
  slips('a secret without name and form', 'x.txt', () => `${Math.floor(1e9 + Math.random() * 9e9)}\n`),
];
