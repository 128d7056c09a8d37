// Prints receipts.
import { appendFile } from 'node:fs/promises';
import { serve } from '../common/http.js';
import { ready } from '../common/tell.js';

await serve('printer.sock', async ({ path: order }) => {
  await appendFile('receipts', `order ${order.slice(1)}: one photograph\n`);
  console.log(`${order.slice(1)} printed`);
  return 'printed';
});
ready();
