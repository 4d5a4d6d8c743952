// Contract row C2.1: reports group by the six classes, in words.
import { expect, test } from '@jest/globals';
import { htmlReport } from '../../src/report/html.ts';
import { markdownReport } from '../../src/report/markdown.ts';
import { prettyReport } from '../../src/report/pretty.ts';
import { finding, look, refused, report, rules, version } from './sample.ts';

const mixed = report([
  refused(finding({ class: 'payment', file: 'a.js' })),
  refused(finding({ class: 'credential', file: 'b.js' })),
  refused(finding({ class: 'payment', file: 'c.js' })),
  refused(finding({ class: 'policy', file: 'd.js' })),
]);

test('pretty counts them, in the order of the contract', () => {
  expect(prettyReport(mixed, rules, look())).toContain('  1 credential, 2 payment credentials, 1 policy violation\n');
  expect(prettyReport(report([0, 1, 2].map((n) => refused(finding({ file: `${n}.js` })))), rules, look())).not.toContain('API keys');
});

test('markdown and the page have a table for each', () => {
  const markdown = markdownReport(mixed, rules);
  expect(markdown.match(/^## .*$/gm)).toEqual(['## 1 credential', '## 2 payment credentials', '## 1 policy violation']);
  expect(markdown.match(/^\| critical /gm)).toHaveLength(4);
  const page = htmlReport(mixed, rules, version);
  expect(page.match(/<h3>[^<]*/g)).toEqual(['<h3>1 credential', '<h3>2 payment credentials', '<h3>1 policy violation']);
  expect(page.match(/<tr role="row"><td/g)).toHaveLength(4);
});
