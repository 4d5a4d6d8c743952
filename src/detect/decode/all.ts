// The decoders, in no order: each is woken by what it can undo.
import type { Decoder } from '../detector.ts';
import { base64 } from './base64.ts';
import { concatenation } from './concatenation.ts';
import { embedded } from './embedded.ts';
import { escapeDecoders } from './escapes.ts';
import { hex } from './hex.ts';
import { kubernetes } from './kubernetes.ts';
import { seams } from './seams.ts';
import { wide } from './wide.ts';

export const decoders: readonly Decoder[] = [base64, hex, ...escapeDecoders, concatenation, ...seams, kubernetes, wide, ...embedded];
