// talisman: `.talismanrc` with its ignored files, patterns of one's own and threshold.
import { parse } from 'yaml';
import type { CustomRule } from '../../policy/policy.ts';
import { fieldsOf, listOf, textsOf, type Exempt, type Foreign, type Left } from './foreign.ts';
import { ruleOf } from './pattern.ts';

/** @param taken ids of rules that the product has */
export function readTalisman(text: string, taken: ReadonlySet<string>): Foreign {
  const config = fieldsOf(parse(text));
  const rules: CustomRule[] = [];
  const exempt: Exempt[] = [];
  const left: Left[] = [];
  const ids = new Set(taken);
  for (const entry of listOf(config['fileignoreconfig']).map(fieldsOf)) {
    const file = typeof entry['filename'] === 'string' ? entry['filename'] : undefined;
    if (file === undefined) continue;
    exempt.push(/[*?[]/.test(file) ? { kind: 'glob', patterns: [file] } : { kind: 'place', file });
    if (typeof entry['checksum'] === 'string' && entry['checksum'] !== '') left.push({ what: `the checksum of ${file}`, why: 'checksum' });
    const values = textsOf(entry['allowed_patterns']).length;
    if (values > 0) left.push({ what: `${values} value pattern${values === 1 ? '' : 's'} of ${file}`, why: 'value-pattern' });
  }
  const allowed = textsOf(config['allowed_patterns']).length;
  if (allowed > 0) left.push({ what: `${allowed} value pattern${allowed === 1 ? '' : 's'}`, why: 'value-pattern' });
  for (const scope of listOf(config['scopeconfig']).map(fieldsOf))
    left.push({ what: `the scope ${typeof scope['scope'] === 'string' ? scope['scope'] : ''}`, why: 'option' });
  if (listOf(config['custom_severities']).length > 0) left.push({ what: 'severities of its detectors', why: 'option' });
  for (const [index, pattern] of textsOf(config['custom_patterns']).entries()) {
    const made = ruleOf({ id: `talisman-pattern-${index + 1}`, title: `Pattern ${index + 1} of .talismanrc`, pattern, keywords: [] }, ids);
    if ('why' in made) left.push(made);
    else {
      rules.push(made);
      ids.add(made.id);
    }
  }
  const threshold = typeof config['threshold'] === 'string' ? config['threshold'].toLowerCase() : '';
  if (threshold === 'high') left.push({ what: 'the threshold "high"', why: 'looser' });
  return { rules, exempt, left, ...(threshold === 'low' ? { refuse: 'low' as const } : {}) };
}
