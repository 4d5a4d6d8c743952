// The usage scope as a graph: stores and environments, files, the value, the refs that hold it, the remotes that received it.
import { graphlib, layout } from '@dagrejs/dagre';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Scope } from '../wire.ts';

interface Drawn {
  readonly id: string;
  readonly kind: 'home' | 'file' | 'value' | 'ref' | 'tip' | 'remote' | 'more';
  readonly text: string;
  readonly full: string;
}

const most = 10;
const widest = 34;
/** The end of a path or a ref says more than its middle. */
const clipped = (text: string): string => (text.length <= widest ? text : `${text.slice(0, 10)}…${text.slice(text.length - widest + 11)}`);

function nodesOf(scope: Scope): { readonly nodes: readonly Drawn[]; readonly edges: readonly (readonly [string, string])[] } {
  const nodes: Drawn[] = [{ id: 'value', kind: 'value', text: 'the value', full: scope.fingerprint }];
  const edges: (readonly [string, string])[] = [];
  const files = [...new Set(scope.places.map(({ file }) => file))];
  for (const file of files.slice(0, most)) {
    nodes.push({ id: `f ${file}`, kind: 'file', text: clipped(file), full: file });
    edges.push([`f ${file}`, 'value']);
    for (const home of [...scope.stores, ...scope.environments])
      if (file.toLowerCase().includes(home.toLowerCase())) {
        if (!nodes.some(({ id }) => id === `h ${home}`)) nodes.push({ id: `h ${home}`, kind: 'home', text: clipped(home), full: home });
        edges.push([`h ${home}`, `f ${file}`]);
      }
  }
  if (files.length > most) {
    nodes.push({ id: 'more files', kind: 'more', text: `${files.length - most} more files`, full: files.slice(most).join('\n') });
    edges.push(['more files', 'value']);
  }
  const refs = [...scope.refs].sort((a, b) => Number(scope.tips.includes(b)) - Number(scope.tips.includes(a)));
  for (const ref of refs.slice(0, most)) {
    const name = ref.replace(/^refs\/(?:heads|tags|remotes)\//, '');
    nodes.push({ id: `r ${ref}`, kind: scope.tips.includes(ref) ? 'tip' : 'ref', text: clipped(name), full: ref });
    edges.push(['value', `r ${ref}`]);
    const remote = scope.remotes.find((one) => ref.startsWith(`refs/remotes/${one}/`));
    if (remote !== undefined) {
      if (!nodes.some(({ id }) => id === `o ${remote}`)) nodes.push({ id: `o ${remote}`, kind: 'remote', text: clipped(remote), full: `remote ${remote}` });
      edges.push([`r ${ref}`, `o ${remote}`]);
    }
  }
  if (refs.length > most) {
    nodes.push({ id: 'more refs', kind: 'more', text: `${refs.length - most} more refs`, full: refs.slice(most).join('\n') });
    edges.push(['value', 'more refs']);
  }
  return { nodes, edges };
}

export function Graph({ scope }: { readonly scope: Scope }): VNode {
  const { nodes, edges, width, height } = useMemo(() => placed(scope), [scope]);
  const where = new Map(nodes.map((node) => [node.id, node]));
  const words = `${new Set(scope.places.map(({ file }) => file)).size} files hold the value; ${scope.refs.length} refs reach it, ${scope.tips.length} of them still have it; ${scope.remotes.length} remotes received it.`;
  return (
    <figure class="graph">
      <div class="scroll" tabIndex={0} role="region" aria-label="Graph of the usage scope">
        <svg role="img" aria-label={words} viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
          {edges.map(([from, to]) => {
            const [a, b] = [where.get(from), where.get(to)];
            if (a === undefined || b === undefined) return null;
            const [x, end] = [a.x + a.width / 2, b.x - b.width / 2];
            const middle = (x + end) / 2;
            return <path key={`${from} ${to}`} class="edge" d={`M${x} ${a.y}C${middle} ${a.y} ${middle} ${b.y} ${end} ${b.y}`} />;
          })}
          {nodes.map((node) => (
            <g key={node.id} class={`node ${node.kind}`}>
              <title>{node.full}</title>
              <rect x={node.x - node.width / 2} y={node.y - 14} width={node.width} height={28} rx={node.kind === 'value' ? 14 : 5} />
              <text x={node.x} y={node.y + 4} text-anchor="middle">
                {node.text}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <figcaption>
        <span class="key key-file">stands in</span>
        <span class="key key-value">value</span>
        <span class="key key-tip">still there</span>
        <span class="key key-ref">in its history</span>
        <span class="key key-remote">remote</span>
      </figcaption>
    </figure>
  );
}

function placed(scope: Scope) {
  const { nodes, edges } = nodesOf(scope);
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 12, ranksep: 56, marginx: 6, marginy: 6 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) graph.setNode(node.id, { width: Math.max(64, node.text.length * 7.3 + 22), height: 28 });
  for (const [from, to] of edges) graph.setEdge(from, to);
  layout(graph);
  const size = graph.graph() as { readonly width?: number; readonly height?: number };
  return {
    nodes: nodes.map((node) => ({ ...node, ...(graph.node(node.id) as { readonly x: number; readonly y: number; readonly width: number }) })),
    edges,
    width: Math.ceil(size.width ?? 0),
    height: Math.ceil(size.height ?? 0),
  };
}
