// A repository with something in every view: secrets, a policy, incidents, branches, a remote. Values are made up at run time.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Repository, cli, secret } from '../contract/repository.ts';

const salt = '00112233445566778899aabbccddeeff';

export interface Sample {
  readonly repository: Repository;
  /** values that stand in it: none of them may come out of any answer */
  readonly canaries: readonly string[];
}

export function sampleRepository(): Sample {
  const [database, logged, key, staging] = [secret(24), secret(22), secret(30), secret(20)];
  const url = ['postgresql', `://shop:${database}@db.shop.internal:5432/shop`].join('');
  const repository = new Repository({
    '.secrets-hooks/policy.json': `// what Acme adds\n{\n  "version": 1,\n  "salt": "${salt}",\n  "refuse": "medium"\n}\n`,
    'src/store.js': `export const url = '${url}';\n`,
    'config/staging/app.yml': `api:\n  secret_key: "${staging}"\n`,
    'config/production/app.yml': `api:\n  secret_key: "${staging}"\n`,
    'docs/set-up.md': 'Set `API_KEY` in your environment.\n',
  });
  repository.git('config', 'core.hooksPath', join(repository.folder, 'none'));
  const commit = (files: Readonly<Record<string, string>>, message: string): void => {
    repository.write(files);
    repository.git('add', '-A', '-f');
    repository.git('commit', '-q', '-m', message);
  };
  commit({ 'src/mail.js': `const password = '${logged}';\nconsole.log('mail', password);\n` }, 'Mail');
  commit({ 'test/fixtures/client.py': `client_secret = "${key}"\n`, '.env': `TOKEN=${randomBytes(12).toString('hex')}\n` }, 'Fixtures');
  repository.git('branch', 'release/2.4');
  repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  repository.git('remote', 'add', 'origin', 'https://git.example.org/acme/shop.git');
  commit({ 'src/mail.js': 'const password = process.env.MAIL_PASSWORD;\n' }, 'Mail from the environment');
  const [first] = (
    JSON.parse(repository.run('scan', '--format', 'json').out.replace(/^[^{]*/, '')) as {
      readonly findings: readonly { readonly file: string; readonly fingerprint: string; readonly ruleId: string }[];
    }
  ).findings.filter((one) => one.file === 'src/store.js');
  repository.run(
    'incident',
    'open',
    first?.fingerprint ?? '',
    '--rule',
    first?.ruleId ?? '',
    '--file',
    'src/store.js',
    '--freeze',
    'src/store.js',
    '--text',
    'Seen in a public fork of the shop.',
  );
  const id = /INC-[\w-]+/.exec(repository.run('incident', 'list').out)?.[0] ?? '';
  repository.run('incident', 'rotate', id, '--text', 'New password set at the database, old one dropped.');
  return { repository, canaries: [database, logged, key, staging] };
}

/** A repository in which nothing secret stands. */
export function emptyRepository(files: Readonly<Record<string, string>> = {}): Repository {
  const repository = new Repository({ 'src/store.js': 'export const url = process.env.DATABASE_URL;\n', ...files });
  repository.git('config', 'core.hooksPath', join(repository.folder, 'none'));
  return repository;
}

export interface Running {
  readonly url: string;
  readonly origin: string;
  readonly token: string;
  stop(): void;
}

/** Starts `secrets-hooks ui` there and waits for its link. */
export async function uiIn(folder: string): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, [cli, 'ui'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const link = /http:\S+/.exec(said)?.[0];
      if (link !== undefined) resolve(link);
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.on('exit', () => {
      reject(new Error(said));
    });
  });
  const { origin, hash } = new URL(url);
  return { url, origin, token: hash.slice(1), stop: () => child.kill('SIGTERM') };
}
