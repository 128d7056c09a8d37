// Answers with its pid on the socket that its supervisor holds.
const born = process.hrtime.bigint();
const { createServer } = require('node:net');
const { ready, report, whenActive } = require('./report.cjs');

/** The first that systemd's protocol passes on. */
const FIRST_FD = 3;
const server = createServer((client) => {
  client.on('error', () => {});
  client.end(`${process.pid}\n`);
});

whenActive((how, at) => {
  const tell = (seen) => {
    report('born', at, seen);
    ready();
  };
  if (process.env.LISTEN_FDS) server.listen({ fd: FIRST_FD }, () => tell(how));
  else tell('socketless');
}, born);
setInterval(() => {}, 1e6);
