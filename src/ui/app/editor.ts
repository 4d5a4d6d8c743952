// The editor of the policy: JSON with comments, completed and explained from the schema, with the server's word on what is wrong.
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  snippet,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { forceLinting, linter, lintGutter, lintKeymap, type Diagnostic } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, hoverTooltip, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { findNodeAtLocation, getLocation, parseTree } from 'jsonc-parser';
import type { Problem } from '../wire.ts';
import { keysAt, schemaAt, valuesAt, type Choice, type Path, type Schema } from './schema.ts';

const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.propertyName, color: 'var(--code-key)' },
    { tag: tags.string, color: 'var(--code-string)' },
    { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
    { tag: [tags.lineComment, tags.blockComment], color: 'var(--soft)', fontStyle: 'italic' },
    { tag: [tags.brace, tags.squareBracket, tags.separator], color: 'var(--soft)' },
  ]),
);

function completions(schema: Schema) {
  return (context: CompletionContext): CompletionResult | null => {
    const text = context.state.doc.toString();
    const location = getLocation(text, context.pos);
    const word = context.matchBefore(/"?[\w$@./-]*"?/);
    if (!context.explicit && (word === null || word.from === word.to)) return null;
    const node = location.previousNode;
    const inside =
      node !== undefined && node.offset <= context.pos && context.pos <= node.offset + node.length && (node.type === 'string' || node.type === 'property');
    const [from, to] = inside ? [node.offset, node.offset + node.length] : [word?.from ?? context.pos, context.pos];
    const path: Path = location.path;
    const keys = location.isAtPropertyKey;
    const choices = keys
      ? keysAt(
          schema,
          path.slice(0, -1),
          presentAt(text, path.slice(0, -1)).filter((key) => key !== path.at(-1)),
        )
      : valuesAt(schema, path);
    if (choices.length === 0) return null;
    const colon = keys && /^\s*:/.test(text.slice(to));
    return { from, to, options: choices.map((choice, index) => ({ ...optionOf(choice, colon), boost: -Math.min(index, 90) })), filter: true };
  };
}

/** `"refuse"` is found by `refuse` and by `"refuse`: what is typed may begin with a quote. */
function optionOf({ label, description, text }: Choice, colon: boolean) {
  const quoted = label.startsWith('"') ? label : `"${label}"`;
  return {
    label: /^(?:true|false|\d+)$/.test(label) ? label : quoted,
    displayLabel: label,
    ...(description === '' ? {} : { info: description }),
    apply: colon ? quoted : snippet(text),
  };
}

function presentAt(text: string, path: Path): readonly string[] {
  const tree = parseTree(text);
  const node = tree === undefined ? undefined : findNodeAtLocation(tree, [...path]);
  return (node?.children ?? []).map((property) => String(property.children?.[0]?.value ?? ''));
}

const explained = (schema: Schema) =>
  hoverTooltip((view, position) => {
    const text = view.state.doc.toString();
    const location = getLocation(text, position);
    const node = location.previousNode;
    const description = schemaAt(schema, location.path)?.description;
    if (node === undefined || description === undefined || position < node.offset || position > node.offset + node.length) return null;
    return {
      pos: node.offset,
      end: node.offset + node.length,
      create: () => {
        const dom = document.createElement('div');
        dom.className = 'hint';
        dom.textContent = description;
        return { dom };
      },
    };
  });

export interface Editor {
  readonly view: EditorView;
  /** asks anew what is wrong */
  check(): void;
}

/** @param problems asks the server about a text @param changed is told each new text */
export function editorIn(
  parent: HTMLElement,
  text: string,
  schema: Schema,
  problems: (text: string) => Promise<readonly Problem[]>,
  changed: (text: string) => void,
): Editor {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';
  const lint = linter(
    async (view): Promise<Diagnostic[]> => {
      const found = await problems(view.state.doc.toString());
      return found.map(({ line, column, problem, wayOut, file }) => {
        const at = view.state.doc.line(Math.min(file === undefined ? line : 1, view.state.doc.lines));
        const from = Math.min(at.from + (file === undefined ? column - 1 : 0), at.to);
        return { from, to: Math.max(from, at.to), severity: 'error', message: `${file === undefined ? '' : `${file}: `}${problem}\n${wayOut}` };
      });
    },
    { delay: 300 },
  );
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorView.contentAttributes.of({ 'aria-label': 'Policy, JSON with comments. Escape, then Tab leaves the editor.' }),
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        json(),
        colours,
        lint,
        lintGutter(),
        explained(schema),
        autocompletion({ override: [completions(schema)], icons: false }),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap, indentWithTab]),
        EditorView.lineWrapping,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    view,
    check: () => {
      forceLinting(view);
    },
  };
}
