// The structures that are looked for by what they are, not by a provider's prefix.
import type { Detector } from '../../detector.ts';
import { authorizations } from './authorization.ts';
import { callArguments } from './call-argument.ts';
import { commandFlags } from './command-flag.ts';
import { commandLines } from './command-line.ts';
import { connectionStrings } from './connection-string.ts';
import { derKeys } from './der-keys.ts';
import { discord } from './discord.ts';
import { jsonWebTokens } from './jwt.ts';
import { keyBytes } from './key-bytes.ts';
import { keyMaterial } from './key-material.ts';
import { labels } from './label.ts';
import { loginFiles } from './login-files.ts';
import { networkDevices } from './network-device.ts';
import { oneTimePasswords } from './one-time-password.ts';
import { otherTongues } from './other-tongues.ts';
import { passwordHashes } from './password-hash.ts';
import { prefixedTokens } from './prefixed.ts';
import { privateKeys } from './private-key.ts';
import { seedPhrases } from './seed-phrase.ts';
import { sqlInserts } from './sql-insert.ts';
import { tables } from './table.ts';
import { toolConfigs } from './tool-config.ts';
import { urlCredentials } from './url-credentials.ts';

export const structures: readonly Detector[] = [
  ...privateKeys,
  ...keyMaterial,
  ...derKeys,
  ...jsonWebTokens,
  ...passwordHashes,
  ...urlCredentials,
  ...connectionStrings,
  ...authorizations,
  ...loginFiles,
  ...oneTimePasswords,
  ...commandLines,
  ...prefixedTokens,
  ...discord,
  ...toolConfigs,
  ...networkDevices,
  ...commandFlags,
  ...callArguments,
  ...keyBytes,
  ...sqlInserts,
  ...tables,
  ...labels,
  ...seedPhrases,
  ...otherTongues,
];
