// Passwords as people make them up: words with digits, signs and letters that look alike. The corpus has random stand-ins where these stood,
// so what is learnt from it alone would think that a secret is never a word.

const words =
  'summer winter spring autumn sunday monday friday january march april june august october dragon tiger eagle falcon monkey panda buddy bella max charlie jordan michael jennifer thomas robert daniel maria anna peter stefan oliver london paris berlin texas boston chicago madrid tokyo vienna football hockey soccer chelsea arsenal liverpool barcelona guitar music coffee pizza banana orange cherry chocolate silver golden purple yellow rainbow shadow thunder phoenix matrix galaxy cosmos rocket pirate ninja samurai knight wizard merlin gandalf skywalker batman superman sunshine princess angel lovely flower butterfly garden mountain river ocean island forest computer laptop server oracle cisco vmware jenkins sonic nissan toyota ferrari porsche harley yamaha company office manager finance support sales market global system network secure access project develop deploy backup mobile bridge castle dollar family freedom fuzzy happy lucky magic trust nobody open turbo welcome admin root test password pass secret login user guest'.split(
    ' ',
  );

const signs = '!!!!@@@##$$%&*?+._-';
const alike: Readonly<Record<string, string>> = { a: '@', o: '0', e: '3', i: '1', s: '$' };
const walks = ['q1w2e3r4', 'zaq12wsx', '1qaz2wsx', '1qaz@WSX', 'zaq1@WSX', 'qwe123!@#', 'asdf1234!', 'q1w2e3r4t5', 'Qwerty123!', 'a1b2c3d4', 'zxcvbnm1'];

/**
 * Makes one up.
 * @param random numbers from 0 to 1
 */
export function madeUp(random: () => number): string {
  const pick = <T>(from: ArrayLike<T>): T => from[Math.floor(random() * from.length)] as T;
  const capital = (word: string): string => (random() < 0.65 ? word.charAt(0).toUpperCase() + word.slice(1) : word);
  const looks = (word: string): string => [...word].map((letter, at) => (at > 0 && random() < 0.5 ? (alike[letter] ?? letter) : letter)).join('');
  const digits = (): string =>
    random() < 0.3 ? `20${String(10 + Math.floor(random() * 17))}` : String(Math.floor(random() * 10 ** (1 + Math.floor(random() * 4))));
  const sign = (): string => pick(signs);
  const word = (): string => capital(pick(words));
  const recipes: (() => string)[] = [
    () => word() + digits() + sign(),
    () => word() + sign() + digits(),
    () => looks(word()) + digits() + sign(),
    () => looks(word()) + sign() + digits(),
    () => word() + word() + digits(),
    () => word() + sign() + word() + digits(),
    () => sign() + word() + digits() + sign(),
    () => word() + digits() + sign() + sign(),
    () => looks(word() + word()) + sign(),
    () => pick(walks) + (random() < 0.5 ? sign() : ''),
    () => word().slice(0, 4) + digits() + word().slice(0, 4) + sign(),
  ];
  const plain: (() => string)[] = [() => pick(words), () => pick(words) + pick(words), () => word() + word(), () => `${pick(words)}_${pick(words)}`];
  if (random() < 0.15) return pick(plain)();
  let made = pick(recipes)();
  while (made.length < 7) made += digits() + sign();
  return made;
}
