// How much is taken out of a container at the most: what is over it is told as not looked at.

export const limits = { entries: 20_000, inflated: 128 * 1024 * 1024, entry: 64 * 1024 * 1024 } as const;

/** The path of something inside a container, as reports spell it. */
export const inside = (container: string, name: string): string => `${container}!/${name}`;
