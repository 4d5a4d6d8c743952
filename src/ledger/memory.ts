// What the ledger means for a commit: values that are compromised for ever, and paths that stay shut until their incident is closed.
import type { Fingerprint, Path } from '../model.ts';
import type { Incident } from './incident.ts';

/** Answers for one fingerprint or path which incident speaks against it. */
export interface Memory {
  /**
   * The incident that compromised this value, whatever its state: reuse is prohibited for ever.
   * @param former the fingerprint that earlier versions gave it, which an old entry may name
   */
  compromised(fingerprint: Fingerprint, former?: Fingerprint): string | undefined;
  /** The open incident that froze this path. */
  frozen(path: Path): string | undefined;
}

export function memoryOf(incidents: readonly Incident[]): Memory {
  const values = new Map(incidents.map((incident) => [incident.fingerprint, incident.id]));
  const shut = incidents.filter((incident) => incident.state !== 'closed').flatMap((incident) => incident.freezes.map((path) => ({ path, id: incident.id })));
  return {
    compromised: (fingerprint, former) => values.get(fingerprint) ?? (former === undefined ? undefined : values.get(former)),
    frozen: (path) => shut.find((one) => (one.path.endsWith('/') ? path.startsWith(one.path) : path === one.path))?.id,
  };
}
