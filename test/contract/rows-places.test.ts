// Rows C5 to C9 of the contract, through real git.
import { runRows } from './rows/case.ts';
import { placeRows, seven } from './rows/places.ts';

runRows(placeRows, { '.gitignore': seven });
