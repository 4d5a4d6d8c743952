// Contract rows C7 and C8 in every spelling: what reaches for another store's secret, shares one, or lets the control plane at it; and what does not.
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/detect/catalogue.ts';
import { storeIsolationIn } from '../../src/detect/detectors/promises/store-isolation.ts';
import { engineOf } from '../../src/detect/engine.ts';
import type { Path } from '../../src/model.ts';

const engine = engineOf({ ...catalogue, detectors: storeIsolationIn(['ops/console/'], ['shops/*/']), fileRules: [] });
const found = (path: string, text: string): string[] =>
  engine({ path: path as Path, origin: 'file', bytes: Buffer.from(`${text.replaceAll('·', '')}\n`) }).candidates.map(({ rule }) => rule.id);

describe('C8 refused: a fallback to what is shared', () => {
  test.each([
    ['a.ts', 'const key = store.api·Key ?? shared.api·Key;'],
    ['a.ts', 'const key = stores[id].to·ken || process.env.SHARED_TO·KEN;'],
    ['a.ts', 'const secret = store.sec·ret ? store.sec·ret : platformSec·ret;'],
    ['a.ts', 'store.api·Key ??= defaults.commonApi·Key;'],
    ['a.ts', 'const key = tenant.api·Key ?? defaultApi·Key;'],
    ['a.py', 'token = store_to·ken or SHARED_API_TO·KEN'],
    ['a.py', 'key = os.environ.get("STORE_API_·KEY", os.environ["GLOBAL_API_·KEY"])'],
    ['a.py', 'key = store.api_·key if store.api_·key else shared_api_·key'],
    ['a.py', 'if store_api_·key is None:\n    api_·key = SHARED_API_·KEY'],
    ['a.go', 'key := cmp.Or(store.Api·Key, shared.Api·Key)'],
    ['a.go', 'if storeTo·ken == "" {\n\tstoreTo·ken = sharedTo·ken'],
    ['A.java', 'String key = Optional.ofNullable(store.getApi·Key()).orElse(shared·ApiKey);'],
    ['A.java', 'String key = env.getOrDefault("STORE_TO·KEN", globalTo·ken);'],
    ['a.kt', 'val key = store.api·Key ?: shared.api·Key'],
    ['a.cs', 'var key = store.Api·Key ?? Config.SharedApi·Key;'],
    ['a.rb', 'key = store.api_·key || ENV["SHARED_API_·KEY"]'],
    ['a.rb', 'key = ENV.fetch("STORE_API_·KEY", ENV["SHARED_API_·KEY"])'],
    ['a.rb', "key = ENV.fetch('STORE_API_·KEY') { ENV['SHARED_API_·KEY'] }"],
    ['a.php', '<?php $key = $store->api·Key ?? $shared->api·Key;'],
    ['a.php', "<?php $key = env('STORE_TO·KEN') ?: env('SHARED_TO·KEN');"],
    ['a.rs', 'let key = store.api_·key.unwrap_or(shared_api_·key);'],
    ['a.rs', 'let key = store.api_·key.or_else(|| shared.api_·key.clone());'],
    ['a.sh', 'TO·KEN="${STORE_TO·KEN:-$SHARED_TO·KEN}"'],
    ['chart/templates/a.yaml', 'key: {{ .Values.store.api·Key | default .Values.shared.api·Key }}'],
    ['compose.yml', '  API_·KEY: ${STORE_API_·KEY:-${SHARED_API_·KEY}}'],
    ['main.tf', '  api_·key = coalesce(var.store_api_·key, var.shared_api_·key)'],
  ])('%s: %s', (path, text) => {
    expect(found(path, text)).toContain('shared-credential-fallback');
  });
});

describe('C8 allowed: no fallback, or none between stores', () => {
  test.each([
    ['a.ts', "if (store.api·Key === undefined) throw new Error('this store has no key');"],
    ['a.ts', 'const theme = store.theme ?? shared.theme;'],
    ['a.ts', 'const token = process.env.TO·KEN || defaultTo·ken;'],
    ['a.ts', "store.commit('setTo·ken', globalTo·ken);"],
    ['a.ts', 'const keyboard = store.keyboard ?? shared.keyboardLayout;'],
    ['a.ts', 'const key = store.cacheKey ?? store.defaultCache;'],
    ['a.py', 'token = store.to·ken'],
    ['a.py', 'timeout = store.token_timeout or DEFAULT_TIMEOUT'],
    ['a.go', 'if storeTo·ken == "" {\n\treturn errors.New("no token")'],
    ['a.sh', 'TO·KEN="${STORE_TO·KEN:?this store has no token}"'],
    ['a.md', 'Never write `store.api·Key ?? shared.api·Key`.'],
  ])('%s: %s', (path, text) => {
    expect(found(path, text)).toEqual([]);
  });
});

describe('C8 refused: a reference to another store', () => {
  test.each([
    ['instances/eu/deploy.sh', '. instances/us/secrets.env'],
    ['instances/eu/compose.yml', '    env_file: ../us/.env'],
    ['instances/eu/conf/app.yml', 'include: ../../us/secrets/db.yml'],
    ['instances/eu/app.yml', 'password: vault:secret/stores/us/db'],
    ['shops/eu/app.yml', 'password: vault:secret/data/stores/us#password'],
    ['shops/eu/compose.yml', '    env_file: ../us/.env.production'],
  ])('%s: %s', (path, text) => {
    expect(found(path, text)).toContain('cross-store-secret-reference');
  });
  test.each([
    ['instances/eu/deploy.sh', '. instances/eu/secrets.env'],
    ['instances/eu/compose.yml', '    env_file: ../eu/.env'],
    ['instances/eu/conf/app.yml', 'include: ../us/secrets/db.yml'],
    ['instances/eu/app.yml', 'password: vault:secret/stores/eu/db'],
    ['instances/eu/app.yml', 'schema: ../us/schema.json'],
    ['services/a/compose.yml', '    env_file: ../b/.env'],
  ])('%s: %s passes', (path, text) => {
    expect(found(path, text)).toEqual([]);
  });
});

describe('C7 refused: a control plane that reads, holds or hands on', () => {
  test.each([
    ['control-plane/a.ts', "const text = readFileSync('instances/eu/secrets.json');"],
    ['control-plane/a.ts', "const text = readFileSync(join('instances', store, '.env'));"],
    ['control-plane/a.ts', 'const text = readFileSync(`instances/${store.id}/.env`);'],
    ['control-plane/a.ts', "const text = readFileSync('instances/' + id + '/.env.production');"],
    ['control-plane/a.ts', 'const key = stores[id].secrets.api·Key;'],
    ['control-plane/a.ts', 'res.json({ key: store.api·Key });'],
    ['control-plane/a.ts', 'return reply.send(tenant.access_·token);'],
    ['control-plane/a.ts', 'const storeApi·Key = await load(id);'],
    ['control-plane/a.ts', 'await vault.read(`secret/stores/${id}/db`);'],
    ['control-plane/c.py', 'env = load("instances/us/.env")'],
    ['control-plane/c.py', 'env = Path("instances") / store / ".env"'],
    ['control-plane/c.py', 'path = os.path.join(INSTANCES_DIR, store, "secrets.yml")'],
    ['control-plane/c.py', 'return jsonify(password=store.db_pass·word)'],
    ['control-plane/deploy.yml', '      STORE_7_DB_PASS·WORD: ${STORE_7_DB_PASS·WORD}'],
    ['control-plane/compose.yml', '    env_file: ../instances/eu/.env'],
    ['services/control_plane/a.go', 'f, err := os.Open("instances/" + id + "/secrets.yaml")'],
    ['ops/console/a.ts', 'const key = store.api·Key;'],
  ])('%s: %s', (path, text) => {
    expect(found(path, text)).toContain('control-plane-reads-store-secret');
  });
});

describe('C7 allowed: names, states, settings', () => {
  test.each([
    ['control-plane/a.ts', "const text = readFileSync('instances/eu/config.json');"],
    ['control-plane/a.ts', "const text = readFileSync('instances/eu/.env.example');"],
    ['control-plane/a.ts', 'const name = stores[id].name;'],
    ['control-plane/a.ts', 'const state = store.secretStatus;'],
    ['control-plane/a.ts', 'const name = store.secretName;'],
    ['control-plane/a.ts', 'storeTo·ken(session);'],
    ['control-plane/a.ts', 'const password = keystore.password;'],
    ['control-plane/a.ts', 'const password = datastore.tokenCount;'],
    ['control-plane/a.ts', 'const token = session.to·ken;'],
    ['control-plane/readme.md', 'It never reads instances/eu/.env.'],
    ['services/shop/a.ts', 'const key = store.api·Key;'],
    ['services/shop/a.ts', "const text = readFileSync('instances/eu/secrets.json');"],
  ])('%s: %s', (path, text) => {
    expect(found(path, text)).toEqual([]);
  });
});

describe('C7 and C8 where the policy says that stores and the control plane are', () => {
  const placed = engineOf({
    ...catalogue,
    detectors: storeIsolationIn(['ops/'], ['shops/*/', 'tenant-*/', 'platform/sites/*/app/', '*/branch/']),
    fileRules: [],
  });
  const rules = (path: string, text: string): string[] =>
    placed({ path: path as Path, origin: 'file', bytes: Buffer.from(`${text}\n`) }).candidates.map(({ rule }) => rule.id);
  test.each([
    ['ops/sync.js', "const text = readFileSync('shops/eu/.env');"],
    ['ops/sync.js', "const text = readFileSync('../shops/eu/.env.production');"],
    ['ops/sync.js', 'const text = readFileSync(`shops/${store.id}/.env`);'],
    ['ops/sync.js', "const text = readFileSync(join('shops', id, '.env'));"],
    ['ops/sync.js', "const text = readFileSync('shops/' + id + '/secrets.json');"],
    ['ops/sync.py', 'path = os.path.join(SHOPS_DIR, store, "secrets.yml")'],
    ['ops/sync.py', 'env = Path("shops") / store / ".env"'],
    ['ops/sync.sh', '. ./tenant-eu/.env'],
    ['ops/sync.sh', 'source "tenant-$id/.env"'],
    ['ops/sync.go', 'f, err := os.Open("platform/sites/eu/app/.env")'],
    ['ops/sync.js', "const text = readFileSync('eu/branch/secrets.yml');"],
    ['ops/sync.js', "const text = readFileSync('instances/eu/.env');"],
  ])('control plane, %s: %s', (path, text) => {
    expect(rules(path, text)).toContain('control-plane-reads-store-secret');
  });
  test.each([
    ['shops/eu/app.js', "const text = readFileSync('../us/.env');"],
    ['shops/eu/app.js', "const text = readFileSync('shops/us/.env');"],
    ['shops/eu/deploy.sh', '. "$ROOT/shops/us/secrets.env"'],
    ['tenant-eu/deploy.sh', '. ../tenant-us/.env'],
    ['platform/sites/eu/app/run.sh', '. platform/sites/us/app/.env'],
    ['eu/branch/run.sh', '. us/branch/.env'],
    ['shops/eu/app.js', "const text = readFileSync('instances/us/.env');"],
  ])('another store, %s: %s', (path, text) => {
    expect(rules(path, text)).toContain('cross-store-secret-reference');
  });
  test.each([
    ['ops/sync.js', "const text = readFileSync('shops/eu/.env.example');"],
    ['ops/sync.js', "const text = readFileSync('shops/eu/config.json');"],
    ['ops/sync.js', "const text = readFileSync('ops/.env');"],
    ['ops/readme.md', 'It never reads shops/eu/.env.'],
    ['shops/eu/app.js', "const text = readFileSync('.env');"],
    ['shops/eu/app.js', "const text = readFileSync('shops/eu/.env');"],
    ['shops/eu/app.js', 'const text = readFileSync(`shops/${own}/.env`);'],
    ['web/app.js', "const text = readFileSync('shops/eu/.env');"],
  ])('allowed, %s: %s', (path, text) => {
    expect(rules(path, text)).toEqual([]);
  });
});
