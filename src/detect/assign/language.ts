// Which language a text is written in, by its path and, where that is silent, by its first bytes.
import type { Path } from '../../model.ts';

/** A family decides what a bare word on the right of an operator is: in code a reference, in a configuration a value. */
export type Family = 'code' | 'config' | 'shell' | 'markup' | 'sql' | 'text';
export interface Language {
  readonly name: string;
  readonly family: Family;
}

const endings: Readonly<Record<Family, string>> = {
  code: 'js mjs cjs jsx ts mts cts tsx vue svelte astro py pyi pyx go java kt kts scala groovy gradle cs vb fs rb rake erb gemspec php phtml rs c h cc cpp cxx hpp m mm swift dart lua pl pm ex exs erl hs clj cljs r jl sol tf_code coffee ps psm nim zig v elm ml mli proto graphql cr hx vala fsx sc gd bzl bas cls f90 f95 adb ads rkt scm lisp el tcl apex abap cob cbl y l yy ll hh cu ino',
  config:
    'json jsonc json5 yml yaml toml ini cfg conf config properties env tf tfvars hcl tfstate plist lock nix cnf rc editorconfig npmrc netrc pypirc postman_collection ipynb map service unit desktop reg inc sls j2 tpl tmpl template dist example sample creds ovpn',
  shell: 'sh bash zsh fish ksh bat cmd ps1 psm1 psd1 dockerfile makefile mk containerfile justfile',
  markup: 'md mdx markdown rst adoc asciidoc html htm xhtml xml svg xaml csproj vbproj props targets pom wsdl xsd resx storyboard xib txt log tex org po pot',
  sql: 'sql ddl dml psql pgsql mysql',
  text: '',
};
const byEnding = new Map(Object.entries(endings).flatMap(([family, list]) => list.split(' ').map((ending) => [ending, family as Family] as const)));
const whole: Readonly<Record<string, Family>> = {
  dockerfile: 'shell',
  makefile: 'shell',
  'cmakelists.txt': 'code',
  jenkinsfile: 'code',
  vagrantfile: 'code',
  gemfile: 'code',
  rakefile: 'code',
  procfile: 'shell',
  '.bash_history': 'shell',
  '.zsh_history': 'shell',
};

/** The language's short name (its ending) and family; `text` where nothing is known. */
export function languageOf(path: Path, text: string): Language {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const known = whole[name] ?? (name.startsWith('dockerfile') ? 'shell' : name.startsWith('.env') ? 'config' : undefined);
  if (known !== undefined) return { name, family: known };
  const ending = name.slice(name.lastIndexOf('.') + 1);
  const family = name.includes('.') ? byEnding.get(ending) : undefined;
  if (family !== undefined) return { name: ending, family };
  const shebang = /^#![^\n]{0,80}?(sh|bash|zsh|python|node|ruby|perl|php)\b/.exec(text.slice(0, 100))?.[1];
  if (shebang !== undefined) return { name: shebang, family: /sh$/.test(shebang) ? 'shell' : 'code' };
  return { name: 'text', family: 'text' };
}
