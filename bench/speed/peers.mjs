// The scanners that are measured beside ours, where they are installed: how each is asked to look at staged files, a folder, a range, a history.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const known = [
  {
    name: 'gitleaks',
    version: ['version'],
    staged: () => ['git', '--staged', '--pre-commit', '--no-banner', '.'],
    folder: (folder) => ['dir', folder, '--no-banner', '--verbose', '--redact'],
    range: (range) => ['git', '--no-banner', `--log-opts=${range}`, '.'],
    history: () => ['git', '--no-banner', '--verbose', '--redact', '.'],
  },
  {
    name: 'betterleaks',
    version: ['version'],
    staged: () => ['git', '--staged', '--pre-commit', '--no-banner', '.'],
    folder: (folder) => ['dir', folder, '--no-banner', '--verbose', '--redact'],
    range: (range) => ['git', '--no-banner', `--log-opts=${range}`, '.'],
    history: () => ['git', '--no-banner', '--verbose', '--redact', '.'],
  },
  {
    name: 'kingfisher',
    version: ['--version'],
    folder: (folder) => ['scan', folder, '--no-validate', '--git-history', 'none', '--no-update-check', '--format', 'json'],
    history: () => ['scan', '.', '--no-validate', '--no-update-check', '--format', 'json'],
  },
  {
    name: 'trufflehog',
    version: ['--version'],
    folder: (folder) => ['filesystem', folder, '--no-verification', '--no-update', '--json'],
    history: () => ['git', 'file://.', '--no-verification', '--no-update', '--json'],
  },
  { name: 'ripsecrets', version: ['--version'], staged: (files) => files, folder: (folder) => [folder] },
  { name: 'detect-secrets', version: ['--version'], folder: (folder) => ['scan', '--all-files', '--no-verify', folder] },
  { name: 'detect-secrets-hook', version: ['--version'], staged: (files) => ['--no-verify', ...files] },
  {
    name: 'secretlint',
    version: ['--version'],
    staged: (files, rc) => ['--secretlintrc', rc, ...files],
    folder: (folder, rc) => ['--secretlintrc', rc, `${folder}/**/*`],
  },
  {
    name: 'git-secrets',
    version: ['--list'],
    staged: () => ['--pre_commit_hook'],
    folder: (folder) => ['--scan', '-r', folder],
    settings: ['--register-aws', '--global'],
  },
];

/** Fifty fixed beginnings of tokens, joined here so that none stands in this file: the limit that reading sets. */
const beginnings =
  'gh_p gh_o gh_u gh_s gh_r gl_pat- xo_xb- xo_xp- xo_xa- sk__live_ rk__live_ pk__live_ AK_IA AS_IA AI_za SG_. np_m_ pyp_i- do_p_v1_ dp_.pt. sh_pat_ sh_pss_ sq_0atp- sq_0csp- EA_ACEdE gs_k_ hf__ lin__api_ nf_p_ pk__test_ rd_me_ sk__test_ sn_yk_ TE_ST- tf_p_ ts_key- va_ult: wh_sec_ xa_pp- ya_29. ey_J gh_e_ ATA_TT3 glr_t- gl_dt- pa_t_ sb_p_ r8__ sl_k_ PM_AK-'
    .split(' ')
    .map((text) => text.replace('_', ''));

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);

/** What a program built by Go says of itself. */
const moduleVersion = (command) => /\bmod\s+\S+\s+(v\S+)/.exec(spawnSync('go', ['version', '-m', command], { encoding: 'utf8' }).stdout ?? '')?.[1] ?? '';

/** @param folder where to put settings that a peer wants */
export function installed(folder) {
  const rc = join(folder, '.secretlintrc.json');
  writeFileSync(rc, JSON.stringify({ rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] }));
  const found = known.flatMap((peer) => {
    const command = onPath(peer.name);
    if (command === undefined) return [];
    const said = spawnSync(command, peer.version, { encoding: 'utf8', timeout: 60_000 });
    const version = /\d+\.\d+(?:\.\d+)?\S*/.exec(`${said.stdout}${said.stderr}`)?.[0] ?? moduleVersion(command);
    if (said.error !== undefined) return [];
    // a peer's own settings stand in a file of the bench, and not in the user's
    const env = peer.settings === undefined ? {} : { GIT_CONFIG_GLOBAL: join(folder, `${peer.name}.gitconfig`) };
    if (peer.settings !== undefined) spawnSync(command, peer.settings, { env: { ...process.env, ...env } });
    return [{ ...peer, command, version, rc, env }];
  });
  const rg = onPath('rg');
  const list = join(folder, 'beginnings.txt');
  writeFileSync(list, `${beginnings.join('\n')}\n`);
  if (rg !== undefined) {
    const version = /\d+\.\d+\.\d+/.exec(spawnSync(rg, ['--version'], { encoding: 'utf8' }).stdout)?.[0] ?? '';
    found.push({ name: 'ripgrep', version, command: rg, rc, folder: (where) => ['-F', '-f', list, '--no-messages', '--hidden', '-l', where] });
  }
  return found;
}

export const versionOf = (root) => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
