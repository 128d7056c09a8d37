/** The figures that script, claims and outcome of the demo read off the view. */
import {
  atMost,
  type Check,
  check,
  growth,
  is,
  lessThan,
  moreThan,
  type Read,
  type ReadOne,
  told,
} from '../../src/demo/index.js';

/** Entries that a replica misses in its sleep: more than it is ever behind when awake. */
export const MOVED_ON = 9;
/** The replica has copied a few of them again before it is heard. */
const A_LITTLE_MORE = 6;
/** Entries behind which it has caught up. */
const NEARLY = 3;
const A_FEW = 3;

export const entries = (id: string): ReadOne<number> => told(id, 'entries');

/** How many entries the primary has that `id` has not. */
export const behind =
  (id: string): Read<number> =>
  (view) =>
    entries('primary')(view) - entries(id)(view);

export const caughtUp = (id: string): Check[] => [
  check(`${id} copies again`, growth(entries(id)), moreThan(0)),
  check(`${id} has caught up with the primary`, behind(id), atMost(NEARLY)),
];

export const neverStale: Check[] = [
  check('careful is read', growth(told('reader', 'careful reads')), moreThan(A_FEW)),
  check('careful: no answer was ever older than what its reader had seen', told('reader', 'careful stale'), is(0)),
];

const first = told('reader', 'naive first');

/** After it was frozen, and the primary has moved on. */
export const saysYesterday: Check[] = [
  check('naive gives old answers', growth(told('reader', 'naive stale')), moreThan(0)),
  check(
    'the first of them is what was true when it fell asleep, or a little more',
    first,
    atMost((_, before) => entries('naive')(before) + A_LITTLE_MORE),
  ),
  check(
    'the primary had moved on by then',
    first,
    lessThan((_, before) => entries('primary')(before)),
  ),
];
