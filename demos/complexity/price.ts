// Knows what things cost. All the work there is, is done here.

import { ready } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { fallible } from './fallible.js';

const PRICES: Record<string, string> = { '/tea': '2.50', '/coffee': '3.00', '/cake': '4.20' };

const works = fallible('price');

await serve('price.sock', ({ path, headers: { door } }) => {
  if (!works(door)) return { status: 500, text: 'price: oops' };
  return { status: 200, text: PRICES[path] ?? 'not for sale', headers: { by: 'price' } };
});
ready();
