// Never writes over anything: each click is one more line. The events are the truth, and the count is read off them.
import { existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { count } from './counter.js';

const FILE = 'journal.book';

const found = existsSync(FILE) ? readFileSync(FILE, 'utf8').split('\n').length - 1 : 0;
const journal = openSync(FILE, 'a');

await count('journal', found, () => writeSync(journal, 'click\n'));
