// Bakes one loaf for each order.
import { setTimeout as bake } from 'node:timers/promises';
import { ready } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { exposeToTrouble, startBeating } from './troubles.js';

const BAKING_MS = 20;
const [name = 'oven'] = process.argv.slice(2);

const trouble = exposeToTrouble(name);
await serve(`${name}.sock`, async ({ path }) => {
  const answer = trouble(path);
  if (answer) return answer;
  await bake(BAKING_MS);
  return 'a loaf';
});
startBeating();
ready();
