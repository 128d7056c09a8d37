// Saves beside what was saved before, and then changes the name: there is always one whole book.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { clicksIn, written } from './book.js';
import { count } from './counter.js';

const FILE = 'rename.book';

const found = existsSync(FILE) ? clicksIn(readFileSync(FILE, 'utf8')) : 0;

await count('rename', found, (clicks) => {
  writeFileSync(`${FILE}.new`, written(clicks));
  renameSync(`${FILE}.new`, FILE);
});
