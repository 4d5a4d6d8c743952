// The policy that `install` writes where there is none: the defaults, and a salt that makes fingerprints this repository's own.
export const policyPath = '.secrets-hooks/policy.json';

/** @param salt 32 random hex digits; no secret, it is committed */
export const startingPolicy = (salt: string): string =>
  `${JSON.stringify({ $schema: 'https://secrets-hooks.dev/schemas/policy.schema.json', version: 1, salt }, undefined, 2)}\n`;
