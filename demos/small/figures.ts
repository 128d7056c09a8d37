/** The figures that script, claims and outcome of the demo read off the view. */
import { type Check, check, checkEach, growth, is, moreThan, type Read, told } from '../../src/demo/index.js';

export const SMALL = ['clock', 'page', 'compiler'];
export const ALL = ['office', ...SMALL];

export const known = (metric: string) => told('customer', metric);

/** The processor time of a start, in ms, with a share of what is loaded. Each was killed at another time, when others had more or less of it. */
export const startCpu =
  (id: string, share = 1): Read<number> =>
  (now) =>
    known(`${id} node cpu`)(now) + share * known(`${id} load cpu`)(now);

export const isBack = (id: string): Check =>
  check(`the customer has met the ${id} again, in a new life`, growth(known(`${id} lives`)), is(1));

export const unnoticed = (id: string): Check =>
  checkEach(
    ALL.filter((other) => other !== id),
    'nobody missed anything elsewhere',
    (other) => growth(known(`${other} missed`)),
    is(0),
  );

/** The rest, which is neither Node nor loading: to notice, to decide, to start a process, to be asked again. */
const rest: Read<number> = (now) => known('office away')(now) - known('office node')(now) - known('office load')(now);

export const mostIsLoading: Check[] = [
  isBack('office'),
  // In time of the processor, because on a busy machine each of the two waits for a processor, now more and now less.
  check(
    'to load takes more of the processor than to boot Node',
    known('office load cpu'),
    moreThan(known('office node cpu')),
  ),
  check('to load takes longer than all the rest', known('office load'), moreThan(rest)),
];
