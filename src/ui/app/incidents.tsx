// The incident ledger: how far each incident has come, step by step, and what comes next.
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { IncidentView } from '../wire.ts';
import { useAsk } from './ask.ts';
import { Answer, Command, count, Empty, Head } from './parts.tsx';

const steps = [
  ['open', 'Opened'],
  ['rotated', 'Rotated'],
  ['root-cause', 'Root cause'],
  ['closed', 'Closed'],
] as const;

export function IncidentsView(): VNode {
  const [asked, ask] = useAsk<readonly IncidentView[]>('incidents');
  const again = (): void => {
    ask();
  };
  useEffect(again, []);
  return (
    <>
      <Head title="Incidents" />
      <Answer asked={asked} what="Reading the ledger" again={again}>
        {(incidents) =>
          incidents.length === 0 ? (
            <Empty title="No incident is recorded">
              <p>A secret that was pushed or shared is compromised. Record it, and it is refused everywhere from then on:</p>
              <Command text="secrets-hooks incident open FINGERPRINT --rule RULE --file PATH" />
            </Empty>
          ) : (
            <Ledger incidents={incidents} />
          )
        }
      </Answer>
    </>
  );
}

function Ledger({ incidents }: { readonly incidents: readonly IncidentView[] }): VNode {
  const open = incidents.filter(({ state }) => state !== 'closed').length;
  const order = [...incidents].sort((a, b) => Number(a.state === 'closed') - Number(b.state === 'closed') || (a.id < b.id ? 1 : -1));
  return (
    <>
      <p class="lead">
        {count(incidents.length, 'incident')}, <strong>{open === 0 ? 'all closed' : `${open} not closed`}</strong>.
      </p>
      {order.map((incident) => (
        <Incident key={incident.id} incident={incident} />
      ))}
    </>
  );
}

function Incident({ incident }: { readonly incident: IncidentView }): VNode {
  const reached = steps.findIndex(([step]) => step === incident.state);
  return (
    <article class="card">
      <header>
        <h2>{incident.what}</h2>
        <code class="soft">{incident.id}</code>
      </header>
      <ol class="timeline" aria-label="Steps">
        {steps.map(([step, title], index) => {
          const entry = incident.history.find((one) => one.step === step);
          return (
            <li key={step} class={index <= reached ? 'done' : index === reached + 1 ? 'next' : ''}>
              <span class="strong">{title}</span>
              {entry === undefined ? (
                <span class="soft">{index === reached + 1 ? 'comes next' : 'later'}</span>
              ) : (
                <>
                  <time dateTime={entry.at} class="soft">
                    {entry.at.slice(0, 10)} {entry.at.slice(11, 16)} UTC
                  </time>
                  <span>{entry.text}</span>
                  <span class="soft">{entry.by}</span>
                </>
              )}
            </li>
          );
        })}
      </ol>
      <dl class="facts">
        <dt>Value</dt>
        <dd>
          <code class="wrap">{incident.fingerprint}</code>
        </dd>
        {incident.places.length === 0 ? null : <dt>Stood in</dt>}
        {incident.places.length === 0 ? null : (
          <dd>
            {incident.places.map((place) => (
              <div key={place.file + place.commit}>
                <code class="path">{place.file}</code> {place.commit === '' ? '' : <span class="soft">in {place.commit.slice(0, 12)}</span>}
              </div>
            ))}
          </dd>
        )}
        {incident.freezes.length === 0 ? null : <dt>Keeps shut</dt>}
        {incident.freezes.length === 0 ? null : (
          <dd>
            {incident.freezes.map((path) => (
              <code key={path} class="path">
                {path}
              </code>
            ))}
          </dd>
        )}
        {incident.state === 'closed' ? null : <dt>Rotate</dt>}
        {incident.state === 'closed' ? null : <dd>{incident.rotate}</dd>}
        {incident.next === '' ? null : <dt>Next</dt>}
        {incident.next === '' ? null : (
          <dd>
            <Command text={incident.next} />
          </dd>
        )}
      </dl>
    </article>
  );
}
