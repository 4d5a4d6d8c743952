// Entry of the one bundle that all hooks share. Modules behind a dynamic import are evaluated when they are asked for.
export { kinds } from './kinds.ts';
export { run } from './run.ts';
export { readFeed } from '../../io/feed.ts';
export { PushFeed } from '../../io/push-feed.ts';
