// The copy of all sessions, in memory and on disk.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { ready } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { sessionsInWords } from './words.js';

const FILE = 'data/sessions';

const users = new Map<string, string>(existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : []);

function save(): void {
  mkdirSync('data', { recursive: true });
  writeFileSync(`${FILE}.new`, JSON.stringify([...users]));
  renameSync(`${FILE}.new`, FILE);
  console.log(`${sessionsInWords(users.size)} copied`);
}

await serve('replica.sock', ({ path, body }) => {
  if (path === '/all') return JSON.stringify([...users]);
  if (path === '/put') users.set(...(JSON.parse(body) as [string, string]));
  if (path === '/delete') users.delete(body);
  save();
  return 'copied';
});
console.log(`${sessionsInWords(users.size)} on disk`);
ready();
