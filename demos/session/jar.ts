// The shop that punts. The session is in the customer's cookie, signed. Here is nothing to lose.

import { ready } from '../../src/demo/worker.js';
import { type Reply, serve } from '../common/http.js';
import { sessionIn, setCookie } from './cookie.js';
import { seal, unseal } from './seal.js';

const LIFETIME_MS = 10 * 60_000;
/** Comes with the configuration, as the program does: it is no state. */
const KEY = process.env.KEY as string;

await serve('jar.sock', ({ path, body, headers }): Reply => {
  if (path === '/login') {
    console.log(`hello, ${body}`);
    return { status: 200, headers: setCookie(seal(body, Date.now() + LIFETIME_MS, KEY)) };
  }
  if (path === '/logout') return { status: 200, headers: setCookie('') };
  const user = unseal(sessionIn(headers.cookie), KEY, Date.now());
  return user === null ? { status: 401 } : `hello again, ${user}`;
});
console.log('the jar is open');
ready();
