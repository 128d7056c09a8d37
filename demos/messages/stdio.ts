// Standard output. A shell has connected it, as in `node writer.js > stdio`; where it leads, the writer does not know.
import { open } from 'node:fs/promises';
import { type Lane, mouthOf } from './lane.js';
import { listenAtPipe, makePipe } from './pipe.js';

export const stdio: Lane = {
  async connect() {
    // The way stays open when its reader dies. Opening another way in waits for the next reader.
    await (await open('stdio', 'w')).close();
    if (process.stdout.listenerCount('error') === 0) process.stdout.on('error', () => {});
    return mouthOf(process.stdout);
  },
  async listen(ear) {
    makePipe('stdio');
    listenAtPipe('stdio', ear);
  },
};
