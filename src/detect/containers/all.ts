// The containers that are opened, and those that are known but cannot be.
import type { Container } from '../detector.ts';
import { gzip } from './gzip.ts';
import { sealedContainers } from './sealed.ts';
import { tar } from './tar.ts';
import { zip } from './zip.ts';
import { zstd } from './zstd.ts';

export const containers: readonly Container[] = [zip, gzip, tar, zstd, ...sealedContainers];
