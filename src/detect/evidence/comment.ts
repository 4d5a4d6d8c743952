// How a comment begins, as far as one line tells. Each question takes the line up to where something stands, or the last of it.

/** Plainly one: what stands in it runs nowhere. With `#{` a text of Ruby goes on. */
export const isComment = (before: string): boolean => /^\s*(?:\/\/|\/\*|\*|#(?!\{)|--[ [])/.test(before);

/** May be one: signs that are something else in other languages, and those behind code. */
export const mayBeComment = (before: string): boolean => isComment(before) || /^\s*(?:#|--|;)|\s(?:\/\/|#) /.test(before);

/** As the model learnt it: to be changed only with a new training. */
export const isCommentToModel = (before: string): boolean => /^\s*(?:\/\/|#|\*|--|;|<!--|rem\b|%)|\/\/ |\/\*/i.test(before);
