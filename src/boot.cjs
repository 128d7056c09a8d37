// The way in: builds what is stale, then runs a command. Plain old JavaScript, so that a Node that is too old can say so.
const NEEDED = [20, 19];
const running = process.versions.node.split('.').map(Number);

if (running[0] < NEEDED[0] || (running[0] === NEEDED[0] && running[1] < NEEDED[1])) {
  console.error(`Reboot Camp needs Node ${NEEDED.join('.')} or later; this is Node ${process.versions.node}.`);
  console.error('Install a current one from https://nodejs.org and try again.');
  process.exit(2);
}

import('./build/build.mjs')
  .then((build) => build.run(process.argv[2], process.argv.slice(3)))
  .catch((error) => {
    const refusal = refusalIn(error);
    console.error(refusal ?? error.stack);
    process.exit(refusal === null ? 1 : 2);
  });

/** A sentence for what keeps the code from being loaded; null for every other error, whose stack is wanted. */
function refusalIn({ code, message }) {
  if (code === 'EMFILE' || code === 'ENFILE')
    return `The command cannot open all of its files (${code}). Raise the limit, as with \`ulimit -n 1024\`, then try again.`;
  if (code === 'ERR_INVALID_MODULE_SPECIFIER' && __dirname.includes('\\') && process.platform !== 'win32')
    return `Node cannot load modules from ${__dirname}, because of the \\ in its name. Rename the folder, then try again.`;
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return null;
  const [first] = message.split('\n');
  return first.includes('/node_modules/')
    ? `A package is missing or incomplete: ${first}. Run \`npm ci --ignore-scripts\`, then try again.`
    : `The build is incomplete: ${first}. Remove dist, then try again.`;
}
