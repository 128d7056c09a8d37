// argv: where to report, and as whom.
const { openSync, writeSync } = require('node:fs');
const [, , path, who] = process.argv;
const fifo = openSync(path, 'w');

exports.report = (what, at, how = '') => writeSync(fifo, `${who} ${what} ${process.pid} ${at} ${how}\n`);

/** In the way of each supervisor that wants to know: IPC, or s6's newline. */
exports.ready = () => {
  process.send?.({ type: 'ready' });
  if (process.env.READY_FD) writeSync(Number(process.env.READY_FD), '\n');
};

/** Calls `begin` when this process is the active one: at once, or when a spare is promoted. */
exports.whenActive = (begin, born) => {
  if (process.env.STANDBY !== '1') return begin('cold', born);
  process.on('message', ({ type }) => type === 'promote' && begin('promoted', process.hrtime.bigint()));
  process.send({ type: 'standby' });
};
