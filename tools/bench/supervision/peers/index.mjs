/** The supervisors to stand beside; what this machine lacks is named and left out. */
import { bare, pair } from './bare.mjs';
import { otp } from './otp.mjs';
import { ours, slot } from './ours.mjs';
import { pm2 } from './pm2.mjs';
import { runit } from './runit.mjs';
import { s6 } from './s6.mjs';
import { supervisord } from './supervisord.mjs';

const others = [runit, s6, supervisord, pm2, otp].map((peer) => ({ ...peer, found: peer.version() }));

export { bare, ours, pair, slot };
export const present = others.filter(({ found }) => found);

const nameOf = ({ name }) => name.split(',')[0];

/** The peers on this machine in one line, and a line for each that is missing. */
export const versions = () =>
  [
    present.map((peer) => `${nameOf(peer)} ${peer.found}`).join(', '),
    ...others.filter(({ found }) => !found).map((peer) => `${nameOf(peer)}: not on this machine: ${peer.install}`),
  ]
    .filter(Boolean)
    .join('\n');
