// Logins that tools keep in places of their own: Google's key files, Docker's registries, WordPress' salts, NuGet's feeds, Azure's endpoints.
import type { Rule } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import { isPlaceholder } from '../../placeholder.ts';
import type { Scene } from '../../scene.ts';
import { neverIssued } from '../../shape/never-issued.ts';
import { isWeakWord } from '../../weak-word.ts';
import { basicPair } from './authorization.ts';

const google: Rule = {
  id: 'google-service-account-key',
  class: 'private-key',
  severity: 'critical',
  title: 'Google Cloud service account key',
  holder: 'Anyone with this key can act as that service account, with all its roles.',
  rotate: 'Delete the key in the console of Google Cloud under IAM, Service accounts, Keys, and use workload identity in its place where that is possible.',
  specificity: 3,
};
const docker: Rule = {
  id: 'docker-registry-login',
  class: 'credential',
  severity: 'high',
  title: 'Login to a container registry',
  holder: 'Anyone with it can pull and push images as that user; base64 is not encryption.',
  rotate: 'Revoke the access token or change the password at the registry, and log in again with a credential helper.',
  specificity: 2,
};
const wordPress: Rule = {
  id: 'wordpress-salt',
  class: 'private-key',
  severity: 'high',
  title: 'WordPress authentication key or salt',
  holder: 'Anyone with this key can forge login cookies for that site.',
  rotate: 'Put fresh keys and salts in wp-config.php; everybody has to log in again.',
  specificity: 2,
};
const nuget: Rule = {
  id: 'nuget-feed-password',
  class: 'credential',
  severity: 'high',
  title: 'Password of a NuGet feed in clear text',
  holder: 'Anyone with it can read that feed, and often publish to it.',
  rotate: 'Revoke the token at the feed, and let NuGet.Config read it from the environment (%NAME%).',
  specificity: 2,
};
const appConfiguration: Rule = {
  id: 'azure-app-configuration-string',
  class: 'connection-string',
  severity: 'critical',
  title: 'Azure App Configuration connection string',
  holder: 'Anyone with it can read the settings of every application that uses that store.',
  rotate: 'Regenerate the access key of the store in the portal of Azure, under Access settings.',
  specificity: 2,
};

const reach = 5000;
const privateKey = /\\{0,2}"private_key\\{0,2}"\s{0,8}:\s{0,8}\\{0,2}"(-----BEGIN [^"]{40,8000}?)\\{0,2}"/;

function serviceAccount(scene: Scene, at: number): Hit | undefined {
  const from = Math.max(0, at - reach);
  const window = scene.text.slice(from, at + reach);
  const match = privateKey.exec(window);
  if (match?.[1] === undefined || !window.includes('service_account')) return undefined;
  const body = match[1].replace(/-----[A-Z ]{0,40}-----|\\{1,4}[nr]/g, '');
  if (body.length < 24 || new Set(body).size < 12 || isPlaceholder(body)) return undefined;
  const start = from + match.index + match[0].indexOf('-----BEGIN');
  return { start, end: start + match[1].length, certainty: 'structural', prefix: '-----BEGIN PRIVATE KEY-----' };
}

const registry = /"auth"\s{0,4}:\s{0,4}"([A-Za-z0-9+/]{8,}={0,2})"/y;

function registryLogin(scene: Scene, at: number): Hit | undefined {
  registry.lastIndex = at;
  const value = registry.exec(scene.text)?.[1];
  const pair = value === undefined ? undefined : basicPair(value);
  if (value === undefined || pair === undefined || pair.password === '') return undefined;
  const weak = isWeakWord(pair.password) || pair.password === pair.user || isPlaceholder(pair.password);
  const end = registry.lastIndex - 1;
  return { start: end - value.length, end, certainty: 'structural', ...(weak ? { severity: 'low' as const } : {}) };
}

const salt = /(?:AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT)['"]\s{0,4},\s{0,40}(?:'([^'\r\n]{32,200})'|"([^"\r\n]{32,200})")\s{0,4}\)/y;

function saltAt(scene: Scene, at: number): Hit | undefined {
  salt.lastIndex = at;
  const match = salt.exec(scene.text);
  const value = match?.[1] ?? match?.[2];
  if (match === null || value === undefined || isPlaceholder(value) || neverIssued(value) || new Set(value).size < 16) return undefined;
  const start = at + match[0].lastIndexOf(value);
  return { start, end: start + value.length, certainty: 'structural' };
}

const clearText = /ClearTextPassword["']?\s{1,8}value\s{0,4}=\s{0,4}["']([^"'\r\n<>]{4,256})["']/y;

function feedPassword(scene: Scene, at: number): Hit | undefined {
  clearText.lastIndex = at;
  const value = clearText.exec(scene.text)?.[1];
  if (value === undefined || isPlaceholder(value) || /%\w+%|\$\{|\$\(|\{\{|^\$/.test(value)) return undefined;
  const end = clearText.lastIndex - 1;
  return { start: end - value.length, end, certainty: 'structural', ...(isWeakWord(value) ? { severity: 'low' as const } : {}) };
}

const endpoint = /\.azconfig\.io;Id=[^;\s"']{1,120};Secret=([A-Za-z0-9+/]{40,120}={0,2})(?![A-Za-z0-9+/=])/y;

function appSecret(scene: Scene, at: number): Hit | undefined {
  endpoint.lastIndex = at;
  const value = endpoint.exec(scene.text)?.[1];
  if (value === undefined || neverIssued(value)) return undefined;
  return { start: endpoint.lastIndex - value.length, end: endpoint.lastIndex, certainty: 'structural' };
}

export const toolConfigs: readonly Detector[] = [
  { rule: google, reach: 'all', anchors: [{ text: '.gserviceaccount.com' }], find: serviceAccount },
  { rule: docker, reach: 'wide', anchors: [{ text: '"auth"' }], find: registryLogin },
  {
    rule: wordPress,
    anchors: ['AUTH_KEY', 'AUTH_SALT', 'LOGGED_IN_KEY', 'LOGGED_IN_SALT', 'NONCE_KEY', 'NONCE_SALT'].map((text) => ({ text })),
    find: saltAt,
  },
  { rule: nuget, anchors: [{ text: 'ClearTextPassword' }], find: feedPassword },
  { rule: appConfiguration, anchors: [{ text: '.azconfig.io' }], find: appSecret },
];
