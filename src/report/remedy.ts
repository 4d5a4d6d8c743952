// How a literal is replaced by a reference in the file's own language or tool (contract row C3.4), and where the value goes instead.

import { filledInFiles } from './fixable.ts';

type Spell = (name: string) => string;

/** The reference to use, and the command that prepares it, if any. */
export interface Remedy {
  /** replaces the literal; undefined if this kind of file can't reference anything */
  readonly reference?: string;
  /** ready to copy; contains the name, never the value */
  readonly command?: string;
  /** the value goes into `.env` and its name into `.env.example` */
  readonly usesDotenv: boolean;
}

interface Home {
  readonly keep: (names: readonly string[]) => string;
  readonly command?: Spell;
  readonly usesDotenv?: true;
}

const values = (names: readonly string[]): string => (names.length > 1 ? 'the values' : 'the value');
const lower = (names: readonly string[]): string => names.join(', ').toLowerCase();
const environment: Home = { keep: (names) => `move ${values(names)} to .env`, usesDotenv: true };
const github: Home = {
  keep: (names) =>
    `store ${values(names)} as ${names.length > 1 ? 'repository secrets' : 'a repository secret'} (the command asks for ${names.length > 1 ? 'them' : 'it'})`,
  command: (name) => `gh secret set ${name}`,
};
const gitlab: Home = { keep: () => 'store the value as a masked CI/CD variable of the project' };
const pipeline: Home = { keep: () => 'store the value as a secret variable of the pipeline' };
const jenkins: Home = { keep: (names) => `store ${values(names)} in Jenkins as the credential${names.length > 1 ? 's' : ''} ${lower(names)}` };
const helm: Home = { keep: () => 'store the value in a Kubernetes Secret, or pass it with --set' };
const terraform: Home = {
  keep: (names) =>
    names.length > 1
      ? `declare them as variables with sensitive = true; pass the values as TF_VAR_${names[0]?.toLowerCase() ?? ''} and so on`
      : `declare it as a variable with sensitive = true; pass the value as TF_VAR_${lower(names)}`,
};
const reader: Home = {
  keep: (names) => `let the program read ${names.join(', ')} from its environment, with ${values(names)} in .env`,
  usesDotenv: true,
};
const elsewhere = (keep: string, command?: Spell): Home => ({ keep: () => keep, ...(command === undefined ? {} : { command }) });
const rebuilt: Home = { keep: () => 'rebuild the file without it' };
const prose: Home = { keep: () => 'keep the value out of the repository' };

/** Only the end of a longer path is matched: the last folders decide. */
const MAX_MATCHED_PATH_CHARS = 400;
/** Generated files that aren't edited as text: archives, programs, pictures, office documents, databases. */
const generated =
  /\.(?:zip|jar|war|ear|aar|apk|ipa|nupkg|vsix|whl|egg|t?gz|t?bz2|t?xz|zst|tar|7z|rar|docx?|xlsx?|pptx?|od[tsp]|pdf|epub|png|jpe?g|gif|webp|ico|exe|dll|so|dylib|a|o|obj|lib|bin|dat|class|py[co]|wasm|db|sqlite3?|mdb|parquet|pkl|pickle|npy|dump|bak|iso|dmg|msi|deb|rpm)$/i;
const places: readonly (readonly [pattern: RegExp, reference: Spell | undefined, home: Home])[] = [
  [generated, undefined, rebuilt],
  [/(?:^|\/)\.github\/.*\.ya?ml$/, (name) => `\${{ secrets.${name} }}`, github],
  [/(?:^|\/)(?:\.gitlab-ci[^/]*|\.gitlab\/.*)\.ya?ml$/, (name) => `$${name}`, gitlab],
  [/(?:^|\/)azure-pipelines[^/]*\.ya?ml$/, (name) => `$(${name})`, pipeline],
  [/(?:^|\/)(?:\.circleci\/.*|bitbucket-pipelines|\.travis|\.drone|buildspec|appveyor)\.ya?ml$/, (name) => `$${name}`, pipeline],
  [/(?:^|\/)Jenkinsfile[^/]*$/, (name) => `credentials('${name.toLowerCase()}')`, jenkins],
  [/(?:^|\/)(?:templates\/.*\.(?:ya?ml|tpl)|Chart\.yaml)$/, (name) => `{{ .Values.${camel(name)} }}`, helm],
  [
    /(?:^|\/)(?:k8s|kubernetes|manifests|kustomize|overlays)\/.*\.ya?ml$/,
    undefined,
    elsewhere(
      'reference a Kubernetes Secret (valueFrom.secretKeyRef) that is created outside git, from .env',
      () => 'kubectl create secret generic NAME --from-env-file=.env',
    ),
  ],
  [
    /(?:^|\/)Pulumi[^/]*\.ya?ml$/,
    undefined,
    elsewhere('store the value encrypted (the command asks for it)', (name) => `pulumi config set --secret ${camel(name)}`),
  ],
  [/(?:^|\/)serverless\.ya?ml$/, (name) => `\${env:${name}}`, environment],
  [
    /(?:^|\/)wrangler\.(?:toml|jsonc?)$/,
    undefined,
    elsewhere('store the value as a secret of the worker (the command asks for it)', (name) => `npx wrangler secret put ${name}`),
  ],
  [
    /(?:^|\/)(?:appsettings[^/]*|local\.settings)\.json$/,
    undefined,
    { keep: (names) => `store ${values(names)} with dotnet user-secrets, or in the environment (Section__Key sets Section:Key)` },
  ],
  [/(?:^|\/)(?:pom|build|settings)\.xml$/, (name) => `\${env.${name}}`, environment],
  [/(?:^|\/)gradle\.properties$/, undefined, elsewhere('move the value to ~/.gradle/gradle.properties, where Gradle finds it by the same name')],
  [/(?:^|\/)config\/(?:database|storage|cable|mongoid|redis|secrets|sidekiq|cache|queue)\.yml$/, (name) => `<%= ENV.fetch("${name}") %>`, environment],
  [/(?:^|\/)config\/[^/]+\.php$/, (name) => `env('${name}')`, environment],
  [/(?:^|\/)(?:playbooks?|roles|group_vars|host_vars)\/.*\.ya?ml$/, (name) => `{{ lookup('env', '${name}') }}`, environment],
  [/\.(?:tf|hcl)$/, (name) => `var.${name.toLowerCase()}`, terraform],
  [/\.tfvars$/, undefined, terraform],
  [/\.bicep$/, (name) => camel(name), { keep: () => 'declare it as a @secure() param and read the value from a Key Vault' }],
  [/\.(?:vue|svelte)$/, undefined, elsewhere('keep it on the server: everything a browser gets is public')],
  [/\.astro$/, (name) => `import.meta.env.${name}`, environment],
  [/\.[cm]?[jt]sx?$/, (name) => `process.env.${name}`, environment],
  [/\.(?:py|pyi|ipynb)$/, (name) => `os.environ["${name}"]`, environment],
  [/\.go$/, (name) => `os.Getenv("${name}")`, environment],
  [/\.(?:java|groovy|kts?|gradle)$/, (name) => `System.getenv("${name}")`, environment],
  [/\.s(?:cala|bt)$/, (name) => `sys.env("${name}")`, environment],
  [/\.(?:cs|fs|vb)$/, (name) => `Environment.GetEnvironmentVariable("${name}")`, environment],
  [/\.(?:rb|rake|gemspec|erb)$|(?:^|\/)(?:Gemfile|Rakefile|Fastfile|Podfile)$/, (name) => `ENV.fetch("${name}")`, environment],
  [/\.php$/, (name) => `getenv('${name}')`, environment],
  [/\.rs$/, (name) => `std::env::var("${name}")`, environment],
  [/\.swift$/, (name) => `ProcessInfo.processInfo.environment["${name}"]`, environment],
  [/\.dart$/, (name) => `Platform.environment['${name}']`, environment],
  [/\.exs?$/, (name) => `System.fetch_env!("${name}")`, environment],
  [/\.clj[cs]?$/, (name) => `(System/getenv "${name}")`, environment],
  [/\.lua$/, (name) => `os.getenv("${name}")`, environment],
  [/\.p[lm]$/, (name) => `$ENV{${name}}`, environment],
  [/\.[rR]$/, (name) => `Sys.getenv("${name}")`, environment],
  [/\.jl$/, (name) => `ENV["${name}"]`, environment],
  [/\.(?:c|cc|cpp|cxx|h|hpp|mm?)$/, (name) => `getenv("${name}")`, environment],
  [/\.cr$/, (name) => `ENV["${name}"]`, environment],
  [/\.[eh]rl$/, (name) => `os:getenv("${name}")`, environment],
  [/\.nim$/, (name) => `getEnv("${name}")`, environment],
  [/\.ml$/, (name) => `Sys.getenv "${name}"`, environment],
  [/\.xcconfig$/, (name) => `$(${name})`, environment],
  [/\.psm?1$/, (name) => `$env:${name}`, environment],
  [/\.(?:bat|cmd)$/, (name) => `%${name}%`, environment],
  [/(?:^|\/)(?:GNU)?[mM]akefile$|\.mk$/, (name) => `$(${name})`, environment],
  [/\.(?:sh|bash|zsh|fish|ksh)$|(?:^|\/)(?:\.npmrc|\.yarnrc\.yml|\.envrc)$/, (name) => `\${${name}}`, environment],
  [
    /(?:^|\/)(?:Dockerfile[^/]*|[^/]*\.Dockerfile)$/,
    (name) => `\${${name}}`,
    { keep: (names) => `mount ${values(names)} at build time: RUN --mount=type=secret,id=${names[0]?.toLowerCase() ?? ''}` },
  ],
  [filledInFiles, (name) => `\${${name}}`, environment],
  [/\.(?:md|mdx|markdown|txt|rst|adoc|html?|tex)$|(?:^|\/)(?:README|CHANGELOG|NOTES)$/i, (name) => `<${name}>`, prose],
  [/\.(?:ya?ml|properties|json[c5]?|toml|ini|cfg|conf|config|plist|xml|csv|tsv|sql|lock|env\.[\w.-]+)$/, undefined, reader],
];

const camel: Spell = (name) => name.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const placeOf = (path: string): { readonly reference?: Spell; readonly home: Home } => {
  const found = places.find(([pattern]) => pattern.test(path.slice(-MAX_MATCHED_PATH_CHARS)));
  if (found === undefined) return { home: reader };
  const [, reference, home] = found;
  return { ...(reference === undefined ? {} : { reference }), home };
};

/** @param variable an environment variable's name, as `variableOf` makes it */
export function remedyOf(path: string, variable: string): Remedy {
  const { reference, home } = placeOf(path);
  const command = home.command?.(variable);
  return {
    ...(reference === undefined ? {} : { reference: reference(variable) }),
    ...(command === undefined ? {} : { command }),
    usesDotenv: home.usesDotenv === true,
  };
}

/** Where the values go, as a phrase that begins with a verb: "move the values to …". */
export const keepOf = (path: string, variables: readonly string[]): string => placeOf(path).home.keep(variables);
