// Ways that bend what git says: attributes and variables.
import { join } from 'node:path';
import { folder, type Repo } from '../hooks/lab.ts';
import type { GitWay } from './way.ts';

const commit = ['commit', '-q', '-m', 'x'] as const;

/** Each starts from one clean commit. */
export function bent(at: () => Repo): readonly GitWay[] {
  const caught = (way: string, run: (repo: Repo) => void): GitWay => ({
    way,
    answer: 'caught at commit',
    run: () => {
      run(at());
    },
  });
  const withVariables = (repo: Repo, env: NodeJS.ProcessEnv): void => {
    repo.stage('s.txt', repo.line);
    repo.blocks(commit, { env: { ...process.env, ...env } });
  };
  const attributed = (repo: Repo, attributes: string): void => {
    repo.stage('.gitattributes', attributes);
    repo.stage('s.txt', repo.line);
    repo.commitBlocks();
  };
  return [
    caught('attribute: binary', (repo) => {
      attributed(repo, '* binary\n');
    }),
    caught('attribute: -diff', (repo) => {
      attributed(repo, '* -diff -text\n');
    }),
    caught('attribute: export-ignore, linguist-generated', (repo) => {
      attributed(repo, '* export-ignore linguist-generated\n');
    }),
    caught('attribute: a textconv that blanks', (repo) => {
      repo.git('config', 'diff.blank.textconv', 'true');
      attributed(repo, '* diff=blank\n');
    }),
    caught('attribute: a smudge filter that blanks', (repo) => {
      repo.git('config', 'filter.blank.smudge', 'true');
      attributed(repo, '* filter=blank\n');
    }),
    caught('attribute: working-tree-encoding', (repo) => {
      repo.stage('.gitattributes', '*.ps1 working-tree-encoding=UTF-16LE\n');
      repo.stage('s.ps1', Buffer.from(repo.line, 'utf16le'));
      repo.commitBlocks();
    }),
    caught('GIT_INDEX_FILE', (repo) => {
      const env = { ...process.env, GIT_INDEX_FILE: join(folder(), 'index') };
      repo.write('s.txt', repo.line);
      repo.run(['add', 's.txt'], { env });
      repo.blocks(commit, { env });
    }),
    caught('GIT_DIR and GIT_WORK_TREE', (repo) => {
      withVariables(repo, { GIT_DIR: '.git', GIT_WORK_TREE: '.' });
    }),
    caught('GIT_EXTERNAL_DIFF', (repo) => {
      withVariables(repo, { GIT_EXTERNAL_DIFF: 'true' });
    }),
    caught('GIT_CONFIG_COUNT with a diff of one’s own', (repo) => {
      withVariables(repo, { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'diff.external', GIT_CONFIG_VALUE_0: 'true' });
    }),
    caught('GIT_LITERAL_PATHSPECS, GIT_ICASE_PATHSPECS, GIT_TRACE', (repo) => {
      withVariables(repo, { GIT_LITERAL_PATHSPECS: '1', GIT_TRACE: '1' });
    }),
    caught('HUSKY=0, SKIP, CI, NODE_ENV, where git starts our hooks', (repo) => {
      withVariables(repo, { HUSKY: '0', SKIP: 'secrets-hooks', CI: 'true', NODE_ENV: 'production' });
    }),
  ];
}
