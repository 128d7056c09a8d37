// Adds value: asks the one below, and hands the answer on.
import { Agent } from 'node:http';
import { ready } from '../../src/demo/worker.js';
import { ask, serve } from '../common/http.js';
import { fallible } from './fallible.js';

const [, , name = '', below = ''] = process.argv;

const works = fallible(name);
const agent = new Agent({ keepAlive: true });
const nobody = { status: 502, text: `nobody at ${below}`, headers: {} as Record<string, string> };

await serve(`${name}.sock`, async ({ path, headers: { door } }) => {
  if (!works(door)) return { status: 500, text: `${name}: oops` };
  const { status, text, headers } = await ask(`${below}.sock`, path, { agent, headers: { door: String(door) } }).catch(
    () => nobody,
  );
  if (status !== 200) return { status, text: `${name}: ${text}` };
  return { status, text, headers: { by: `${name}(${headers.by})` } };
});
ready();
