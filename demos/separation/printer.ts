// Prints receipts.
import { appendFile } from 'node:fs/promises';
import { ready } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { isShown } from './words.js';

await serve('printer.sock', async ({ path: order }) => {
  await appendFile('receipts', `order ${order.slice(1)}: one photograph\n`);
  const number = order.slice(1);
  if (isShown(Number(number))) console.log(`${number} printed`);
  return 'printed';
});
ready();
