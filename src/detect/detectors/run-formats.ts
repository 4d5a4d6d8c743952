// Formats that are looked for at the start of long runs: their first letters are those of common words.
import type { Format } from '../shape/detect-shape.ts';
import { formatsOf } from '../shape/format.ts';

export const runFormats = formatsOf([
  ['nostr-secret-key', 'Nostr', 'secret key', 'key', 'critical', 'nsec1{l:58}', 'bech32-lower'],
  ['bip32-private-key', 'A wallet', 'extended private key (BIP 32)', 'key', 'critical', ['xprv9{n:106}', 'xprvA{n:106}', 'xprvs{n:106}']],
  ['retool-api-token', 'Retool', 'API token', 'api', 'high', 'retool_{l:26-40}'],
  ['openai-session-key', 'OpenAI', 'session key', 'api', 'high', 'sess-{n:40}'],
  ['pubnub-publish-key', 'PubNub', 'publish key', 'third', 'medium', 'pub-c-{h:8}-{h:4}-{h:4}-{h:4}-{h:12}'],
  ['anyscale-secret', 'Anyscale', 'credential', 'api', 'high', ['esecret_{l:20-40}', 'aph0_{n:40-64}']],
  ['tigris-secret-key', 'Tigris', 'secret access key', 'api', 'critical', 'tsec_{u:40-80}'],
  ['netlify-other-token', 'Netlify', 'token of the command line, a build or a user', 'api', 'high', ['nfc_{n:36}', 'nfo_{n:36}', 'nfu_{n:36}', 'nfb_{n:36}']],
  ['portainer-token', 'Portainer', 'access token', 'cred', 'critical', 'ptr_{b:43}='],
  ['kong-access-token', 'Kong Konnect', 'access token', 'api', 'critical', ['kpat_{n:40-80}', 'spat_{n:40-80}']],
  ['datadog-app-key-prefixed', 'Datadog', 'application key', 'api', 'high', 'ddapp_{n:34}'],
]) as readonly [Format, ...Format[]];
