// docs/detectors.md from the rules, as `rules list --format json` prints them.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const rules = JSON.parse(
  execFileSync(process.execPath, [join(root, 'dist/cli.js'), 'rules', 'list', '--format', 'json'], { encoding: 'utf8', maxBuffer: 1 << 26 }),
);
const classes = [...new Set(rules.map((rule) => rule.class))];
const lines = [
  '# What is looked for',
  '',
  `${rules.length} rules, made by \`node build/docs.mjs\`; \`secrets-hooks rules show ID\` says what somebody who holds it can do and how it is rotated.`,
];
for (const name of classes) {
  lines.push('', `## ${name}`, '', '| rule | what | severity |', '| --- | --- | --- |');
  for (const rule of rules.filter((one) => one.class === name)) lines.push(`| \`${rule.id}\` | ${rule.title} | ${rule.severity} |`);
}
writeFileSync(join(root, 'docs/detectors.md'), `${lines.join('\n')}\n`);
