// Tests start git in repositories of their own: no GIT_* of a surrounding hook may leak into them, and git does for them what they look at, nothing besides.
import { join } from 'node:path';

for (const name of Object.keys(process.env)) if (name.startsWith('GIT_') || name === 'HUSKY') Reflect.deleteProperty(process.env, name);
// nothing that one test has looked at may be known to another one, nor to whoever runs them
process.env['SECRETS_HOOKS_CACHE'] = 'off';
process.env['GIT_CONFIG_NOSYSTEM'] = '1';
process.env['GIT_CONFIG_GLOBAL'] = join(import.meta.dirname, 'gitconfig');
