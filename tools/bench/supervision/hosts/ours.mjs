// Our supervisor, on pipes.
import { Supervisor } from '../../../../dist/src/supervisor/index.js';
import { job, sockets, tell } from './job.mjs';

const { command, args, env, ready, count, child } = job;
const children = Array.from({ length: count }, (_, nth) => ({
  id: `worker-${nth}`,
  start: { command, args, env, ...(sockets.length > 0 && { listen: sockets }) },
  ready,
  ...child,
}));
const supervisor = new Supervisor({ strategy: 'one_for_one', intensity: 1_000_000, period: 1000, children });
supervisor.events.on('event', ({ type, pid }) => tell(type, pid));
await supervisor.start();
