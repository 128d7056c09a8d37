// A named pipe: a name in a folder, and 64 KiB in the kernel. Opening it waits for the other end.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { type Ear, earOn, type Lane, mouthOf } from './lane.js';

export const makePipe = (name: string): void => {
  if (!existsSync(name)) execFileSync('mkfifo', [name]);
};

/** One writer after the other. */
export function listenAtPipe(name: string, ear: Ear): void {
  const stream = createReadStream(name);
  earOn(stream, ear);
  stream.once('close', () => listenAtPipe(name, ear));
}

export const pipe: Lane = {
  async connect() {
    const stream = createWriteStream('pipe');
    await once(stream, 'open');
    return mouthOf(stream);
  },
  async listen(ear) {
    makePipe('pipe');
    listenAtPipe('pipe', ear);
  },
};
