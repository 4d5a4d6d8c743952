// Discord bot tokens: three parts without a literal of their own; the first is the bot's id in base64.
import type { Rule } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import type { Scene } from '../../scene.ts';

const rule: Rule = {
  id: 'discord-bot-token',
  class: 'third-party',
  severity: 'critical',
  title: 'Discord bot token',
  holder: 'Anyone with it can read and write wherever the bot can.',
  rotate: 'Reset the token in the developer portal of Discord, under Bot.',
  specificity: 2,
};

const shape = /[A-Za-z0-9_-]{23,28}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_-])/y;

function find(scene: Scene, at: number, run: string): Hit | undefined {
  if (run.length < 23 || run.length > 28 || scene.text.charAt(at + run.length) !== '.') return undefined;
  shape.lastIndex = at;
  const token = shape.exec(scene.text)?.[0];
  if (token === undefined || new Set(token).size < 15) return undefined;
  const [head = '', , tail = ''] = token.split('.');
  const id = Buffer.from(head, 'base64url').toString('latin1');
  if (/^\d{17,20}$/.test(id)) return { start: at, end: at + token.length, certainty: 'structural' };
  // ids begin with a digit, and base64 of a digit with M, N or O: what does not is told where all of it is woven as no name is
  const usual = /^[MNO]/.test(head);
  if (!usual && ![head, tail].every((part) => /\d[^\d]*\d/.test(part) && /[A-Z]/.test(part) && /[a-z]/.test(part))) return undefined;
  return { start: at, end: at + token.length, certainty: 'shaped', severity: usual ? 'high' : 'medium' };
}

export const discord: readonly Detector[] = [{ rule, reach: 'here', anchors: [], runs: true, find: (scene, at, anchor) => find(scene, at, anchor.text) }];
