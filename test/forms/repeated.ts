// One value written several times.
import { lines, type Form } from './form.ts';

export const repeated: readonly Form[] = [
  ['twice-shell', 'run.sh', lines('DB_PASSWORD={=V}', 'MAIL_PASSWORD={=V}')],
  ['twice-shell-export', 'run.sh', lines('export DB_PASSWORD="{=V}"', 'export MAIL_PASSWORD="{=V}"')],
  ['twice-json', 'app.json', lines('{', '  "db": { "password": "{=V}" },', '  "mail": { "password": "{=V}" }', '}')],
  ['thrice-json', 'app.json', lines('{', '  "db": { "password": "{=V}" },', '  "mail": { "password": "{=V}" },', '  "cache": { "password": "{=V}" }', '}')],
  ['five-json', 'app.json', lines('{', ...['a', 'b', 'c', 'd', 'e'].map((name) => `  "${name}": { "password": "{=V}" },`), '  "x": 1', '}')],
  ['twice-python', 'settings.py', lines('DB_PASSWORD = "{=V}"', 'MAIL_PASSWORD = "{=V}"')],
  ['thrice-js', 'settings.js', lines("const dbPassword = '{=V}';", "const mailPassword = '{=V}';", "const ftpPassword = '{=V}';")],
  ['twice-yaml', 'app.yml', lines('db:', '  password: {=V}', 'mail:', '  password: {=V}')],
  ['thrice-yaml', 'app.yml', lines('a:', '  api_key: {=K}', 'b:', '  api_key: {=K}', 'c:', '  api_key: {=K}')],
  [
    'twice-compose',
    'docker-compose.yml',
    lines('services:', '  db:', '    environment:', '      POSTGRES_PASSWORD: {=V}', '  web:', '    environment:', '      PGPASSWORD: {=V}'),
  ],
  ['twice-go', 'main.go', lines('\tdb := Config{Password: "{=V}"}', '\tmail := Config{Password: "{=V}"}')],
  ['twice-readme', 'README.md', lines('```', 'export API_TOKEN={=K}', 'curl -H "X-Auth-Token: {=K}" https://api.corp.test', '```')],
  ['four-env', 'config.txt', lines('DB_PASSWORD={=V}', 'DB_PASSWORD_2={=V}', 'MAIL_PASSWORD={=V}', 'LDAP_PASSWORD={=V}')],
];
