// Passwords that are only the words for one (`password123`, `test_user`, `letmein`): written by everybody, opening nothing in particular.

const parts =
  /^(?:word|user|users|username|usr|name|pass|passwd|password|passphrase|pwd|pw|test|tests|testing|tester|secret|secrets|my|your|our|the|a|api|app|admin|administrator|root|db|database|postgres|postgresql|mysql|mariadb|mongo|mongodb|redis|rabbitmq|guest|example|sample|demo|foo|bar|baz|qux|token|key|change|changeme|me|it|letmein|login|host|hostname|fake|dummy|default|some|any|other|invalid|wrong|bad|good|correct|incorrect|old|new|strong|weak|super|top|very|secure|secured|system|not|valid|is|for|on|of|and|with|in|here|placeholder|x|xx|xxx|xxxx|xxxxx|abc|abcd|qwerty|asdf|hello|world|blah|hunter|welcome|service|client|server|dev|prod|local|localhost|account|email|mail|web|site|page|string|value|text|field|credential|credentials|private|public|auth|basic|bearer|encrypted|hashed|masked|unknown|temp|tmp|remote|proxy|git|github|http|https|ftp|ssh|smtp|ldap|sql|one|two|first|second|access|id|bucket|region|john|jane|doe|alice|bob|joe)$/;

/** Made to satisfy a rule for passwords, as one that is in force does: `Admin@123`, `P@ssw0rd1!`. */
const strengthened = /^(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=\D*\d)(?=\w*[^\w\s-])[!-~]{8,40}$/;

/** Whether nothing is left of a value when its digits, punctuation and the words above are taken away. */
export function isWeakWord(value: string): boolean {
  if (strengthened.test(value)) return false;
  const words = plain(value)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  if (words.length === 0) return /^(\d)\1*$|^(?:0?1234?5?6?7?8?9?0?|(?:123|321|111|000|456|987|654)+)$/.test(value);
  return words.every((word) => parts.test(word) || splits(word));
}

/** `p@ssw0rd` means `password`: letters written as what they look like, between letters only. */
function plain(value: string): string {
  return value.replace(/(?<=[a-zA-Z])[@043$15](?=[a-zA-Z])/g, (sign) => ({ '@': 'a', '0': 'o', '4': 'a', '3': 'e', $: 's', '1': 'i', '5': 's' })[sign] ?? sign);
}

/** `testpassword`, `myuser`, `foobarbazqux`: such words written as one. */
function splits(word: string): boolean {
  if (word.length > 24) return false;
  /** of each length, whether the beginning of the word is made of them */
  const made = [true];
  for (let end = 1; end <= word.length; end += 1) {
    made[end] = false;
    for (let start = Math.max(0, end - 14); start <= end - 2 && !made[end]; start += 1) made[end] = made[start] === true && parts.test(word.slice(start, end));
  }
  return made[word.length] === true;
}
