// The policy that `install` writes where there is none: the defaults, said by saying nothing else.
export const policyPath = '.secrets-hooks/policy.json';

export const startingPolicy = (): string =>
  `${JSON.stringify({ $schema: 'https://unpkg.com/secrets-hooks/schemas/policy.schema.json', version: 1 }, undefined, 2)}\n`;
