// The contract, row by row, and how each stands in this repository.
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ContractRow } from '../wire.ts';
import { useAsk } from './ask.ts';
import { Answer, Head } from './parts.tsx';

/** What is mended by one step is told together. */
function groups(notes: ContractRow['notes']): readonly (readonly [mend: string, texts: readonly string[]])[] {
  const found = new Map<string, string[]>();
  for (const { text, mend = '' } of notes) found.set(mend, [...(found.get(mend) ?? []), text]);
  return [...found];
}

const words = { holds: 'holds', broken: 'broken', unsure: 'unsure', beyond: 'beyond files' } as const;

export function ContractView(): VNode {
  const [asked, ask] = useAsk<readonly ContractRow[]>('contract');
  const again = (): void => {
    ask({});
  };
  useEffect(again, []);
  return (
    <>
      <Head title="Contract">
        <button type="button" onClick={again} disabled={asked.state === 'busy'}>
          Check again
        </button>
      </Head>
      <Answer asked={asked} what="Checking hooks, files, policy and ledger" again={again}>
        {(rows) => {
          const wrong = rows.filter(({ state }) => state === 'broken').length;
          const unsure = rows.filter(({ state }) => state === 'unsure').length;
          const sentence = [wrong === 0 ? '' : `${wrong} broken`, unsure === 0 ? '' : `${unsure} unsure`].filter((part) => part !== '').join(', ');
          return (
            <>
              <p class="lead">
                <strong>{sentence === '' ? 'Every row that files can show holds.' : `${sentence}.`}</strong> As doctor, a scan of the work tree, the policy and
                the ledger say.
              </p>
              <ul class="rows">
                {rows.map((row) => (
                  <li key={row.row + row.promise} class={row.state}>
                    <code>{row.row}</code>
                    <div>
                      <p>{row.promise}</p>
                      {groups(row.notes).map(([mend, texts]) => (
                        <div key={mend}>
                          <ul class="notes">
                            {[...new Set(texts)].map((text) => (
                              <li key={text}>{text}</li>
                            ))}
                          </ul>
                          {mend === '' ? null : <p class="mend">{mend}</p>}
                        </div>
                      ))}
                    </div>
                    <span class={`state ${row.state}`}>{words[row.state]}</span>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Answer>
    </>
  );
}
