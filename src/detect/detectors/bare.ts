// Tokens that carry no literal at all, and yet are like nothing else: told by how a whole run is divided.
import type { Detector, Hit } from '../detector.ts';
import type { Scene } from '../scene.ts';
import { ruleOf } from '../shape/format.ts';

const mailgun = /[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}/y;
const length = 50;

/** Mailgun's newer keys: 32, 8 and 8 hex digits. No UUID and no digest is divided so. */
function find(scene: Scene, at: number): Hit | undefined {
  const { text } = scene;
  // runs may begin with the operator: `KEY=…`
  const start = text.charAt(at) === '=' ? at + 1 : at;
  if (text.charCodeAt(start + 32) !== 45 || text.charCodeAt(start + 41) !== 45 || /[\w-]/.test(text.charAt(start + length))) return undefined;
  mailgun.lastIndex = start;
  const token = mailgun.exec(text)?.[0];
  if (token === undefined || new Set(token).size < 10) return undefined;
  return { start, end: start + length, certainty: 'shaped' };
}

export const bare: readonly Detector[] = [{ rule: ruleOf('mailgun-signing-key', 'Mailgun', 'key', 'third', 'high', 2), anchors: [], runs: true, find }];
