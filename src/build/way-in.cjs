// The beginning of each command and tool, before any module is loaded. Plain old JavaScript, so that a Node that is too old can read it.

/** As Vite needs it; Node 21 and the first releases of 22 lack parts of what came to 20 later. By major release: the first minor one. */
const NEEDED = { 20: 19, 22: 12 };
const NEWEST = 22;

/** Ends this process with code 2 if its Node cannot run the code. */
exports.checkNode = function checkNode() {
  const running = process.versions.node.split('.').map(Number);
  const first = running[0] > NEWEST ? 0 : NEEDED[running[0]];
  if (running[1] >= first) return;
  console.error(
    `Reboot Camp needs Node 20.19 or later of 20, or 22.12 or later; this is Node ${process.versions.node}.`,
  );
  console.error('Install a current one from https://nodejs.org and try again.');
  process.exit(2);
};

/** Ends this process because its code could not be loaded, or has thrown `error`. */
exports.endWith = function endWith(error) {
  const refusal = refusalIn(error);
  console.error(refusal === null ? error.stack : refusal);
  process.exit(refusal === null ? 1 : 2);
};

/** A sentence for what keeps the code from being loaded; null for every other error, whose stack is wanted. */
function refusalIn(error) {
  const code = error.code;
  if (code === 'EMFILE' || code === 'ENFILE')
    return `The command cannot open all of its files (${code}). Raise the limit, as with \`ulimit -n 1024\`, then try again.`;
  if (code === 'ERR_INVALID_MODULE_SPECIFIER' && __dirname.includes('\\') && process.platform !== 'win32')
    return `Node cannot load modules from ${__dirname}, because of the \\ in its name. Rename the folder, then try again.`;
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return refusedPathIn(error) ?? damageIn(error);
  const first = error.message.split('\n')[0];
  // `Cannot find package 'vite' imported from …`, or a path within a package.
  return first.startsWith('Cannot find package') || first.includes('/node_modules/')
    ? `A package is missing or incomplete: ${first}. Run \`npm ci --ignore-scripts\`, then try again.`
    : `The build is incomplete: ${first}. Remove dist, then try again.`;
}

/** A call of Node's module loader that waits for nothing: the error was thrown while a module was read, linked or evaluated. */
const WHILE_LOADING = /^ {4}at (?!async ).*\(node:internal\/modules\//m;
/** The first line of a stack, where it is the path and the line of a file that is no JavaScript. */
const UNREADABLE = /^(?!\w*Error\b)(.+:\d+)$/m;
/** A frame of a stack that lies in a file, and not in Node. */
const IN_A_FILE = /^ {4}at (?:.*\()?((?:file:\/\/)?\/.+?:\d+:\d+)\)?$/m;

/** A sentence for code that cannot be loaded although its packages are there; null for every other error. */
function damageIn({ stack = '', name, message }) {
  if (!WHILE_LOADING.test(stack)) return null;
  const [, place] = UNREADABLE.exec(stack.split('\n', 1)[0]) ?? IN_A_FILE.exec(stack) ?? [];
  const what = `${name}: ${message.split('\n')[0]}${place ? `, at ${place}` : ''}`;
  return `The code cannot be loaded (${what}). On a full disk npm leaves files cut off, and only warns: make room. Run \`npm ci --ignore-scripts\`, remove dist, then try again.`;
}

/** A sentence for a path that the operating system refuses, such as a folder that another user has built with umask 077. */
function refusedPathIn(error) {
  if (typeof error.syscall !== 'string' || typeof error.path !== 'string') return null;
  const isClosed = error.code === 'EACCES' || error.code === 'EPERM';
  return isClosed
    ? `${error.path} is closed to this user (${error.syscall}: ${error.code}). Have its owner open it, or copy the project to a folder of your own.`
    : `${error.path} cannot be used: ${error.message}. Mend that, then try again.`;
}
