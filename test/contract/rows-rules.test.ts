// Rows C10 to C13 of the contract, through real git.
import { runRows } from './rows/case.ts';
import { ruleRows } from './rows/rules.ts';

runRows(ruleRows);
