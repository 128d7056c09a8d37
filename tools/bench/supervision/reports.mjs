/** Workers and their hosts report what happens, and when on the clock that all processes share, over one FIFO. */
import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { newFolder } from '../clean.mjs';

const PATIENCE_MS = 20_000;

export const path = join(newFolder('reports'), 'fifo');
execFileSync('mkfifo', [path]);
// Open for writing as well: else it would end with each writer.
const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
const fifo = new Socket({ fd, readable: true, writable: false });
// A bench that is over is not kept by it.
fifo.unref();

const heard = new EventEmitter();
heard.setMaxListeners(0);
createInterface({ input: fifo }).on('line', (line) => {
  const [who, what, pid, at, how = ''] = line.split(' ');
  // A shell cannot read that clock; then it is the time of the news.
  heard.emit(`${who} ${what}`, { pid: Number(pid), at: at ? BigInt(at) : process.hrtime.bigint(), how });
});

/** The next `count` reports of `what` from `who`. To be called before what brings them about. */
export function next(who, what, count = 1) {
  const reports = [];
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`${who}: ${reports.length} of ${count} ${what} within ${PATIENCE_MS} ms`)),
      PATIENCE_MS,
    );
    heard.on(`${who} ${what}`, function listen(report) {
      if (reports.push(report) < count) return;
      clearTimeout(late);
      heard.off(`${who} ${what}`, listen);
      resolve(reports);
    });
  });
}
