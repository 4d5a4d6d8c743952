// Limits: one exported constant each, named with its unit, with the reason and with what is reported beyond it.

/** Scripts in scripts that the hook for coding agents follows (`bash -c`, `eval`, `$(…)`, aliases). Beyond: the call is refused as unknown. */
export const MAX_SHELL_DEPTH = 8;
/** Commands of one tool call, so that aliases of aliases stay finite. Beyond: the call is refused as unknown. */
export const MAX_SHELL_COMMANDS = 5_000;
/** Words of one brace expansion, `{a,b}{c,d}…`. Beyond: the word counts as unknown. */
export const MAX_BRACE_WORDS = 256;
/** Size of a script file whose commands are judged before it runs. Beyond: the call is refused as unknown. */
export const MAX_AGENT_SCRIPT_BYTES = 1024 * 1024;
/** Wildcards in one part of a path that the hook for coding agents matches. Beyond: the path counts as a hook's. */
export const MAX_WILDCARDS_PER_NAME = 6;
/** Length of an expanded word of a shell command: values that repeat each other grow without end. Beyond: the word counts as unknown. */
export const MAX_SHELL_WORD_CHARS = 256 * 1024;
