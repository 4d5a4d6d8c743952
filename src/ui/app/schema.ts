// The policy's schema as the editor asks it: what may stand at a place of the file, in words.
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly enum?: readonly (string | number | boolean)[];
  readonly const?: string | number;
  readonly default?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

export type Path = readonly (string | number)[];

/** What `$ref` names; what stands beside it counts. */
function resolved(schema: Schema | undefined, root: Schema): Schema | undefined {
  if (schema?.$ref === undefined) return schema;
  let found: unknown = root;
  for (const part of schema.$ref.replace(/^#\//, '').split('/')) found = (found as Readonly<Record<string, unknown>> | undefined)?.[part];
  const { $ref: _, ...beside } = schema;
  return { ...(found as Schema | undefined), ...beside };
}

export function schemaAt(root: Schema, path: Path): Schema | undefined {
  let schema: Schema | undefined = root;
  for (const part of path) {
    if (schema === undefined) return undefined;
    const options: readonly Schema[] = schema.anyOf ?? [schema];
    const next: Schema | undefined = options
      .map((one): Schema | undefined => {
        if (typeof part === 'number') return one.items;
        if (one.properties !== undefined && Object.hasOwn(one.properties, part)) return one.properties[part];
        return typeof one.additionalProperties === 'object' ? one.additionalProperties : undefined;
      })
      .find((one) => one !== undefined);
    schema = resolved(next, root);
  }
  return schema;
}

export interface Choice {
  readonly label: string;
  readonly description: string;
  /** what is written: `${}` stands where the cursor goes */
  readonly text: string;
}

/** Keys that may still be added to the object at a path. */
export function keysAt(root: Schema, path: Path, present: readonly string[]): readonly Choice[] {
  const schema = schemaAt(root, path);
  return Object.entries(schema?.properties ?? {})
    .filter(([key]) => !present.includes(key))
    .map(([key, raw]) => {
      const field = resolved(raw, root);
      return { label: key, description: field?.description ?? '', text: `"${key}": ${startOf(field)}` };
    });
}

function startOf(schema: Schema | undefined): string {
  if (schema?.const !== undefined) return JSON.stringify(schema.const);
  if (schema?.enum !== undefined) return '${}';
  switch (schema?.type) {
    case 'object':
      return '{ ${} }';
    case 'array':
      return schema.items?.type === 'object' ? '[{ ${} }]' : '["${}"]';
    case 'string':
      return '"${}"';
    default:
      return '${}';
  }
}

export function valuesAt(root: Schema, path: Path): readonly Choice[] {
  const schema = schemaAt(root, path);
  const values = schema?.enum ?? (schema?.const === undefined ? (schema?.type === 'boolean' ? [true, false] : []) : [schema.const]);
  return values.map((value) => ({
    label: JSON.stringify(value),
    description: value === schema?.default ? 'the default' : '',
    text: JSON.stringify(value),
  }));
}
