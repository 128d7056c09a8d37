/** Where stages can be reached: unix sockets in the folder of the run. */
import { join } from 'node:path';

/** Tells a stage that folder. */
export const DOORS_VARIABLE = 'REBOOT_CAMP_DOORS';

const LEARNER = /^[0-9a-f]{12}$/;
/** The name of a learner: drawn by the gateway, known to that learner's browser. */
export const isLearner = (name: unknown): name is string => typeof name === 'string' && LEARNER.test(name);

/** Of a learner's stage, or of the talk's. Short: the path of a socket has 104 bytes at most. */
export const doorOf = (folder: string, learner: string | null) =>
  join(folder, learner === null ? 'stage.sock' : `l-${learner}.sock`);
