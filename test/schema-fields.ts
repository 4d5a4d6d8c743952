// The properties that a JSON schema describes, as paths: `*` stands for an item or for a key that the file makes up.

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema | boolean>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** Every property that has no properties of its own. */
export function fieldsIn(root: Schema & { readonly $defs?: Readonly<Record<string, Schema>> }): readonly string[] {
  const follow = (schema: Schema, path: string): string[] => {
    const referred = schema.$ref === undefined ? {} : (root.$defs?.[schema.$ref.replace('#/$defs/', '')] ?? {});
    const { properties = {}, additionalProperties, items, anyOf = [] } = { ...referred, ...schema };
    const inner = [
      ...Object.entries(properties).map(([name, one]) => [name, one] as const),
      ...(typeof additionalProperties === 'object' ? [['*', additionalProperties] as const] : []),
      ...(items === undefined ? [] : [['*', items] as const]),
    ].flatMap(([name, one]) => (typeof one === 'boolean' ? [] : [{ name, schema: one }]));
    const below = [
      ...inner.flatMap(({ name, schema: one }) => follow(one, path === '' ? name : `${path}.${name}`)),
      ...anyOf.flatMap((one) => follow(one, path)).filter((field) => field !== path && field !== `${path}.*`),
    ];
    // a list of plain values is one property
    return below.length === 0 || (below.length === 1 && below[0] === `${path}.*`) ? [path] : below;
  };
  return follow(root, '');
}
