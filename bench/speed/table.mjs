// A row of the bench as a Markdown table.

const time = (ms) => (ms >= 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${ms.toFixed(ms < 100 ? 1 : 0)} ms`);
const line = (...cells) => `| ${cells.join(' | ')} |`;

/** @param row with its tools, the first of which is ours @param mark of the heading */
export function written({ what, mebibytes, tools }, mark) {
  const [ours] = tools;
  const head = [`${mark} ${what}${mebibytes === undefined ? '' : `, ${mebibytes.toFixed(1)} MiB`}`, ''];
  if (tools.some((tool) => tool.each !== undefined))
    return [
      ...head,
      line('what', 'median', 'for each MiB', 'beside the first', 'peak MiB'),
      line('---', '---', '---', '---', '---'),
      ...tools.map((tool) =>
        line(tool.name, time(tool.median), `${tool.each.toFixed(1)} ms`, (tool.each / ours.each).toFixed(2), tool.peak?.toFixed(0) ?? '-'),
      ),
      '',
    ].join('\n');
  return [
    ...head,
    line('tool', 'median of', 'median', 'least', 'processor', 'peak MiB', 'found what was planted', 'ours beside it', 'by processor time'),
    line('---', '---', '---', '---', '---', '---', '---', '---', '---'),
    ...tools.map((tool) =>
      line(
        tool.name,
        tool.runs,
        time(tool.median),
        time(tool.least),
        time(tool.cpu),
        tool.peak.toFixed(0),
        /node and|cat-file/.test(tool.name) ? '-' : tool.found ? 'yes' : '**no**',
        tool === ours ? '' : tool.ratio.toFixed(3),
        tool === ours ? '' : tool.cpuRatio.toFixed(3),
      ),
    ),
    '',
  ].join('\n');
}
