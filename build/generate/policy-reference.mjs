// schemas/policy.schema.json → the reference in docs/policy.md, between its two marks. The prose around them is written by hand.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const marks = ['<!-- fields: made from schemas/policy.schema.json -->', '<!-- end of fields -->'];
const code = (value) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function kindOf(schema) {
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(kindOf).join(', or ');
  if (schema.type === 'array') return `list of ${schema.items?.type === 'object' ? 'objects' : `${schema.items?.type ?? 'value'}s`}`;
  return schema.type ?? '';
}

/** What `$ref` names; a description that stands beside it counts. */
const resolved = (field, all) => (field.$ref === undefined ? field : { ...all.$defs[field.$ref.slice('#/$defs/'.length)], ...field });

function* rowsOf(schema, path, all) {
  for (const [name, unresolved] of Object.entries(schema.properties ?? {})) {
    const field = resolved(unresolved, all);
    const here = [...path, name].join('.');
    const needed = schema.required?.includes(name) === true ? ' (needed)' : '';
    const preset = field.default === undefined ? '' : ` Default: ${code(field.default)}.`;
    yield `| \`${here}\`${needed} | ${cell(kindOf(field))} | ${cell(`${field.description ?? ''}${preset}`)} |`;
    // what a section may set is explained where the whole repository sets it
    if (unresolved.$ref !== undefined && path.length > 0) continue;
    if (field.items?.properties !== undefined) yield* rowsOf(field.items, [...path, `${name}[]`], all);
    if (typeof field.additionalProperties === 'object') yield* rowsOf(field.additionalProperties, [...path, name, '<id>'], all);
    yield* rowsOf(field, [...path, name], all);
  }
}

export async function generate(root) {
  const file = join(root, 'docs/policy.md');
  const text = readFileSync(file, 'utf8');
  const [start, end] = marks.map((mark) => text.indexOf(mark));
  if (start < 0 || end < start) throw new Error('docs/policy.md has lost the marks of its reference');
  const schema = JSON.parse(readFileSync(join(root, 'schemas/policy.schema.json'), 'utf8'));
  const table = ['| field | holds | meaning |', '| --- | --- | --- |', ...rowsOf(schema, [], schema)].join('\n');
  const next = `${text.slice(0, start)}${marks[0]}\n\n${table}\n\n${text.slice(end)}`;
  if (next !== text) writeFileSync(file, next);
}
