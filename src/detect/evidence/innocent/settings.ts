// Options and directives whose names hold a secret word, and lines of shells.
import { leftOf, type Reason } from './reason.ts';

/** Rights of sudo, options that ask for none; options of a compiler; groups and scopes. */
const isOption: Reason = ({ name }) => /^-{0,2}no-?(?:ask-)?passw|flags?$|(?:groups|scopes|roles)$/i.test(name);

/** nginx and Apache send a request on. */
const isDirective: Reason = ({ operator, name }) => operator === ' ' && /^(?:(?:proxy|\w*cgi|grpc)_pass|ProxyPass(?:Match|Reverse)?)$/.test(name);

/** A file, not what is in it. */
const isFile: Reason = ({ operator, name, value }) =>
  /(?:file|path)$/i.test(name) && ((operator === ' ' && !name.startsWith('-')) || /^(?:~|\.{1,2})?\/[\w./-]*$/.test(value));

/** What `$(pwd)` gives; a command under a name; a file of the system's; what an argument is set to; what follows the sign is a comment. */
const isOfShell: Reason = ({ operator, quote, name, value, nameStart }, { text }) =>
  (name.toLowerCase() === 'pwd' && /\$[({](?:shell )?$/.test(leftOf(text, nameStart, 80))) ||
  /\balias $|\/etc\/$/.test(leftOf(text, nameStart, 6)) ||
  (quote === '' && (/^[a-z_]\w{0,20}=\$/i.test(value) || (operator === ' ' && value.startsWith('#'))));

/** An option that stands between two quoted ones. */
const isNextOption: Reason = ({ value }) => /^\s-{1,2}[A-Za-z][\w.-]*=$/.test(value);

/** YAML: no plain value begins with `*`, which refers to an anchor. */
const isYamlAlias: Reason = ({ quote, value }, { language }) => quote === '' && /^ya?ml$/.test(language.name) && /^\*[\w.-]+$/.test(value);

export const settings: readonly Reason[] = [isOption, isDirective, isFile, isOfShell, isNextOption, isYamlAlias];
