// gitleaks and betterleaks: `.gitleaks.toml` (rules, allow lists) and `.gitleaksignore` (fingerprints of places).
import { parse } from 'smol-toml';
import type { CustomRule } from '../../policy/policy.ts';
import { fieldsOf, listOf, textsOf, type Exempt, type Foreign, type Left } from './foreign.ts';
import { ruleOf } from './pattern.ts';

/** @param taken ids of rules that the product has */
export function readGitleaksConfig(text: string, taken: ReadonlySet<string>): Foreign {
  const config = fieldsOf(parse(text));
  const rules: CustomRule[] = [];
  const exempt: Exempt[] = [];
  const left: Left[] = [];
  const ids = new Set(taken);
  const allowing = (value: unknown, whose: string): void => {
    for (const list of listOf(value).map(fieldsOf)) {
      for (const pattern of textsOf(list['paths'])) exempt.push({ kind: 'regex', pattern });
      const values = textsOf(list['regexes']).length + textsOf(list['stopwords']).length;
      if (values > 0) left.push({ what: `${values} value pattern${values === 1 ? '' : 's'} and stop words of ${whose}`, why: 'value-pattern' });
      const commits = textsOf(list['commits']).length;
      if (commits > 0) left.push({ what: `${commits} commit${commits === 1 ? '' : 's'} of ${whose}`, why: 'by-commit' });
    }
  };
  const extend = fieldsOf(config['extend']);
  for (const id of textsOf(extend['disabledRules'])) left.push({ what: `rule ${id}`, why: 'rule-off' });
  if (typeof extend['path'] === 'string' || typeof extend['url'] === 'string') left.push({ what: 'the file that it extends', why: 'other-file' });
  for (const rule of listOf(config['rules']).map(fieldsOf)) {
    const id = typeof rule['id'] === 'string' ? rule['id'] : 'rule';
    const pattern = typeof rule['regex'] === 'string' ? rule['regex'] : '';
    const made = ruleOf(
      {
        id,
        title: typeof rule['description'] === 'string' ? rule['description'] : '',
        pattern,
        keywords: textsOf(rule['keywords']),
        ...(typeof rule['secretGroup'] === 'number' ? { group: rule['secretGroup'] } : {}),
        ...(typeof rule['entropy'] === 'number' ? { entropy: rule['entropy'] } : {}),
      },
      ids,
    );
    if ('why' in made) left.push(made);
    else {
      rules.push(made);
      ids.add(made.id);
      if (typeof rule['path'] === 'string') left.push({ what: `the path of rule ${id}`, why: 'option' });
    }
    allowing(rule['allowlist'], `rule ${id}`);
    allowing(rule['allowlists'], `rule ${id}`);
  }
  allowing(config['allowlist'], 'the allow list');
  allowing(config['allowlists'], 'the allow lists');
  return { rules, exempt, left };
}

/** `[commit:]file:rule:line`. What a commit of old holds is not refused again, so only what stands there now counts. */
export function readGitleaksIgnore(text: string): Foreign {
  const exempt = text.split(/\r?\n/).flatMap((line): Exempt[] => {
    const parts = /^(?:[0-9a-f]{7,64}:)?(.+):[^:]+:(\d+)$/.exec(
      line
        .slice(0, 4000)
        .replace(/\s+#.*$/, '')
        .trim(),
    );
    return parts?.[1] === undefined || line.startsWith('#') ? [] : [{ kind: 'place', file: parts[1], line: Number(parts[2]) }];
  });
  return { rules: [], exempt, left: [] };
}
