/** The figures that script, claims and outcome of the demo read off the view. */
import {
  areUp,
  atLeast,
  type Check,
  check,
  checkEach,
  growth,
  is,
  livesOf,
  moreThan,
  told,
} from '../../src/demo/index.js';

/** The outages differ by more than a busy machine makes them jitter. */
const FAR_LONGER = 2;
/** More visits than the customer makes before he tells of them again: some of them were after the fault. */
const A_FEW = 10;
const [LET_IN, REFUSED] = [200, 401];

/** The knowledge that the customer has of a shop. */
export const known = (shop: string, metric: string) => told('customer', `${shop} ${metric}`);

export const reborn = (...ids: string[]): Check[] => [
  checkEach(ids, `reborn: ${ids.join(', ')}`, (id) => growth(livesOf(id)), moreThan(0)),
  areUp(ids, `up: ${ids.join(', ')}`),
];

export const isIn = (shop: string): Check => check(`he is logged in at the ${shop}`, known(shop, 'in'), is(1));

export const stillIn = (shop: string): Check[] => [
  isIn(shop),
  check(`the ${shop} still knows him: he did not have to log in again`, growth(known(shop, 'logins')), is(0)),
  check(`he goes on visiting the ${shop}`, growth(known(shop, 'visits')), moreThan(A_FEW)),
];

export const inAgain = (shop: string): Check[] => [
  check(`the ${shop} knows nobody: he had to log in again`, growth(known(shop, 'logins')), moreThan(0)),
  isIn(shop),
];

/** After the end of the session service. */
export const outWhileItBoots: Check[] = [
  ...reborn('sessions'),
  check('he was locked out of the web, and is in again', growth(known('web', 'times out')), moreThan(0)),
  check(
    'it took as long as the boot of the session service',
    known('web', 'last out'),
    atLeast(told('sessions', 'boot')),
  ),
  check(
    'while the session service boots, everybody is out, far longer than at the jar',
    known('web', 'locked out'),
    moreThan((now) => FAR_LONGER * known('jar', 'locked out')(now)),
  ),
  ...stillIn('web'),
];

const tried = (shop: string, what: string, status: number, says: string): Check =>
  check(says, known(shop, what), is(status));

export const flipped: Check[] = [
  tried('web', 'flipped', REFUSED, 'the web refuses a cookie with one bit flipped'),
  tried('jar', 'flipped', REFUSED, 'the jar too'),
];

export const copied: Check[] = [
  tried('web', 'copied', REFUSED, 'the price: the web can call a session back'),
  tried('jar', 'copied', LET_IN, 'the jar cannot, a copied cookie is good until its time is over'),
];
