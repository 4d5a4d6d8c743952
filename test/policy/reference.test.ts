// Every field of the policy is described in its schema, for editors, and in docs/policy.md, for people.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../src/policy/load.ts';

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
}

const root = join(import.meta.dirname, '../..');
const schema = JSON.parse(readFileSync(join(root, 'schemas/policy.schema.json'), 'utf8')) as Schema;
const page = readFileSync(join(root, 'docs/policy.md'), 'utf8');

function fieldsOf(node: Schema, path: string): { path: string; description: string | undefined }[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, written]) => {
    // what a section may set is explained where the whole repository sets it
    if (written.$ref !== undefined && path !== '') return [{ path: path + name, description: written.description }];
    const field = { ...schema.$defs?.[written.$ref?.split('/').at(-1) ?? ''], ...written };
    const inner = typeof field.additionalProperties === 'object' ? fieldsOf(field.additionalProperties, `${path}${name}.<id>.`) : [];
    return [
      { path: path + name, description: field.description },
      ...inner,
      ...fieldsOf(field.items ?? {}, `${path}${name}[].`),
      ...fieldsOf(field, `${path}${name}.`),
    ];
  });
}

test.each(fieldsOf(schema, '').map(({ path, description }) => [path, description] as const))('%s', (path, description) => {
  expect(description).toMatch(/\S.{8,}/);
  expect(page).toContain(`| \`${path}\``);
  expect(page).toContain((description ?? '').replaceAll('|', '\\|'));
});

test('the example of the page is a valid policy', () => {
  for (const [, text] of page.matchAll(/```jsonc\n([\s\S]*?)```/g)) expect(loadPolicy(text ?? '')).toHaveProperty('policy');
});
