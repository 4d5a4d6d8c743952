// In which files `fix` knows how to write a reference: the refusal offers it there, and `fix` goes by the same list.

/** Languages whose string literals become a call that reads the environment. */
export const languageFiles = {
  javascript: /\.[cm]?[jt]sx?$/,
  python: /\.py$/,
  ruby: /\.(?:rb|rake)$/,
  go: /\.go$/,
  java: /\.(?:java|groovy|gradle)$/,
  kotlin: /\.kts?$/,
  scala: /\.scala$/,
  csharp: /\.cs$/,
  php: /\.php$/,
  lua: /\.lua$/,
  elixir: /\.exs?$/,
  perl: /\.p[lm]$/,
  r: /\.[rR]$/,
  julia: /\.jl$/,
  crystal: /\.cr$/,
  powershell: /\.psm?1$/,
  clojure: /\.cljs?$/,
} as const;
export type FixableLanguage = keyof typeof languageFiles;

export const shellFiles = /\.(?:sh|bash|zsh|ksh)$/;

/** Texts in which references are filled in by what reads them: compose, Spring, Rails, npm, yarn, serverless. */
export const filledInFiles =
  /(?:^|\/)(?:(?:docker-)?compose[^/]*|(?:application|bootstrap)(?:-[\w-]+)?|serverless|\.yarnrc|config\/(?:database|storage|cable|mongoid|redis|secrets|sidekiq|cache|queue))\.ya?ml$|(?:^|\/)(?:application|bootstrap)[^/]*\.properties$|(?:^|\/)\.npmrc$/;

export const isFixable = (path: string): boolean => [...Object.values(languageFiles), shellFiles, filledInFiles].some((pattern) => pattern.test(path));
