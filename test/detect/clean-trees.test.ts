// What stood in clean repositories and was taken for a secret, as classes; and beside each of them what is still found.
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/detect/catalogue.ts';
import { engineOf } from '../../src/detect/engine.ts';
import { randomFrom } from '../../src/detect/shape/generate.ts';
import type { Path } from '../../src/model.ts';

const engine = engineOf(catalogue);
const random = randomFrom(20_261_126);
const of = (letters: string, length: number): string => Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
const alnum = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const hex = '0123456789abcdef';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const uuid = (): string => [8, 4, 4, 4, 12].map((length) => of(hex, length)).join('-');
const found = (path: string, text: string): string[] => {
  const { candidates, view } = engine({ path: path as Path, origin: 'file', bytes: Buffer.from(text) });
  return candidates.filter((one) => one.severity !== 'low').map((one) => view.text.slice(one.start, one.end));
};
/** What would be taken for one here is written with a sign in it. */
const whole = (text: string): string => text.replaceAll('§', '');
/** Nine characters, then two that are no letters of one case: never a word. */
const key = (): string => `${of(alnum, 9)}7k${of(alnum, 9)}`;

describe('passes', () => {
  test.each([
    ['migrator.rb', 'puts "#{new_token} is installed, so #{old_token} goes"'],
    ['update.sh', `[[ "$URL" =~ https://([[:alnum:]_:]+)@github.com/(.*)$ ]]`],
    ['packages.rb', 'puts "#{skopeo} copy --dest-creds=#{user}:$PACKAGES_TOKEN"'],
    ['help.rb', 'raise "leaked SECRET§_TOKEN" if ENV["SECRET§_TOKEN"]'],
    ['list.sh', `printf 'cask\\t%s\\n' "\${token}"`],
    ['proxy.go', 'logger.Debug("request", Options{ShouldLogCredentials: shouldLogCredentials})'],
    ['key.go', 'return fmt.Errorf("private key is not a recognized type: %T", privateKey)'],
    ['CHANGELOG.md', '- #1285, Abort on wrong database password - @qu4tro'],
    ['CHANGELOG.md', '- `[core]` Make it mandatory to pass `globalConfig` to the `Runtime` constructor'],
    ['CHANGELOG.md', '* [#2741](https://example.org/2741): Readability pass: guard clauses and small extractions'],
    ['send-email.adoc', 'however `--smtp-pass` always overrides this value.'],
    ['device.lua', '-- HWConfig FL_PWM is AW99703x2'],
    ['run.sh', 'PRIVATE="/dev/mmcblk0p5"'],
    ['paths.sh', "alias winpwd='cygpath -aw .'"],
    ['shfm', '"$old_pwd") y=$j y2=$((j > bottom ? mid : j)) cur=$file'],
    ['guide.md', '| [Key Events](#key-events) | `phx-keydown`, `phx-keyup` |'],
    ['apache.conf', '<IfDefine USE_CGIPASSAUTH>\nCGIPassAuth on\n</IfDefine>'],
    ['ws.py', 'WS_KEY = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"'],
    ['bundle.sh', 'creationToken = 12345678901234567890'],
    ['token.php', `$clientSecret = 'RANDOMCHARS-----${of(alnum, 10)}';`],
    ['sign.sh', `gpg --list-keys\nKEY=${of('0123456789ABCDEF', 16)}\n`],
    ['glad.h', 'GLAD_API_CALL PFNGLGETNUNIFORMFVKHRPROC glad_glGetnUniformfvKHR;'],
    ['CMakeLists.txt', 'target_compile_definitions(glfw PRIVATE _GLFW_USE_HYBRID_HPG)'],
    ['Message.hs', 'swedishMessage Confirm§Pa§ss = "Bekräfta"'],
    ['mode.js', '  keys: "K_A|K_B|K_C|K_D|K_E|K_F|K_G",'],
    ['Options.cs', 'ClientName = ServiceName = user = pass§word = tieBreaker = sslHost = null;'],
    ['params.clj', '(is (= {"foo" {"key" {"bar" "baz" "asdf" "zxcv"}}}))'],
    ['collide.txt', `&${of(alnum, 8)}Spass=&${of(alnum, 13)}=&${of(alnum, 13)}=`],
    ['epub.json', `"http://books.example/api?contentKey=CNBJTW${of('0123456789', 13)}&page=1"`],
    ['mod_proxy.html', '<pre>ProxyPass "/myapp/" "fcgi://localhost:4000/"</pre>'],
    ['mod_auth.html', '<a href="mod_auth_form.html#authformpassword">AuthFormPassword</a>'],
    ['a.xcscmblueprint', `"WorkspaceBlueprintIdentifierKey" : "${uuid().toUpperCase()}",`],
    ['pass.json', `"passTypeId": "${of(upper, 10)}"`],
    ['profiles.plist', `<dict>\n<key>${of(upper, 9)}7</key>\n<array>\n</array></dict>`],
    ['review.json', '"assetToken": "test/v4/02/88/4d/attachment.txt",'],
    ['omniauth.md', ':auth_time => 1583778038,'],
    ['omniauth.md', `:uid => "auth0|${of(hex, 24)}",`],
    ['sign.scala', `assertIO(HmacSha1.generate[IO](input, secretKey), "${of(alnum, 27)}=")`],
    ['oauth.txt', `oauth_nonce=${of(alnum, 16)}&oauth_timestamp=1191242096`],
    ['tls.py', 'passphrase=ctx.options.cert_passphrase.encode("utf8")'],
    ['servers.json', '"PassFile": "/.pgpass"'],
    ['codes.cs', 'public const string InvalidPassword = "28P01";'],
    ['base.py', 'table.select(table.c.password == func.md5("plaintext"))'],
    ['test/forms_test.java', 'password.sendKeys("webpwd");'],
    ['test/parse_test.py', '"dbtype:§//x:secured_password@localhost",'],
    ['test/auth_test.cs', 'Password = "bad§passwd"'],
    ['telegraf.conf', 'namepass = ["metricname1"]\nfieldpass = ["valueC"]'],
    ['vmstat.md', 'vmstat pgsteal_normal=318463755i,pswpin=2092i,pswpout=6206i,slabs_scanned=93775616i'],
    ['rabbitmq.md', 'queue,url=http:§//amqp.example.org:15672,node=rabbit@amqp.example.org,durable=true'],
    ['go.sum', `github.com/smartystreets/go-aws-auth v0.0.0-20180515143844-0c1422d1fdb9/go.mod h1:${of(alnum, 43)}=`],
    ['tacacs.md', 'tacacs response_status="AuthenStatusPass" 1677526200000000000'],
    ['wireguard.go', `pubkey, err := wgtypes.ParseKey("${of(alnum, 43)}=")`],
    ['datadog.go', 'return fmt.Errorf("unable: %s", strings.ReplaceAll(err.Error(), d.Api§key, redactedAPIKey))'],
    ['highlights.scm', '"MAPFILE" "OLDPWD" "OPTERR" "OSTYPE"'],
    ['acme_test.py', `key_authorization='foo.${of(alnum, 43)}'`],
    ['CHANGELOG.md', `* The PGP key \`${of('0123456789ABCDEF', 40)}\` was added`],
    ['CHANGELOG.md', '- improve handling of empty username/password (@304NotModified)'],
    ['CHANGELOG.md', '- Fix redirects leaking credentials GHSA-h4mf-4v27-hggj'],
    ['core.rules', 'MainRule "str:/etc/passwd" "msg:html comment tag" "mz:ARGS|URL"'],
    ['options.rs', 'password: var("PGPASSWORD").ok(),'],
    ['stack.json', `"ImportedKeyPairFingerprint": "${of(alnum, 43)}="`],
    ['test_lambda.py', 'bucket_key = "serverless/dlq/local/1701682216701-2023-12-04/dlq.zip"'],
    ['index.js', "const XOAuth2 = require('../xoauth2');"],
    ['manual.html', 'with the <code>--pass</code> flags.'],
    ['filen.go', 'if password == "INTERNAL" {'],
    ['test/url_test.py', "'postgres:§//foo:bar@example.com,foo%20o:bar@example.com'"],
    ['test/couch.md', '# basic_password = "p@ss§w0rd"'],
    ['ceph.md', 'commit_bytes.sum=41087428442,commit_keys.avgcount=1609831,commit_keys.sum=11637931,commit_latency=3'],
    ['MANUAL.md', 'You can set a single username and password with the --user and --pass flags.'],
    ['options.rst', 'when using ``--gpu-api=vulkan``. In any other case'],
    ['notarize.sh', `# INSTALLATION_KEY_IDENT=${of('0123456789ABCDEF', 40)}`],
    ['build.yml', "sudo sed -i 's/#password_encryption = md5/password_encryption = scram-sha-256/' postgresql.conf"],
    ['Utils.hs', ',renderKey ("UP/DOWN/PUP/PDN/HOME/END/k/j", "")'],
    ['ftp.c', "&& (password = ap_pbase64decode(r->pool, password))[0] != ':') {"],
    ['MODEL.md', 'Relying on pass§word "encryption" as confidentiality.'],
    ['settings-template.xml', `<password>{${of(alnum, 43)}=}</password>`],
    ['settings.xml', '<url>http://localhost:@port@</url>'],
    ['plan.md', 'helper **10.6M ops/sec**, compileFastpass **10.4M**'],
    ['docker.md', 'registry-password: "SETME"'],
    ['ghc.txt', `name: array\nid: array-0.5.1-${of(hex, 32)}\nkey: array_${of(alnum, 22)}\n`],
    ['token.json', `"access_token":"${of(alnum, 16)}[...]",`],
    ['strings.ts', `const list = [\n  "${of(alnum, 16)}", // "the key to success"\n  "${of(alnum, 16)}",\n];`],
  ])('%s: %s', (path, text) => {
    expect(found(path, `${whole(text)}\n`)).toEqual([]);
  });
});

describe('is found', () => {
  test.each([
    ['login.rb', 'puts "signed in with #{access_token}"', 'access_token'],
    ['login.sh', 'echo "the password is ${db_password}"', 'db_password'],
    ['login.go', 'log.Printf("%T: %s", user, user.Pass§word)', 'user.Password'],
    ['CHANGELOG.md', `The password is \`${of(alnum, 6)}4x9!\``, undefined],
    ['a.xml', '<password>\n  @\n</password>', undefined],
    ['a.conf', 'wlan_key="@"', undefined],
    ['a.rb', "provider :github, '0a1b2c3d4e5f60718293', '@'", undefined],
    ['a.rb', "config.omniauth :google_oauth2, 'client.apps.example.com', '@', scope: 'email'", undefined],
    ['a.xml', '<user><key>@</key></user>', undefined],
    ['a.py', 'key = ("@"\n       "@")', undefined],
    ['a.html', '<td>Password</td><td>@</td>', undefined],
    ['a.h', 'API_TOKEN @', undefined],
    ['a.yml', 'id: service\nkey: @', undefined],
    ['a.json', '"password": " @="', undefined],
    ['a.env', 'PRODUCT_KEY=@', undefined],
    ['a.py', 'key = b64decode(value), token = "@"', undefined],
    ['test/login_test.py', 'password = "pass§@"', undefined],
    ['a.go', 'password == "@"', undefined],
    ['a.html', '<code>password</code> "@"', undefined],
    ['a.go', 'key, err := ParseKey("@")', undefined],
    ['a.toml', 'pass = ["@"]', undefined],
    ['a.md', 'ebird: @', undefined],
    ['a.py', 'token.encode("utf8"), secret = "@"', undefined],
    ['a.json', '"passwordFile": "@"', undefined],
    ['a.txt', 'oauth_nonce=1&oauth_token=@', undefined],
  ])('%s: %s', (path, text, name) => {
    const value = key();
    const wanted = name ?? (text.includes('@') ? value : (/`(.*)`/.exec(text)?.[1] ?? ''));
    expect(found(path, `${whole(text).replaceAll('@', value)}\n`).some((one) => one.includes(wanted))).toBe(true);
  });

  test('each login of an address with several hosts, and no more than its password', () => {
    const [one, two] = [key(), key()];
    expect(found('a.yml', whole(`url: postgres:§//app:${one}@db1.internal:5432,app:${two}@db2.internal/x\n`))).toEqual([one, two]);
    expect(found('a.yml', whole(`url: mongodb:§//app:${one}@db1.internal:27017,db2.internal:27017/x\n`))).toEqual([one]);
    expect(found('a.yml', whole(`url: amqp:§//app:${one}@${two}@queue.internal/x\n`))).toEqual([`${one}@${two}`]);
  });

  test('a token of Entra that is refreshed, a long secret in base64, what SoftLayer and Pagar.me give out', () => {
    const long = `0.A${of(alnum, 40)}.AgAB${of(`${alnum}-_`, 700)}`;
    expect(found('a.md', `| Refresh | ${long} |\n`)).toEqual([long]);
    // the first byte is no printable character
    const bytes = `9${of(alnum, 30)}+/${of(alnum, 700)}`;
    expect(found('a.yml', `client_secret: ${bytes}\n`)).toEqual([bytes]);
    expect(found('a.txt', `https://api.softlayer.com/soap/v3.1/${of(hex, 64)}\n`)).toHaveLength(1);
    expect(found('a.txt', `ak_live_${of(alnum, 30)}\n`)).toHaveLength(1);
    expect(found('a.sh', `wandb login ${of(hex, 40)}\n`)).toHaveLength(1);
    expect(found('a.js', `github = ['${of(hex, 20)}', '${of(hex, 40)}'];\n`)).toHaveLength(1);
  });

  test('base64 that holds a picture, a certificate or text is no secret by its length', () => {
    for (const first of ['iVBORw0KGgo', 'MIIDdzCCAl', '/9j/4AAQSk', 'H4sIAAAAAA'])
      expect(found('a.yml', `token_image: ${first}${of(alnum, 600)}\n`)).toEqual([]);
    expect(found('a.yml', `secret_note: ${Buffer.from('only some words that say nothing '.repeat(16)).toString('base64')}\n`)).toEqual([]);
  });
});
