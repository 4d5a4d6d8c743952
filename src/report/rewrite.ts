// Advice for findings in commits: how to rewrite those that are only here, and what to do about published ones, which are never rewritten.
import type { Finding } from '../model.ts';
import type { WayOn } from './how-to.ts';
import type { CommitPlace, Look } from './look.ts';
import { printable, shellQuoted } from './printable.ts';

type Asked = Pick<Look, 'commits' | 'occasion' | 'destination'>;

const short = (id: string): string => id.slice(0, 10);
/** More files than this are not spelled out in a command. */
const MAX_COMMAND_FILES = 3;
const MAX_PATH_CHARS = 200;
const MAX_NAMED_COMMITS = 5;

/** @param findings blocked in commits or messages that are about to be published; at least one */
export function wayToRewrite(findings: readonly [Finding, ...Finding[]], look: Asked): WayOn {
  const [first] = findings;
  const ids = [...new Set(findings.flatMap((finding) => finding.commit ?? []))];
  if (first.file === 'tag message') {
    const tag = first.commit === undefined ? '' : ` (${short(first.commit)})`;
    return { words: `delete the tag${tag} and create it again with another message.`, commands: [] };
  }
  const where = look.occasion === 'receive' ? 'in your clone, ' : '';
  const oldest = look.commits.find((one) => ids.includes(one.id)) ?? (ids[0] === undefined ? undefined : { id: ids[0], place: 'inner' as const });
  if (oldest === undefined)
    return {
      words: `${where}rename the branch or tag and push it under the new name. For a branch:`,
      commands: ['git branch -m NEW-NAME', `git push -u ${shellQuoted(look.destination?.name || 'origin')} NEW-NAME`],
    };
  const published = look.commits.find((one) => ids.includes(one.id) && one.publishedOn !== undefined);
  if (published !== undefined) return wayForPublished(published, ids, look);
  const messages = findings.every((finding) => finding.file === 'commit message');
  const steps = messages ? [] : staged(findings);
  const stays = `a follow-up commit isn't enough, the value stays in history`;
  if (oldest.place === 'tip' && ids.length === 1)
    return {
      words: `${where}${messages ? `change the message of ${short(oldest.id)}` : `fix the file and amend ${short(oldest.id)}`}, then push again; ${stays}.`,
      commands: messages ? ['git commit --amend'] : [...steps, 'git commit --amend --no-edit'],
    };
  const rebase = `git rebase -i ${onto(oldest)}`;
  const named = ids.length === 1 ? short(oldest.id) : `${ids.length} commits, starting with ${short(oldest.id)}`;
  const listed = ids.slice(0, MAX_NAMED_COMMITS).map(short).join(', ');
  const stops = ids.length === 1 ? 'that commit' : `each of ${listed}${ids.length > MAX_NAMED_COMMITS ? ', …' : ''}`;
  const change = `change "pick" to "${messages ? 'reword' : 'edit'}" for ${stops}${messages ? '' : '; when git stops there, fix the file and stage it'}`;
  return {
    words: `${where}rewrite ${named}, then push again; ${stays}. In the list that opens, ${change}.`,
    commands: messages ? [rebase] : [rebase, ...steps, 'git commit --amend --no-edit', 'git rebase --continue'],
    ...(messages || oldest.place === 'first'
      ? {}
      : {
          instead: {
            words: 'Or, if your files no longer contain it, squash everything since into one commit:',
            commands: [`git reset --soft ${short(oldest.id)}^`, 'git commit'],
          },
        }),
  };
}

/** Commits that others have are not rewritten: either the destination has them too, which a fetch shows, or the value itself has to become worthless. */
function wayForPublished({ id, publishedOn = '' }: CommitPlace, ids: readonly string[], { destination }: Asked): WayOn {
  const many = ids.length > 1;
  const name = destination?.name ?? '';
  const target = name === '' ? 'the repository that you push to' : printable(name);
  const where = publishedOn === '' ? 'published' : `on ${printable(publishedOn)}`;
  const intro = `${many ? `${ids.length} commits (${short(id)}, …) contain` : `${short(id)} contains`} this, and ${many ? 'they are' : 'it is'} already ${where}: don't rewrite published commits.`;
  const spread = `If ${target} doesn't have ${many ? 'them' : 'it'}, this push would publish the value there: push a branch without ${many ? 'these commits' : 'this commit'}, and rotate the value.`;
  if (destination?.isFetched === true) return { words: `${intro} ${spread}`, commands: [] };
  if (name === '')
    return { words: `${intro} Which commits ${target} has is unknown: add it as a remote, fetch from it and push again. ${spread}`, commands: [] };
  return {
    words: `${intro} Which commits ${target} has is unknown here: fetch from it, then push again. ${spread}`,
    commands: [`git fetch ${shellQuoted(name)}`],
  };
}

const onto = (commit: CommitPlace): string => (commit.place === 'first' ? '--root' : `${short(commit.id)}^`);

function staged(findings: readonly Finding[]): string[] {
  const files = [...new Set(findings.filter((finding) => finding.file !== 'commit message').map((finding) => finding.file))];
  if (files.length > MAX_COMMAND_FILES || files.some((file) => file.length > MAX_PATH_CHARS)) return [];
  const verb = findings.every((finding) => finding.detail.code === 'file-name') ? 'rm --cached' : 'add';
  return [`git ${verb} ${files.map((file) => shellQuoted(file.startsWith('-') ? `./${file}` : file)).join(' ')}`];
}
