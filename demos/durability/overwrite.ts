// Saves by writing over what was saved before.
import { existsSync, readFileSync } from 'node:fs';
import { clicksIn, save, written } from './book.js';
import { count } from './counter.js';

const FILE = 'overwrite.book';

const found = existsSync(FILE) ? clicksIn(readFileSync(FILE, 'utf8')) : 0;

await count('overwrite', found, (clicks) => save(FILE, written(clicks)));
