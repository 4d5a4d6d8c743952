// detect-secrets: `.secrets.baseline`, with what was audited in it.
import { fieldsOf, listOf, textsOf, type Exempt, type Foreign, type Left } from './foreign.ts';

export function readBaseline(text: string): Foreign {
  const baseline = fieldsOf(JSON.parse(text));
  const exempt: Exempt[] = [];
  const left: Left[] = [];
  for (const [file, entries] of Object.entries(fieldsOf(baseline['results'])))
    for (const entry of listOf(entries).map(fieldsOf)) {
      const line = typeof entry['line_number'] === 'number' ? entry['line_number'] : undefined;
      if (entry['is_secret'] === true || entry['is_verified'] === true) left.push({ what: `${file}:${line ?? '?'}`, why: 'real-secret' });
      else exempt.push({ kind: 'place', file, ...(line === undefined ? {} : { line }), ...(entry['is_secret'] === false ? { audited: true } : {}) });
    }
  for (const filter of listOf(baseline['filters_used']).map(fieldsOf)) {
    const path = typeof filter['path'] === 'string' ? filter['path'] : '';
    if (path.endsWith('regex.should_exclude_file')) for (const pattern of textsOf(filter['pattern'])) exempt.push({ kind: 'regex', pattern });
    else if (/regex\.should_exclude_(?:line|secret)$|wordlist/.test(path))
      left.push({ what: `the filter ${path.split('.').at(-1) ?? path}`, why: 'value-pattern' });
    else if (path.startsWith('file://')) left.push({ what: 'a filter of your own', why: 'program' });
  }
  for (const plugin of listOf(baseline['plugins_used']).map(fieldsOf))
    if (typeof plugin['path'] === 'string') left.push({ what: `the plugin ${typeof plugin['name'] === 'string' ? plugin['name'] : ''}`, why: 'program' });
  return { rules: [], exempt, left };
}
