// Ciphertext by its own complete form: what the tools of a team commit on purpose, because it opens nothing without a key that lies elsewhere.

/** Tool · the form of a whole value, from the tool's documentation. */
const forms: readonly (readonly [tool: string, form: RegExp])[] = [
  ['SOPS', /^ENC\[AES256_GCM,data:[\w+/=]*,iv:[\w+/]+={0,2},tag:[\w+/]+={0,2},type:(?:str|int|float|bool|bytes|comment)\]$/],
  ['hiera-eyaml', /^ENC\[(?:PKCS7|GPG|KMS|GKMS),[\w+/=\s]{40,}\]$/],
  ['Jasypt', /^ENC\([\w+/]{16,}={0,2}\)$/],
  ['Vault transit', /^vault:v\d{1,4}:[\w+/]{24,}={0,2}$/],
  ['Spring Cloud Config', /^\{cipher\}(?:\{[\w.:-]+\})*[\w+/]{16,}={0,2}$/],
  ['Maven', /^\{[\w+/]{24,}={0,2}\}$/],
  ['dotenvx', /^encrypted:[\w+/]{40,}={0,2}$/],
  // not ciphertext, but public in the same way: our own fingerprints
  ['secrets-hooks', /^v1[fsp]-[0-9a-f]{32}$/],
  ['Bitwarden EncString', /^[0-6]\.(?:[\w+/]{16,}={0,2}\|){1,2}[\w+/]{22,}={0,2}$/],
];

/** First characters of all forms: most values are told apart by one of them. */
const begins = /^(?:ENC[[(]|vault:v|\{|encrypted:|v1[fsp]-|[0-6]\.)/;

/** @param value without its quotes @returns whether the whole value has the form of a tool's ciphertext */
export const isCiphertext = (value: string): boolean => begins.test(value) && forms.some(([, form]) => form.test(value));
