// Saves beside what was saved before, and then changes the name: there is always one whole book.
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { clicksIn, save, written } from './book.js';
import { count } from './counter.js';

const FILE = 'rename.book';

const found = existsSync(FILE) ? clicksIn(readFileSync(FILE, 'utf8')) : 0;

await count('rename', found, (clicks) => {
  save(`${FILE}.new`, written(clicks));
  renameSync(`${FILE}.new`, FILE);
});
