// Commands that take a password behind an option, in an order of their own, or from a script that types it in.
import type { Rule } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import { isPlaceholder } from '../../placeholder.ts';
import type { Scene } from '../../scene.ts';
import { isShownWord } from '../../shown.ts';
import { isWeakWord } from '../../weak-word.ts';
import { commandLine } from './command-line.ts';

/** The rest of the command as far as the option: no other command, no line break that is not escaped. */
const words = String.raw`(?:\\\r?\n|[^\n|;&]){0,300}?`;
const value = String.raw`(?:"([^"\r\n$]{4,200})"|'([^'\r\n]{4,200})'|([^\s"'$<({%-][^\s"'|;&]{3,200}))`;
const after = (command: string, option: string): RegExp => new RegExp(String.raw`${command}${words}\s${option}${value}(?=\s|$|["'\\|;&)])`, 'y');

/** From the manuals of the commands. */
const commands: readonly (readonly [anchors: readonly string[], pattern: RegExp])[] = [
  [['redis-cli'], after('redis-cli', String.raw`(?:-a|--pass)[ =]`)],
  [
    ['mongosh', 'mongo -', 'mongodump', 'mongorestore', 'mongoexport', 'mongoimport'],
    after(String.raw`mongo(?:sh|dump|restore|export|import)?`, String.raw`(?:-p|--password)[ =]{0,2}`),
  ],
  [['ldapsearch', 'ldapmodify', 'ldapadd', 'ldapdelete', 'ldapwhoami', 'ldappasswd'], after(String.raw`ldap[a-z]{3,8}`, '-w[ ]{0,2}')],
  [['sqlcmd', 'bcp ', 'ipmitool ', 'mosquitto_'], after('(?:sqlcmd|bcp|ipmitool|mosquitto_[a-z]{3,8})', '-P[ ]{0,2}')],
  [['plink', 'pscp', 'psftp'], after('(?:plink|pscp|psftp)', '-pw ')],
  [['openssl enc'], after('openssl enc', '-k ')],
  [['schtasks'], after('schtasks', '/rp ')],
  [['nuget push'], after('nuget push', '(?:-k|--api-key|-ApiKey) ')],
  [['net user '], /net user [\w.\\-]{1,60} (?![/*])([^\s"'$%<]{4,100}) \/add/iy],
  [['auth-pass '], /auth-pass [\w.-]{1,60} (\S{4,200})/y],
  [['sp_addlogin'], /sp_addlogin\s{1,4}N?'[^'\r\n]{1,80}',\s{0,4}N?'([^'\r\n]{4,128})'/y],
  [['rocommunity ', 'snmp-server community '], /[\w-]{2,11} ?community "?([^\s"<$]{4,100})/y],
  [[' on >', " on '>"], / on '?>([^\s'$<]{4,200})'? '?[~&+]/y],
  [['stats auth '], /stats auth [\w.@-]{1,80}:(\S{4,200})/y],
  [
    ['az login', 'cqlsh', 'cypher-shell', 'influx ', 'unlock-keychain', 'cf login', 'oc login', 'twine upload'],
    after('(?:az login|cqlsh|cypher-shell|influx|unlock-keychain|(?:cf|oc) login|twine upload)', '(?:-p|--?password)[ =]{1,2}'),
  ],
  [['gh secret set'], after('gh secret set', '(?:-b|--body)[ =]{0,2}')],
  [['zip -', 'unzip -'], after('(?:un)?zip', '-P[ ]{0,2}')],
  [['7z a ', '7z x ', '7za ', '7zz ', 'rar a ', 'unrar x '], after('(?:7z[az]?|rar|unrar)', '-h?p')],
  [['xfreerdp', 'rdesktop'], after('(?:xfreerdp|rdesktop)', String.raw`(?:/p:|-p[ ])`)],
  [['smbclient', 'rpcclient'], new RegExp(String.raw`(?:smb|rpc)client${words}\s(?:-U|--user)[ =]{0,2}["']?[^\s"'%]{1,80}%([^\s"'$]{4,200})`, 'y')],
  [['net use '], /net use [^\r\n|&]{1,200}?\/user:\S{1,80}[ ]{1,3}([^\s$%<*/][^\s]{3,200})/iy],
  [['sqlplus ', 'expdp ', 'impdp ', 'sqlldr '], /(?:sqlplus|expdp|impdp|sqlldr)(?:[ ]{1,3}-\w{1,10}){0,4}[ ]{1,3}["']?\w{1,60}\/([^\s"'@$&<]{4,128})@/y],
  [['rabbitmqctl'], /rabbitmqctl(?: -\w{1,3} \S{1,60}){0,3} (?:add_user|change_password) [\w"'.@-]{1,80} ["']?([^\s"'$<]{4,200})/y],
  [['htpasswd -'], /htpasswd(?: -\w{1,8}){1,4} \S{1,200} [\w.@-]{1,80} ["']?([^\s"'$<|;&]{4,200})/y],
  [['lftp '], /lftp[^\r\n|;&]{0,200}?\s-u ["']?[^\s,"']{1,80},([^\s"'$<]{4,200})/y],
  // expect(1): what is sent after the prompt
  [['assword'], /assword:?[^\r\n]{0,30}["}][ \t]{0,8}\r?\n[ \t]{0,20}(?:exp_)?send(?:_user)?(?: --?)? ["{]([^"$\\\r\n}]{4,200})\\[rn]/y],
];

const rule: Rule = {
  ...commandLine,
  id: 'command-line-password',
  title: 'Password on a command line',
  holder: 'Anyone with it can log in to, or open, what the command does; other users of the machine can read it while the command runs.',
};

/** `just an organization secret`: words that say what it would be. */
const prose = /^(?=.*\b(?:secret|password|token)\b)[a-z]+(?: [a-z]+){2,}$/i;

function find(scene: Scene, at: number, pattern: RegExp): Hit | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(scene.text);
  const found = match?.[1] ?? match?.[2] ?? match?.[3];
  if (match === null || found === undefined || isPlaceholder(found) || /^[$%{<(\\/-]|\$\{|\$\(|\{\{|^\w+\(/.test(found)) return undefined;
  const start = at + match[0].lastIndexOf(found);
  const low = isWeakWord(found) || isShownWord(scene, found) || !/[^a-z]/.test(found) || prose.test(found);
  return { start, end: start + found.length, certainty: 'structural', ...(low ? { severity: 'low' as const } : {}) };
}

export const commandFlags: readonly Detector[] = commands.map(([anchors, pattern]) => ({
  rule,
  anchors: anchors.map((text) => ({ text })),
  find: (scene, at) => find(scene, at, pattern),
}));
