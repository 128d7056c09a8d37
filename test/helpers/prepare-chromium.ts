import { findChromium } from '../../src/measure/chromium.js';

/** Unpacks the browser before the first worker of the tests starts, and ends the run, in words, when it cannot start. */
export default async function prepareChromium(): Promise<void> {
  await findChromium();
}
