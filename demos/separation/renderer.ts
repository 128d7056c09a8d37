// Draws thumbnails. If it dies, somebody's photograph is missing. Nobody's order is.

import { ready } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { thumbnail } from './thumbnail.js';
import { isShown } from './words.js';

await serve('renderer.sock', ({ path: order, body: photo }) => {
  const [number, isHuge] = [order.slice(1), Number(photo) > 1];
  if (isHuge) console.log(`${number} is huge`);
  const picture = thumbnail(Number(photo), 16, 1);
  if (isHuge || isShown(Number(number))) console.log(`${number} ${picture}`);
  return picture;
});
ready();
