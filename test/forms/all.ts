// All forms with what is expected of them. Half of them (by a hash of the id) are not looked at while rules are written.
import { createHash } from 'node:crypto';
import { containers } from './containers.ts';
import { decoded } from './decoded.ts';
import { defaults } from './defaults.ts';
import type { Form } from './form.ts';
import { functions } from './functions.ts';
import { kubernetes } from './kubernetes.ts';
import { lists } from './lists.ts';
import { names } from './names.ts';
import { passingContainers } from './passing-containers.ts';
import { passingOthers } from './passing-others.ts';
import { prefixed } from './prefixed.ts';
import { repeated } from './repeated.ts';

export interface ExpectedForm {
  readonly id: string;
  readonly group: string;
  readonly path: string;
  readonly text: string;
  readonly expected: 'found' | 'passes';
  readonly half: 'seen' | 'unseen';
}

const groups: readonly (readonly [group: string, expected: ExpectedForm['expected'], forms: readonly Form[]])[] = [
  ['containers', 'found', containers],
  ['lists', 'found', lists],
  ['functions', 'found', functions],
  ['defaults', 'found', defaults],
  ['names', 'found', names],
  ['kubernetes', 'found', kubernetes],
  ['decoded', 'found', decoded],
  ['repeated', 'found', repeated],
  ['prefixed', 'found', prefixed],
  ['containers', 'passes', passingContainers],
  ['others', 'passes', passingOthers],
];

const halfOf = (id: string): ExpectedForm['half'] => (createHash('sha256').update(id).digest().readUInt8(0) % 2 === 0 ? 'seen' : 'unseen');

export const forms: readonly ExpectedForm[] = groups.flatMap(([group, expected, rows]) =>
  rows.map(([id, path, text]) => ({ id, group, path, text, expected, half: halfOf(id) })),
);
