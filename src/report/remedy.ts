// How a literal becomes a reference, in the file's own language (contract row C3.4).

const references: readonly (readonly [pattern: RegExp, reference: (name: string) => string])[] = [
  [/\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/, (name) => `process.env.${name}`],
  [/\.(?:py|pyi|ipynb)$/, (name) => `os.environ["${name}"]`],
  [/\.go$/, (name) => `os.Getenv("${name}")`],
  [/\.(?:java|groovy|scala)$/, (name) => `System.getenv("${name}")`],
  [/\.kts?$/, (name) => `System.getenv("${name}")`],
  [/\.cs$/, (name) => `Environment.GetEnvironmentVariable("${name}")`],
  [/\.(?:rb|rake|gemspec)$|(?:^|\/)(?:Gemfile|Rakefile)$/, (name) => `ENV.fetch("${name}")`],
  [/\.php$/, (name) => `getenv('${name}')`],
  [/\.rs$/, (name) => `std::env::var("${name}")`],
  [/\.swift$/, (name) => `ProcessInfo.processInfo.environment["${name}"]`],
  [/\.(?:ex|exs)$/, (name) => `System.fetch_env!("${name}")`],
  [/\.(?:c|cc|cpp|h|hpp)$/, (name) => `getenv("${name}")`],
  [/\.ps1$/, (name) => `$env:${name}`],
  [/(?:^|\/)\.github\/.*\.ya?ml$/, (name) => `\${{ secrets.${name} }}`],
  [/(?:^|\/)templates\/.*\.ya?ml$/, (name) => `{{ .Values.${name.toLowerCase()} }}`],
  [/\.(?:tf|tfvars|hcl)$/, (name) => `var.${name.toLowerCase()}`],
  [/\.(?:sh|bash|zsh|ya?ml|json|toml|ini|cfg|conf|properties|npmrc|env\.example)$|(?:^|\/)(?:Dockerfile|\.npmrc|\.env\.example)$/, (name) => `\${${name}}`],
];

/** The name of the environment variable that a key suggests: `apiKey` → `API_KEY`. */
export function variableOf(key: string | undefined, ruleId: string): string {
  const plain = (key ?? '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
  if (/^[A-Z][A-Z0-9_]{2,40}$/.test(plain)) return plain;
  return ruleId.replace(/-/g, '_').toUpperCase();
}

/** What to write in place of the literal. */
export function referenceFor(path: string, variable: string): string {
  return (references.find(([pattern]) => pattern.test(path))?.[1] ?? ((name: string) => `\${${name}}`))(variable);
}
