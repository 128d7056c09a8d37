// A station that is never down: whatever goes wrong, the line must not stop.
import { serve } from '../common/http.js';
import { ready, startPulse } from '../common/tell.js';
import { mount, receive } from './station.js';

const [, , line = '', station = ''] = process.argv;

await serve(`${line}-${station}.sock`, async ({ body }) => {
  const { car, part } = receive(body);
  try {
    await mount(car, part, station);
  } catch {
    // It must not stop.
  }
  return JSON.stringify(car);
});
console.log('No problem.');
startPulse();
ready();
