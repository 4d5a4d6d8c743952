// Tokens that begin with a word: the name of their provider or of their kind; and keys beside a provider's name.
import { lines, type Form } from './form.ts';

export const prefixed: readonly Form[] = [
  ['prefix-acme', 'app.env.txt', lines('ACME_API_KEY=acme_{HEX32}')],
  ['prefix-key', 'app.env.txt', lines('ACME_API_KEY=key_{HEX32}')],
  ['prefix-zx', 'app.env.txt', lines('ACME_API_KEY=zx_{HEX32}')],
  ['prefix-live', 'app.env.txt', lines('BILLING_SECRET_KEY=live_{HEX40}')],
  ['prefix-two-words', 'app.js', lines("const apiKey = 'corp_live_{HEX32}';")],
  ['prefix-dash', 'app.py', lines('API_KEY = "acme-{HEX32}"')],
  ['prefix-token', 'app.json', lines('{ "accessToken": "token_{B62:32}" }')],
  ['prefix-secret', 'app.yml', lines('webhook_secret: secret_{B62:28}')],
  ['prefix-own-name', 'app.py', lines('initech_token = "initech_{HEX40}"')],
  ['prefix-camel', 'App.java', lines('String umbrellaApiKey = "umbrella_{B62:32}";')],
  ['prefix-prod', 'app.toml', lines('api_key = "prod_{B62:24}"')],
  ['prefix-pat', 'app.cfg', lines('access_token = hooli_pat_{B62:36}')],
  ['prefix-apikey-dash', 'app.rb', lines("config.api_key = 'apikey-{HEX32}'")],
  ['suffix-word', 'app.env.txt', lines('ACME_API_KEY={HEX32}_acme')],
  ['service-deepgram', 'app.ini', lines('deepgram = {HEX40}')],
  ['service-deepgram-yaml', 'app.yml', lines('deepgram: {HEX40}')],
  ['service-deepgram-quoted', 'app.py', lines('deepgram = "{HEX40}"')],
  ['service-mailgun-json', 'app.json', lines('{ "mailgun": "{HEX40}" }')],
  ['service-api-hex40', 'app.js', lines("const pagerdutyKey = '{HEX40}';")],
  ['service-airtable', 'app.env.txt', lines('AIRTABLE={B62:32}')],
];
