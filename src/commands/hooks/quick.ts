// What hooks try before the whole hook is loaded: built into one bundle of its own (`build/quick.mjs`), in which everything that is loaded late is
// missing; whatever it does not answer is answered by the whole hook, which looks again from the start.
export { kinds } from './kinds.ts';
export { passesQuickly } from './quick-commit.ts';
export { pushPassesQuickly } from './quick-push.ts';
export { readFeed } from '../../io/feed.ts';
export { PushFeed } from '../../io/push-feed.ts';
