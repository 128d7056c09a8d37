// Toaster B: one lever. Bread goes down, toast comes up; what glows inside is nobody's business.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { metric, onFault, ready } from '../../src/demo/worker.js';
import { serve } from '../common/http.js';
import { heat as coil } from './coil.js';
import { heat as flame } from './flame.js';

/** Left for the builder of another heater. */
const OTHER_MODEL = 'gas';

const [, , lever] = process.argv;
if (!lever) {
  console.error('This toaster needs a lever: toaster-b.js <socket>');
  process.exit(1);
}

const isGas = existsSync(OTHER_MODEL);
const heat = isGas ? flame : coil;
let wedged = false;

onFault({
  wedge: () => {
    wedged = true;
    console.log('*clonk*');
  },
  swap: () => {
    if (isGas) rmSync(OTHER_MODEL, { force: true });
    else writeFileSync(OTHER_MODEL, '');
    process.exit();
  },
});

await serve(lever, async ({ body: bread }) => {
  const slice = wedged ? bread : await heat(bread);
  console.log(slice);
  return slice;
});
metric('gas', isGas ? 1 : 0);
console.log(`ready, with ${isGas ? 'gas' : 'a coil'}`);
ready();
