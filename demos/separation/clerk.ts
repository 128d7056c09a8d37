// One clerk for everything. Every function is async. It does not help.
import { appendFile } from 'node:fs/promises';
import { serve } from '../common/http.js';
import { ready } from '../common/tell.js';
import { thumbnail } from './thumbnail.js';

let orders = 0;

async function take(): Promise<number> {
  return ++orders;
}

async function draw(order: number, photo: string): Promise<void> {
  if (Number(photo) > 1) console.log(`${order} is huge`);
  console.log(`${order} ${thumbnail(Number(photo), 16, 1)}`);
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
