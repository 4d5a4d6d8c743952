// Logins on command lines: `curl -u user:password`, `sshpass -p`, `mysql -pSecret`, `docker login -p`.
import type { Rule } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import { isPlaceholder } from '../../placeholder.ts';
import type { Scene } from '../../scene.ts';
import { isShownWord } from '../../shown.ts';
import { isWeakWord } from '../../weak-word.ts';

export const commandLine: Rule = {
  id: 'command-line-login',
  class: 'credential',
  severity: 'high',
  title: 'Login on a command line',
  holder: 'Anyone with it can log in where the command does.',
  rotate: 'Change the password, and let the command read it from a file, the environment or a prompt.',
  specificity: 1,
};

/** A command's other words; a backslash at the end of a line goes on. */
const words = String.raw`(?:\\\r?\n|[^\n|;&]){0,400}?`;
const userAndPassword = new RegExp(
  String.raw`curl${words}\s(?:-u|--user|--proxy-user|-U)[ =]{0,2}(["']?)([^\s"':]{1,128}):(?:([^\s"']{3,256})|(["'])([^"'\r\n]{3,256})\4)\1(?=\s|$|["'\\|;&)])`,
  'y',
);
/** An API key in place of the user, and no password: Stripe, Mailgun and many others take it so. */
const keyAlone = new RegExp(String.raw`curl${words}\s(?:-u|--user)[ =]{0,2}(["']?)([^\s"':]{12,256}):\1(?=\s|$|["'\\|;&)])`, 'y');
const passwordOnly =
  /(?:sshpass\s{1,3}-p|mysql(?:dump|admin)?[^\n|;&]{0,200}?[\s"']-p(?=\S)|PSEXEC(?:\.EXE)?[^\n|;&]{0,200}?\s-p|docker\s{1,3}login[^\n|;&]{0,200}?\s(?:-p|--password[ =])|ConvertTo-SecureString(?:\s{1,3}-(?:String|AsPlainText|Force)){0,3}(?=[ \t]))[ \t]{0,3}(\\?["']?)([^\s"'$\\-][^\s"'\\]{2,128})\1/iy;
/** libcurl's options (CURLOPT_XOAUTH2_BEARER(3), CURLOPT_USERPWD(3), CURLOPT_PROXYUSERPWD(3)). */
const bearer = /CURLOPT_XOAUTH2_BEARER["']?\s{0,3}(?:,|=>|=)\s{0,3}(\\?["'])([^\s"'\\%]{12,})\1/y;
const option = /CURLOPT_(?:PROXY)?USERPWD["']?\s{0,3}(?:,|=>|=)\s{0,3}(\\?["'])([^\s"':\\]{1,128}):([^"'\r\n\\]{3,256})\1/y;

function find(scene: Scene, at: number): Hit | undefined {
  const { text } = scene;
  userAndPassword.lastIndex = option.lastIndex = keyAlone.lastIndex = bearer.lastIndex = at;
  const pair = userAndPassword.exec(text) ?? option.exec(text);
  const password = pair?.[3] ?? pair?.[5];
  if (pair !== null && password !== undefined && plausible(password)) {
    const end = at + pair[0].length - (pair[1]?.length ?? 0) - (pair[4]?.length ?? 0);
    return hit(scene, end - password.length, end, password, pair[2]);
  }
  const token = bearer.exec(text)?.[2];
  if (token !== undefined && plausible(token) && new Set(token).size >= 9) return hit(scene, bearer.lastIndex - 1 - token.length, bearer.lastIndex - 1, token);
  const key = keyAlone.exec(text);
  if (key?.[2] !== undefined && plausible(key[2]) && /\d/.test(key[2]) && new Set(key[2]).size >= 9) {
    const end = at + key[0].length - (key[1]?.length ?? 0) - 1;
    return hit(scene, end - key[2].length, end, key[2]);
  }
  passwordOnly.lastIndex = at;
  const alone = passwordOnly.exec(text);
  if (alone?.[2] === undefined || !plausible(alone[2])) return undefined;
  const end = at + alone[0].length - (alone[1]?.length ?? 0);
  return hit(scene, end - alone[2].length, end, alone[2]);
}

/** What is handed to a command that reads the password from its input: `echo … | docker login --password-stdin`, `echo … | sudo -S`. */
const piped = /(?:echo|printf)[ ]{1,3}(?:-n?e?[ ]{1,3}|["']%s(?:\\n)?["'][ ]{1,3})?(["']?)([^\s"'$|\\]{4,200})(?:\\n\2)?(?:\\n)?\1[ ]{0,4}\|[^|\r\n]{0,200}$/;

function findPiped(scene: Scene, at: number): Hit | undefined {
  const from = scene.lineStart(at, 400);
  const match = piped.exec(scene.text.slice(from, at + 1));
  if (match?.[2] === undefined || !plausible(match[2])) return undefined;
  const start = from + match.index + match[0].indexOf(match[2], match[0].search(/\s/));
  // chpasswd(8) takes `user:password`
  const user = scene.text.startsWith('chpasswd', at) ? match[2].indexOf(':') + 1 : 0;
  const password = match[2].slice(user);
  return password.length < 4 ? undefined : hit(scene, start + user, start + match[2].length, password);
}

const plausible = (value: string): boolean =>
  !/^[$%{<*(|)]|\\[sdwb][{+*]|^\w+\(|\}\}$|\$\{|\$\(|^\\/.test(value) && !(isPlaceholder(value) && !/^[a-z]{3,}$/.test(value));
const hit = (scene: Scene, start: number, end: number, value: string, user?: string): Hit => ({
  start,
  end,
  certainty: 'structural',
  ...(isWeakWord(value) || isShownWord(scene, value) || isPlaceholder(value) || value === user ? { severity: 'low' as const } : {}),
});

export const commandLines: readonly Detector[] = [
  {
    rule: commandLine,
    reach: 'wide',
    anchors: [
      { text: 'curl ' },
      { text: 'sshpass' },
      { text: 'mysql' },
      { text: 'psexec', caseless: true },
      { text: 'docker login' },
      { text: 'ConvertTo-SecureString', caseless: true },
      { text: 'CURLOPT_USERPWD' },
      { text: 'CURLOPT_PROXYUSERPWD' },
      { text: 'CURLOPT_XOAUTH2_BEARER' },
    ],
    find,
  },
  {
    rule: commandLine,
    anchors: [{ text: '--password-stdin' }, { text: 'sudo -S' }, { text: 'chpasswd' }, { text: 'passwd --stdin' }, { text: '| passwd ' }],
    find: findPiped,
  },
];
