// The formats besides `pretty`, each loaded when it is asked for.
import type { Report } from '../model.ts';
import type { Rules } from './words.ts';

export const formatNames = ['pretty', 'json', 'sarif', 'junit', 'gitlab', 'github', 'csv', 'markdown', 'html'] as const;
export type OutputFormat = (typeof formatNames)[number];
/** @param version of the package @param moment when it was made, UTC to the second: `2026-01-31T12:00:00Z` */
export type Renderer = (report: Report, rules: Rules, version: string, moment: string) => string;

const loaders: Readonly<Record<Exclude<OutputFormat, 'pretty'>, () => PromiseLike<Renderer>>> = {
  json: () => import('./json.ts').then((module) => module.jsonReport),
  sarif: () => import('./sarif.ts').then((module) => module.sarifReport),
  junit: () => import('./junit.ts').then((module) => module.junitReport),
  gitlab: () => import('./gitlab.ts').then((module) => module.gitlabReport),
  github: () => import('./github.ts').then((module) => module.githubReport),
  csv: () => import('./csv.ts').then((module) => module.csvReport),
  markdown: () => import('./markdown.ts').then((module) => module.markdownReport),
  html: () => import('./html.ts').then((module) => module.htmlReport),
};

export function rendererOf(format: Exclude<OutputFormat, 'pretty'>): PromiseLike<Renderer> {
  return loaders[format]();
}
