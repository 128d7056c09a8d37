// The shop as it is drawn in brochures. For each visitor, the shop asks the session service who that is.

import { ready } from '../../src/demo/worker.js';
import { type Answer, ask, type Reply, serve } from '../common/http.js';
import { sessionIn, setCookie } from './cookie.js';

const PATIENCE_MS = 2000;

const sessions = (path: string, body: string): Promise<Answer | null> =>
  ask('sessions.sock', path, { body, patienceMs: PATIENCE_MS }).catch(() => null);

/** The last line of the shop about the session service says that it is missing. */
let isMissed = false;

await serve('web.sock', async ({ path, body, headers }): Promise<Reply> => {
  const answer = await sessions(path, path === '/login' ? body : sessionIn(headers.cookie));
  if (!answer) {
    console.log('503 no session service');
    isMissed = true;
    return { status: 503 };
  }
  if (isMissed) console.log('the session service is back');
  isMissed = false;
  if (path === '/login') {
    console.log(`hello, ${body}`);
    return { status: 200, headers: setCookie(answer.text) };
  }
  if (path === '/logout') return { status: 200, headers: setCookie('') };
  return answer.text === '' ? { status: 401 } : `hello again, ${answer.text}`;
});
console.log('the shop is open');
ready();
