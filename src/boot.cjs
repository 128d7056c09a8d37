// The way in: builds what is stale, then runs a command.
const { checkNode, endWith } = require('./build/way-in.cjs');

checkNode();
import('./build/build.mjs').then((build) => build.run(process.argv[2], process.argv.slice(3))).catch(endWith);
