// A replica that answers what it has.
import { serve } from '../common/http.js';
import { ready } from '../common/tell.js';
import { Copy } from './copy.js';

const copy = new Copy((entries) => console.log(`copied ${entries}`));
void copy.keepUp();

await serve('naive.sock', () => String(copy.entries));
ready();
