// Tells twice in each interval of its watchdog that it is well; SIGUSR2 makes it busy for ever.
const born = process.hrtime.bigint();
const { ready, report } = require('./report.cjs');

const US_PER_MS = 1000;
const interval = Number(process.env.WATCHDOG_USEC ?? 0) / US_PER_MS;
process.on('SIGUSR2', () => {
  for (;;);
});
if (interval > 0) setInterval(() => process.send({ type: 'beat' }), interval / 2);
setInterval(() => {}, 1e6);
report('born', born, interval > 0 ? 'watched' : 'unwatched');
ready();
