// The page: a session first, then one view at a time, named behind the `#` of the address.
import { render, type VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Overview } from '../wire.ts';
import { ask, beginSession } from './ask.ts';
import { ContractView } from './contract.tsx';
import { FindingsView } from './findings.tsx';
import { IncidentsView } from './incidents.tsx';
import { Busy, Failed } from './parts.tsx';
import { PolicyView } from './policy.tsx';
import { ScopeView } from './scope.tsx';

const views = {
  findings: ['Findings', () => <FindingsView />],
  policy: ['Policy', (overview: Overview) => <PolicyView overview={overview} />],
  incidents: ['Incidents', () => <IncidentsView />],
  scope: ['Usage scope', () => <ScopeView />],
  contract: ['Contract', () => <ContractView />],
} as const satisfies Readonly<Record<string, readonly [string, (overview: Overview) => VNode]>>;
type Name = keyof typeof views;
const named = (): Name => {
  const name = location.hash.slice(1);
  return Object.hasOwn(views, name) ? (name as Name) : 'findings';
};

const schemes = ['light dark', 'light', 'dark'] as const;
const schemeWords = { 'light dark': 'Auto', light: 'Light', dark: 'Dark' } as const;

function Page({ overview }: { readonly overview: Overview }): VNode {
  const [name, setName] = useState(named);
  const [scheme, setScheme] = useState(0);
  const main = useRef<HTMLElement>(null);
  const opened = useRef(false);
  useEffect(() => {
    const changed = (): void => {
      setName(named());
    };
    addEventListener('hashchange', changed);
    return () => {
      removeEventListener('hashchange', changed);
    };
  }, []);
  useEffect(() => {
    document.title = `${views[name][0]} · ${overview.repository}`;
    // a new view is told from its title on; the first one leaves the focus where the browser begins
    if (opened.current) main.current?.querySelector('h1')?.focus({ preventScroll: true });
    opened.current = true;
    scrollTo(0, 0);
  }, [name]);
  const now = schemes[scheme] ?? 'light dark';
  useEffect(() => {
    document.documentElement.style.colorScheme = now;
  }, [now]);
  return (
    <div class="page">
      <a class="skip" href="#main" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
        To the content
      </a>
      <nav aria-label="Views">
        <p class="brand">
          <span class="strong">{overview.repository}</span>
          <span class="soft">secrets-hooks {overview.version}</span>
        </p>
        <ul>
          {Object.entries(views).map(([key, [title]]) => (
            <li key={key}>
              <a href={`#${key}`} aria-current={key === name ? 'page' : undefined}>
                {title}
              </a>
            </li>
          ))}
        </ul>
        <button
          type="button"
          class="quiet scheme"
          onClick={() => {
            setScheme((scheme + 1) % schemes.length);
          }}
        >
          Colours: {schemeWords[now]}
        </button>
      </nav>
      <main id="main" ref={main} tabIndex={-1} key={name}>
        {views[name][1](overview)}
      </main>
    </div>
  );
}

function Start(): VNode {
  const [overview, setOverview] = useState<Overview | Error | undefined>();
  useEffect(() => {
    beginSession()
      .then(() => ask<Overview>('overview'))
      .then(setOverview, (error: unknown) => {
        setOverview(error instanceof Error ? error : new Error('It failed.'));
      });
  }, []);
  if (overview === undefined)
    return (
      <main class="alone">
        <h1>secrets-hooks</h1>
        <Busy far={undefined} what="Opening" />
      </main>
    );
  if (overview instanceof Error)
    return (
      <main class="alone">
        <h1>secrets-hooks</h1>
        <Failed error={overview} />
      </main>
    );
  return <Page overview={overview} />;
}

const root = document.getElementById('app');
if (root !== null) render(<Start />, root);
