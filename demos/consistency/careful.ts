// A replica that is told what its reader has seen already. If it has less, it sends him to the primary.

import { ready } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { Copy } from './copy.js';
import { note, say } from './paper.js';

const copy = new Copy((entries) => note(`copied ${entries}`));
void copy.keepUp();

await serve('careful.sock', ({ body: seen }) => {
  if (copy.entries >= Number(seen)) return String(copy.entries);
  say(`${seen}? ask the primary`);
  return { status: 307, headers: { location: 'primary.sock' } };
});
ready();
