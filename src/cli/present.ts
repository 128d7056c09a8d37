import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { duration, ending } from '../log/index.js';
import { type Root, startRoot } from '../main.js';
import { onEnd } from './signals.js';
import { UsageError } from './usage.js';

const USAGE = `npm start -- [options]
  --port <number>  where to listen (1986)
  --host <name>    the address to listen on (127.0.0.1: this machine only)
  --share          let others on the network watch
  --no-open        do not open the browser`;

const PAGES = join(dirname(fileURLToPath(import.meta.url)), '../../public');
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

interface Options {
  port: number;
  host: string;
  share: boolean;
  open: boolean;
}

/** Throws a `UsageError` that names the option. */
function parseOptions(args: string[]): Options | null {
  const { values } = parse(args);
  if (values.help) return null;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new UsageError(`--port ${values.port}: a port is a number from 1 to 65535.\n\n${USAGE}`);
  }
  const share = values.share ?? false;
  return { port, host: values.host ?? (share ? '0.0.0.0' : '127.0.0.1'), share, open: values.open ?? true };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowNegative: true,
      options: {
        port: { type: 'string', default: '1986' },
        host: { type: 'string' },
        share: { type: 'boolean' },
        open: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}.\n\n${USAGE}`);
  }
}

export const run = (args: string[]) => present(args, PAGES);

/** `pages`: the folder of the built pages, or null to build them as they are asked for. */
export async function present(args: string[], pages: string | null): Promise<number> {
  const options = parseOptions(args);
  if (!options) {
    console.log(USAGE);
    return 0;
  }
  const { port, host } = options;
  await checkPort(port, host);
  const root = await startRoot({ port, host, names: namesOf(options), pages });
  let asked = false;
  onEnd(() => {
    asked = true;
    void root.stop();
  });
  root.supervisor.events.on('event', (event) => {
    if (event.type === 'exit' && !event.expected) console.log(`${event.id}: ${ending(event)}`);
    if (event.type === 'ready' && event.incarnation > 1) {
      console.log(`${event.id}: reborn as ${event.pid} in ${duration(event.afterMs)}`);
    }
  });
  announce(root, options);
  const { failure } = await root.supervisor.done;
  await root.stop();
  if (!asked) console.error(`Stopped: ${failure?.message ?? 'nothing is left to supervise.'}`);
  return asked ? 0 : 1;
}

/** The names under which pages may ask for us: our own, and those of this machine when others are let in. */
function namesOf({ host, share }: Options): string[] {
  const own = LOOPBACK.includes(host) || host === '0.0.0.0' || host === '::' ? [] : [host];
  return [...LOOPBACK, ...own, ...(share ? lanAddresses() : [])];
}

const lanAddresses = () =>
  Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
  );

function announce({ tokens }: Root, { port, host, share, open }: Options): void {
  const address = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}/?token=${tokens.presenter}`;
  console.log(`Reboot Camp is on. The controls, for you alone:\n  ${address}`);
  if (share) {
    console.log('Others on this network may watch, and everybody on it can reach this machine on that port:');
    for (const lan of lanAddresses()) console.log(`  http://${lan}:${port}/?token=${tokens.viewer}`);
  }
  console.log('Stop: Ctrl-C');
  if (open && !process.env.CI && hasDisplay()) void openBrowser(address);
}

const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** A browser that does not open is no reason to stop: the address is on the screen. */
async function openBrowser(address: string): Promise<void> {
  const { default: open } = await import('open');
  await open(address).catch(() => {});
}

function checkPort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(new UsageError(portTrouble(error, port, host))));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function portTrouble(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is taken. Stop what uses it, or take another: npm start -- --port ${port + 1}`;
  }
  if (error.code === 'EACCES') return `Port ${port} is for administrators only. Take one above 1023 with --port.`;
  return `--host ${host}: this machine cannot listen there (${error.code}). Leave it out, or use 127.0.0.1.`;
}
