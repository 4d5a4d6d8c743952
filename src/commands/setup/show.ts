// Makes a path short (from the top) and safe to print: a file name must not steer the terminal.

/** @param roots `top` and the git directory; a path under the top is shown from there */
export function shower(roots: { readonly top: string; readonly commonDir: string }): (path: string) => string {
  return (path) => {
    const base = [roots.top, roots.commonDir].find((root) => root !== '' && path.startsWith(`${root}/`));
    const short =
      base === undefined ? path : base === roots.top ? path.slice(base.length + 1) : `${base.slice(base.lastIndexOf('/') + 1)}/${path.slice(base.length + 1)}`;

    return short.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  };
}
