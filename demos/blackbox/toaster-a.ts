// Toaster A: for every taste. Twelve settings, read when they are needed.
import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { serve } from '../common/http.js';

const [, , lever = ''] = process.argv;
const set = (knob: string) => process.env[knob] ?? '';

const HEATERS: Record<string, { watts: number }> = {
  coil: { watts: 900 },
  quartz: { watts: 1000 },
  halogen: { watts: 1100 },
};
/** From here on it is hot. */
const HOT: Record<string, number> = { C: 18, F: 64, K: 291 };

const slots = new Array<string>(Number(set('SLOTS')));
const { watts } = HEATERS[set('HEATER')] as { watts: number };
const numbers = new Intl.NumberFormat(set('LOCALE'));
const clock = new Intl.DateTimeFormat('en', { timeZone: set('TIME_ZONE'), timeStyle: 'short' });

async function toast(bread: string): Promise<string> {
  slots[0] = Buffer.from(bread, set('CODEC') as BufferEncoding).toString();
  for (let attempt = 0; attempt <= Number(set('RETRIES')); attempt++) {
    await wait(Number(set('TIMER_MS')));
    const degrees = watts * Number(set('TIMER_MS'));
    for (let lifted = 0; lifted < 5; lifted += Number(set('SPRING'))) await wait(1);
    appendFileSync(
      set('CRUMBS'),
      `${clock.format()} ${numbers.format(degrees)} ${degrees.toFixed(Number(set('PRECISION')))}\n`,
    );
    if (!(degrees > (HOT[set('DEGREES')] as number))) continue;
    return Number(set('BROWNING')) > 10 ? 'charcoal' : 'toast';
  }
  return bread;
}

await serve(lever, ({ body: bread }) => toast(bread));
console.log('ready');
