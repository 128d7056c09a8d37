/** The command line: names of benches, and options. */
const args = process.argv.slice(2);
const FLAGS = ['--markdown', '--quick'];

export const names = args.filter((arg) => !arg.startsWith('--'));
export const unknownFlags = args.filter((arg) => arg.startsWith('--') && !FLAGS.includes(arg));
/** The rows as a table for the docs. */
export const markdown = args.includes('--markdown');
/** Only to see that all works: so few rounds give no figures. */
export const quick = args.includes('--quick');

const QUICK_ROUNDS = 3;
export const rounds = (full) => (quick ? QUICK_ROUNDS : full);
