// The policy: edited with the schema's help, replayed over the last commits beside the one in force, saved where it is valid.
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Checked, Overview, Replayed, ReplaySide } from '../wire.ts';
import { ask, useAsk } from './ask.ts';
import { editorIn } from './editor.ts';
import { ByFile } from './findings.tsx';
import { Answer, count, Failed, Head, size } from './parts.tsx';
import type { Schema } from './schema.ts';

/** What is being written outlives a look at another view. */
const draft: { text?: string; was?: string | null } = {};

export function PolicyView({ overview }: { readonly overview: Overview }): VNode {
  draft.text ??= overview.policy.text;
  draft.was ??= overview.policy.exists ? overview.policy.text : null;
  const parent = useRef<HTMLDivElement>(null);
  const [checked, setChecked] = useState<Checked | Error | undefined>();
  const [saved, setSaved] = useState<string | Error>('');
  const [dirty, setDirty] = useState(draft.text !== draft.was);
  const [last, setLast] = useState(200);
  const [asked, go] = useAsk<Replayed>('replay');
  useEffect(() => {
    if (parent.current === null) return;
    const editor = editorIn(
      parent.current,
      draft.text ?? '',
      overview.schema as Schema,
      async (text) => {
        try {
          const answer = await ask<Checked>('check', { text });
          setChecked(answer);
          return answer.problems;
        } catch (error) {
          setChecked(error instanceof Error ? error : new Error('It failed.'));
          return [];
        }
      },
      (text) => {
        draft.text = text;
        setNow(text);
        setSaved('');
        setDirty(text !== draft.was);
      },
    );
    return () => {
      editor.view.destroy();
    };
  }, []);
  const valid = checked !== undefined && !(checked instanceof Error) && checked.problems.length === 0;
  const [of, setOf] = useState('');
  const [now, setNow] = useState(draft.text);
  const replay = (): void => {
    setOf(draft.text ?? '');
    go({ text: draft.text, last });
  };
  const save = (): void => {
    ask<Checked>('save', { text: draft.text, was: draft.was ?? null }).then(
      () => {
        draft.was = draft.text ?? null;
        setDirty(false);
        setSaved(`Written to ${overview.policy.file}. It counts once it is committed and landed.`);
      },
      (error: unknown) => {
        setSaved(error instanceof Error ? error : new Error('It failed.'));
      },
    );
  };
  return (
    <>
      <Head title="Policy">
        <code class="soft">{overview.policy.file}</code>
      </Head>
      <div class="policy">
        <section aria-label="Editor">
          <div class="editor" ref={parent} />
          <p class="soft small">Ctrl-Space completes, hovering explains. Escape, then Tab leaves the editor.</p>
          <Word checked={checked} />
        </section>
        <section aria-label="Replay">
          <form
            class="bar"
            onSubmit={(event) => {
              event.preventDefault();
              replay();
            }}
          >
            <label>
              Last{' '}
              <input
                type="number"
                min="1"
                max="100000"
                value={last}
                onInput={(event) => {
                  setLast(Math.max(1, Number(event.currentTarget.value) || 1));
                }}
              />{' '}
              commits
            </label>
            <button type="submit" class="main" disabled={!valid || asked.state === 'busy'}>
              Replay
            </button>
            <button type="button" disabled={!valid || !dirty} onClick={save}>
              Save
            </button>
          </form>
          {saved === '' ? null : saved instanceof Error ? (
            <Failed error={saved} />
          ) : (
            <p class="said" role="status">
              {saved}
            </p>
          )}
          {asked.state === 'idle' ? (
            <p class="soft">
              Replay tells what this policy would have done on the last commits, beside the one in force: what more is caught, what is let through, what it
              costs.
            </p>
          ) : (
            <Answer asked={asked} what="Replaying files of these commits" again={replay}>
              {(result) => (
                <>
                  {of === now ? null : <p class="stale">The text has changed since: replay it anew.</p>}
                  <Compared result={result} />
                </>
              )}
            </Answer>
          )}
        </section>
      </div>
    </>
  );
}

function Word({ checked }: { readonly checked: Checked | Error | undefined }): VNode {
  if (checked === undefined) return <p class="soft">Checking …</p>;
  if (checked instanceof Error) return <Failed error={checked} />;
  if (checked.problems.length > 0)
    return (
      <ul class="problems" aria-live="polite">
        {checked.problems.map((one) => (
          <li key={`${one.line}${one.problem}`}>
            <code>
              {one.file === undefined ? '' : `${one.file}:`}
              {one.line}:{one.column}
            </code>{' '}
            {one.problem}
            <span class="soft">{one.wayOut}</span>
          </li>
        ))}
      </ul>
    );
  if (checked.shifts.length === 0)
    return (
      <p class="said" aria-live="polite">
        Valid. It means the same as the policy in force.
      </p>
    );
  const weaker = checked.shifts.filter(({ direction }) => direction === 'weaker').length;
  return (
    <div aria-live="polite">
      <p class="said">
        Valid. {count(checked.shifts.length, 'difference')} from the policy in force
        {weaker === 0 ? '' : <strong>{checked.shifts.length === 1 ? ', and it is weaker' : `, ${weaker} of them weaker`}: the hooks refuse that</strong>}.
      </p>
      <ul class="shifts">
        {checked.shifts.map((shift) => (
          <li key={shift.what} class={shift.direction}>
            <span>{shift.direction}</span> {shift.what}
          </li>
        ))}
      </ul>
    </div>
  );
}

const rows: readonly (readonly [string, (side: ReplaySide) => string])[] = [
  ['commits refused', (side) => side.stopped.toLocaleString('en')],
  ['findings refused', (side) => side.refused.toLocaleString('en')],
  ['told, not refused', (side) => side.told.toLocaleString('en')],
  ['not looked at', (side) => side.unread.toLocaleString('en')],
  ['cost of a commit', (side) => `${side.msPerCommit.toFixed(1)} ms`],
];

function Compared({ result }: { readonly result: Replayed }): VNode {
  return (
    <>
      <table class="sides">
        <caption>
          {count(result.commits, 'commit')}, {count(result.files, 'file')}, {size(result.bytes)}
        </caption>
        <thead>
          <tr>
            <td />
            <th scope="col">in force</th>
            <th scope="col">this policy</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([title, of]) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              <td>{of(result.inForce)}</td>
              <td>{of(result.tried)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="both">
        <section>
          <h2>
            More is caught <b>{result.caught.length}</b>
          </h2>
          {result.caught.length === 0 ? <p class="soft">Nothing that is let through today.</p> : <ByFile rows={result.caught} level={3} />}
        </section>
        <section>
          <h2>
            Let through <b class={result.letThrough.length > 0 ? 'bad' : ''}>{result.letThrough.length}</b>
          </h2>
          {result.letThrough.length === 0 ? <p class="soft">Nothing that is refused today.</p> : <ByFile rows={result.letThrough} level={3} />}
        </section>
      </div>
      <details class="all">
        <summary>All that this policy would have refused ({result.refused.length})</summary>
        {result.refused.length === 0 ? <p class="soft">Nothing.</p> : <ByFile rows={result.refused} level={3} />}
      </details>
      {result.leftOut > 0 ? (
        <p class="soft">Long lists are cut: {count(result.leftOut, 'row')} are not shown. The command line prints them all as JSON.</p>
      ) : null}
    </>
  );
}
