// Our supervisor as the stage uses it: the worker in a terminal slot, all of it in the event log.
import { basename, dirname } from 'node:path';
import { EventLog } from '../../../../dist/src/log/index.js';
import { Stage } from '../../../../dist/src/stage/stage.js';
import { job } from './job.mjs';

const [file, ...args] = job.args;
const worker = { id: 'worker', program: basename(file), args, ready: job.ready, cols: 80, rows: 24 };
const tree = { id: 'top', strategy: 'one_for_one', intensity: 1000, period: 1000, children: [worker] };
const demo = { name: 'bench', title: '', claim: '', tree, panes: [], faults: {}, running: [], script: [] };
await new Stage(demo, dirname(file), new EventLog(() => performance.now())).start();
