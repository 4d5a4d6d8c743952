// The decoders, in no order: each is woken by what it can undo.
import type { Decoder } from '../detector.ts';
import { base64 } from './base64.ts';
import { concatenation } from './concatenation.ts';
import { embedded } from './embedded.ts';
import { escapeDecoders } from './escapes.ts';
import { foldedLines } from './folded.ts';
import { hex } from './hex.ts';
import { kubernetes } from './kubernetes.ts';
import { quotedPrintable } from './quoted-printable.ts';
import { seams } from './seams.ts';
import { terminal } from './terminal.ts';
import { wide } from './wide.ts';

export const decoders: readonly Decoder[] = [
  base64,
  hex,
  ...escapeDecoders,
  concatenation,
  ...seams,
  kubernetes,
  wide,
  foldedLines,
  ...quotedPrintable,
  terminal,
  ...embedded,
];
