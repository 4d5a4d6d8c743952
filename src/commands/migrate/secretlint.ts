// secretlint: `.secretlintrc.json` or `.yaml` (rules, patterns of one's own) and `.secretlintignore`.
import { parse as parseYaml } from 'yaml';
import type { CustomRule } from '../../policy/policy.ts';
import { fieldsOf, listOf, textsOf, type Foreign, type Left } from './foreign.ts';
import { ruleOf } from './pattern.ts';

/** YAML takes JSON too, with its comments. @param taken ids of rules that the product has */
export function readSecretlintConfig(text: string, taken: ReadonlySet<string>): Foreign {
  const config = fieldsOf(parseYaml(text.replace(/^[ \t]*\/\/.*$/gm, '')));
  const rules: CustomRule[] = [];
  const left: Left[] = [];
  const ids = new Set(taken);
  const visit = (rule: Readonly<Record<string, unknown>>): void => {
    const id = typeof rule['id'] === 'string' ? rule['id'] : 'rule';
    const options = fieldsOf(rule['options']);
    if (rule['disabled'] === true) left.push({ what: `rule ${id}`, why: 'rule-off' });
    const silenced = textsOf(rule['allowMessageIds']).length;
    if (silenced > 0) left.push({ what: `${silenced} message${silenced === 1 ? '' : 's'} of ${id} that are let pass`, why: 'rule-off' });
    const allows = textsOf(options['allows']).length;
    if (allows > 0) left.push({ what: `${allows} value pattern${allows === 1 ? '' : 's'} that ${id} lets pass`, why: 'value-pattern' });
    for (const one of listOf(options['patterns']).map(fieldsOf)) {
      const name = typeof one['name'] === 'string' ? one['name'] : 'pattern';
      for (const pattern of [...textsOf(one['pattern']), ...textsOf(one['patterns'])]) {
        const made = ruleOf({ id: name, title: name, pattern: plain(pattern), keywords: [] }, ids);
        if ('why' in made) left.push(made);
        else {
          rules.push(made);
          ids.add(made.id);
        }
      }
    }
    for (const inner of listOf(rule['rules']).map(fieldsOf)) visit(inner);
  };
  for (const rule of listOf(config['rules']).map(fieldsOf)) visit(rule);
  return { rules, exempt: [], left };
}

export const readIgnoreFile = (text: string): Foreign => ({
  rules: [],
  exempt: [{ kind: 'glob', patterns: text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#')) }],
  left: [],
});

/** `/…/gi` as RE2 has it. */
function plain(pattern: string): string {
  const found = /^\/(.*)\/([a-z]*)$/s.exec(pattern);
  const kept = [...new Set((found?.[2] ?? '').replace(/[^ims]/g, ''))].join('');
  return (kept === '' ? '' : `(?${kept})`) + (found?.[1] ?? pattern).replace(/\(\?<([A-Za-z])/g, '(?P<$1');
}
