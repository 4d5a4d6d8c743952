// Rows C2 to C4 of the contract, through real git.
import { runRows } from './rows/case.ts';
import { contentRows } from './rows/content.ts';

runRows(contentRows);
