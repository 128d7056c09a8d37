/** Where stages can be reached: unix sockets in the folder of the run. */
import { join } from 'node:path';
import { socketPath } from './unix-socket.js';

/** Tells a stage that folder. */
export const SOCKETS_VARIABLE = 'REBOOT_CAMP_SOCKETS';

const LEARNER = /^[0-9a-f]{12}$/;
/** The name of a learner: drawn by the gateway, known to that learner's browser. */
export const isLearner = (name: unknown): name is string => typeof name === 'string' && LEARNER.test(name);

/** The bytes of the longest name below. */
export const SOCKET_NAME_BYTES = 'l-0123456789ab.sock'.length;

/** Tells the talk process that folder. */
export const TALK_VARIABLE = 'REBOOT_CAMP_TALK';

/** The socket of the talk process. Throws a `SocketPathError` when `folder` is too long. */
export const talkSocketPath = (folder: string) => socketPath(join(folder, 'talk.sock'));

/** The socket of a learner's stage, or of the talk's. Throws a `SocketPathError` when `folder` is too long. */
export const stageSocketPath = (folder: string, learner: string | null) =>
  socketPath(join(folder, learner === null ? 'stage.sock' : `l-${learner}.sock`));
