// Every limit of the product: name with unit, why it is there, and what is reported beyond it.

const MIB = 1024 * 1024;

// Reading

/** A document up to this size is scanned as a whole. Larger text is scanned in overlapping windows of this size, so nothing is left out. */
export const WINDOW_BYTES = 16 * MIB;

/**
 * How far a window reaches beyond the part that its findings are taken from, on both sides. The longest structures that a detector has to see whole fit
 * into it: a PEM block (`MAX_KEY_BLOCK_BYTES`) and a Kubernetes Secret (`MAX_KUBERNETES_SECRET_BYTES`).
 */
export const WINDOW_MARGIN_BYTES = 1.5 * MIB;

/** Containers and binary files are held in memory as a whole. Larger ones are reported as `too-large`. Text has no such limit. */
export const MAX_WHOLE_FILE_BYTES = 100 * MIB;

/** Start of a document that decides its language and format; more of it says nothing new. Later windows are judged by the same bytes. */
export const FORMAT_SAMPLE_BYTES = 400;

// Structures that detectors read as a whole

/** Armoured keys: 16 KiB RSA takes about 13,000 characters, escapes and indentation come on top. A longer block is reported up to here. */
export const MAX_KEY_BLOCK_BYTES = 40_000;

/** etcd stores no Secret above 1 MiB, which is 1.33 MiB in base64. Beyond it the Secret is reported as `too-large`. */
export const MAX_KUBERNETES_SECRET_BYTES = 1.4 * MIB;

/** Rows of `INSERT … VALUES` that never close are read again by each statement in them: up to four times the text, then the file is reported as `time`. */
export const MAX_UNCLOSED_ROW_FACTOR = 4;

/** Key paths of a decoded text are read up to here: no document that is scanned as a whole is larger. Beyond it the file is reported as `too-large`. */
export const MAX_STRUCTURED_TEXT_BYTES = 32 * MIB;

/** Names with values of one text, about 130 bytes of memory each. Beyond it the file is reported as `too-large`. */
export const MAX_PAIRS = 1_000_000;

/** Nesting of JSON, YAML, XML and HCL. Deeper values count as values of this level: they are still scanned, under a shorter key path. */
export const MAX_NESTING_LEVELS = 100;

/** A manifest inside another text (a heredoc, a fenced block, a string) is read so far above and below its `kind`. Values beyond it are scanned without its help. */
export const MAX_EMBEDDED_MANIFEST_CHARS = 16_384;

/** A value that is a secret only because of where it stands (an entry of a Secret). Longer ones are keys and documents, which are found by what they hold. */
export const MAX_OWNED_VALUE_CHARS = 600;

// Waiting

/** Without a byte for so long, git counts as hung and the work ends with status 2. */
export const GIT_OUTPUT_TIMEOUT_MS = 60_000;

// Shell commands of coding agents

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

// Containers

/** A header of a container says within this many bytes what it is; of base64 this much is decoded to look at it. */
export const FORMAT_HEADER_BYTES = 600;

/** Objects of a git pack are kept to apply deltas to them. A pack whose objects take more is reported as `too-large`. */
export const MAX_PACK_OBJECTS_BYTES = 128 * MIB;

/** Deltas expand without bound: 150 bytes can make 100 MiB. Objects that take more than this many times the pack, beyond 1 MiB, are reported as `too-large`. */
export const MAX_PACK_EXPANSION_FACTOR = 200;

/** Bytes between the entries of a zip that are too few to hold a local header are padding. */
export const MIN_ZIP_GAP_BYTES = 30;

/** An overflow chain or a tree of an SQLite file that is longer than this many pages is damaged, and reported as such. */
export const MAX_SQLITE_TREE_PAGES = 1_000_000;

/** Text of one deflated stream inside a PDF, a PNG or base64. A longer one is scanned up to here and reported as `too-large`. */
export const MAX_DEFLATED_TEXT_BYTES = 32 * MIB;

/** Text that is unfolded or decoded from quoted-printable in one go. What follows it is scanned as it is, and the file is reported as `too-large`. */
export const MAX_FOLDED_TEXT_BYTES = 64 * MIB;
// Remotes

/** FETCH_HEAD has a line of about 100 bytes per branch of a remote. A larger one is not used: everything that a push reaches is scanned then. */
export const MAX_FETCH_HEAD_BYTES = 16 * MIB;

/** The end of a reflog that is read to learn how a remote-tracking ref moved last. What moved earlier counts as unknown, so more is scanned. */
export const MAX_REFLOG_TAIL_BYTES = 64 * 1024;

/** Sightings of remote refs that are remembered in the git directory, about 120 bytes each. The oldest are forgotten, so more is scanned. */
export const MAX_REMOTE_SIGHTINGS = 20_000;

/** How long `git ls-remote` may stay silent in a push whose policy asks the remote. Beyond it the push is refused with status 2. */
export const LS_REMOTE_TIMEOUT_MS = 20_000;
/** Length of an expanded word of a shell command: values that repeat each other grow without end. Beyond: the word counts as unknown. */
export const MAX_SHELL_WORD_CHARS = 256 * 1024;
