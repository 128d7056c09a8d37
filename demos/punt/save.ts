// Stage two: save it. The count is in a file.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { open } from './shop.js';

const FILE = 'data/visits';

await open('save', () => {
  // The folder is made at the first visit alone: where the count goes while it is raised, the write fails, and the shop
  // dies of it. The save does not bring back what was taken.
  if (!existsSync(FILE)) mkdirSync('data', { recursive: true });
  const visits = (existsSync(FILE) ? Number(readFileSync(FILE, 'utf8')) : 0) + 1;
  writeFileSync(`${FILE}.new`, String(visits));
  renameSync(`${FILE}.new`, FILE);
  return visits;
});
