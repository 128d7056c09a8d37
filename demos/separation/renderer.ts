// Draws thumbnails. If it dies, somebody's photograph is missing. Nobody's order is.
import { serve } from '../common/http.js';
import { ready } from '../common/tell.js';
import { thumbnail } from './thumbnail.js';

await serve('renderer.sock', ({ path: order, body: photo }) => {
  if (Number(photo) > 1) console.log(`${order.slice(1)} is huge`);
  const picture = thumbnail(Number(photo), 16, 1);
  console.log(`${order.slice(1)} ${picture}`);
  return picture;
});
ready();
