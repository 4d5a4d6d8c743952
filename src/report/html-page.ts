// The frame of every HTML report: one self-contained file without scripts or external resources, and the styles that reports share.
import { printable } from './printable.ts';
import { escaped } from './xml.ts';

/** Escapes text from a repository for HTML. */
export const text = (value: string): string => escaped(printable(value));

export function page(title: string, style: string, body: readonly string[]): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>${title}</title><style>${style}</style></head><body><main>${body.join('\n')}</main></body></html>\n`;
}

/** Light and dark, readable without a mouse. */
export const ground = `:root{color-scheme:light dark;--ground:light-dark(#faf9f6,#151513);--sheet:light-dark(#fff,#1c1c19);--line:light-dark(#e4e1da,#34332e);--text:light-dark(#1f1e1b,#ebe9e2);--soft:light-dark(#67635a,#a29d92);--accent:light-dark(#0f6455,#63c7b3);--critical:light-dark(#a8201a,#ff8f85);--high:light-dark(#a84a05,#f0a35e);--medium:light-dark(#7a5c00,#d8b64c);--low:light-dark(#5d6066,#9fa2a8)}
*{box-sizing:border-box}html{background:var(--ground);color:var(--text);font:15px/1.55 ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',sans-serif}body{margin:0}main{margin:0 auto;padding:2.5rem clamp(1rem,4vw,2.5rem) 4rem}
h1{font-size:1.7rem;line-height:1.2;letter-spacing:-.015em;margin:0}h2{font-size:1.1rem;margin:2.6rem 0 .8rem}h3{font-size:1rem;font-weight:650}code{font:.86em ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;overflow-wrap:anywhere}.soft,footer{color:var(--soft)}footer{margin-top:3rem;font-size:.88rem}
.figures{display:flex;flex-wrap:wrap;gap:.6rem 2.4rem;padding:0;margin:1.4rem 0 0;list-style:none;color:var(--soft)}.figures b{display:block;font-size:1.7rem;line-height:1.2;font-weight:600;font-variant-numeric:tabular-nums}.critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}
.severity::before{content:'';display:inline-block;width:.6em;height:.6em;border-radius:50%;background:currentColor;margin-right:.45em}ul.plain{list-style:none;margin:0;padding:0}:focus-visible{outline:2px solid var(--accent);outline-offset:2px}`;
