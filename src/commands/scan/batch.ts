// Files on disk, looked at one after the other: by the process itself and by each of its workers alike.
import { inspectDocument } from '../../inspect.ts';
import { inspectChunks } from '../../inspect-windows.ts';
import type { Engine } from '../../detect/engine.ts';
import { FileReader } from '../../io/files.ts';
import type { Stamps } from '../../io/stamps.ts';
import type { Finding, Path, Unread } from '../../model.ts';
import type { Hasher } from '../../seal.ts';

/** A file to look at; `real` is where it lies, one character a byte, because names need not be UTF-8. */
export interface Listed {
  readonly path: Path;
  readonly real: string;
}

export interface Batch {
  readonly findings: readonly Finding[];
  readonly unread: readonly Unread[];
  readonly files: number;
  readonly bytes: number;
  /** stamps of what held nothing, one behind the other */
  readonly clean: Uint8Array;
}

/**
 * @param before what was clean before; undefined where nothing is remembered
 * @returns what looks at a list of files; it keeps the memory that they are read into
 */
export function batchLooker(
  engine: Engine,
  hasher: Hasher,
  before: Stamps | undefined,
  saw: (bytes: number) => void = () => undefined,
): (files: readonly Listed[]) => Batch {
  const reader = new FileReader();
  return (files) => {
    const clean: Uint8Array[] = [];
    const findings: Finding[] = [];
    const unread: Unread[] = [];
    let read = 0;
    let bytes = 0;
    for (const { path, real } of files) {
      const content = reader.read(Buffer.from(real, 'latin1'), path);
      if (content === undefined) continue;
      if ('chunks' in content) {
        const seen = inspectChunks({ path, origin: 'file', ...content }, engine, hasher);
        saw(content.size);
        read += 1;
        bytes += content.size;
        findings.push(...seen.findings);
        unread.push(...seen.unread);
        continue;
      }
      if (!Buffer.isBuffer(content)) {
        // deleted from the work tree, not from the index: there is nothing to scan
        if (content.detail !== 'ENOENT' && content.detail !== 'ENOTDIR') unread.push(content);
        continue;
      }
      read += 1;
      bytes += content.length;
      const stamp = before?.ofFile(content, path);
      if (stamp !== undefined && before?.has(stamp) === true) {
        saw(content.length);
        continue;
      }
      const seen = inspectDocument({ path, origin: 'file', bytes: content }, engine, hasher);
      saw(content.length);
      findings.push(...seen.findings);
      unread.push(...seen.unread);
      if (stamp !== undefined && seen.findings.length + seen.unread.length === 0) clean.push(stamp);
    }
    return { findings, unread, files: read, bytes, clean: Buffer.concat(clean) };
  };
}
