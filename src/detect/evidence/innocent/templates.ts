// Between `{{` and `}}` of Helm, Jinja and their kin.
import { leftOf, type Reason } from './reason.ts';

/** So far in front of a name a template may begin that it stands in. */
export const templateReach = 340;

/** A bare word is a function or a variable, and `"key" "password" "…"` names the next argument. */
const isInTemplate: Reason = ({ name, value, quote, operator, nameStart, start, end }, { text }) => {
  const line = leftOf(text, nameStart, templateReach);
  const opened = line.lastIndexOf('{{');
  if (opened < 0 || line.indexOf('}}', opened) >= 0) return false;
  if (quote === '') return /^[A-Za-z]\w*$/.test(value) && /[\s|(})]/.test(text.charAt(end));
  return operator === ' ' && (text.slice(nameStart + name.length, start).includes(')') || /"key" "$/.test(line));
};

export const templates: readonly Reason[] = [isInTemplate];
