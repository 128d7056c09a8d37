// Its first instruction, before anything is loaded.
const born = process.hrtime.bigint();
const { ready, report, whenActive } = require('./report.cjs');

whenActive((how, at) => {
  report('born', at, how);
  ready();
}, born);
setInterval(() => {}, 1e6);
