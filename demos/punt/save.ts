// Stage two: save it. The count is in a file.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { open } from './shop.js';

const FILE = 'data/visits';

await open('save', () => {
  const visits = (existsSync(FILE) ? Number(readFileSync(FILE, 'utf8')) : 0) + 1;
  mkdirSync('data', { recursive: true });
  writeFileSync(`${FILE}.new`, String(visits));
  renameSync(`${FILE}.new`, FILE);
  return visits;
});
