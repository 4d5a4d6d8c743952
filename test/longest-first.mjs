// The order of the tests: those that take longest come first, so that none of them is what all others have to be waited for. A clean checkout has no memory of how long they took.
import { join } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** More than ten seconds each, of processors that do nothing else. What is not named comes behind, the largest file first. */
const longest = [
  'hooks/faults',
  'hooks/push',
  'contract/rows-content',
  'fleet/audit',
  'evasion/git',
  'canary/canary',
  'contract/rows-places',
  'contract/contract',
  'commands/packs',
  'hooks/content',
  'contract/c13-guard',
  'hooks/commit',
  'commands/fix',
  'contract/rows-rules',
  'platform/audit',
  'docs/run',
  'detect/pairs',
  'pack/tarball',
  'contract/rules',
  'ui/page',
  'detect/decode-hostile',
  'contract/ten-ways',
  'evasion/files',
  'hooks/hidden',
  'hooks/places',
  'detect/following',
  'contract/c12-floor',
  'commands/history',
  'setup/install',
  'commands/policy',
].map((name) => join(import.meta.dirname, `${name}.test.ts`));

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const place = new Map(longest.map((path, index) => [path, index]));
    const of = ({ path }) => place.get(path) ?? longest.length;
    return [...super.sort(tests)].sort((a, b) => of(a) - of(b));
  }
}
