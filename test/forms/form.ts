// One way of writing a value down, and whether a secret in it must be found.

/**
 * Places in the text: `{V}` a password or a key, `{P}` a password, `{K}` a key without signs, `{W}` a passphrase,
 * `{PB64}` and `{WB64}` base64 of a password and a passphrase, `{HEX32}` … random hex digits, `{UUID}`.
 */
export type Form = readonly [id: string, path: string, text: string];

/** Joins lines, with a line break at the end. */
export const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;
