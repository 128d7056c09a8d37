// One clerk for everything. Every function is async, which does not help.
import { appendFile } from 'node:fs/promises';
import { metric, ready } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { thumbnail } from './thumbnail.js';
import { isShown } from './words.js';

let orders = 0;

async function take(): Promise<number> {
  return ++orders;
}

async function draw(order: number, photo: string): Promise<void> {
  const isHuge = Number(photo) > 1;
  if (isHuge) console.log(`${order} is huge`);
  const from = performance.now();
  const picture = thumbnail(Number(photo), 16, 1);
  if (isHuge || isShown(order)) console.log(`${order} ${picture}`);
  if (isHuge) metric('drawing took', performance.now() - from);
}

async function print(order: number): Promise<void> {
  await appendFile('receipts-clerk', `order ${order}: one photograph\n`);
}

await serve('clerk.sock', async ({ body: photo }) => {
  const order = await take();
  await draw(order, photo);
  await print(order);
  return `order ${order}`;
});
ready();
