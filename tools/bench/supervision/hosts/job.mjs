/** The job of a host, from its argument, and the report of its results. */
import { openSync, writeSync } from 'node:fs';
import net from 'node:net';

const TCP4 = 4;

export const job = JSON.parse(process.argv[2]);
const fifo = openSync(job.report, 'w');

export const tell = (what, pid) => {
  const at = process.hrtime.bigint();
  if (job.tells?.includes(what)) writeSync(fifo, `${job.id} ${what} ${pid} ${at}\n`);
};

const bind = () => {
  // Node's cluster holds its sockets so: bound, and never accepting itself.
  const handle = net._createServerHandle('127.0.0.1', job.port, TCP4);
  if (typeof handle === 'number') throw new Error(`cannot hold port ${job.port}: error ${handle}`);
  return handle;
};
const held = job.port ? bind() : null;
/** The descriptors of the sockets that the workers are to answer on. */
export const sockets = held ? [held.fd] : [];
/** systemd's way to say that the first of them is 3. */
export const socketEnv = held ? { LISTEN_FDS: '1' } : {};
