// A station that is never down: whatever goes wrong, the line must not stop.

import { ready, startPulse } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { mount, receive } from './station.js';

const [, , line = '', station = ''] = process.argv;

let latest = '';

await serve(`${line}-${station}.sock`, async ({ body }) => {
  const { car, part, isPoisoned } = receive(body);
  try {
    await mount(car, part, station);
  } catch (error) {
    const { message } = error as Error;
    // The same trouble is told once.
    if (isPoisoned || message !== latest) console.log(`No problem: ${message}`);
    latest = message;
  }
  return JSON.stringify(car);
});
console.log('The line must not stop.');
startPulse();
ready();
