// The alphabets of token bodies, by the short names that shapes are written in.

/** Name → the characters, in the order in which a generator draws them. */
export const alphabets: Readonly<Record<string, string>> = {
  d: '0123456789',
  h: '0123456789abcdef',
  H: '0123456789abcdefABCDEF',
  X: '0123456789ABCDEF',
  a: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
  l: 'abcdefghijklmnopqrstuvwxyz0123456789',
  U: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  n: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  u: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  w: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_',
  b: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  B: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  c: 'abcdefghijklmnopqrstuvwxyz234567',
  t: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~',
  j: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.',
  q: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=',
  p: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~%+/',
};

/** As a regular expression's set, without the brackets. */
export const setOf = (name: string): string =>
  ({
    d: '0-9',
    h: '0-9a-f',
    H: '0-9a-fA-F',
    X: '0-9A-F',
    a: 'a-zA-Z',
    l: 'a-z0-9',
    U: 'A-Z0-9',
    n: 'A-Za-z0-9',
    u: 'A-Za-z0-9_\\-',
    w: 'A-Za-z0-9_',
    b: 'A-Za-z0-9+/',
    B: 'A-Z2-7',
    c: 'a-z2-7',
    t: 'A-Za-z0-9_.~\\-',
    j: 'A-Za-z0-9_.\\-',
    q: 'A-Za-z0-9+/=',
    p: 'A-Za-z0-9_.~%+/\\-',
  })[name] ?? '';
