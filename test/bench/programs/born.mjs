// Tells when its first instruction ran, on the clock that all processes share, and then that it is ready.
const born = process.hrtime.bigint();
import('node:fs').then(({ appendFileSync }) => {
  appendFileSync(process.env.BORN ?? process.argv[2], `${process.pid} ${born}\n`);
  process.send?.({ type: 'ready' });
  setInterval(() => {}, 1000);
});
