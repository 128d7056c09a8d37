/** The things of this machine that may slow a talk or keep an audience out. None of them is a failure. */
import { spawnSync } from 'node:child_process';
import { lanAddresses } from './lan.js';

/** Variables of the environment that make each start of Node do more, and that gateway, talk process and stages inherit. */
const SLOWING: readonly string[] = ['NODE_EXTRA_CA_CERTS'];
/** Starts with and without, in turn: the median of so few tells a third more from a busy machine. */
const STARTS = 5;
/** Less is lost in what else a start does. */
const NOTICEABLE = 1.3;

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/** The sentence about starts that take so many ms with the variable `name`, and without it; null when nobody notices. */
export function slowStarts(name: string, withIt: readonly number[], without: readonly number[]): string | null {
  const [slow, usual] = [median(withIt), median(without)];
  if (!(slow > usual * NOTICEABLE)) return null;
  const times = `${(slow / usual).toFixed(1)} times as long (${slow.toFixed()} ms, ${usual.toFixed()} without it)`;
  return `${name} makes each start of Node take ${times}. Unset it in this shell before the talk.`;
}

function startMs(env: NodeJS.ProcessEnv): number {
  const began = performance.now();
  spawnSync(process.execPath, ['-e', '0'], { env, stdio: 'ignore' });
  return performance.now() - began;
}

/** One sentence for each thing that a speaker should know of. Measures where that takes no second. */
export function lookAtMachine(
  env: NodeJS.ProcessEnv = process.env,
  addresses = lanAddresses(),
  variables = SLOWING,
): string[] {
  const slow = variables
    .filter((name) => env[name])
    .flatMap((name) => {
      const { [name]: _, ...rest } = env;
      const pairs = Array.from({ length: STARTS }, () => ({ withIt: startMs(env), without: startMs(rest) }));
      const found = slowStarts(
        name,
        pairs.map(({ withIt }) => withIt),
        pairs.map(({ without }) => without),
      );
      return found === null ? [] : [found];
    });
  const [first, ...more] = addresses;
  const network =
    first === undefined
      ? 'This machine is on no network: neither your phone nor an audience can reach it.'
      : `Phones on this network reach this machine at ${[first, ...more].join(' or ')}, if the network lets them: npm start -- --share`;
  return [...slow, network];
}
