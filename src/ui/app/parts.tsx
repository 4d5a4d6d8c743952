// The small things that every view is made of: severities, states, what is empty, what failed, how far something is.
import type { ComponentChildren, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { NoSession, type Asked, type Far } from './ask.ts';
import type { Findings, Row, Severity } from '../wire.ts';

export const count = (value: number, noun: string, many = `${noun}s`): string => `${value.toLocaleString('en')} ${value === 1 ? noun : many}`;

/** `12 kB`, `3.4 MB` */
export const size = (bytes: number): string => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

export const SeverityMark = ({ severity }: { readonly severity: Severity }): VNode => <span class={`severity ${severity}`}>{severity}</span>;

const verdicts = { refuse: 'refused', warn: 'told', pass: 'let through' } as const;
export const VerdictMark = ({ action }: { readonly action: Row['action'] }): VNode => <span class={`verdict ${action}`}>{verdicts[action]}</span>;

export function Copy({ text, label }: { readonly text: string; readonly label: string }): VNode {
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      class="quiet"
      aria-label={`Copy ${label}`}
      onClick={() => {
        void navigator.clipboard.writeText(text).then(() => {
          setCopied(true);
          setTimeout(() => {
            setCopied(false);
          }, 1500);
        });
      }}
    >
      {copied ? 'Copied' : 'Copy'}
    </button>
  );
}

export const Command = ({ text }: { readonly text: string }): VNode => (
  <div class="command">
    <code>{text}</code>
    <Copy text={text} label="the command" />
  </div>
);

export const Head = ({ title, children }: { readonly title: string; readonly children?: ComponentChildren }): VNode => (
  <header class="head">
    <h1 tabIndex={-1}>{title}</h1>
    {children}
  </header>
);

export const Empty = ({ title, children }: { readonly title: string; readonly children?: ComponentChildren }): VNode => (
  <div class="empty">
    <svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true">
      <path d="M12 2 4 5.200v5.500c0 5 3.300 9.300 8 11.300 4.700-2 8-6.300 8-11.300V5.200z" />
      <path d="m8.500 12 2.500 2.500 4.500-5" />
    </svg>
    <p class="strong">{title}</p>
    <div class="soft">{children}</div>
  </div>
);

export function NotLookedAt({ unread }: { readonly unread: Findings['unread'] }): VNode | null {
  if (unread.length === 0) return null;
  return (
    <section>
      <h2>Not looked at</h2>
      <ul class="plain">
        {unread.map((one) => (
          <li key={one.file}>
            <code class="path">{one.file}</code>{' '}
            <span class="soft">
              {one.why}. {one.wayOut}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Busy({ far, what }: { readonly far: Far | undefined; readonly what: string }): VNode {
  const { done = 0, total } = far ?? {};
  return (
    <div class="busy" role="status">
      <p>
        {what}
        {far === undefined ? ' …' : `: ${done.toLocaleString('en')}${total === undefined ? '' : ` of ${total.toLocaleString('en')}`}`}
      </p>
      {total === undefined ? <progress aria-label={what} /> : <progress aria-label={what} value={done} max={total} />}
    </div>
  );
}

export function Failed({ error, again }: { readonly error: Error; readonly again?: () => void }): VNode {
  const ended = error instanceof NoSession;
  return (
    <div class="failed" role="alert">
      <p class="strong">{ended ? 'This session is over' : 'That did not work'}</p>
      <p class="pre">{error.message.trim()}</p>
      {again === undefined || ended ? null : (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}

/** An answer in each of its states. */
export function Answer<Result>({
  asked,
  what,
  again,
  children,
}: {
  readonly asked: Asked<Result>;
  readonly what: string;
  readonly again: () => void;
  readonly children: (result: Result) => VNode;
}): VNode | null {
  switch (asked.state) {
    case 'idle':
      return null;
    case 'busy':
      return <Busy far={asked.far} what={what} />;
    case 'failed':
      return <Failed error={asked.error} again={again} />;
    case 'done':
      return children(asked.result);
  }
}
