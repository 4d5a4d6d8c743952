// Secrets without a format, through the whole engine: found in every language's way to write them, and what only sounds secret passes.
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/detect/catalogue.ts';
import { engineOf } from '../../src/detect/engine.ts';
import { randomFrom } from '../../src/detect/shape/generate.ts';
import type { Path } from '../../src/model.ts';

const engine = engineOf(catalogue);
const random = randomFrom(20);
const of = (letters: string, length: number): string => Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
const small = 'abcdefghijklmnopqrstuvwxyz';
const alnum = `${small}${small.toUpperCase()}0123456789`;
/** As password managers make them: all classes, and signs that need no escape in any of the languages below. */
const strong = (): string => `${of(small, 3)}${of('0123456789', 2)}${of(small.toUpperCase(), 3)}${of('!@*_', 1)}${of(alnum, 5)}`;
const hex = (length: number): string => `7${of('0123456789abcdef', length - 2)}e`;
const letters = (length: number): string => of(alnum.slice(0, 52), length);
const uuid = (): string => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
const key = (): string => `${of(alnum, 12)}4k9Q${of(alnum, 16)}`;

const found = (text: string, path: string): string[] => {
  const look = engine({ path: path as Path, origin: 'file', bytes: Buffer.from(text) });
  return look.candidates.filter((one) => one.severity !== 'low').map((one) => look.view.text.slice(one.start, one.end));
};

/** Each makes a text around a value, the way its language has it. */
const dresses: readonly (readonly [path: string, write: (value: string) => string])[] = [
  ['a.js', (v) => `const password = '${v}';`],
  ['a.ts', (v) => `export const config = { host: 'db', dbPassword: "${v}" };`],
  ['a.ts', (v) => `private readonly password: string = '${v}';`],
  ['a.ts', (v) => `const secret = process.env.APP_SECRET || '${v}';`],
  ['a.py', (v) => `DB_PASSWORD = "${v}"`],
  ['a.py', (v) => `def connect(host, password="${v}"):`],
  ['a.py', (v) => `client = Client(user='svc', password='${v}')`],
  ['a.java', (v) => `String password = "${v}";`],
  ['a.java', (v) => `dataSource.setPassword("${v}");`],
  ['a.java', (v) => `props.put("password", "${v}");`],
  ['a.kt', (v) => `val password: String = "${v}"`],
  ['a.go', (v) => `\tpassword := "${v}"`],
  ['a.go', (v) => `cfg := Config{Password: "${v}"}`],
  ['a.rb', (v) => `  :password => '${v}',`],
  ['a.php', (v) => `$password = '${v}';`],
  ['a.php', (v) => `define('DB_PASSWORD', '${v}');`],
  ['a.cs', (v) => `var password = "${v}";`],
  ['a.cs', (v) => `client.Credentials = new NetworkCredential("svc", "${v}");`],
  ['a.py', (v) => `requests.get(url, auth=HTTPBasicAuth("svc", "${v}"))`],
  ['a.rs', (v) => `let password = "${v}";`],
  ['a.swift', (v) => `let password = "${v}"`],
  ['a.scala', (v) => `val password = "${v}"`],
  ['a.c', (v) => `static const char *password = "${v}";`],
  ['a.pl', (v) => `my $password = "${v}";`],
  ['a.ex', (v) => `  password: "${v}",`],
  ['a.ps1', (v) => `$password = "${v}"`],
  ['deploy.sh', (v) => `export DB_PASSWORD=${v}`],
  ['config.yml', (v) => `db:\n  user: app\n  password: ${v}\n`],
  ['config.json', (v) => `{\n  "user": "app",\n  "password": "${v}"\n}`],
  ['config.toml', (v) => `password = "${v}"`],
  ['app.properties', (v) => `spring.datasource.password=${v}`],
  ['app.ini', (v) => `[db]\npassword = ${v}\n`],
  ['main.tf', (v) => `  password = "${v}"`],
  ['a.xml', (v) => `<password>${v}</password>`],
  ['web.config', (v) => `<add key="Password" value="${v}" />`],
  ['a.sql', (v) => `CREATE USER app IDENTIFIED BY '${v}';`],
  ['README.md', (v) => `Log in with password: ${v}`],
  ['a.js', (v) => `// password = "${v}"`],
  ['a.c', (v) => `curl_easy_setopt(curl, CURLOPT_PASSWORD, "${v}");`],
  ['build.gradle', (v) => `buildConfigField 'String', 'DB_PASSWORD', '"${v}"'`],
  ['values.yaml', (v) => `mail:\n  username: post\n  password: "${v}"\n  port: 25\n`],
];

describe('A password is found', () => {
  test.each(dresses.map(([path, write], index) => ({ path, write, shown: `${index} ${path}: ${write('…').trim()}` })))('$shown', ({ path, write }) => {
    const missed = Array.from({ length: 12 }, strong).filter((value) => !found(write(value), path).includes(value));
    // what a model judges is not certain for each random value, but it is for nearly all
    expect(missed.length).toBeLessThanOrEqual(1);
  });
});

describe('Keys and tokens are found', () => {
  test.each([
    ['config.py', 'API_KEY = "', '"', key],
    ['a.js', "const apiKey = '", "';", key],
    ['a.env', 'SERVICE_SECRET=', '', key],
    ['a.yml', 'client_secret: ', '', () => hex(40)],
    ['a.json', '{"access_token": "', '"}', key],
    ['a.http', 'X-Api-Key: ', '', key],
    ['a.rb', "config.secret_key_base = '", "'", () => hex(128)],
  ] as const)('%s %s…%s', (path, before, after, make) => {
    const missed = Array.from({ length: 12 }, make).filter((value) => !found(`${before}${value}${after}\n`, path).includes(value));
    expect(missed.length).toBeLessThanOrEqual(1);
  });
});

describe('What only sounds secret passes', () => {
  const words = { da: 'adgangskode', nl: 'wachtwoord', vi: 'M\u1eadt kh\u1ea9u kh\u00f4ng \u0111\u00fang' };
  test.each([
    ['a.js', 'const password = process.env.DB_PASSWORD;'],
    ['a.js', 'const token = await getToken(user.id);'],
    ['a.js', 'this.password = credentials.password;'],
    ['a.js', "const key = 'ArrowDown';"],
    ['a.js', "router.get('/password/reset', requireAuth);"],
    ['a.tsx', '<input type="password" name="password" placeholder="Enter your password" />'],
    ['a.ts', 'interface User { password: string; token?: string | undefined }'],
    ['a.py', "password = os.getenv('PGPASSWORD')"],
    ['a.py', "password = os.environ['DB_PASSWORD']"],
    ['a.py', "value = data['auth']['token']"],
    ['a.py', 'password = getpass.getpass("Password: ")'],
    ['a.py', 'raw = password.encode("utf8")'],
    ['a.cs', 'public IList<string> Auth => GetArgumentOrDefault("wwwauth");'],
    ['a.php', "'password' => ['PGPASSWORD' => $connection['password']],"],
    ['a.go', 'password := viper.GetString("database.password")'],
    ['a.java', '@Value("${spring.datasource.password}") private String password;'],
    ['a.rb', "password = ENV.fetch('DB_PASSWORD')"],
    ['a.rs', 'let token = lexer.next_token().kind;'],
    ['a.xaml', '<SolidColorBrush x:Key="BitbucketLightTextBrush" Color="Red" />'],
    ['en.json', '{"password": "Password", "forgot_password": "Forgot your password?", "token_expired": "Your token has expired"}'],
    ['config.yml', 'password: ${DB_PASSWORD}'],
    ['config.yml', 'password: {{ vault_db_password }}'],
    ['config.yml', 'password: changeme'],
    ['config.yml', 'api_key: <your-api-key>'],
    ['config.yml', 'token: your-token-here'],
    ['config.yml', 'password: "********"'],
    ['config.yml', 'secretName: web-tls'],
    ['config.yml', 'password: vault:secret/data/db#password'],
    ['main.tf', 'password = var.db_password'],
    ['ci.yml', 'token: ${{ secrets.DEPLOY_TOKEN }}'],
    ['a.env', 'DB_PASSWORD='],
    ['a.env', 'SECRET_KEY_FILE=/run/secrets/key'],
    ['package.json', '{"dependencies": {"jsonwebtoken": "^9.0.2", "passport": "0.7.0"}}'],
    ['README.md', 'Set the `password` option to the password of the database user.'],
    ['a.md', "compile 'io.jsonwebtoken:jjwt-jackson:0.11.2'"],
    ['a.go', 'const TIOCSETAUTH = 0x2000741e'],
    ['Rights.cs', '        AllAccess = 0x000F003F,'],
    ['config.template', 'esxi1_password: @ESXI1_PASSWORD'],
    ['a.js', 'const keyCharacters = "0123456789abcdefghijklmnopqrstuvwxyz_-.";'],
    ['a.json', '{"nextPageToken": "CiAKGjBpNDd2Nmp2Zml2cXRwYjBpOXA"}'],
    ['a.html', '<meta name="csrf-token" content="csrf-token=Mj2qykJO5rELyHgezQ69nzUX0i3OH67V7">'],
    ['a.css', '.password-field { color: #ff0000; }'],
    ['a.js', 'if (!password || password.length < 8) throw new Error("Password too short");'],
    ['Login_da.properties', `Password=${words.da}\nConfirm\\ Password=Gentag ${words.da}`],
    ['lang/vi/auth.php', `'password' => '${words.vi}.',`],
    ['locales/nl.json', `{"New Password": "Nieuw ${words.nl}", "Password": "${words.nl}"}`],
    ['a.js', 'const passwordField = document.querySelector("#password1");'],
    ['Request.php', "'password' => ['sometimes', Password::defaults()],"],
    ['a.go', 'var authTokenPattern = regexp.MustCompile(`^[ABCDEFGHJKMNPQRSTVWXYZ0-9]{26}$`)'],
    ['README.md', `<img src="https://codecov.io/gh/a/b/graph/badge.svg?token=${of(alnum, 10)}" alt="Coverage"/>`],
    ['README.md', `[![Build](https://browserstack.com/automate/badge.svg?badge_key=${of(alnum, 60)}--${hex(40)})](https://browserstack.com)`],
    ['dates.ts', "key: 'DDMMYYYY_TIME_12H',"],
    ['update.go', `defaultMinisignPubkey = "RW${of(alnum, 54)}"`],
    ['Dockerfile', `# Verify the signature using public key "${of(alnum, 40)}"`],
    ['object.json', `{"X-Encryption-Kms-Sealed-Key": "${of(alnum, 120)}"}`],
    ['a.py', `url = "http://localhost:9000/?X-Amz-Credential=${of(alnum.toUpperCase(), 20)}%2F20230205%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20230205"`],
    ['Auth.cs', '_logger.LogDebug("Adding claim: {value}", OidcConstants.AuthenticationMethods.Password);'],
    ['users.py', '"hashed_password": "fakehashedsecret2",'],
    ['.perltidyrc', '# Basic Options'],
    ['UrlTest.java', 'assertFalse(validator.isValid("http://user:pa:ss@www.apache.org/path"));'],
    ['page.html', `<div data-sitekey="6L${of(alnum, 38)}"></div>`],
    ['App.swift', `Purchases.configure(withAPIKey: "appl_${letters(27)}")`],
    ['crash.log', `"crashReporterKey" : "${uuid().toUpperCase()}",`],
    ['a.md', `curl -H 'Postman-Token: ${uuid()}' https://shop.example`],
    ['passkeys.ts', `enum Known { NordPass = "${uuid()}", MicrosoftPasswordManager = "${uuid()}" }`],
    ['topics.json', `"imageUrl": "https://storage.example/o/img%2Ftopic.svg?alt=media&token=${uuid()}"`],
    ['plan.json', `{"image": "http://cdn.example/5df1f6?e=1576142006&token=${of(alnum, 40)}:${of(alnum, 27)}="}`],
    ['main.yml', `runner__apt_key: '${hex(40).toUpperCase()}'`],
    ['uploaders.rst', `allow * by key ${hex(40).toUpperCase()}+`],
    ['person.json', `"Verifying my OpenPGP key: openpgp4fpr:${hex(40).toUpperCase()}"`],
    ['postgres.yaml', 'password_encryption: scram-sha-256'],
    ['main.yml', 'admin.password: "{{ argocd_admin_password | password_hash(\'bcrypt\') }}"'],
    ['main.yml', "passdb_backend: 'tdbsam'\nauth_mechanism: 'mysql'"],
    ['a.tpl', '{{- $password = randAlphaNum $passwordLength }}'],
    ['a.tpl', '{{ include "manage" (dict "secret" $name "key" "clearPassword" "providedValues" (list "config.secret") "context" $) }}'],
    ['docs.md', 'Cookie: argocd.token=eyJhbGciOiJIUzI1Ni...'],
    ['types_test.go', `BearerToken: "${Buffer.from('{"alg":"HS256"}').toString('base64url')}",`],
    ['bearer.spec.ts', `"Bearer ${Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')}"`],
    ['oauth.spec.ts', 'value: "Bearer oauth2_access_token_123"'],
    ['values.yaml', `secretKey: "${of(alnum, 24)}EXAMPLEKEY"`],
    ['app.json', `"description": "Your Slack client secret - ${hex(24)}XXXXYYYY"`],
    ['i18n-tasks.yml', `deepl_api_key: "${uuid().slice(0, 24)}1A1A1A1A1A1A"`],
    ['README.md', 'e.g keyRenewPeriod: "720h30m"'],
    ['Dockerfile', 'RUN echo "%admins ALL = (ALL:ALL) NOPASSWD: SETENV: ALL" > /etc/sudoers.d/a'],
    ['stop.sh', '/bin/systemctl --no-ask-password daemon-reload'],
    ['input.rs', 'raw_ip_key(Some("[2a00:1450:4009:81f::200e]:123"))'],
    ['application.yml', 'tokenHeader: Authorization #the-header-of-requests'],
    ['MFA.tsx', 'const inputId = isPasscode ? "passcode" : "recovery_code";'],
    ['test_filtersets.py', "auth_psk='PSK1'"],
    ['card_spec.rb', 'credit_card.number = "378282246310005"'],
    ['README.md', 'a user with push access to `acme/shop`, identified by `customerId`; then pass `?limit=0` to it'],
    ['Forget.php', "return Password::broker('admins');"],
    ['mix.lock', `"sentry": {:hex, :sentry, "13.4.1", "${hex(64)}", [:mix], [], "hexpm", "${hex(64)}"},`],
    ['docs/okta.md', 'clientSecret: ABCDEFG1234567890abcdefg'],
    ['docs/auth0.md', `oidc.clientSecret: "${Buffer.from('hello-world').toString('base64')}"`],
    ['guard.ts', 'throw new UnauthorizedException(INFRA_TOKEN_INVALID_TOKEN);'],
    ['hash.py', '# password: sha256\n# passwd = base64\n'],
    ['hash.go', '// the password is pkcs12 by default\n// password: string\n'],
    ['cli.py', 'parser.add_argument("--password", "-p", help="of the account")'],
    ['cli.js', "program.option('--token', 'Token for the API')"],
    ['modal.rb', 'senha = params[:senha]'],
    ['settings.py', 'raise Misconfigured(f"SECRET_KEY must be a string (found {type(SECRET_KEY).__name__})")'],
    ['git-ask-pass.sh', 'case "$1" in\nPassword*) echo "${GIT_PASSWORD}" ;;\nesac'],
    ['cli.py', 'print(generate_secret_key())'],
    ['CMakeLists.txt', 'target_sources(Transform PRIVATE arm_dct4_q31.c)'],
    ['volk.h', 'extern PFN_vkCmdNextSubpass2 vkCmdNextSubpass2;\nVKAPI_ATTR void VKAPI_CALL vkCmdCopyBuffer2KHR(\n'],
    ['a.js.map', '{"sourcesContent":["var Pw=by,xh=1/0,Ow=17976931348623157e292;function Sy(e){}"]}'],
    ['vk.h', '/// Pass `VK_FALSE` to obtain statistics only'],
    ['user.yml', 'update_password: \'{{ "always" if reset else "on_create" }}\''],
    ['slack.py', 'is_api_token = re.match(r"^xox[bpa]-", token)'],
    ['user.py', 'if params["update_password"] == "always":'],
    ['wifi.cpp', 'log("BSSID: " LOG_SECRET("%02X:%02X:%02X"), bssid[0], bssid[1], bssid[2]);'],
    ['play.yml', `item: "{{ lookup('community.general.bitwarden', '${uuid()}', field='password') }}"`],
    ['ota.py', 'raise cv.Invalid(f"{CONF_PASSWORD} is inconsistent")'],
    ['imu.c', `// https://drive.google.com/file/d/${of(alnum, 28)}/view?resourcekey=0-${of(alnum, 22)}`],
    ['filters.txt', `||onedrive.live.com/download?cid=${hex(16)}&resid=${hex(16)}%21199&authkey=${of(small, 8)}4_${of(small, 6)}$all`],
    ['links.md', `[thread](http://forum.example/viewtopic.php?f=2&t=199&sid=${hex(32)})`],
    ['guide.livemd', `<!-- livebook:{"offset":1203,"stamp":{"token":"${of(alnum, 80)}","version":1}} -->`],
    ['docs/cookies.rst', `Set-Cookie: JSESSIONID=${hex(32).toUpperCase()}; Path=/`],
    ['payment.py', `"merchantSessionIdentifier": "SSH${hex(40).toUpperCase()}",`],
    ['docs.html', `<script>docsearch({ apiKey: '${hex(32)}', indexName: 'site', inputSelector: '#search' })</script>`],
    ['a.js', `const line = \`\${'psw'}ZTH=${of(alnum, 24)}\`;`],
    ['package.json', '{"dependencies": {"next-auth": "npm:next-auth@^4.24.11"}}'],
    ['a.min.js', `${'x='.repeat(200)}e.DOTENV_KEY:process.env.DOTENV_KEY&&process.env.DOTENV_KEY.length`],
  ])('%s: %s', (path, text) => {
    expect(found(text, path)).toEqual([]);
  });

  test('public keys, hashes of passwords, addresses, identifiers of keys, pictures', () => {
    const body = `AAAAB3NzaC1yc2EAAAADAQAB${of(alnum, 180)}`;
    expect(found(`{"key": "ssh-rsa ${body} me@host"}`, 'a.json')).toEqual([]);
    expect(found(`publicKey=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBA${of(alnum, 60)}`, 'a.properties')).toEqual([]);
    expect(found(`password: "$6$${of(alnum, 16)}$${of(alnum, 86)}"`, 'users.yml').filter((value) => !value.startsWith('$6$'))).toEqual([]);
    expect(found(`// token format, see https://git.example/blob/${hex(40)}/a.js`, 'a.js')).toEqual([]);
    expect(found(`{"keyid": "${hex(64)}"}`, 'root.json')).toEqual([]);
    expect(found(`-H "Authorization-Model-Id: 01${of('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 24)}"`, 'README.md')).toEqual([]);
    expect(found(`String key = "30819f300d06092a864886f70d010101050003818d00${hex(280)}";`, 'A.java')).toEqual([]);
    expect(found(`\x00\x01\x02key=${strong()}\x03\x04`, 'a.bin')).toEqual([]);
    expect(found(`integrity_key: sha512-${of(alnum, 86)}==`, 'package-lock.json')).toEqual([]);
  });
});

describe('What stands beside the harmless ones is found', () => {
  test.each([
    ['a.yml', 'password: "', '"'],
    ['a.ts', 'enum Known { accountPassword = "', '" }'],
    ['a.tpl', '{{- $token := "', '" }}'],
    ['a.tpl', '{{ $x }}\npassword: ', ''],
    ['a.go', 'BearerToken: "eyJhbGciOiJIUzI1NiJ9.', '",'],
    ['main.yml', "signing_key: '", "'"],
    ['a.env', 'GPG_PASSPHRASE=', ''],
    ['a.rb', 'credit_gateway_secret = "', '"'],
    ['a.md', 'The password is `', '`'],
    ['a.json', '"https://api.example/o/list?token=', '"'],
    ['main.yml', "db_password_backend: '", "'"],
  ])('%s %s…%s', (path, before, after) => {
    const value = key();
    expect(found(`${before}${value}${after}\n`, path).some((one) => one.includes(value))).toBe(true);
  });
});

describe('What is said about it', () => {
  test('each kind of name has its rule, and the evidence is told with its weights', () => {
    const look = engine({ path: 'a.py' as Path, origin: 'file', bytes: Buffer.from(`DB_PASSWORD = "${strong()}"\nAPI_KEY = "${key()}"\n`) });
    expect(look.candidates.map((one) => one.rule.id)).toEqual(['generic-password', 'generic-api-key']);
    for (const one of look.candidates) {
      expect(one.certainty).toBe('likely');
      expect(one.evidence.length).toBeGreaterThan(3);
      expect(one.evidence.every(({ feature, weight }) => /^(?:name|value|place|near|path)\./.test(feature) && Number.isFinite(weight))).toBe(true);
    }
  });
});
