// The usage scope of each secret that history holds: where it stands, and how far it went.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Scope, Scopes } from '../wire.ts';
import { useAsk } from './ask.ts';
import { Graph } from './graph.tsx';
import { Answer, Copy, count, Empty, Head, NotLookedAt, SeverityMark } from './parts.tsx';

export function ScopeView(): VNode {
  const [asked, ask] = useAsk<Scopes>('scopes');
  const again = (): void => {
    ask({});
  };
  useEffect(again, []);
  return (
    <>
      <Head title="Usage scope" />
      <Answer asked={asked} what="Looking through all of history" again={again}>
        {({ scopes, unread }) => (
          <>
            {scopes.length > 0 ? (
              <Chosen scopes={scopes} />
            ) : (
              <Empty title={unread.length === 0 ? 'History holds no secret' : 'What could be looked at holds no secret'}>
                <p>Every blob, message and tag of every ref was looked at{unread.length === 0 ? '' : ', but for what is named below'}.</p>
              </Empty>
            )}
            <NotLookedAt unread={unread} />
          </>
        )}
      </Answer>
    </>
  );
}

function Chosen({ scopes }: { readonly scopes: readonly Scope[] }): VNode {
  const [at, setAt] = useState(0);
  const chosen = scopes[at] ?? scopes[0];
  const tips = scopes.filter((one) => one.tips.length > 0).length;
  return (
    <>
      <p class="lead">
        {count(scopes.length, 'exposure')} in history, <strong>{tips} still at a tip</strong>.
      </p>
      <div class="scopes">
        <ul class="choices" aria-label="Exposures">
          {scopes.map((one, index) => (
            <li key={one.fingerprint + one.ruleId + String(index)}>
              <button
                type="button"
                aria-pressed={index === at}
                onClick={() => {
                  setAt(index);
                }}
              >
                <SeverityMark severity={one.severity} />
                <span class="what">{one.what}</span>
                <span class="soft">
                  {count(new Set(one.places.map(({ file }) => file)).size, 'file')}
                  {one.remotes.length > 0 ? ', pushed' : ''}
                  {one.tips.length > 0 ? ', still there' : ', gone from tips'}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {chosen === undefined ? null : <OneScope scope={chosen} />}
      </div>
    </>
  );
}

function OneScope({ scope }: { readonly scope: Scope }): VNode {
  const moment = (one: Scope['first']): string => (one === undefined ? 'in no commit' : `${one.date.slice(0, 10)}, ${one.commit.slice(0, 12)}, ${one.author}`);
  return (
    <section class="scope" aria-label={scope.what}>
      <header>
        <h2>{scope.what}</h2>
        <p class="inline">
          <code class="wrap soft">{scope.fingerprint}</code> <Copy text={scope.fingerprint} label="the fingerprint" />
        </p>
      </header>
      <Graph scope={scope} />
      <dl class="facts">
        <dt>First</dt>
        <dd>{moment(scope.first)}</dd>
        <dt>Last brought</dt>
        <dd>{moment(scope.last)}</dd>
        <dt>Pushed to</dt>
        <dd>{scope.remotes.length === 0 ? 'no remote that this clone knows of' : scope.remotes.join(', ')}</dd>
        <dt>Places</dt>
        <dd>
          <ul class="plain">
            {scope.places.slice(0, 40).map((place) => (
              <li key={`${place.commit}${place.file}${place.startLine}`}>
                <code class="path">
                  {place.file}:{place.startLine}
                </code>{' '}
                <span class="soft">in {place.commit.slice(0, 12)}</span>
              </li>
            ))}
          </ul>
          {scope.places.length > 40 ? <p class="soft">and {scope.places.length - 40} more</p> : null}
        </dd>
      </dl>
    </section>
  );
}
