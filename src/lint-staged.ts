// A configuration for lint-staged that looks at what is staged. lint-staged hands over file names of the work tree; those are not what is committed.

/** `export default { ...secrets, '*.ts': 'eslint' }`: the function form keeps lint-staged from adding file names. */
const configuration: Readonly<Record<'*', () => string>> = { '*': () => 'secrets-hooks scan --staged' };

export default configuration;
