// Enterprise-grade. Knows who is logged in, and tells a replica.
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { metric, ready } from '../../src/demo/worker.js';
import { insist, serve } from '../common/http.js';
import { sessionsInWords } from './words.js';

const PATIENCE_MS = 5000;
const LICENCE_PARTS = 8;
const LICENCE_ROUNDS = 150_000;

const replica = (path: string, body = '') => insist('replica.sock', path, { body, patienceMs: PATIENCE_MS });

console.log('ENTERPRISE SESSION SUITE');
console.log('     Cluster Edition');
for (let part = 1; part <= LICENCE_PARTS; part++) {
  console.log(`licence check ${part} of ${LICENCE_PARTS}`);
  pbkdf2Sync('evaluation', String(part), LICENCE_ROUNDS, 64, 'sha512');
}
console.log('licence: 30 days left');

const users = new Map<string, string>(JSON.parse((await replica('/all')).text) as [string, string][]);
console.log(`${sessionsInWords(users.size)} restored`);

await serve('sessions.sock', async ({ path, body }) => {
  if (path === '/login') {
    const id = randomBytes(16).toString('hex');
    await replica('/put', JSON.stringify([id, body]));
    users.set(id, body);
    return id;
  }
  if (path === '/logout') {
    await replica('/delete', body);
    users.delete(body);
    return '';
  }
  return users.get(body) ?? '';
});
/** Since the process began, in seconds. */
metric('boot', Math.round(performance.now() / 100) / 10);
ready();
