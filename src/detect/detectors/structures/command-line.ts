// Logins on command lines: `curl -u user:password`, `sshpass -p`, `mysql -pSecret`, `docker login -p`.
import type { Rule } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import { isPlaceholder } from '../../placeholder.ts';
import type { Scene } from '../../scene.ts';
import { isWeakWord } from '../../weak-word.ts';

const rule: Rule = {
  id: 'command-line-login',
  class: 'credential',
  severity: 'high',
  title: 'Login on a command line',
  holder: 'Whoever holds it can log in where the command does.',
  rotate: 'Change the password, and let the command read it from a file, the environment or a prompt.',
  specificity: 1,
};

const userAndPassword = /curl[^\n|;&]{0,400}?\s(?:-u|--user|--proxy-user|-U)[ =]{0,2}(["']?)([^\s"':]{1,128}):([^\s"']{3,256})\1(?=\s|$|["'\\|;&)])/y;
const passwordOnly =
  /(?:sshpass\s{1,3}-p|mysql(?:dump|admin)?[^\n|;&]{0,200}?\s-p|PSEXEC(?:\.EXE)?[^\n|;&]{0,200}?\s-p|docker\s{1,3}login[^\n|;&]{0,200}?\s(?:-p|--password[ =]))\s{0,3}(["']?)([^\s"'$-][^\s"']{2,128})\1/iy;

function find(scene: Scene, at: number): Hit | undefined {
  const { text } = scene;
  userAndPassword.lastIndex = at;
  const pair = userAndPassword.exec(text);
  if (pair?.[3] !== undefined && plausible(pair[3])) {
    const end = at + pair[0].length - (pair[1]?.length ?? 0);
    return hit(end - pair[3].length, end, pair[3], pair[2]);
  }
  passwordOnly.lastIndex = at;
  const alone = passwordOnly.exec(text);
  if (alone?.[2] === undefined || !plausible(alone[2])) return undefined;
  const end = at + alone[0].length - (alone[1]?.length ?? 0);
  return hit(end - alone[2].length, end, alone[2]);
}

const plausible = (value: string): boolean => !/^[$%{<*]|^\w+\(|\}\}$|\$\{|\$\(|^\\/.test(value) && !(isPlaceholder(value) && !/^[a-z]{3,}$/.test(value));
const hit = (start: number, end: number, value: string, user?: string): Hit => ({
  start,
  end,
  certainty: 'structural',
  ...(isWeakWord(value) || isPlaceholder(value) || value === user ? { severity: 'low' as const } : {}),
});

export const commandLines: readonly Detector[] = [
  { rule, anchors: [{ text: 'curl ' }, { text: 'sshpass' }, { text: 'mysql' }, { text: 'psexec', caseless: true }, { text: 'docker login' }], find },
];
