// The way in: builds what is stale, then runs a command. Plain old JavaScript, so that a Node that is too old can say so.
const NEEDED = [20, 19];
const running = process.versions.node.split('.').map(Number);

if (running[0] < NEEDED[0] || (running[0] === NEEDED[0] && running[1] < NEEDED[1])) {
  console.error(`Reboot Camp needs Node ${NEEDED.join('.')} or later; this is Node ${process.versions.node}.`);
  console.error('Install a current one from https://nodejs.org and try again.');
  process.exit(2);
}

import('./build.mjs')
  .then((build) => build.run(process.argv[2], process.argv.slice(3)))
  .catch((error) => {
    const isIncomplete = error.code === 'ERR_MODULE_NOT_FOUND';
    console.error(
      isIncomplete ? `The build is incomplete: ${error.message}. Remove dist, then try again.` : error.stack,
    );
    process.exit(isIncomplete ? 2 : 1);
  });
