// Where in which file a setting stands, for whoever asks why.
import { findNodeAtLocation, getNodeValue, parseTree, type Node } from 'jsonc-parser';
import type { Bases } from './extends.ts';
import { policyFile, type Section } from './policy.ts';

export interface Spot {
  readonly file: string;
  readonly line: number;
}

/** @returns what finds the line of a field: in a section, or of the whole repository; the policy's own file first, then what it extends */
export function spotsIn(text: string, bases: Bases): (field: readonly (string | number)[], section?: Section) => Spot | undefined {
  const files = [[policyFile, text] as const, ...bases].map(([file, content]) => ({ file, content, tree: parseTree(content.replace(/^\ufeff/, '')) }));
  return (field, section) => {
    for (const { file, content, tree } of files) {
      if (tree === undefined) continue;
      const root = section === undefined ? tree : sectionIn(tree, section);
      const node = root === undefined ? undefined : findNodeAtLocation(root, [...field]);
      if (node !== undefined) return { file, line: content.slice(0, (node.parent ?? node).offset).split('\n').length };
    }
    return undefined;
  };
}

function sectionIn(tree: Node, section: Section): Node | undefined {
  const wanted = JSON.stringify(section);
  const all = findNodeAtLocation(tree, ['sections'])?.children ?? [];
  return all.find((node) => JSON.stringify(getNodeValue(node)) === wanted);
}
