// Whole inputs of every kind that is read, made at run time: nothing here is kept in a file, because half of it looks like a secret.
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { oneOf, upTo } from './random.mjs';

const latin1 = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
const hex = (random, length) => Array.from({ length }, () => '0123456789abcdef'[upTo(random, 16)]).join('');
const word = (random) =>
  oneOf(random, ['password', 'api_key', 'TOKEN', 'db.secret', 'client-secret', 'name', 'value', 'user', 'default', 'x', 'stringData', 'auth']);

/** One header of 512 bytes and the file behind it. */
export function tarOf(files) {
  const blocks = files.flatMap(([name, body, kind = '0']) => {
    const head = Buffer.alloc(512);
    head.write(name, 0, 100, 'latin1');
    head.write('0000644\0', 100);
    head.write(body.length.toString(8).padStart(11, '0'), 124);
    head.write(kind, 156, 'latin1');
    head.write('ustar\x0000', 257, 'latin1');
    return [head, Buffer.from(body, 'latin1'), Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]).toString('latin1');
}

/** A Zstandard frame of one raw block (RFC 8878, 3.1.1), up to 255 bytes. */
const zstdOf = (body) => `\x28\xb5\x2f\xfd\x20${String.fromCharCode(body.length, ((body.length << 3) | 1) & 255, (body.length << 3) >> 8, 0)}${body}`;

export function seedsOf(random, secret) {
  const text = () => {
    const value = random() < 0.7 ? secret() : oneOf(random, ['hunter2!', '${X}', 'changeme', '', "it's", 'a"b', 'ünïcödé', '123']);
    return { name: word(random), value };
  };
  const lines = (make, most = 5) => Array.from({ length: 1 + upTo(random, most) }, make).join('\n');
  const json = () =>
    JSON.stringify(
      Object.fromEntries(
        Array.from({ length: 1 + upTo(random, 3) }, () => [
          word(random),
          oneOf(random, [text().value, [text().value], { name: word(random), value: text().value }, 1, null, true]),
        ]),
      ),
      null,
      upTo(random, 3),
    );
  const yaml = () =>
    lines(() => {
      const { name, value } = text();
      return `${' '.repeat(upTo(random, 3) * 2)}${oneOf(random, ['', '- ', '- - '])}${name}: ${oneOf(random, ['', '"', "'", '|\n    ', '>-\n   ', '&a ', '!!str ', '{a: ', '['])}${value}${oneOf(random, ['', '"', "'", '}', ']', ' # x'])}`;
    });
  const xml = () =>
    lines(() => {
      const { name, value } = text();
      return oneOf(random, [
        `<${name}>${value}</${name}>`,
        `<add key="${name}" value="${value}"/>`,
        `<key>${name}</key><string>${value}</string>`,
        `<!-- ${value} --><![CDATA[${value}]]>`,
        `<a><b ${name}='${value}'><c>`,
      ]);
    });
  const hcl = () =>
    lines(() => {
      const { name, value } = text();
      return oneOf(random, [
        `${name} = "${value}"`,
        `resource "${name}" "x" {\n  ${name} = "${value}"\n}`,
        `${name} = <<-EOF\n${value}\nEOF`,
        `variable ${name} { default = ["${value}"] }`,
        `/* ${value} */ # x`,
      ]);
    });
  const ini = () =>
    lines(() => {
      const { name, value } = text();
      return oneOf(random, [
        `${name}=${value}`,
        `export ${name}="${value}"`,
        `[${name}]`,
        `[a "b.c"]\n${name} = '${value}'`,
        `${name}: ${value} \\\n  more`,
        `//host/:_authToken=${value}`,
        `ENV ${name} ${value}`,
        `; ${name}=${value}`,
        `${name} = """\n${value}\n"""`,
      ]);
    });
  const netrc = () => lines(() => `machine ${word(random)} login ${text().value}\n password ${text().value}`);
  const code = () =>
    lines(() => {
      const { name, value } = text();
      return oneOf(random, [
        `const ${name} = "${value}" + '${value}';`,
        `${name} == '${value}'`,
        `curl -u ${name}:${value} https://${value}@host/`,
        `Authorization: Bearer ${value}`,
        `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${value}\n-----END RSA ${'PRIVATE'} KEY-----`,
        `postgres://${name}:${value}@host/db`,
        `os.getenv("${name}", "${value}")`,
      ]);
    });
  const kubernetes = () => `kind: Secret\ndata:\n  ${word(random)}: ${Buffer.from(text().value).toString('base64')}\n`;
  const encoded = () => {
    const plain = `${text().name}="${text().value}" and some more words`;
    const bytes = Buffer.from(plain);
    const ways = [
      () => bytes.toString('base64'),
      () => bytes.toString('base64url'),
      () => bytes.toString('hex'),
      () => encodeURIComponent(plain).replace(/[a-z]/g, (one) => (random() < 0.3 ? `%${one.charCodeAt(0).toString(16)}` : one)),
      () => [...plain].map((one) => `&#${one.charCodeAt(0)};`).join(''),
      () => [...plain].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
      () => [...plain].map((one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`).join(''),
      () => gzipSync(bytes).toString('base64'),
      () => Buffer.from(`\ufeff${plain}`, 'utf16le').toString('base64'),
      () => bytes.toString('base64').replace(/.{40}/g, '$&\n'),
      () => plain.replace(/.{6}/g, '$&" + "'),
    ];
    return oneOf(random, ways)();
  };
  const utf16 = () => latin1(Buffer.from(`${random() < 0.5 ? '\ufeff' : ''}${code()}`, 'utf16le'));
  const texts = [json, yaml, xml, hcl, ini, netrc, code, kubernetes, encoded, utf16];
  const container = () => {
    const body = Buffer.from(oneOf(random, texts)(), 'latin1');
    const makers = [
      () => latin1(gzipSync(body)),
      () => latin1(zipSync({ [oneOf(random, ['a.txt', '../../x', 'd/.env', 'k.pem'])]: body, b: Buffer.from('b') }, { level: oneOf(random, [0, 6]) })),
      () =>
        tarOf([
          ['a.txt', body.toString('latin1')],
          ['long', 'x'.repeat(20), 'L'],
          ['b', 'b'],
        ]),
      () =>
        tarOf([
          ['p', '20 path=a/b/c.env\n', 'x'],
          ['a', body.toString('latin1')],
        ]),
      () => latin1(gzipSync(Buffer.from(tarOf([['a.txt', body.toString('latin1')]]), 'latin1'))),
      () => zstdOf(body.toString('latin1').slice(0, 250)),
    ];
    return oneOf(random, makers)();
  };
  const id = () => hex(random, oneOf(random, [40, 40, 64]));
  const batch = () =>
    Array.from({ length: 1 + upTo(random, 4) }, () => {
      const body = oneOf(random, texts)().slice(0, 60);
      return oneOf(random, [
        `${id()} ${oneOf(random, ['blob', 'tree', 'commit', 'tag'])} ${body.length}\n${body}\n`,
        `${id()} missing\n`,
        `HEAD:x ambiguous\n`,
        `${id()} blob 0\n\n`,
      ]);
    }).join('');
  const raw = () =>
    Array.from({ length: 1 + upTo(random, 3) }, () =>
      oneOf(random, [
        `:100644 100644 ${hex(random, 40)} ${hex(random, 40)} M\0a/b.txt\0`,
        `:000000 100644 ${'0'.repeat(40)} ${hex(random, 40)} A\0\xff\xfe\n\x1b\0`,
        `::100644 100644 100644 ${hex(random, 40)} ${hex(random, 40)} ${hex(random, 40)} MM\0x\0`,
        `:100644 100644 ${hex(random, 40)} ${hex(random, 40)} R090\0old\0new\0`,
      ]),
    ).join('');
  const log = () => Array.from({ length: 1 + upTo(random, 3) }, () => `\x01${hex(random, 40)}\0${raw()}`).join('\0');
  const updates = () =>
    lines(() =>
      oneOf(random, [
        `refs/heads/main ${id()} refs/heads/main ${id()}`,
        `(delete) ${'0'.repeat(40)} refs/heads/x ${id()}`,
        `HEAD~1 with words ${id()} refs/tags/v1 ${'0'.repeat(40)}`,
        `${id()} ${id()} refs/heads/x`,
      ]),
    );
  const policy = () => {
    const entry = { fingerprint: `v1f-${hex(random, 32)}`, reason: 'because of it', owner: 'me', expires: '2026-12-31' };
    const custom = { id: 'own-rule', title: 'our token', keywords: ['own_'], pattern: 'own_[a-z]{20}' };
    const whole = {
      version: 1,
      salt: hex(random, 32),
      refuse: oneOf(random, ['low', 'medium', 'high']),
      rules: { 'generic-password': { severity: 'high' } },
      allow: [entry],
      custom: [custom],
      places: { stores: ['instances/*/'] },
    };
    return `${random() < 0.3 ? '// comment\n' : ''}${JSON.stringify(whole, null, upTo(random, 3))}`;
  };
  const incident = () =>
    JSON.stringify({
      version: 1,
      incident: 'INC-2026-001',
      step: oneOf(random, ['open', 'rotated', 'root-cause', 'closed']),
      at: '2026-01-31T12:00:00Z',
      by: 'me',
      text: 'what happened',
      fingerprint: `v1f-${hex(random, 32)}`,
      ruleId: 'generic-password',
      places: [{ file: 'a' }],
      freezes: ['a/'],
    });
  const message = () => `subject\n\n# comment\n; other\n# ${'-'.repeat(24)} >8 ${'-'.repeat(24)}\n# below\ndiff`;
  const pattern = () => oneOf(random, ['own_[a-z]{20}', '(a|b)*c', '(?i)x{2,5}', '^$', '.*', '((a{2}){3}){4}', '[^\\d]+', '(?P<n>x)', '\\bown\\b', '(?s).+?y']);
  return {
    any: () => oneOf(random, texts)(),
    json,
    yaml,
    xml,
    hcl,
    ini,
    netrc,
    code,
    encoded,
    kubernetes,
    container,
    batch,
    raw,
    log,
    updates,
    policy,
    incident,
    message,
    pattern,
  };
}
