// Texts that are meant to be slow: openers that never close, deep nesting, long lines, many values, many keywords. Values are drawn, none is written here.
import { randomBytes } from 'node:crypto';

const pem = (kind, word) => `-----${word} ${kind}-----`;
const base64 = (bytes) => randomBytes(bytes).toString('base64');
const letters = (length) => randomBytes(length).toString('hex').slice(0, length);

/** @returns shapes as `{ name, path, make }`; `make` gives one character a byte */
export function shapes(size) {
  const filled = (piece) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
  const counted = (line) => {
    const parts = [];
    for (let length = 0, index = 0; length < size; index += 1) {
      const part = line(index);
      parts.push(part);
      length += part.length;
    }
    return parts.join('').slice(0, size);
  };
  const all = [];
  const add = (name, path, make) => all.push({ name, path, make });
  const repeat = (name, path, piece) => add(name, path, () => filled(piece));
  const lines = (name, path, line) => add(name, path, () => counted(line));

  // the issue's own
  add('1,000 passwords', 'a.txt', () => Array.from({ length: 1000 }, (_, i) => `password = "hunter${i}x"\n`).join(''));
  add('1,000 YAML aliases', 'a.yaml', () => Array.from({ length: 1000 }, (_, i) => `password: *alias${i}\n`).join(''));
  add('4.4 MB of password =', 'a.txt', () => 'password = '.repeat(400_000));
  add('100,000 BEGIN lines', 'a.txt', () => `${pem('RSA PRIVATE KEY', 'BEGIN')}\n`.repeat(100_000));

  // many values
  for (const path of ['a.txt', 'a.js', 'a.py', 'a.yaml', 'a.json', '.env.example', 'a.properties', 'a.tf', 'a.xml', 'a.sh'])
    lines(`distinct passwords, ${path}`, path, (i) => `password = "hunter${i}x"\n`);
  lines('passwords as YAML', 'b.yaml', (i) => `k${i}:\n  password: hunter${i}x\n`);
  lines('passwords as JSON', 'b.json', (i) => `{"password":"hunter${i}x"},`);
  lines('passwords as XML', 'b.xml', (i) => `<password>hunter${i}x</password>\n`);
  lines('passwords in one line', 'b.min.js', (i) => `password="hunter${i}x",`);
  lines('CSV column of passwords', 'b.csv', (i) => (i === 0 ? 'name,password\n' : `user${i},hunter${i}x\n`));
  lines('SQL rows', 'b.sql', (i) => (i === 0 ? 'INSERT INTO users (name, password) VALUES\n' : `('user${i}', 'hunter${i}x'),\n`));
  lines('SQL statements', 'c.sql', (i) => `INSERT INTO users (name, password) VALUES ('user${i}', 'hunter${i}x');\n`);
  lines('Markdown table', 'b.md', (i) => (i === 0 ? '| name | password |\n| --- | --- |\n' : `| user${i} | hunter${i}x |\n`));
  lines('URLs with logins', 'b.txt', (i) => `https://user:hunter${i}x@host${i}.example.com/\n`);
  lines('tokens', 'c.txt', () => `gh${'p'}_${letters(36)}\n`);
  lines('JWT', 'd.txt', () => `ey${'J'}${letters(30)}.ey${'J'}${letters(60)}.${letters(43)}\n`);
  lines('netrc', '.netrc', (i) => `machine h${i} login u${i} password hunter${i}x\n`);
  lines('htpasswd', '.htpasswd', (i) => `u${i}:$apr1$${letters(8)}$${letters(22)}\n`);
  lines('one value everywhere', 'e.txt', () => 'password = "hunter2again"\n');
  lines('YAML anchors and aliases', 'c.yaml', (i) => `a${i}: &anchor${i}\n  password: *anchor${Math.max(0, i - 1)}\n`);
  lines('YAML merge keys', 'd.yaml', (i) => `a${i}: &b${i}\n  <<: *b${Math.max(0, i - 1)}\n`);
  lines('Kubernetes Secret', 'e.yaml', (i) => (i === 0 ? 'apiVersion: v1\nkind: Secret\ndata:\n' : `  key${i}: ${base64(12)}\n`));
  lines('Kubernetes Secrets', 'f.yaml', (i) => `apiVersion: v1\nkind: Secret\ndata:\n  key${i}: ${base64(12)}\n---\n`);
  lines('curl -u', 'b.sh', (i) => `curl -u user${i}:hunter${i}x https://h${i}.example.com\n`);
  lines('docker login', 'c.sh', (i) => `docker login -u u -p hunter${i}x h${i}\n`);
  lines('Authorization headers', 'f.txt', () => `Authorization: Basic ${base64(18)}\n`);
  lines('array of passwords', 'b.js', (i) => (i === 0 ? 'const passwords = [\n' : `"hunter${i}x",\n`));
  lines('map of passwords', 'c.js', (i) => (i === 0 ? 'const passwords = {\n' : `u${i}: "hunter${i}x",\n`));
  lines('small PEM blocks', 'g.txt', () => `${pem('PRIVATE KEY', 'BEGIN')}\n${base64(48)}\n${pem('PRIVATE KEY', 'END')}\n`);
  lines('PEM blocks without an end', 'h.txt', () => `${pem('PRIVATE KEY', 'BEGIN')}\n${base64(48)}\n`);
  lines('PEM in strings', 'd.js', () => `"${pem('PRIVATE KEY', 'BEGIN')}\\n${base64(48)}\\n",\n`);
  lines('certificates', 'c.pem', () => `${pem('CERTIFICATE', 'BEGIN')}\n${base64(300)}\n${pem('CERTIFICATE', 'END')}\n`);
  lines('PGP armour', 'd.asc', () => `${pem('PGP PRIVATE KEY BLOCK', 'BEGIN')}\n`);
  lines('PuTTY headers', 'e.ppk', (i) => `PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: ${i}\n`);

  // openers, unterminated strings, long lines
  for (const piece of [
    'password = ',
    'password="',
    "password='",
    'password: |\n',
    'password: >-\n ',
    'password = """',
    'password = `',
    'password <<EOF\n',
    'password(',
    'password[',
    'password{',
    'password, ',
    'password => ',
    'password ',
    '<password ',
    '<password>',
    '"password":',
    '"password":{',
    'password=\\',
    '--password ',
    'secret: !!binary ',
    'set password ',
    'PASSWORD=$',
    'getPassword() { return ',
    'password || ',
    'password ?? ',
  ])
    repeat(`opener ${JSON.stringify(piece)}`, all.length % 2 === 0 ? 'a.js' : 'a.txt', piece);
  for (const [name, path, piece] of [
    ['YAML openers', 'g.yaml', 'password:\n'],
    ['YAML deeper and deeper', 'h.yaml', 'password: {'],
    ['YAML block scalar openers', 'i.yaml', 'password: |\n  '],
    ['JSON openers', 'c.json', '{"password":'],
    ['JSON arrays', 'd.json', '['],
    ['JSON password arrays', 'e.json', '"password":['],
    ['XML openers', 'c.xml', '<password>'],
    ['XML attributes', 'd.xml', '<a password="'],
    ['XML comments', 'e.xml', '<!-- password '],
    ['HCL openers', 'b.tf', 'password {\n'],
    ['HCL heredocs', 'c.tf', 'password = <<EOF\n'],
    ['shell heredocs', 'd.sh', 'cat <<EOF password\n'],
    ['shell substitutions', 'e.sh', 'password=$(echo '],
    ['quotes', 'i.txt', '"'],
    ['backslashes', 'j.txt', '\\'],
    ['escaped quotes', 'e.js', '"\\"'],
    ['unicode escapes', 'f.js', '\\u0070'],
    ['unfinished unicode escapes', 'g.js', '"\\u00'],
    ['hex escapes', 'h.js', '\\x70'],
    ['percent escapes', 'k.txt', '%70'],
    ['HTML entities', 'a.html', '&#112;'],
    ['unfinished entities', 'b.html', '&#x'],
    ['concatenation', 'i.js', '"a" + '],
    ['concatenation of passwords', 'j.js', '"password=" + "'],
    ['at signs in a URL', 'l.txt', '@'],
    ['URL openers', 'm.txt', 'https://'],
    ['URL user openers', 'n.txt', 'https://a:'],
    ['URL colons', 'o.txt', 'https://a:b:c:'],
    ['one URL with many @', 'p.txt', 'a@b:c@'],
    ['connection strings', 'q.txt', 'Server=a;Password='],
    ['connection string parts', 'r.txt', 'Password=a;Server=b;'],
    ['DSN openers', 's.txt', 'postgres://a:b'],
    ['dashes', 't.txt', '-'],
    ['BEGIN alone', 'u.txt', `${pem('', 'BEGIN').slice(0, 11)} `],
    ['BEGIN in one line', 'v.txt', pem('RSA PRIVATE KEY', 'BEGIN')],
    ['END alone', 'w.txt', `${pem('RSA PRIVATE KEY', 'END')}\n`],
    ['spaces', 'x.txt', ' '],
    ['spaces after a name', 'y.txt', `password =${' '.repeat(200)}`],
    ['blank lines', 'z.txt', '\n'],
    ['blank lines after a name', 'aa.txt', `password:${'\n'.repeat(50)}`],
    ['tabs', 'ab.txt', '\t'],
    ['carriage returns', 'ac.txt', 'password=\r'],
    ['digits', 'ad.txt', '1234567890'],
    ['letters', 'ae.txt', 'a'],
    ['base64 letters', 'af.txt', 'QUJD'],
    ['dots', 'ag.txt', 'ey.'],
    ['brackets nested', 'k.js', '([{'],
    ['brackets closed', 'l.js', ')]}'],
    ['angle brackets', 'ah.txt', '<<<<'],
    ['template openers', 'm.js', '`${'],
    ['mustaches', 'ai.txt', '{{ password | default "'],
    ['comments', 'n.js', '/* password '],
    ['line comments', 'o.js', '// password = \n'],
    ['regular expressions', 'p.js', '/password['],
    ['arrows', 'q.js', 'password =>'],
    ['functions', 'r.js', 'function password() {\n'],
    ['loggers', 's.js', 'console.log(password, '],
    ['fallbacks', 't.js', 'store.password ?? shared.password ?? '],
    ['keywords', 'aj.txt', 'aws stripe twilio slack github gitlab openai datadog sendgrid '],
    ['keywords with equals', 'ak.txt', 'aws_secret_access_key = stripe_api_key = twilio_token = '],
    ['token prefixes', 'al.txt', `gh${'p'}_ glpa${'t-'} xox${'b-'} sk_liv${'e_'} AKI${'A'} SG${'.'} `],
    ['CSV header without rows', 'c.csv', 'name,password,'],
    ['CSV quotes', 'd.csv', 'password\n"'],
    ['SQL openers', 'd.sql', 'INSERT INTO t (password) VALUES ('],
    ['SQL columns', 'e.sql', 'INSERT INTO t (password, '],
    ['SQL identified by', 'f.sql', "CREATE USER a IDENTIFIED BY '"],
    ['Markdown pipes', 'c.md', '| password '],
    ['Markdown headings', 'd.md', '# password\n'],
    ['data URLs', 'am.txt', 'data:text/plain;base64,'],
    ['seed phrase', 'an.txt', 'mnemonic: abandon '],
    ['ini sections', 'a.ini', '[password]\n'],
    ['properties continued', 'b.properties', 'password=\\\n'],
    ['otpauth', 'ao.txt', 'otpauth://totp/'],
    ['zero-width letters', 'ap.txt', 'pass\u00e2\u0080\u008bword='],
    ['non-ASCII letters', 'aq.txt', '\u00c3\u00a9password='],
    ['fullwidth letters', 'ar.txt', '\u00ef\u00bd\u0090'],
    ['.netrc openers', '.netrc', 'machine password '],
    ['crypt hashes', 'as.txt', '$6$'],
    ['JWK openers', 'f.json', '{"kty":"RSA","d":"'],
    ['command flags', 'f.sh', '-p --password= -u '],
    ['network device', 'at.txt', 'enable secret 5 '],
    ['labels', 'au.txt', 'Password:\n\n'],
    ['gzip magic', 'b.bin', '\u001f\u008b\u0008'],
    ['zip magic', 'c.bin', 'PK\u0003\u0004'],
  ])
    repeat(name, path, piece);

  // one long run, nested encodings, deep documents
  add('one base64 run', 'ba.txt', () => base64(size * 0.75));
  add('one base64 run under a name', 'bb.txt', () => `password = "${base64(size * 0.75)}"`);
  add('wrapped base64', 'bc.txt', () => base64(size * 0.75).replace(/.{76}/g, '$&\n'));
  add('base64 of passwords', 'bd.txt', () => Buffer.from(counted((i) => `password = "hunter${i}x"\n`).slice(0, size * 0.75)).toString('base64'));
  add('short base64 runs', 'be.txt', () => counted(() => `${base64(24)} `));
  add('hex run', 'bf.txt', () => randomBytes(size / 2).toString('hex'));
  add('hex under a name', 'bg.txt', () => `secret: ${randomBytes(size / 2).toString('hex')}`);
  add('JSON depth', 'g.json', () => `${'{"a":'.repeat(size / 10)}1${'}'.repeat(size / 2)}`);
  add('JSON depth of passwords', 'h.json', () => `${'{"password":'.repeat(size / 13)}"x"${'}'.repeat(size / 13)}`);
  add('YAML depth', 'j.yaml', () => Array.from({ length: 1400 }, (_, i) => `${' '.repeat(i)}password:\n`).join(''));
  add('XML depth', 'f.xml', () => `${'<password>'.repeat(size / 21)}x${'</password>'.repeat(size / 21)}`);
  add('long line, keyword at the end', 'bh.txt', () => `${'x '.repeat(size / 2 - 20)}password = "hunter12x"`);
  add('long name', 'bi.txt', () => `${'a'.repeat(size - 40)}password = "hunter12x"`);
  add('long value', 'bj.txt', () => `password = "${letters(size)}"`);
  add('random bytes', 'd.bin', () => randomBytes(size).toString('latin1'));
  add('random letters', 'bk.txt', () => base64(size * 0.75).replaceAll('+', '\n'));
  add('nested base64', 'bl.txt', () => {
    let text = counted((i) => `password = "hunter${i}x"\n`).slice(0, size * 0.3);
    for (let depth = 0; depth < 4; depth += 1) text = Buffer.from(text, 'latin1').toString('base64');
    return text;
  });
  add(
    'UTF-16 of passwords',
    'bm.txt',
    () => `\u00ff\u00fe${Buffer.from(counted((i) => `password = "hunter${i}x"\n`).slice(0, size / 2), 'utf16le').toString('latin1')}`,
  );
  return all;
}
