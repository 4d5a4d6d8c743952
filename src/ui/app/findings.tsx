// What stands in the work tree: by file, worst first, each with why it is judged so and the way out.
import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Findings, Row, Severity } from '../wire.ts';
import { useAsk } from './ask.ts';
import { Answer, Command, Copy, count, Empty, Head, NotLookedAt, SeverityMark, size, VerdictMark } from './parts.tsx';

const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

export function FindingsView(): VNode {
  const [asked, ask] = useAsk<Findings>('findings');
  const again = (): void => {
    ask({});
  };
  useEffect(again, []);
  return (
    <>
      <Head title="Findings">
        <button type="button" onClick={again} disabled={asked.state === 'busy'}>
          Scan again
        </button>
      </Head>
      <Answer asked={asked} what="Looking at files" again={again}>
        {(result) => <Found result={result} />}
      </Answer>
    </>
  );
}

function Found({ result }: { readonly result: Findings }): VNode {
  const [off, setOff] = useState<ReadonlySet<Severity>>(new Set());
  const [text, setText] = useState('');
  const { rows, unread } = result;
  const shown = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return rows.filter((row) => !off.has(row.severity) && (wanted === '' || `${row.file} ${row.what} ${row.ruleId}`.toLowerCase().includes(wanted)));
  }, [rows, off, text]);
  const looked = `${count(result.files, 'file')}, ${size(result.bytes)} in ${(result.ms / 1000).toFixed(1)} s`;
  if (rows.length === 0 && unread.length === 0)
    return (
      <Empty title="Nothing secret stands here">
        <p>{looked}. The hooks look at each commit in the same way.</p>
      </Empty>
    );
  const refused = rows.filter(({ action }) => action === 'refuse').length;
  return (
    <>
      <p class="lead">
        {count(rows.length, 'finding')}, <strong>{refused} of them would be refused</strong> if they were new. {looked}.
      </p>
      <div class="filters" role="group" aria-label="Severity">
        {severities.map((severity) => (
          <button
            key={severity}
            type="button"
            class={`chip ${severity}`}
            aria-pressed={!off.has(severity)}
            onClick={() => {
              const next = new Set(off);
              if (!next.delete(severity)) next.add(severity);
              setOff(next);
            }}
          >
            {severity} <b>{rows.filter((row) => row.severity === severity).length}</b>
          </button>
        ))}
        <input
          type="search"
          placeholder="File, rule, kind"
          aria-label="Filter by file, rule or kind"
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
          }}
        />
      </div>
      {shown.length === 0 ? <p class="soft">Nothing fits this filter.</p> : <ByFile rows={shown} level={2} />}
      <NotLookedAt unread={unread} />
    </>
  );
}

/** @param level of the headings: one below what they stand under */
export function ByFile({ rows, level }: { readonly rows: readonly Row[]; readonly level: 2 | 3 }): VNode {
  const Title = `h${level}` as const;
  const files = new Map<string, Row[]>();
  for (const row of rows) files.set(row.file, [...(files.get(row.file) ?? []), row]);
  return (
    <div class="files">
      {[...files].map(([file, own]) => (
        <section key={file} class="file" aria-label={file}>
          <Title class="path">{file}</Title>
          {own.map((row) => (
            <Finding key={`${row.commit}${row.line}:${row.column}${row.ruleId}${row.fingerprint}`} row={row} />
          ))}
        </section>
      ))}
    </div>
  );
}

function Finding({ row }: { readonly row: Row }): VNode {
  return (
    <details class="finding">
      <summary>
        <SeverityMark severity={row.severity} />
        <span class="what">{row.what}</span>
        <span class="where">
          {row.commit === '' ? '' : <code>{row.commit.slice(0, 8)}</code>} line {row.line}
        </span>
        <VerdictMark action={row.action} />
      </summary>
      <dl class="facts">
        <dt>Why</dt>
        <dd>{row.why}</dd>
        <dt>Rule</dt>
        <dd>
          <code>{row.ruleId}</code> <span class="soft">{`${row.class}, ${row.certainty}`}</span>
        </dd>
        {row.holder === '' ? null : <dt>Who holds it</dt>}
        {row.holder === '' ? null : <dd>{row.holder}</dd>}
        {row.rotate === '' ? null : <dt>Rotate</dt>}
        {row.rotate === '' ? null : <dd>{row.rotate}</dd>}
        <dt>Fingerprint</dt>
        <dd class="inline">
          <code class="wrap">{row.fingerprint}</code> <Copy text={row.fingerprint} label="the fingerprint" />
        </dd>
        <dt>In full</dt>
        <dd>
          <Command text={`secrets-hooks policy explain ${row.file}:${row.line}`} />
        </dd>
      </dl>
    </details>
  );
}
