// Tokens of providers that nobody listed: `abc_live_…`, `xy_pat_…`, `foo-secret-…`: a short name, a word for what it is, a random body.
import type { Rule } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import { isPlaceholder, masked } from '../../placeholder.ts';
import type { Scene } from '../../scene.ts';

const rule: Rule = {
  id: 'prefixed-token',
  class: 'api-key',
  severity: 'medium',
  title: 'Token with a prefix',
  holder: 'Its prefix marks it as a key: anyone with it can act as its owner on that service.',
  rotate: 'Revoke it at the service that its prefix names and issue a new one.',
  specificity: 1,
};

const marks = ['_live_', '_test_', '_prod_', '_pat_', '_sk_', '_secret_', '_token_', '_key_', '-live-', '_sandbox_', '_api_', '_v1_', '_pk_', '_oat_'];
const token =
  /[a-z][a-z0-9]{0,11}[_-](?:live|test|prod|pat|sk|secret|token|key|sandbox|api|v1|pk|oat)[_-]([A-Za-z0-9]{4,12}[_-])?([A-Za-z0-9+/]{16,200}={0,2})(?![A-Za-z0-9_-])/y;

function find(scene: Scene, at: number): Hit | undefined {
  let start = at;
  while (start > 0 && at - start < 12 && /[a-z0-9]/.test(scene.text.charAt(start - 1))) start -= 1;
  if (start === at || /[A-Za-z0-9_$.-]/.test(scene.text.charAt(start - 1))) return undefined;
  token.lastIndex = start;
  const match = token.exec(scene.text);
  const body = match?.[2];
  if (match === null || body === undefined || !random(body)) return undefined;
  return { start, end: start + match[0].length, certainty: 'likely', prefix: scene.text.slice(start, start + match[0].length - body.length) };
}

/** Woven of letters and digits; in one case, or in both with many changes. */
function random(body: string): boolean {
  // the folders of an address
  if (/^[a-z]{3,16}\/|\/$/.test(body)) return false;
  // `MessageWithMapInt32`: a name
  if (/^[a-z]*(?:[A-Z][a-z]{2,}\d{0,2})+$/.test(body)) return false;
  if (masked(body) || isPlaceholder(body) || new Set(body).size < 8) return false;
  const digits = body.replace(/\D/g, '').length;
  return digits >= 3 && digits < body.length - 3 && !/[a-z]{9,}/.test(body);
}

export const prefixedTokens: readonly Detector[] = [{ rule, anchors: marks.map((text) => ({ text })), find }];
