import { closeSync, constants, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ReadStream } from 'node:tty';

/** node-pty's inner calls: exported by this build, missing from its typings. */
interface Native {
  open(cols: number, rows: number): { master: number; slave: number; pty: string };
}

const native = loadNative();

/** Null when the system does not load the native part: the talk goes on, and a demo says why it cannot. */
function loadNative(): Native | null {
  try {
    return (createRequire(import.meta.url)('node-pty') as { native: Native }).native;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') throw error;
    return null;
  }
}

/** A terminal device without a process in it: what is written to `slave` is read from `reader`, and the other way round. */
export interface Pty {
  /** Its path. */
  device: string;
  /** Both ways, non-blocking. */
  master: number;
  reader: ReadStream;
  /** For the stdio of the processes inside. As long as it is open, nobody's end hangs the terminal up. */
  slave: number;
  /** An own way in: unlike `slave` it is non-blocking, so a full terminal cannot stop us. */
  control: number;
  close(): void;
}

const openMasters = new Set<number>();

/** Throws when this machine has no terminal to give, in words. */
function openNative(cols: number, rows: number): ReturnType<Native['open']> {
  if (!native)
    throw new Error(
      'the native part of node-pty cannot be loaded. Its file may be spoilt, or for another system, or on a file system ' +
        'with the mount option noexec. Run `npm ci --ignore-scripts` in a folder without that option',
    );
  try {
    return native.open(cols, rows);
  } catch (error) {
    throw new Error(
      `this machine gives no terminal (${(error as Error).message.replace(/\.$/, '')}). Is /dev/pts mounted? ` +
        'In a container: mount -t devpts devpts /dev/pts. Are all terminals in use? Compare /proc/sys/kernel/pty/nr and max',
    );
  }
}

export function openPty(cols: number, rows: number): Pty {
  const { master, slave: inherited, pty: device } = openNative(cols, rows);
  // node-pty opens both without close-on-exec; Node's own open sets it.
  const slave = openSync(device, constants.O_RDWR | constants.O_NOCTTY);
  const control = openSync(device, constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
  closeSync(inherited);
  openMasters.add(master);
  const reader = new ReadStream(master);
  const close = () => {
    if (!openMasters.delete(master)) return;
    reader.destroy();
    closeSync(slave);
    closeSync(control);
  };
  return { device, master, reader, slave, control, close };
}

/**
 * The stdio of a process in the terminal `slave`, IPC on 3. The masters cannot be marked close-on-exec from here,
 * and a process that inherited them could type into its neighbours' terminals: they are covered by its own terminal.
 */
export function stdioInside(slave: number): (number | 'ipc' | 'ignore')[] {
  const stdio: (number | 'ipc' | 'ignore')[] = [slave, slave, slave, 'ipc'];
  const last = Math.max(3, ...openMasters);
  for (let fd = 4; fd <= last; fd++) stdio.push(openMasters.has(fd) ? slave : 'ignore');
  return stdio;
}
