// Discord bot tokens: three parts without a literal of their own; the first is the bot's id in base64.
import type { Rule } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import type { Scene } from '../../scene.ts';

const rule: Rule = {
  id: 'discord-bot-token',
  class: 'third-party',
  severity: 'critical',
  title: 'Discord bot token',
  holder: 'Whoever holds it is that bot: it can read and write wherever the bot may.',
  rotate: 'Reset the token in the developer portal of Discord, under Bot.',
  specificity: 2,
};

const shape = /[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_-])/y;

function find(scene: Scene, at: number): Hit | undefined {
  if (!/[MNO]/.test(scene.text.charAt(at))) return undefined;
  shape.lastIndex = at;
  const token = shape.exec(scene.text)?.[0];
  if (token === undefined || new Set(token).size < 15) return undefined;
  const id = Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString('latin1');
  return {
    start: at,
    end: at + token.length,
    certainty: /^\d{17,20}$/.test(id) ? 'structural' : 'shaped',
    ...(/^\d{17,20}$/.test(id) ? {} : { severity: 'high' as const }),
  };
}

export const discord: readonly Detector[] = [{ rule, anchors: [], runs: true, find }];
