// JSON Web Tokens (RFC 7519): header and payload must be JSON; what the claims say decides how bad it is.
import type { Rule, Severity } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import type { Scene } from '../../scene.ts';

const rule: Rule = {
  id: 'json-web-token',
  class: 'api-key',
  severity: 'medium',
  title: 'JSON Web Token',
  holder: 'Anyone with this token can act as its subject until it expires.',
  rotate: 'End the session or revoke the token at its issuer; where it cannot be revoked, change the signing key.',
  specificity: 2,
};

const shape = /eyJ[A-Za-z0-9_-]{5,}={0,2}\.(?:[A-Za-z0-9_-]{2,}={0,2})?\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]{0,200})?/y;
const wordBefore = /[A-Za-z0-9_-]/;

function find(scene: Scene, at: number): Hit | undefined {
  if (at > 0 && wordBefore.test(scene.text.charAt(at - 1)) && !/(?:\\[nrt]|%20|%3D)$/i.test(scene.text.slice(Math.max(0, at - 3), at))) return undefined;
  shape.lastIndex = at;
  const match = shape.exec(scene.text);
  if (match === null) return undefined;
  const [head = '', body = '', signature = ''] = match[0].split('.');
  const header = json(head);
  if (header === undefined || !('alg' in header || 'typ' in header || 'enc' in header || 'kid' in header)) return undefined;
  // TeamCity's access tokens look alike, and have a rule of their own
  if (header['typ'] === 'TCV2') return undefined;
  const payload = 'enc' in header ? {} : json(body);
  const signed = signature.length >= 16;
  if (payload === undefined && !signed) return undefined;
  if (/^(?:x{3,}|\.+|signature|your)/i.test(signature)) return undefined;
  return {
    start: at,
    end: at + match[0].length,
    certainty: payload === undefined ? 'shaped' : 'structural',
    severity: severityOf(header, payload ?? {}, signed),
    prefix: 'eyJ',
  };
}

function severityOf(header: Claims, payload: Claims, signed: boolean): Severity {
  if (!signed && header['alg'] === 'none') return 'low';
  // NATS: public without the nkey seed that signs the server's nonce
  if (typeof header['alg'] === 'string' && header['alg'].startsWith('ed25519')) return 'low';
  const issuer = typeof payload['iss'] === 'string' ? payload['iss'] : '';
  if (payload['role'] === 'anon') return 'low';
  if (payload['role'] === 'service_role' || issuer.includes('kubernetes/serviceaccount')) return 'critical';
  return 'exp' in payload ? 'medium' : 'high';
}

type Claims = Readonly<Record<string, unknown>>;

function json(segment: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}

export const jsonWebTokens: readonly Detector[] = [{ rule, reach: 'all', anchors: [{ text: 'eyJ' }], find }];
