// Secrets as people write them, and what only looks so: made-up passwords, defaults behind the environment, keys in logs, words that are shown.
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/detect/catalogue.ts';
import { engineOf } from '../../src/detect/engine.ts';
import { randomFrom } from '../../src/detect/shape/generate.ts';
import type { Path } from '../../src/model.ts';

const engine = engineOf(catalogue);
const random = randomFrom(77);
const of = (letters: string, length: number): string => Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
const alnum = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const hex = '0123456789abcdef';
const value = (): string => `${of(alnum, 9)}7k${of(alnum, 9)}`;

const look = (text: string, path: string, least: readonly string[] = ['medium', 'high', 'critical']): { id: string; text: string }[] => {
  const { candidates, view } = engine({ path: path as Path, origin: 'file', bytes: Buffer.from(text) });
  return candidates.filter((one) => least.includes(one.severity)).map((one) => ({ id: one.rule.id, text: view.text.slice(one.start, one.end) }));
};
const found = (text: string, path: string): string[] => look(text, path).map((one) => one.text);

/** Other words than those of the training. */
const words = ['kangaroo', 'Violet', 'bicycle', 'Orchard', 'walnut', 'Sherlock', 'penguin', 'Lisbon', 'trumpet', 'Meadow'];
const madeUp = (): string => {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const [word, sign, number] = [pick(words), pick([...'!@#*?']), String(10 + Math.floor(random() * 2000))];
  return pick([word + number + sign, word + sign + number, sign + word + number, word.replace('e', '3') + sign + number, word + number + pick(words) + sign]);
};

describe('passwords that people make up', () => {
  const places: readonly (readonly [path: string, write: (value: string) => string])[] = [
    ['settings.py', (v) => `DATABASE = {\n    'password': '${v}',\n}\n`],
    ['app.properties', (v) => `spring.datasource.password=${v}\n`],
    ['config.yml', (v) => `database:\n  password: "${v}"\n`],
    ['Login.java', (v) => `    String password = "${v}";\n`],
    ['conexao.php', (v) => `$usuario = "sistema";\n$senha = "${v}";\n`],
    ['signing.gradle', (v) => `    storePassword "${v}"\n    keyAlias "upload"\n    keyPassword "${v}"\n`],
    ['compose.yml', (v) => `    command: ["redis-server", "--requirepass", "${v}"]\n`],
    ['main.go', (v) => `// TODO remove: password is ${v}\nfunc main() {}\n`],
    ['app.py', (v) => `# password: ${v}\nstart()\n`],
  ];
  test.each(places)('in %s, nearly all are refused', (path, write) => {
    const made = Array.from({ length: 200 }, madeUp);
    const told = made.filter((one) => look(write(one), path, ['low', 'medium', 'high', 'critical']).length > 0);
    const refused = made.filter((one) => found(write(one), path).length > 0);
    expect(told.length / made.length).toBeGreaterThan(0.95);
    expect(refused.length / made.length).toBeGreaterThan(0.85);
  });
  test('the sign at the end belongs to it', () => {
    const made = `${of(alnum, 6)}4x9!`;
    expect(found(`PASSWORD=${made}\n`, 'deploy.env')).toContain(made);
  });
  test('in line-based files all signs belong to it', () => {
    const made = `${of(alnum, 6)}4;(x)9,${of(alnum, 6)}`;
    expect(found(`db_password=${made}\n`, 'app.properties')).toContain(made);
  });
});

describe('the default behind a look at the environment', () => {
  const secret = value();
  test.each([
    ['a.ts', `const apiToken = process.env.API_TOKEN || "${secret}";`],
    ['a.ts', `const apiToken = process.env["API_TOKEN"] ?? '${secret}';`],
    ['a.py', `API_TOKEN = os.environ.get("API_TOKEN", "${secret}")`],
    ['a.py', `API_TOKEN = os.environ.get("API_TOKEN") or "${secret}"`],
    ['A.java', `String token = System.getenv("API_TOKEN") ?: "${secret}";`],
    ['config.php', `'api_token' => env('API_TOKEN', '${secret}'),`],
    ['a.cs', `var token = Environment.GetEnvironmentVariable("API_TOKEN") ?? "${secret}";`],
    ['a.rb', `token = ENV.fetch("API_TOKEN", "${secret}")`],
  ])('%s: %s', (path, text) => {
    expect(found(text, path)).toContain(secret);
  });
  test.each([
    ['a.ts', 'const apiToken = process.env.API_TOKEN || "";'],
    ['a.py', 'API_TOKEN = os.environ.get("API_TOKEN")'],
    ['a.rb', 'token = ENV.fetch("API_TOKEN")'],
  ])('without one nothing is told in %s: %s', (path, text) => {
    expect(found(text, path)).toEqual([]);
  });
});

describe('command lines', () => {
  const secret = value();
  test.each([
    `curl https://api.example.org \\\n  --user service:${secret} --data x=1`,
    `curl -u "${secret}:" https://api.example.org`,
    `$x = ConvertTo-SecureString "${secret}" -AsPlainText -Force`,
    `curl_easy_setopt(curl, CURLOPT_PROXYUSERPWD, "service:${secret}");`,
    `Connect-VIServer vc.lab -User administrator -Password ${secret}`,
  ])('%s', (text) => {
    expect(found(text, 'notes.ps1').some((one) => one.includes(secret))).toBe(true);
  });
});

describe('keys in logs', () => {
  test('what stands in front of each line of a log is not the key', () => {
    const stamp = (second: number): string => `2026-04-26 12:36:${String(10 + second)} `;
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const lines = privateKey.trim().split('\n');
    expect(look(lines.map((line, at) => stamp(at) + line).join('\n'), 'build.log').map((one) => one.id)).toContain('private-key');
  });
  test('the first password of Jenkins', () => {
    const secret = `7${of(hex, 30)}e`;
    expect(found(`Please use the following password to proceed to installation:\n\n${secret}\n\nThis may also be found at: x\n`, 'ci.log')).toContain(secret);
  });
});

describe('what must pass', () => {
  // in pieces, so that this file may be committed
  const logged = ['api', 'Key'].join('');
  const id = `${of(hex, 8)}-${of(hex, 4)}-11e4-ab${of(hex, 2)}-${of(hex, 12)}`;
  test.each([
    ['Router.java', `throw new RuntimeException("no handler for API key " + ${logged});`],
    ['Raft.java', `import org.apache.kafka.common.protocol.ApiKeys;\nclass A { void f(short ${logged}) { log.error("bad request {}", ${logged}); } }`],
    ['deploy.sh', 'kubectl create secret generic x --from-literal=key="$(echo -n "${SECRET_KEY}")"'],
    ['pinned.md', `pinned key: sha256//${of(hex, 18)}`],
    ['test/token_test.exs', `token: "${id}"`],
    ['Encoder.java', 'return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512");'],
    ['kafka.html', "'listener.password=key-password,password.encoder.iterations=8192'"],
    ['build.rs', 'warn("ignored, pass `-Zsbom` to enable it")'],
    ['story.txt', 'He was going to pass as quickly as possible through the garden.'],
    ['data.yaml', '"strategies":\n  "access_token": "jwt"\n"urls":\n  "self": 1\n'],
    ['test/http.txt', 'Basic %b64[user2:passwd2]b64%'],
    ['Makefile', 'run:\n\t-v $(shell pwd)/.pkg:/go/pkg$(FLAGS) x\n'],
    ['docs/url.md', 'curl http://user:einstein@example.org/'],
  ])('%s: %s', (path, text) => {
    expect(found(text, path)).toEqual([]);
  });
  test('a key of an object that is logged, a variable whose name begins with a secret word', () => {
    const held = ['api', 'Key'].join('');
    expect(found(`console.log("index", ${held}: "name of the index");`, 'a.js')).toEqual([]);
    expect(found('echo "${token_port:?}"\n', 'ports.sh')).toEqual([]);
    expect(look('echo "${API_TOKEN}"\n', 'ports.sh').map((one) => one.id)).toEqual(['secret-in-log']);
  });
  test('letters of a token in the middle of a picture', () => {
    const run = `${of(`${alnum}+/`, 90)}/EAA${of(alnum, 60)}/${of(`${alnum}+/`, 90)}`;
    expect(look(`<image href="data:font/woff;base64,${run}"/>`, 'a.svg').map((one) => one.id)).toEqual([]);
  });
});

describe('what reads like a secret is none, and what stands near to it is one', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const [digest, secret, google] = [of(hex, 32), value(), ['AI', 'za', of(alnum, 35)].join('')];
  const floats = Array.from({ length: 10 }, () => `AAAAAAA${of('gPwvIBDkzM', 2)}`).join('');
  const zeros = 'A'.repeat(22);
  const word = ['pass', 'word'].join('');
  const token = ['to', 'ken'].join('');
  const project = '"project_info": { "project_id": "shop" }, "api_key": [{ "current_key":';
  const plist = (key: string, beside: string): string => `<key>API_KEY</key>\n<string>${key}</string>\n<key>${beside}</key>\n<string>979</string>`;
  test.each<readonly [what: string, path: string, passing: string, found: string]>([
    ['numbers of a model', 'a.gltf', `"uri":"data:gltf-buffer;base64,AACA/${zeros}${floats}"`, `bearer = "${zeros}${of(alnum, 80)}"`],
    ['a run of base64', 'a.html', `url(data:font/woff;base64,d09G/${zeros}${of(alnum, 70)}/AAB)`, `"font;base64", "${zeros}${of(alnum, 70)}"`],
    ['words for a secret', 'a.txt', "gh secret set X --body 'only an organization secret'", `gh secret set X --body '${secret}'`],
    ['a passphrase', 'a.txt', "gh secret set X --body 'somebody found this token'", `gh secret set X --body '${words.slice(0, 4).join(' ')}'`],
    ['the id of a client', 'a.go', `oauthClientID = "${of(hex, 20)}"`, `oauthClientSecret = "${of(hex, 40)}"`],
    ['text of JSON', 'a.go', 'keysResp := "[{\\"id\\":123,\\"key_id\\":\\"ABC123\\"}]"', `apiToken := "{\\"x\\":\\"y\\",\\"z\\":\\"${secret}\\"}"`],
    ['an object as text', 'a.lua', `"the foreign key '{id=\\"${of(hex, 8)}-${of(hex, 4)}-1${of(hex, 3)}-a456-${of(hex, 12)}\\"}'"`, `key = '${secret}'`],
    ['a public key', 'a.scala', `val publicKeyEncoded =\n  "${of(alnum, 100)}"`, `val secretKeyEncoded =\n  "${of(alnum, 100)}"`],
    ['what a cache is asked for', 'a.log', `code cache lookup (key='by_lua_${digest}', ref=1)`, `code lookup with token='${secret}'`],
    ['the key of a cache', 'a.yml', `cache:\n  key: deps-${digest}\n`, `cache:\n  access_key: ${secret}\n`],
    ['a parser’s token', 'a.py', `raise SyntaxError(f"bad {value_${token}.value}")`, `raise SyntaxError(f"bad {access_${token}}")`],
    ['the end of a list', 'a.py', `print(pad_${token})`, `print(refresh_${token})`],
    ['a call in a comment', 'a.lua', `-- log.debug("is " .. DB_${word.toUpperCase()})`, `log.debug("is " .. DB_${word.toUpperCase()})`],
    ['a name of words', 'a.cc', 'upb_test_convert_MessageWithMapInt32Int32* msg;', `key = upb_test_${of(alnum, 12)}9k4X7${of(alnum, 12)}`],
    ['a call in yacc', 'a.y', 'else if ((pw = getpwuid(getuid())) != NULL)', `pw = "${secret}";`],
    ['a call, in whatever language', 'a.q', 'pw = getpwuid(getuid())', `pw = ${secret}(`],
    ['a picture as text', 'a.eps', `${'`#?!@^*~x?'.repeat(9)}_PW:o_6f0M.h%${of(alnum, 9)}`, `${'abcdefgh#'.repeat(9)} _PW:o_6f0M.h%${of(alnum, 9)}`],
    ['nginx sends on', 'a.conf', 'proxy_pass backend_v2b:443;', `proxy_pass = ${secret}`],
    ['a reference and a port', 'a.txt', `${word}: $host_9a:443`, `${word}: $t9x!k42:Qm`],
    ['a moment', 'a.txt', 'FileAccessDate = 1439991906', `FileAccessKey = ${secret}`],
    ['what is passed on', 'a.md', 'options to pass to `hsc2hs` [#6295]', `the password is \`${secret}\``],
    ['the id of a key', 'a.asc', 'Comment: Release Signing Key 0xAF19040C71523402', `Release signing key: 0x${of(hex, 64)}`],
    ['a directive of yacc', 'php.y', '%token T_PAAMAYIM_NEKUDOTAYIM', `token = "${secret}"`],
    ['a check that passes', 'a.c', 'cl_git_pass(p_stat("objects/67/b808feb36201507a77f", &st));', `set_pass("${secret}");`],
    ['an id of numbers', 'a.ts', '"media_key": "7_1573284187288879109",', `"media_key": "7_${secret}",`],
    ['what it is an instance of', 'a.js', 'if (typeof comp.doesFilterPass !== "function") return;', `if (comp.filterPass !== "${secret}") return;`],
    ['options of a compiler', 'a.py', "environ_key_flags = 'CXXFLAGS'", `environ_key = '${secret}'`],
    ['a type', 'a.cpp', 'static VKAPI_ATTR VkBool32 VKAPI_CALL report(int flags)', `api_attr = "${secret}"`],
    ['a piece of a language', 'a.zig', `print(tree.slice(identifier_${token}))`, `print(tree.slice(access_${token}))`],
    [
      'a package of Julia',
      'Project.toml',
      `HuggingFaceDatasets = "${of(hex, 8)}-${of(hex, 4)}-4${of(hex, 3)}-a024-${of(hex, 12)}"`,
      `huggingface_token = "${secret}"`,
    ],
    ['a number', 'a.map', 'STENCIL_PASS_DEPTH_FAIL : 0x0B95,', `DEPTH_PASS : ${secret},`],
    ['a package', 'bun.lock', '"minipass": ["minipass@7.1.3", ""]', `"minipass": ["${secret}", ""]`],
    [
      'a verb',
      'NEWS.md',
      '`sliderInput` now uses a standard size instead of all the space. Pass `width="100%"` explicitly for the old behavior.',
      `user app, pass \`${secret}\``,
    ],
    ['the class of an object', 'a.html', `<object classid="clsid:${of(hex, 24)}">`, `sid="${secret}"`],
    ['a picture', 'a.js', `{ "access_token": "${of(hex, 20)}.png" }`, `token = "${of(hex, 32)}"`],
    ['words in an address', 'a.rst', 's3://aws_key:aws_secret@bucket/a.csv', `s3://aws_key:${secret}@bucket/a.csv`],
    [
      'no password in a header',
      'a.lua',
      `Authorization = "Basic ${base64(`client${of('123456789', 6)}`)}"`,
      `Authorization = "Basic ${base64(`me:${secret}`)}"`,
    ],
    ['a search of documents', 'a.scala', `"algolia.docsearch.api_key" -> "${digest}"`, `"algolia.admin.api_key" -> "${digest}" // docsearch`],
    ['Firebase for Android', 'google-services.json', `{ ${project} "${google}" }] }`, `{ "key": "${google}" }`],
    ['Firebase for iOS', 'GoogleService-Info.plist', plist(google, 'GCM_SENDER_ID'), plist(google, 'PROJECT')],
    ['Firebase for the web', 'a.ts', `{ apiKey: "${google}", messagingSenderId: "979" }`, `{ apiKey: "${google}", id: "979" }`],
  ])('%s', (_, path, passing, near) => {
    expect(found(passing, path)).toEqual([]);
    expect(found(near, path)).toHaveLength(1);
  });
  test('the palette of a picture', () => {
    const palette = '\x94TX\x8dq\x89'.repeat(5);
    const within = (text: string): Buffer => Buffer.from([palette, 'x=Aps', 'wZTH=BM8k', text].join(''), 'latin1');
    const engineSees = (bytes: Buffer): number => engine({ path: 'a.gif' as Path, origin: 'file', bytes }).candidates.length;
    expect(engineSees(within(palette))).toBe(0);
    expect(engineSees(Buffer.from(`caf\xe9 \x96 pswd=${secret}`, 'latin1'))).toBe(1);
  });
  test('shown to everybody by design: told, and not refused', () => {
    expect(look(`{ ${project} "${google}" }] }`, 'a.json', ['low']).map((one) => one.id)).toEqual(['google-api-key']);
    expect(look(`docsearch({ algolia_key: "${digest}" })`, 'a.js', ['low']).map((one) => one.id)).toEqual(['algolia-api-key']);
  });
});
