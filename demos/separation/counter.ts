// Takes orders, and nothing else. Whatever takes time is somebody else's, and nobody waits for them.

import { ready } from '../../src/demo/worker.js';
import { ask, serve } from '../common/http.js';
import { isShown } from './words.js';

let orders = 0;

function handOn(to: string, order: number, photo: string): void {
  ask(`${to}.sock`, `/${order}`, { body: photo }).catch(() => console.log(`${order} not by the ${to}`));
}

await serve('counter.sock', ({ body: photo }) => {
  const order = ++orders;
  if (isShown(order)) console.log(`${order} taken`);
  handOn('renderer', order, photo);
  handOn('printer', order, photo);
  return `order ${order}`;
});
ready();
