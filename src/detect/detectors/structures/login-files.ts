// Files that hold logins in a form of their own: `.netrc`, `.pgpass`, `.htpasswd`-like lines are elsewhere, Rails' master key.
import type { Rule } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import { isPlaceholder } from '../../placeholder.ts';
import type { Scene } from '../../scene.ts';
import { isShownWord } from '../../shown.ts';
import { isWeakWord } from '../../weak-word.ts';

const netrc: Rule = {
  id: 'netrc-password',
  class: 'credential',
  severity: 'high',
  title: 'Login in a netrc file',
  holder: 'Anyone with it can log in to that machine as that user.',
  rotate: 'Change the password on that machine, or revoke the token that stands in its place.',
  specificity: 2,
};

/** `machine NAME login USER password SECRET`, on one line or several (netrc(5)). */
const entry = /machine[ \t]+\S{1,256}\s{1,20}login[ \t]+\S{1,256}\s{1,20}password[ \t]+("[^"\r\n]{1,256}"|[^\s\\"']{4,256})/y;

function find(scene: Scene, at: number): Hit | undefined {
  entry.lastIndex = at;
  const match = entry.exec(scene.text);
  if (match?.[1] === undefined) return undefined;
  const value = match[1].replace(/^"|"$/g, '');
  if (isPlaceholder(value) || /^[$%{<\\]/.test(value)) return undefined;
  const start = at + match[0].length - match[1].length + (match[1].startsWith('"') ? 1 : 0);
  return { start, end: start + value.length, certainty: 'structural', ...(isWeakWord(value) || isShownWord(scene, value) ? { severity: 'low' as const } : {}) };
}

const jenkins: Rule = {
  id: 'jenkins-initial-password',
  class: 'credential',
  severity: 'high',
  title: 'First administrator password of Jenkins',
  holder: 'Anyone with it can take over a Jenkins that has not been set up yet.',
  rotate: 'Finish the set-up of that Jenkins, or remove secrets/initialAdminPassword and restart it.',
  specificity: 2,
};
/** As the log says it at the first start. */
const proceed = /to proceed to installation:(?:\s|\\r|\\n){1,12}(?:[\w-]{1,40}\s{1,4}\|\s{1,4})?([0-9a-f]{32})\b/y;

function findJenkins(scene: Scene, at: number): Hit | undefined {
  proceed.lastIndex = at;
  const value = proceed.exec(scene.text)?.[1];
  if (value === undefined || new Set(value).size < 8) return undefined;
  return { start: proceed.lastIndex - value.length, end: proceed.lastIndex, certainty: 'structural' };
}

export const loginFiles: readonly Detector[] = [
  { rule: netrc, anchors: [{ text: 'machine ' }, { text: 'machine\t' }], find },
  { rule: jenkins, anchors: [{ text: 'to proceed to installation:' }], find: findJenkins },
];
