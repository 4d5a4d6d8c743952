// All the words: what a finding is, why it was judged so, what was not read, what to do.
import { classes, type Finding, type Reason, type Rule, type SecretClass, type Unread } from '../model.ts';
import { printable } from './printable.ts';

export type Rules = ReadonlyMap<string, Rule>;

const titles: Readonly<Record<string, string>> = {
  'policy-guard': 'The rules would become looser',
  'ignore-rules': 'An ignore rule would lose its effect',
  'incident-ledger': 'The incident ledger would lose something',
  'hook-files': 'A hook would no longer look',
  'incident-freeze': 'An incident keeps this shut',
  'secret-shared-between-stores': 'One secret in two stores (C8)',
  'secret-copied-between-environments': 'One secret in two environments (C6)',
};

/** The classes of contract row C2.1 in words, in the order in which a report groups by them. */
const classWords: Readonly<Record<SecretClass, readonly [one: string, many: string]>> = {
  credential: ['credential', 'credentials'],
  'api-key': ['API key or OAuth secret', 'API keys and OAuth secrets'],
  'connection-string': ['connection string', 'connection strings'],
  'private-key': ['certificate or signing key', 'certificates and signing keys'],
  payment: ['payment credential', 'payment credentials'],
  'third-party': ['third-party credential', 'third-party credentials'],
  policy: ['broken rule', 'broken rules'],
};

/** Findings by their class, each group under its name; empty classes are left out. */
export const byClass = <T extends { readonly finding: Finding }>(
  verdicts: readonly T[],
): readonly { readonly name: string; readonly verdicts: readonly T[] }[] =>
  classes.flatMap((kind) => {
    const group = verdicts.filter(({ finding }) => finding.class === kind);
    const [one, many] = classWords[kind];
    return group.length === 0 ? [] : [{ name: group.length === 1 ? one : many, verdicts: group }];
  });

/** One sentence that names the thing, never the value. A repository's own rules and names are told in it: it is harmless to a terminal. */
export const messageOf = (finding: Finding, rules: Rules): string => printable(sentence(finding, rules));

function sentence(finding: Finding, rules: Rules): string {
  const title = rules.get(finding.ruleId)?.title ?? titles[finding.ruleId] ?? finding.ruleId;
  switch (finding.detail.code) {
    case 'file-name':
      return `${title}: this file must not be committed`;
    case 'shared-value':
      return `${title}: the same value stands in ${finding.detail.names.join(' and ')}`;
    case 'promise':
      return finding.detail.what;
    case 'value':
      return `${title}${decodedText(finding)}`;
  }
}

/** In which file of an archive, and under which encodings. */
function decodedText({ within, decodedFrom }: Finding): string {
  const encodings = decodedFrom.filter((one) => within === undefined || one !== 'archive').join(', ');
  const parts = [...(within === undefined ? [] : [`in its ${within}`]), ...(encodings === '' ? [] : [`under ${encodings}`])];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

const sure: Readonly<Record<Finding['certainty'], string>> = {
  proven: 'its checksum holds',
  structural: 'it parses',
  shaped: 'it has the format',
  likely: 'by evidence',
};

export const certaintyOf = (finding: Finding): string => sure[finding.certainty];

export const reasonOf = (reason: Reason): string => printable(why(reason));

function why(reason: Reason): string {
  switch (reason.code) {
    case 'level':
      return `the policy refuses ${reason.limit} and above`;
    case 'below':
      return `below ${reason.limit}, the level that the policy refuses`;
    case 'floor':
      return `contract row ${reason.row}: no policy can allow it`;
    case 'compromised':
      return `this value is compromised (${reason.incident}): it may never be used again`;
    case 'frozen':
      return `frozen by ${reason.incident} until rotation and root cause are recorded`;
    case 'allowed':
      return `allowed by ${reason.owner} until ${reason.expires}`;
    case 'rule-off':
      return 'the policy has this rule off';
    case 'stood-before':
      return 'it stood here before';
  }
}

/** What to do about it: a file that cannot be looked at is refused, and that must not be the end of the road. */
const unreadWays: Readonly<Record<Unread['reason'], string>> = {
  'missing-object': 'Fetch it (git fetch --refetch --no-filter), then try again.',
  'too-large': 'Keep it out of git, for instance in LFS or in a store for artifacts.',
  'too-deep': 'Unpack it and commit what is in it.',
  encrypted: 'Commit it without a password, or keep it out of git.',
  damaged: 'Make it again, or keep it out of git.',
  unsupported: 'Unpack it, or pack it as zip, tar or gz.',
  unreadable: 'Look at its permissions.',
  time: 'Try again, or split the change.',
  'lfs-pointer': 'Scan its content where it is.',
  'shallow-clone': 'Run git fetch --unshallow, then try again.',
};

const unreadWords: Readonly<Record<Unread['reason'], string>> = {
  'missing-object': 'git does not have this object',
  'too-large': 'it is too large to be looked at',
  'too-deep': 'it is nested too deeply',
  encrypted: 'it is encrypted',
  damaged: 'it is damaged',
  unsupported: 'its format cannot be opened',
  unreadable: 'it cannot be read',
  time: 'there was not enough time',
  'lfs-pointer': 'its content is in LFS, not here',
  'shallow-clone': 'this clone is shallow, the rest of its history was not fetched (git fetch --unshallow)',
};

export const unreadOf = (unread: Unread): string => unreadWords[unread.reason];

/** The way out, one sentence. */
export const wayOutOf = (unread: Unread): string => unreadWays[unread.reason];
