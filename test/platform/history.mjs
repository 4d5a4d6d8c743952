// A history as data, and what git makes of it: branches, merges, tags, notes and odd refs go through one `git fast-import`.
import { execFileSync } from 'node:child_process';

/** Everything that is committed, with the tree of each commit, so that refs and tips can be reckoned without asking git. */
export class History {
  commits = [];
  tags = [];
  notes = [];
  /** ref → commit */
  refs = new Map();
  /** minutes since the first commit */
  clock = 0;

  /** @param begin milliseconds: when the first commit was made */
  constructor(begin) {
    this.begin = begin;
  }

  /**
   * @param files path → text or bytes; null takes the path away
   * @param merge a second parent, and `base` where it was branched off; `files` then says what the merge adds to both
   */
  commit(ref, { author, message, files = {}, from, merge, base, minutes = 60 }) {
    this.clock += minutes;
    const parent = from ?? this.refs.get(ref);
    const tree = new Map(parent?.tree);
    if (merge !== undefined) for (const [path, text] of merge.tree) if (base.tree.get(path) !== text) tree.set(path, text);
    for (const [path, text] of Object.entries(files)) {
      if (text === null) tree.delete(path);
      else tree.set(path, text);
    }
    const made = { mark: this.commits.length + 1, ref, parents: [parent, merge].filter(Boolean), author, message, tree, at: this.begin + this.clock * 60_000 };
    this.commits.push(made);
    this.refs.set(ref, made);
    return made;
  }

  tag(name, target, { author, message, minutes = 5 }) {
    this.clock += minutes;
    const tag = { name, target, author, message, at: this.begin + this.clock * 60_000 };
    this.tags.push(tag);
    return tag;
  }

  note(target, text, author) {
    this.clock += 5;
    const note = { target, text, author, at: this.begin + this.clock * 60_000 };
    this.notes.push(note);
    return note;
  }

  /** Writes it all into the repository; commits, tags and notes get their `id`. */
  into(folder) {
    const git = (args, input) => execFileSync('git', args, { cwd: folder, input, maxBuffer: 1 << 28 });
    const parts = ['feature done\n'];
    const data = (text) => {
      const bytes = Buffer.from(text);
      parts.push(`data ${bytes.length}\n`, bytes, '\n');
    };
    const who = (role, one) => parts.push(`${role} ${one.author} ${Math.floor(one.at / 1000)} +0000\n`);
    for (const one of this.commits) {
      parts.push(`commit refs/building/${one.mark}\nmark :${one.mark}\n`);
      who('author', one);
      who('committer', one);
      data(one.message);
      const [parent, merge] = one.parents;
      if (parent !== undefined) parts.push(`from :${parent.mark}\n`);
      if (merge !== undefined) parts.push(`merge :${merge.mark}\n`);
      for (const path of parent?.tree.keys() ?? []) if (!one.tree.has(path)) parts.push(`D "${path}"\n`);
      for (const [path, text] of one.tree) {
        if (parent?.tree.get(path) === text) continue;
        parts.push(`M 100644 inline "${path}"\n`);
        data(text);
      }
      parts.push('\n');
    }
    for (const [index, one] of this.notes.entries()) {
      parts.push(`commit refs/notes/commits\nmark :${900_001 + index}\n`);
      who('committer', one);
      data("Notes added by 'git notes add'\n");
      parts.push(`N inline :${one.target.mark}\n`);
      data(one.text);
    }
    for (const one of this.tags) {
      parts.push(`tag ${one.name}\nfrom :${one.target.mark}\n`);
      who('tagger', one);
      data(one.message);
    }
    for (const [ref, one] of this.refs) parts.push(`reset ${ref}\nfrom :${one.mark}\n\n`);
    parts.push('done\n');
    git(['fast-import', '--quiet', '--export-marks=.git/marks'], Buffer.concat(parts.map((part) => Buffer.from(part))));
    const marks = new Map(
      git(['cat-file', 'blob', git(['hash-object', '-w', '.git/marks']).toString().trim()])
        .toString()
        .trim()
        .split('\n')
        .map((line) => line.slice(1).split(' ')),
    );
    for (const one of this.commits) one.id = marks.get(String(one.mark));
    for (const [index, one] of this.notes.entries()) one.id = marks.get(String(900_001 + index));
    for (const one of this.tags)
      one.id = git(['rev-parse', `refs/tags/${one.name}`])
        .toString()
        .trim();
    const building = git(['for-each-ref', '--format=delete %(refname)', 'refs/building']);
    git(['update-ref', '--stdin'], building);
  }

  /** The refs from which a commit can be reached. */
  holding(commit) {
    return [...this.refs].filter(([, tip]) => reaches(tip, commit)).map(([ref]) => ref);
  }
}

/** Whether `old` is `tip` or an ancestor of it. */
export function reaches(tip, old) {
  const seen = new Set();
  const open = [tip];
  while (open.length > 0) {
    const one = open.pop();
    if (one === old) return true;
    if (seen.has(one) || one.mark < old.mark) continue;
    seen.add(one);
    open.push(...one.parents);
  }
  return false;
}
