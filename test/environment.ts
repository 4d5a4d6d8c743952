// Tests start git in repositories of their own: no GIT_* of a surrounding hook may leak into them.
for (const name of Object.keys(process.env)) if (name.startsWith('GIT_') || name === 'HUSKY') Reflect.deleteProperty(process.env, name);
process.env['GIT_CONFIG_NOSYSTEM'] = '1';
process.env['GIT_CONFIG_GLOBAL'] = process.platform === 'win32' ? 'NUL' : '/dev/null';
export {};
