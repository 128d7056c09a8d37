// A replica that answers what it has.

import { ready } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { Copy } from './copy.js';

const copy = new Copy((entries) => console.log(`copied ${entries}`));
void copy.keepUp();

await serve('naive.sock', () => String(copy.entries));
ready();
