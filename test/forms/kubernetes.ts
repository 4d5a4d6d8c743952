// Kubernetes secrets: everything in them is one, whatever its key.
import { lines, type Form } from './form.ts';

const secret = (...rest: readonly string[]): string => lines('apiVersion: v1', 'kind: Secret', 'metadata:', '  name: app', 'type: Opaque', ...rest);

export const kubernetes: readonly Form[] = [
  ['k8s-data-foo', 'secret.yaml', secret('data:', '  foo: {PB64}')],
  ['k8s-data-config', 'secret.yaml', secret('data:', '  config: {PB64}')],
  ['k8s-data-database', 'secret.yaml', secret('data:', '  DATABASE: "{PB64}"')],
  ['k8s-data-key-name', 'secret.yaml', secret('data:', '  username: YWRtaW4=', '  foo.txt: {KB64}')],
  ['k8s-data-first', 'secret.yml', lines('kind: Secret', 'apiVersion: v1', 'data:', '  alpha: {PB64}', 'metadata:', '  name: x')],
  ['k8s-stringdata-foo', 'secret.yaml', secret('stringData:', '  foo: {V}')],
  ['k8s-stringdata-quoted', 'secret.yaml', secret('stringData:', '  config: "{V}"')],
  ['k8s-data-block', 'secret.yaml', secret('data:', '  foo: |', '    {PB64}')],
  ['k8s-stringdata-block', 'secret.yaml', secret('stringData:', '  foo: |', '    {V}')],
  [
    'k8s-list',
    'all.yaml',
    lines('apiVersion: v1', 'kind: List', 'items:', '- apiVersion: v1', '  kind: Secret', '  data:', '    foo: {PB64}', '  metadata:', '    name: x'),
  ],
  ['k8s-list-stringdata', 'all.yaml', lines('kind: List', 'items:', '  - kind: Secret', '    stringData:', '      foo: {V}')],
  ['k8s-json', 'secret.json', lines('{', '  "apiVersion": "v1",', '  "kind": "Secret",', '  "data": {', '    "foo": "{PB64}"', '  }', '}')],
  ['k8s-json-one-line', 'secret.json', '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"x"},"data":{"foo":"{PB64}"}}\n'],
  ['k8s-json-stringdata', 'secret.json', lines('{ "kind": "Secret", "stringData": { "foo": "{V}" } }')],
  ['k8s-second-document', 'all.yaml', lines('kind: ConfigMap', 'data:', '  foo: bar', '---', 'kind: Secret', 'data:', '  foo: {PB64}')],
  ['k8s-heredoc', 'apply.sh', lines('kubectl apply -f - <<EOF', 'apiVersion: v1', 'kind: Secret', 'metadata:', '  name: x', 'data:', '  foo: {PB64}', 'EOF')],
];
