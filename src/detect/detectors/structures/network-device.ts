// Passwords in the configuration of network devices and tunnels: Cisco IOS in clear (0) and hidden (7), OpenVPN's logins inside a profile.
import type { Rule } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import { isPlaceholder } from '../../placeholder.ts';
import type { Scene } from '../../scene.ts';
import { isWeakWord } from '../../weak-word.ts';

const cisco: Rule = {
  id: 'cisco-password',
  class: 'credential',
  severity: 'high',
  title: 'Password of a network device',
  holder: 'Anyone with it can log in to the device; type 7 passwords are decoded with a published table.',
  rotate: 'Change the password on the device, and keep it as type 8 or 9.',
  specificity: 2,
};
const openvpn: Rule = {
  id: 'openvpn-login',
  class: 'credential',
  severity: 'high',
  title: 'Login inside an OpenVPN profile',
  holder: 'Anyone with it can join the network as that user.',
  rotate: 'Change the password of that user, and let the client ask for it.',
  specificity: 2,
};

/** What may stand before it on its line. */
const owner = /^[ \t]{0,8}(?:username \S{1,64} (?:privilege \d{1,2} )?|enable |neighbor \S{1,64} |(?:tacacs|radius)-server (?:host \S{1,64} )?|)$/;
/** Cisco IOS Security Command Reference: `password [0 | 7] string`, `secret 0 string`, `key 7 string`. */
const device = /(?:password|secret|key(?:-string)?) (?:0 (\S{4,80})|7 ((?:0\d|1[0-5])(?:[0-9A-Fa-f]{2}){4,80}))(?=\s|$)/y;
/** OpenVPN 2.6 manual, "inline file support": user and password on two lines. */
const login = /<auth-user-pass>\s{1,4}[^\s<]{1,128}[ \t]{0,4}\r?\n[ \t]{0,4}([^\s<]{4,256})[ \t]{0,4}\r?\n?[ \t]{0,4}<\/auth-user-pass>/y;

function find(scene: Scene, at: number, pattern: RegExp, rule: Rule): Hit | undefined {
  pattern.lastIndex = at;
  if (rule === cisco && !owner.test(scene.text.slice(scene.lineStart(at, 160), at))) return undefined;
  const match = pattern.exec(scene.text);
  const value = match?.[1] ?? match?.[2];
  if (match === null || value === undefined || isPlaceholder(value)) return undefined;
  const start = at + match[0].lastIndexOf(value);
  return { start, end: start + value.length, rule, certainty: 'structural', ...(isWeakWord(value) ? { severity: 'low' as const } : {}) };
}

const commands = ['password 0 ', 'password 7 ', 'secret 0 ', 'key 7 ', 'key-string 7 '];

export const networkDevices: readonly Detector[] = [
  { rule: cisco, anchors: commands.map((text) => ({ text })), find: (scene, at) => find(scene, at, device, cisco) },
  { rule: openvpn, anchors: [{ text: '<auth-user-pass>' }], find: (scene, at) => find(scene, at, login, openvpn) },
];
