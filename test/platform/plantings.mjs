// The thirty exposures: where each is planted, by whom, in which disguise, and what an audit must say of it.
import { generateKeyPairSync } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { tarOf } from './tar.mjs';

const base64 = (text) => Buffer.from(text).toString('base64');
const main = 'refs/heads/main';

/**
 * Each planting: `step` of the history at which it comes, and `plant`, which commits it and says what there is to be found.
 * `files`: paths at which it stands · `brought`: all commits that brought it, the first one first · `marks`: what shows in a tree that it is there
 */
export function plantingsOf({ values, history, authors, innocent, stores }) {
  const [ada, ben, chloe, dan, eva, finn] = authors;
  const on = (author, message, files, more = {}) => history.commit(main, { author, message, files, ...more });
  const pem = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  /** One file on main, taken out again `later` steps on, or never. */
  const file = (kind, step, author, path, textOf, { later, value = values.password(), message = `Work on ${path.split('/').at(-1)}`, ...scope } = {}) => {
    const text = textOf(value);
    return {
      kind,
      step,
      plant: () => ({ value, files: [path], brought: [on(author, message, { [path]: text })], texts: [text] }),
      ...(later === undefined ? {} : { later, after: () => on(finn, `Clean up ${path.split('/').at(-1)}`, { [path]: null }) }),
      ...scope,
    };
  };
  const wrapped = values.password();
  const spread = values.password();
  const twice = values.password();
  return [
    file('literal in TypeScript', 12, ada, 'services/checkout/src/gateway.ts', (v) => `export const key = '${v}';\n`, { value: values.stripe(), later: 20 }),
    file('literal in Python, still there', 25, ben, 'services/catalog/settings.py', (v) => `DEBUG = False\nDB_PASSWORD = "${v}"\n`),
    {
      kind: 'literal in Go, then the file is renamed',
      step: 33,
      plant() {
        const value = values.github();
        const text = `package payments\n\nconst token = "${value}"\n`;
        const first = on(chloe, 'Fetch the rates', { 'services/payments/rates.go': text });
        const second = on(dan, 'Name it for what it is', { 'services/payments/rates.go': null, 'services/payments/exchange.go': text }, { minutes: 900 });
        return { value, files: ['services/payments/rates.go', 'services/payments/exchange.go'], brought: [first, second], texts: [text] };
      },
    },
    file(
      'connection string in Java properties',
      41,
      dan,
      'services/fulfilment/src/main/resources/application.properties',
      (v) => `spring.datasource.url=jdbc:postgresql://db.internal/fulfilment?user=app&password=${v}\n`,
      { later: 3 },
    ),
    file('.env of a service', 52, eva, 'services/catalog/.env', (v) => `CATALOG_DB_PASSWORD=${v}\nCATALOG_DB_HOST=db.internal\n`, { later: 1 }),
    file('.env of a store', 60, finn, `instances/${stores[0]}/.env`, (v) => `STORE_API_KEY=${v}\n`, { later: 2, stores: [stores[0]] }),
    file('secrets file of a store', 68, ada, `instances/${stores[1]}/secrets.yml`, (v) => `session_secret: ${v}\n`, { stores: [stores[1]] }),
    file('private key file', 77, ben, 'deploy/tls.key', (v) => v, { value: pem(), later: 9 }),
    file('private key in a text', 85, chloe, 'docs/how-we-sign.md', (v) => `# Signing\n\n    ${v.trim().replaceAll('\n', '\n    ')}\n`, { value: pem() }),
    file(
      'base64 of an assignment',
      93,
      dan,
      'deploy/bootstrap.yml',
      (v) => `user_data: ${base64(`#!/bin/sh\nexport DB_PASSWORD=${v}\nstart-platform --detach\n`)}\n`,
    ),
    {
      kind: 'Kubernetes Secret, and plain in a script months later',
      step: 101,
      plant() {
        const text = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: mail\ntype: Opaque\ndata:\n  password: ${base64(wrapped)}\n`;
        const first = on(eva, 'Mail for the platform', { 'deploy/k8s/mail.yaml': text });
        return { value: wrapped, files: ['deploy/k8s/mail.yaml', 'ops/send-test-mail.sh'], brought: [first], texts: [text] };
      },
      later: 60,
      after(planted) {
        const text = `#!/bin/sh\nMAIL_PASSWORD="${wrapped}"\nexport MAIL_PASSWORD\nexec ./mailer --once\n`;
        planted.brought.push(on(ben, 'A test mail', { 'ops/send-test-mail.sh': text }));
        planted.texts.push(text);
      },
    },
    file(
      'Authorization: Basic in a runbook',
      112,
      finn,
      'docs/runbook.md',
      (v) => `# Runbook\n\n    curl -H "Authorization: Basic ${base64(`operator:${v}`)}" https://admin.internal/health\n`,
      { later: 30 },
    ),
    file(
      'split over two literals',
      120,
      ada,
      'services/checkout/src/push.ts',
      (v) => `const token =\n  '${v.slice(0, 14)}' +\n  '${v.slice(14)}';\nexport default token;\n`,
      { value: values.github('o') },
    ),
    file('hexadecimal', 128, ben, 'services/catalog/legacy.py', (v) => `access_token = bytes.fromhex("${Buffer.from(v).toString('hex')}")\n`, {
      value: values.slack(),
    }),
    {
      kind: 'commit message',
      step: 136,
      plant() {
        const value = values.github();
        const commit = on(chloe, `Try the importer\n\nWorks with token=${value} for now.`, { 'docs/importer.md': innocent.handbook(900) });
        return { value, files: ['commit message'], brought: [commit], texts: [], everywhere: true };
      },
    },
    {
      kind: 'git note',
      step: 144,
      plant() {
        const value = values.sendgrid();
        const commit = on(dan, 'Mail templates', { 'docs/templates.md': innocent.handbook(901) });
        return { value, note: history.note(commit, `deployed with ${value}\n`, dan), texts: [] };
      },
    },
    {
      kind: 'message of a tag',
      step: 152,
      plant() {
        const value = values.password();
        const commit = on(eva, 'Release 1.2', { 'CHANGELOG.md': '# Changes\n\n- 1.2\n' });
        const tag = history.tag('v1.2', commit, { author: eva, message: `Release 1.2\n\nStaging login: password = "${value}"\n` });
        return { value, tag, files: ['tag message'], texts: [] };
      },
    },
    {
      kind: 'commit that only a tag holds',
      step: 160,
      environments: ['demo'],
      plant() {
        const value = values.stripe();
        const text = `{ "payments": { "secretKey": "${value}" } }\n`;
        const commit = history.commit('refs/tags/v0.9-demo', {
          author: finn,
          message: 'For the demo',
          from: history.refs.get(main),
          files: { 'demo/config.json': text },
        });
        return { value, files: ['demo/config.json'], brought: [commit], texts: [text] };
      },
    },
    {
      kind: 'deleted branch, still held by a pull request’s ref',
      step: 168,
      plant() {
        const value = values.npm();
        const text = `//registry.npmjs.org/:_authToken=${value}\n`;
        const commit = history.commit('refs/pull/7/head', {
          author: ada,
          message: 'Publish from my machine',
          from: history.refs.get(main),
          files: { '.npmrc': text },
        });
        history.commit('refs/pull/7/head', { author: ada, message: 'Not so', files: { '.npmrc': null } });
        return { value, files: ['.npmrc'], brought: [commit], texts: [text] };
      },
    },
    {
      kind: 'stash',
      step: 176,
      plant() {
        const value = values.password();
        const text = `const settings = { smtpPassword: '${value}' };\nexport default settings;\n`;
        const commit = history.commit('refs/stash', {
          author: ben,
          message: 'On main: wip',
          from: history.refs.get(main),
          files: { 'services/checkout/src/mail.ts': text },
        });
        return { value, files: ['services/checkout/src/mail.ts'], brought: [commit], texts: [text] };
      },
    },
    {
      kind: 'one value in two stores',
      step: 188,
      stores: [stores[2], stores[3]],
      plant() {
        const text = (store) => `store: ${store}\npassword: ${twice}\n`;
        const first = on(chloe, 'Mail per store', { [`instances/${stores[2]}/mail.yml`]: text(stores[2]) });
        const second = on(chloe, 'And the other one', { [`instances/${stores[3]}/mail.yml`]: text(stores[3]) }, { minutes: 4000 });
        return {
          value: twice,
          files: [`instances/${stores[2]}/mail.yml`, `instances/${stores[3]}/mail.yml`],
          brought: [first, second],
          texts: [text(stores[2]), text(stores[3])],
        };
      },
    },
    {
      kind: 'one value in two environments',
      step: 200,
      environments: ['staging', 'production'],
      plant() {
        const text = (environment) => `environment: ${environment}\nqueue:\n  password: ${spread}\n`;
        const commit = on(dan, 'A queue', { 'config/queue.staging.yml': text('staging'), 'config/queue.production.yml': text('production') });
        return {
          value: spread,
          files: ['config/queue.staging.yml', 'config/queue.production.yml'],
          brought: [commit],
          texts: [text('staging'), text('production')],
        };
      },
      later: 40,
      after: () => on(eva, 'Queue by injection', { 'config/queue.staging.yml': null, 'config/queue.production.yml': null }),
    },
    file(
      'logged in Python',
      212,
      eva,
      'services/catalog/importer.py',
      () => 'import logging\n\ndef run(pass_word):\n    logging.info("login with %s", pass_word)\n'.replaceAll('pass_word', ['pass', 'word'].join('')),
      { value: undefined, later: 50 },
    ),
    file(
      'logged in Java',
      224,
      finn,
      'services/fulfilment/src/Login.java',
      () => `class Login { void go(String API) { logger.debug("key " + API); } }\n`.replaceAll('API', ['api', 'Key'].join('')),
      { value: undefined },
    ),
    file(
      'control plane that keeps a store’s key',
      236,
      ada,
      'control-plane/config/stores.yml',
      (v) => `stores:\n  ${stores[3]}:\n    region: eu\n    api_key: ${v}\n`,
      { controlPlane: true, later: 12 },
    ),
    file(
      'control plane that reads a store’s secrets',
      248,
      ben,
      'control-plane/src/proxy.ts',
      () => `export const env = readFileSync('instances/${stores[4]}/.e' + 'nv');\n`.replace("' + '", ''),
      { value: undefined, controlPlane: true, later: 5 },
    ),
    {
      kind: 'in a merge only',
      step: 262,
      plant() {
        const value = values.password();
        const base = history.refs.get(main);
        const side = history.commit('refs/building/side', {
          author: chloe,
          message: 'Side',
          from: base,
          files: { 'config/limits.yml': 'limits:\n  orders: 20\n' },
        });
        on(dan, 'Main goes on', { 'config/limits.yml': 'limits:\n  orders: 30\n' });
        const text = `limits:\n  orders: 25\n  admin_password: ${value}\n`;
        const merge = history.commit(main, { author: dan, message: "Merge branch 'side'", merge: side, base, files: { 'config/limits.yml': text } });
        history.refs.delete('refs/building/side');
        return { value, files: ['config/limits.yml'], brought: [merge], texts: [text] };
      },
      later: 2,
      after: () => on(dan, 'Limits again', { 'config/limits.yml': 'limits:\n  orders: 25\n' }),
    },
    file('UTF-16 of a Windows tool', 280, chloe, 'ops/export.ini', (v) => Buffer.from(`\ufeff[database]\r\npassword=${v}\r\n`, 'utf16le'), { later: 15 }),
    file('archive', 296, dan, 'ops/backup.tar.gz', (v) => gzipSync(tarOf('etc/app.conf', `db_password = "${v}"\n`)), { later: 1 }),
    file('example that works', 312, eva, `instances/${stores[4]}/.env.example`, (v) => `STORE_API_KEY=${v}\nSESSION_SECRET=\n`, { stores: [stores[4]] }),
  ];
}
