// A file as people write it, with a place for a value.
export type Surrounding = readonly [path: string, write: (value: string) => string];
