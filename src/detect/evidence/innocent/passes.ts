// Whether what is assigned may pass though its name sounds secret: the reasons of every kind, one after the other.
import type { Assignment } from '../../assign/assignment.ts';
import type { Scene } from '../../scene.ts';
import { algorithms } from './algorithms.ts';
import { bytes } from './bytes.ts';
import { code } from './code.ts';
import { examples } from './examples.ts';
import { identifiers } from './identifiers.ts';
import { keys } from './keys.ts';
import { links } from './links.ts';
import { names } from './names.ts';
import { prose } from './prose.ts';
import type { Reason } from './reason.ts';
import { settings } from './settings.ts';
import { templates } from './templates.ts';

const reasons: readonly Reason[] = [
  ...links,
  ...keys,
  ...identifiers,
  ...algorithms,
  ...names,
  ...code,
  ...templates,
  ...settings,
  ...prose,
  ...examples,
  ...bytes,
];

/** Whether nothing that is assigned here could be the secret itself. */
export const passes = (found: Assignment, scene: Scene): boolean => reasons.some((reason) => reason(found, scene));
