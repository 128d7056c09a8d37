import { randomOf, seedFor } from '../soak/random.js';
import { hostileOutput } from './hostile-output.js';
import { SEED } from './seed.js';

const size = { cols: process.stdout.columns, rows: process.stdout.rows };
// Each life prints something else.
const random = randomOf(seedFor(SEED + process.pid, String(process.argv[2])));

process.send?.({ type: 'ready' });
const print = () => process.stdout.write(hostileOutput(random, size), () => setImmediate(print));
print();
