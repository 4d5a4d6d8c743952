// The documents speak of commands, options, files and links that are there.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...['docs', 'docs/adr'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
];

/** What may follow each verb, as the command line itself says. */
const script = execFileSync(process.execPath, [join(root, 'dist/cli.js'), 'completion', 'bash'], { encoding: 'utf8' });
const words = new Map(
  [...script.matchAll(/^ +"([^"]*)"\) options="([^"]*)"; next="([^"]*)" ;;$/gm)].map(([, key = '', ...lists]) => [key, lists.join(' ').split(' ')] as const),
);

function wrongIn(command: string): string[] {
  const parts = command.trim().split(/\s+/);
  let verb = '';
  const wrong: string[] = [];
  for (const [index, part] of parts.entries()) {
    const option = /^--[a-z-]+/.exec(part)?.[0];
    if (option !== undefined && !(words.get(verb) ?? []).includes(option) && option !== '--help') wrong.push(`${verb} ${option}`);
    else if (/^[a-z][a-z-]*$/.test(part) && words.has(`${verb} ${part}`.trim())) verb = `${verb} ${part}`.trim();
    else if (index === 0 && /^[a-z]/.test(part)) wrong.push(part);
  }
  return wrong;
}

describe('Documents', () => {
  test.each(documents)('%s', (name) => {
    const text = readFileSync(join(root, name), 'utf8');
    // what stands behind the program's name, up to the end of the line, of the code, or of this command
    const commands = [...text.matchAll(/(?:`|npx |^|node dist\/cli\.js |\$\()(?:secrets-hooks|(?<=cli\.js )) ?([a-z][^`\n#|;&)"]*)/gm)].map(
      (match) => match[1] ?? '',
    );
    expect(commands.flatMap(wrongIn)).toEqual([]);
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1] ?? '');
    expect(links.filter((link) => !existsSync(join(root, dirname(name), link)))).toEqual([]);
    const files = [...text.matchAll(/`((?:src|test|docs|schemas|build|bench|train)\/[\w./-]+\.\w+)`/g)].map((match) => match[1] ?? '');
    expect(files.filter((file) => !file.includes('NNNN') && !existsSync(join(root, file)))).toEqual([]);
  });
  test('a command that is not there is noticed', () => {
    expect(wrongIn('scan --histroy')).toEqual(['scan --histroy']);
    expect(wrongIn('scann')).toEqual(['scann']);
    expect(wrongIn('policy replay --last 5')).toEqual([]);
  });
});
