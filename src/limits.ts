// Every limit of a scan: name with unit, why it is there, and what is reported beyond it.

/**
 * Slow fingerprints computed for one text of a scan, 8 to 9 ms each. Beyond it a finding is still listed, with a fingerprint of its place (`v1p-`),
 * and an `Unread` with reason `time` counts those findings.
 */
export const MAX_SLOW_FINGERPRINTS_PER_TEXT = 100;

/**
 * Slow fingerprints that a hook computes to compare a change with stored ones (allow entries, incidents). It computes at most as many as are stored,
 * and those it shows: of more values than that, some match nothing. Beyond it an `Unread` with reason `time` counts the findings that weren't compared.
 */
export const MAX_SLOW_FINGERPRINTS_PER_HOOK = 1000;

/** Slow fingerprints that a hook computes for the findings it shows first, the most severe ones. The others are refused all the same. */
export const MAX_SLOW_FINGERPRINTS_SHOWN = 10;
