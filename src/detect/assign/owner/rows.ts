// How languages write what a name owns: one row for each way, with an example. A row matches what stands between the name and the literal.

/** Signs of an end: what may follow a literal that is all that a function returns. */
export type Ends = 'anything' | 'statement';

export interface OwningRow {
  readonly example: string;
  /** between the name and the literal's opening quote, or its first character where it has none */
  readonly between: RegExp;
  /** what must stand directly before the name */
  readonly before?: RegExp;
  readonly ends: Ends;
  /** the literal has no quotes, and ends before this */
  readonly bare?: RegExp;
}

const params = String.raw`(?:<[^<>()]{0,40}>)?\([^()\n]{0,160}\)`;
const type = String.raw`(?:[ ]?\??:[ ]?[\w<>[\]?.,|&' ]{1,60}?|[ ]?->[ ]?[&\w'<>:[\] ]{1,40}?|[ ]throws[ ][\w., ]{1,80}?|[ ][\w.*[\]]{1,30}|[ ]\([\w, .*[\]]{1,60}\))?`;
const gap = String.raw`[ \t]{0,40}(?:\r?\n[ \t]{0,60})?`;
const prefix = String.raw`[brufLN@$]{0,2}`;
const quoted = String.raw`(?=["'${'`'}])`;
const wrap = String.raw`(?:String::from\(|String\(|new String\(|SecretStr\(|&?\(?)?`;
const inside = String.raw`(?:[^{}()"']|"[^"\n]{0,120}"|'[^'\n]{0,120}'|\([^()\n]{0,80}\)){0,300}?`;
const sticky = (source: string): RegExp => new RegExp(source, 'y');

export const owningRows: readonly OwningRow[] = [
  {
    example: "getClientSecret() { return '…'; }",
    between: sticky(`${params}${type}${gap}\\{${gap}(?:return[ ]|echo[ ])?${wrap}${prefix}${quoted}`),
    ends: 'statement',
  },
  {
    example: "const getApiKey = (): Promise<string> => '…';",
    between: sticky(`[ ]?[=:][ ]?(?:as[y]nc[ ])?${params}${type}[ ]?=>${gap}(?:\\{${gap}return[ ])?${prefix}${quoted}`),
    ends: 'statement',
  },
  {
    example: "String get apiKey => '…';",
    between: sticky(`(?:${params})?[ ]{0,3}=>${gap}${prefix}${quoted}`),
    before: /\b(?:get|string|String) $/,
    ends: 'statement',
  },
  {
    example: 'def get_api_key(self) -> str:⏎    """…"""⏎    return "…"',
    between: sticky(`${params}(?:[ ]?->[ ]?[\\w.[\\]]{1,40})?:${gap}(?:"""[^"]{0,300}"""${gap})?return[ ]${wrap}${prefix}${quoted}`),
    before: /\bdef $/,
    ends: 'statement',
  },
  { example: 'get_secret_key = lambda: "…"', between: sticky(`[ ]?=[ ]?lambda[^:\\n"']{0,40}:[ ]?${prefix}${quoted}`), ends: 'statement' },
  {
    example: "def api_key⏎  @api_key ||= '…'⏎end",
    between: sticky(`(?:${params})?(?:[ ]do)?\\r?\\n[ \\t]{0,60}(?:return[ ]|@\\w{1,60}[ ]\\|\\|=[ ])?${quoted}`),
    before: /\bdef (?:self\.)?$/,
    ends: 'statement',
  },
  { example: 'def api_key, do: "…"', between: sticky(`(?:${params})?,[ ]do:[ ]${quoted}`), before: /\bdefp? $/, ends: 'statement' },
  {
    example: 'val password: String⏎    get() { return "…" }',
    between: sticky(`${type}${gap}get\\(\\)[ ]?(?:=[ ]?|\\{${gap}return[ ])${quoted}`),
    before: /\bva[lr] $/,
    ends: 'statement',
  },
  { example: 'val clientSecret by lazy { "…" }', between: sticky(`${type}[ ]by[ ]lazy[ ]?\\{${gap}${quoted}`), ends: 'statement' },
  { example: 'fun accessToken(): String = "…"', between: sticky(`${params}${type}[ ]=${gap}${quoted}`), before: /\b(?:fun|def) $/, ends: 'statement' },
  { example: 'var apiKey: String { "…" }', between: sticky(`${type}[ ]\\{${gap}(?:return[ ])?${quoted}`), before: /\bvar $/, ends: 'statement' },
  {
    example: 'public string Password⏎{⏎    get { return "…"; }⏎}',
    between: sticky(`${gap}\\{${gap}get[ ]?(?:=>[ ]?|\\{${gap}return[ ])${prefix}${quoted}`),
    ends: 'statement',
  },
  { example: 'function Get-ApiKey { return "…" }', between: sticky(`[ ]?\\{${gap}return[ ]${quoted}`), before: /\bfunction $/i, ends: 'statement' },
  { example: "def apiToken = { -> '…' }", between: sticky(`[ ]?=[ ]?\\{[ ]?->${gap}${quoted}`), ends: 'statement' },
  { example: "const clientSecret =⏎  '…';", between: sticky(`${type}[ ]?=[ \\t]{0,4}\\\\?\\r?\\n[ \\t]{0,60}${prefix}${quoted}`), ends: 'statement' },

  {
    example: "DB_PASSWORD: z.string().min(8).default('…')",
    between: sticky(`["']?[ ]?[:=][ ]?[\\w$]{1,30}(?:\\s{0,20}\\.\\w{1,30}(?:\\([^()\\n]{0,80}\\))?){0,8}?\\s{0,20}\\.default\\(\\s{0,20}${quoted}`),
    ends: 'anything',
  },
  { example: "apiSecret: { type: String, default: '…' }", between: sticky(`["']?[ ]?:[ ]?\\{${inside}\\bdefault["']?:[ ]?${quoted}`), ends: 'anything' },
  {
    example: "option('password', { type: 'string', default: '…' })",
    between: sticky(`["'],[ ]?\\{${inside}\\bdefault["']?:[ ]?${quoted}`),
    before: /\(\s{0,20}["']$/,
    ends: 'anything',
  },
  {
    example: 'add_argument("--password", help="…", default="…")',
    between: sticky(`["'],${inside}\\bdefault[ ]?=[ ]?${quoted}`),
    before: /\(\s{0,20}["']$/,
    ends: 'anything',
  },
  {
    example: "option('--password <value>', 'help', '…')",
    between: sticky(`[ ][<[][\\w-]{1,30}[>\\]]["'],[ ]?(?:"[^"\\n]{0,120}"|'[^'\\n]{0,120}'),[ ]?${quoted}`),
    before: /\(["'](?:-\w, )?$/,
    ends: 'anything',
  },
  {
    example: 'GetValue<string>("ApiKey", "…")',
    between: sticky(`["'],[ ]?${quoted}`),
    before: /\bGet\w{0,20}<\w{1,20}>\(["'](?:[\w:]{1,60}:)?$/,
    ends: 'anything',
  },
  { example: '{{ .Values.db.password | default "…" }}', between: sticky(`[ ]{0,3}\\|[ ]{0,3}default[ (]{1,3}${quoted}`), ends: 'anything' },
  {
    example: 'password: ${DB_PASSWORD:${MYSQL_PASSWORD:…}}',
    between: /["']?[ ]?[:=][ ]?["']?(?:\$\{[\w.]{1,60}:-?){1,4}(?=[^\s$"'{}])/y,
    ends: 'anything',
    bare: /[^\s"'{}]{4,300}(?=\})/y,
  },
  {
    example: 'db.password=\\⏎    …',
    between: /["']?[ ]?(?::?=)[ ]?\\\r?\n[ \t]{0,60}(?=[^\s"'`#$])/y,
    ends: 'anything',
    bare: /[^\s"'`]{4,300}(?=[ \t]*(?:\r?\n|$))/y,
  },
  {
    example: 'tool --password \\⏎  …',
    between: /[ ]?\\\r?\n[ \t]{0,60}(?=[^\s"'`#$-])/y,
    before: /(?:^|\s)$/,
    ends: 'anything',
    bare: /[^\s"'`]{4,300}(?=[ \t]*(?:\\?\r?\n|$))/y,
  },
  {
    example: 'PASSWORD=$(echo … | base64 -d)',
    between: /=["']?\$\(echo[ ](?:-n[ ])?["']?(?=[^\s"'$])/y,
    ends: 'anything',
    bare: /[A-Za-z0-9+/=]{8,300}(?=["']?[ ]?\|)/y,
  },
  {
    example: 'ENV DB_PASSWORD …',
    between: /[ \t]{1,4}(?=[^\s"'`$=<])/y,
    before: /(?:^|\n)[ \t]{0,8}ENV $/,
    ends: 'anything',
    bare: /\S{4,300}(?=[ \t]*(?:\r?\n|$))/y,
  },
  {
    example: '- --password⏎- …',
    between: /["']?,?[ \t]{0,8}\r?\n[ \t]{0,40}-[ \t]{1,4}["']?(?=[^\s"'$<{-])/y,
    before: /-[ \t]{1,4}["']?$/,
    ends: 'anything',
    bare: /[^\s"']{4,300}(?=["']?[ \t]*(?:\r?\n|$))/y,
  },
  { example: ':password: ``…``', between: /\*{0,2}:?\*{0,2}[ ](?:is[ ])?``(?=[^`\s])/y, ends: 'anything', bare: /[^`\n]{4,200}(?=``)/y },
  {
    example: '<password type="x">…</password>',
    between: /(?:\s{1,4}[\w:.-]{1,40}="[^"<>\n]{0,120}"){1,6}\s{0,4}>\s{0,40}(?:<!\[CDATA\[)?(?=[^\s<$])/y,
    before: /<(?:[\w-]{1,30}:)?$/,
    ends: 'anything',
    bare: /[^<\r\n\]]{4,300}(?=\s{0,40}(?:\]\]>)?<)/y,
  },
];
