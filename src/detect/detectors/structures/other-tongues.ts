// Labels in languages that no name in a program is written in: `пароль: …`, `密码：…`, `Contraseña: …`, `mot de passe : …`.
import { nothingWide, type Detector, type Hit } from '../../detector.ts';
import type { Scene } from '../../scene.ts';
import { passwordRule, weigh } from '../generic.ts';

const words = [
  'пароль',
  'Пароль',
  'парола',
  'Парола',
  '密码',
  '密碼',
  '口令',
  'パスワード',
  '비밀번호',
  'contraseña',
  'Contraseña',
  'hasło',
  'Hasło',
  'lösenord',
  'Lösenord',
  'mật khẩu',
  'Mật khẩu',
];
/** One character a byte, as the text under the look. */
const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
/** What stands between the label and the value: a colon, a wide one too, `=`, or the verb of Chinese. */
const bridge = new RegExp(`["'\`*]{0,3}[ \\t]{0,3}(?:[:=]|${bytes('：')}|${bytes('是')}|${bytes('为')})[ \\t*]{0,4}(["'\`]?)([!-~]{6,64})`, 'y');

function find(scene: Scene, at: number, length: number): Hit | readonly Hit[] | undefined {
  bridge.lastIndex = at + length;
  const match = bridge.exec(scene.text);
  if (match?.[2] === undefined) return undefined;
  const value = match[1] === '' ? match[2].replace(/["'`,;.)]{1,3}$/, '') : match[2].split(match[1] ?? '')[0];
  // rules for passwords are told in the same way: a value has letters and digits
  if (value === undefined || !/^(?=.*[a-z])(?=.*\d)/i.test(value)) return undefined;
  const start = bridge.lastIndex - match[2].length;
  const found = { name: 'password', nameStart: at, operator: ':', quote: match[1] ?? '', value, start, end: start + value.length };
  return weigh(scene, found) ?? nothingWide;
}

export const otherTongues: readonly Detector[] = words.map((word) => {
  const text = bytes(word);
  return { rule: passwordRule, anchors: [{ text }], find: (scene, at) => find(scene, at, text.length) };
});
