// HCL (Terraform, tfvars, Nomad, Packer) and its like: blocks with labels, assignments, heredocs.
import { closing } from './json.ts';
import { behind, deepest, endOfLine, type Node, type Outline } from './outline.ts';

const head = /("?)([A-Za-z_][\w.-]{0,200})\1/y;
const label = /[ \t]+(?:"([^"\r\n{}]{0,200})"|([A-Za-z_][\w.-]{0,200}))/y;
const assigns = /[ \t]{0,200}(?:=(?![=>])|:)[ \t]{0,40}/y;
const heredoc = /<<[-~]?[ \t]{0,40}"?([A-Za-z_]\w{0,60})/y;

export function readHcl(outline: Outline): void {
  const { text } = outline;
  const levels: Node[] = [outline.root];
  const lastBreak = text.lastIndexOf('\n');
  let key: Node | undefined;
  let skipped = 0;
  let at = 0;
  const open = (node: Node): void => {
    if (levels.length < deepest) levels.push(node);
    else skipped += 1;
  };
  while (at < text.length && !outline.full) {
    const code = text.charCodeAt(at);
    const under = levels.at(-1) ?? outline.root;
    if (code === 35 || (code === 47 && text.charCodeAt(at + 1) === 47)) at = endOfLine(text, at);
    else if (code === 47 && text.charCodeAt(at + 1) === 42) at = behind(text, '*/', at + 2);
    else if (code === 123 || code === 91 || code === 40) {
      open(key ?? under);
      key = undefined;
      at += 1;
    } else if (code === 125 || code === 93 || code === 41) {
      if (skipped > 0) skipped -= 1;
      else if (levels.length > 1) levels.pop();
      key = undefined;
      at += 1;
    } else if (code === 10 || code === 44) {
      key = undefined;
      at += 1;
    } else if (code === 60 && at < lastBreak && ((heredoc.lastIndex = at), heredoc.test(text))) at = document(outline, key ?? under, at);
    else if (key === undefined && ((head.lastIndex = at), head.test(text))) {
      const quoted = code === 34 ? 1 : 0;
      const end = head.lastIndex;
      const node = outline.node(under, at + quoted, end - quoted);
      assigns.lastIndex = end;
      if (assigns.test(text)) {
        key = node;
        at = assigns.lastIndex;
      } else {
        const block = labels(outline, node, end);
        key = block.node;
        at = block.end;
      }
    } else if (code === 34) {
      const end = closing(text, at, 34);
      outline.value(key ?? under, at + 1, end);
      at = end + 1;
    } else at += 1;
  }
}

/** `resource "type" "name" {`: the labels are keys too. A name without a block behind it is no key. */
function labels(outline: Outline, node: Node, from: number): { node: Node | undefined; end: number } {
  const { text } = outline;
  let end = from;
  let inner = node;
  label.lastIndex = end;
  for (let match = label.exec(text); match !== null && end - from < 1000; match = label.exec(text)) {
    end = label.lastIndex;
    const quoted = match[1] === undefined ? 0 : 1;
    const name = match[1] ?? match[2] ?? '';
    inner = outline.node(inner, end - quoted - name.length, end - quoted);
  }
  let brace = end;
  while (text.charCodeAt(brace) === 32 || text.charCodeAt(brace) === 9) brace += 1;
  return text.charCodeAt(brace) === 123 ? { node: inner, end: brace } : { node: undefined, end };
}

function document(outline: Outline, node: Node, at: number): number {
  const { text } = outline;
  heredoc.lastIndex = at;
  const name = heredoc.exec(text)?.[1] ?? '';
  const from = text.indexOf('\n', heredoc.lastIndex) + 1;
  let line = from;
  while (line < text.length) {
    const end = endOfLine(text, line);
    if (end - line < 200 && text.slice(line, end).trim() === name) break;
    line = end + 1;
  }
  outline.value(node, from, Math.min(line, text.length));
  return Math.min(line + name.length, text.length);
}
