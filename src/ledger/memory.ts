// What the ledger means for a commit: values that are compromised for ever, and paths that stay shut until their incident is closed.
import type { Fingerprint, Path } from '../model.ts';
import type { Incident } from './incident.ts';

/** Answers for one fingerprint or path which incident speaks against it. */
export interface Memory {
  /** The incident that compromised this value, whatever its state: reuse is prohibited for ever. */
  compromised(fingerprint: Fingerprint): string | undefined;
  /** The open incident that froze this path. */
  frozen(path: Path): string | undefined;
  /** how many compromised values are known by a slow fingerprint only */
  readonly slowFingerprints: number;
}

export function memoryOf(incidents: readonly Incident[]): Memory {
  const values = new Map(incidents.map((incident) => [incident.fingerprint, incident.id]));
  const shut = incidents.filter((incident) => incident.state !== 'closed').flatMap((incident) => incident.freezes.map((path) => ({ path, id: incident.id })));
  return {
    slowFingerprints: [...values.keys()].filter((one) => one.startsWith('v1s-')).length,
    compromised: (fingerprint) => values.get(fingerprint),
    frozen: (path) => shut.find((one) => (one.path.endsWith('/') ? path.startsWith(one.path) : path === one.path))?.id,
  };
}
