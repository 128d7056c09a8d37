import { isIPv6 } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { renderUnicodeCompact } from 'uqr';
import { duration, ending } from '../log/figures.js';
import { project } from '../project.js';
import { type Root, type RootOptions, startRoot } from '../root/root.js';
import { sweepEarlierRuns } from '../stage/leftovers.js';
import { hold } from '../supervisor/index.js';
import { beginRecording } from './begin-recording.js';
import { lanAddresses } from './lan.js';
import { openBrowser, removeRedirects } from './open-browser.js';
import { HELP, readOptions } from './options.js';
import { type OtherRun, runAt } from './other-run.js';
import { watchBuild } from './own-build.js';
import { onEnd } from './signals.js';
import { UsageError } from './usage.js';

const usageOf = (command: string) => `${command} [options]
  --port <number>  where to listen (1986)
  --host <name>    the address to listen on (127.0.0.1: this machine only)
  --share          let others on the network watch
  --no-open        do not open the browser
  --rehearse       tell at the end how long each slide and step took
  --keep           keep these times as the plan of the talk (slides/plan.json)
  --record <file>  record the talk, with its demos and its votes; npm run replay shows it again

How slides, notes, pictures, sizes and layouts are written: docs/slides.md`;

const CTRL_Z = 'Ctrl-Z would stop the supervisor and so end everything; Ctrl-C ends it in order.';
/** All of a run is up that long after its gateway listens, on a busy machine. In ms. */
const BOOT_MS = 2000;
const LOOK_AGAIN_MS = 20;

/** The children without which the talk cannot go on, by their ids. */
const PARTS = ['gateway', 'talk', 'stage', 'recorder', 'replay'];
/** As they stand in an address. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
/** The names that stand for every address of this machine, each with the address that this machine's own browser takes. */
const EVERY_ADDRESS: Record<string, string> = { '0.0.0.0': '127.0.0.1', '[::]': '[::1]' };

interface Options {
  port: number;
  host: string;
  share: boolean;
  open: boolean;
  rehearse: boolean;
  keep: boolean;
  /** The file into which the talk is recorded. */
  record?: string | undefined;
  /** As the user types it, up to the options. */
  command: string;
}

/** Throws a `UsageError` that names the option. */
function parseOptions(args: string[], command: string): Options | null {
  const usage = usageOf(command);
  const options = {
    port: { type: 'string', default: '1986' },
    host: { type: 'string' },
    share: { type: 'boolean' },
    open: { type: 'boolean' },
    rehearse: { type: 'boolean' },
    keep: { type: 'boolean' },
    record: { type: 'string' },
    ...HELP,
  } as const;
  const { values } = readOptions(args, { options, usage, command });
  if (values.help) return null;
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port < 1 || port > 65_535) {
    throw new UsageError(`--port ${values.port}: a port is a number from 1 to 65535.\n\n${usage}`);
  }
  const share = values.share ?? false;
  const host = values.host ?? (share ? '0.0.0.0' : '127.0.0.1');
  if (share && isLoopback(nameOf(host))) {
    throw new UsageError(`--share --host ${host}: nobody else can reach that address. Leave one of the two out.`);
  }
  const { rehearse = false, keep = false } = values;
  if (keep && !rehearse) throw new UsageError(`--keep keeps the times of a rehearsal: add --rehearse.\n\n${usage}`);
  const { record } = values;
  return { port, host, share, open: values.open ?? true, rehearse, keep, record, command };
}

export const run = (args: string[]) => present(args, project.pages, 'npm start --');

interface More {
  /** Called with the presenter's address when the pages can be opened. */
  meanwhile?: (address: string, signal: AbortSignal) => Promise<void>;
  /** A recorded talk to be shown again. */
  replay?: NonNullable<RootOptions['replay']>;
}

/** `pages`: the folder of the built pages, or null to build them as they are asked for. `command`: as it is typed. */
export async function present(
  args: string[],
  pages: string | null,
  command: string,
  { meanwhile, replay }: More = {},
): Promise<number> {
  const options = parseOptions(args, command);
  if (!options) {
    console.log(usageOf(command));
    return 0;
  }
  const { port, host } = options;
  // A gateway of an earlier run may hold the port.
  sweepEarlierRuns();
  const listening = await hold(host, port).catch((error: NodeJS.ErrnoException) => error);
  if (listening instanceof Error) return refusePort(listening, options);
  const asked = new AbortController();
  const { signal } = asked;
  onEnd(() => asked.abort());
  // Gateway and stage end a root that stands still.
  process.on('SIGTSTP', () => console.log(CTRL_Z));
  if (options.record !== undefined) beginRecording(options.record);
  const rehearsal = options.rehearse ? await (await import('./rehearse.js')).prepareRehearsal() : null;
  const root = await startRoot({
    listening,
    names: namesOf(options),
    pages,
    record: options.record && resolve(options.record),
    replay,
    signal,
  }).catch(async (error) => {
    if (signal.aborted) return null;
    const taken = await troubleAt(host, port);
    if (!taken) throw error;
    return taken;
  });
  if (!root) return 0;
  if (root instanceof Error) return refusePort(root, options, BOOT_MS);
  const goneFile = watchBuild();
  let lost: string | null = null;
  root.supervisor.events.on('event', (event) => {
    const gone = event.type === 'exit' && !event.expected && PARTS.includes(event.id) ? goneFile() : null;
    if (event.type === 'exit' && gone !== null) {
      lost = `${event.id} has ended and cannot be started again, because what was built for this talk was removed (${gone}). Start the talk again.`;
      void root.supervisor.stop();
    }
    if (event.type === 'exit' && !event.expected) console.log(`${event.id}: ${ending(event)}`);
    if (event.type === 'failed') console.log(event.message);
    if (event.type === 'hung') console.log(`${event.id}: silent for ${duration(event.silentMs)}, killed`);
    if (event.type === 'ready' && event.incarnation > 1) {
      console.log(`${event.id}: reborn as ${event.pid}, ready after ${duration(event.afterMs)}`);
    }
  });
  const address = replay ? announceReplay(root, options) : announce(root, options);
  if (mayOpen(options.open)) openFor(root, address);
  const followed = meanwhile?.(address, signal);
  rehearsal?.follow(root.supervisor);
  const { failure } = await root.supervisor.done;
  const wasAsked = signal.aborted;
  asked.abort();
  await Promise.all([root.stop(), followed]);
  const isKept = rehearsal?.report(options.keep) ?? true;
  if (!wasAsked) console.error(`Stopped: ${lost ?? failure?.message ?? 'nothing is left to supervise.'}`);
  return wasAsked && isKept ? 0 : 1;
}

/** The error of a port that is taken by now, because two starts may come at one moment; null when it is free. */
async function troubleAt(host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  const held = await hold(host, port).catch((error: NodeJS.ErrnoException) => error);
  if (held instanceof Error) return held;
  held.close();
  return null;
}

/** The host as browsers write it in an address: lower case, IPv6 in brackets. */
function nameOf(host: string): string {
  const address = `http://${isIPv6(host) ? `[${host}]` : host}/`;
  return URL.canParse(address) ? new URL(address).hostname : host;
}

const isLoopback = (name: string) => LOOPBACK.includes(name) || /^127\.[\d.]+$/.test(name);

/** Where others on the network reach us: not every address of this machine, if we listen on one of them. */
const sharedNames = (host: string) => (nameOf(host) in EVERY_ADDRESS ? lanAddresses() : [nameOf(host)]);

/** The names under which pages may ask for us: our own, and those of this machine when others may connect. */
function namesOf({ host, share }: Options): string[] {
  const own = nameOf(host) in EVERY_ADDRESS ? [] : [nameOf(host)];
  return [...new Set([...LOOPBACK, ...own, ...(share ? sharedNames(host) : [])])];
}

/** The address that this machine's own browser takes. */
const ownNameOf = (host: string) => EVERY_ADDRESS[nameOf(host)] ?? nameOf(host);
const addressOf = (host: string, port: number, token: string) => `http://${ownNameOf(host)}:${port}/?token=${token}`;

/** A recorded talk has viewers alone. Returns their address at this machine. */
function announceReplay({ tokens }: Root, { port, host, share }: Options): string {
  const address = addressOf(host, port, tokens.viewer);
  console.log(`The recorded talk is on:\n  ${address}`);
  if (share) for (const name of sharedNames(host)) console.log(`  http://${name}:${port}/?token=${tokens.viewer}`);
  console.log('Stop: Ctrl-C');
  return address;
}

/** Returns the presenter's address. */
function announce({ tokens }: Root, { port, host, share, command }: Options): string {
  const name = ownNameOf(host);
  const address = addressOf(host, port, tokens.presenter);
  console.log(`Reboot Camp is on. The controls, for you alone:\n  ${address}`);
  const others = sharedNames(host);
  if (share) announceToOthers(others, name, (one) => `http://${one}:${port}/join?token=${tokens.viewer}`);
  if (share) announceRemote(others, (one) => `http://${one}:${port}/remote?token=${tokens.remote}`);
  if (share) announceToLearners(others, (one) => `http://${one}:${port}/workshop?token=${tokens.learner}`);
  console.log(
    `The workshop, for a learner at this machine:\n  http://${name}:${port}/workshop?token=${tokens.presenter}`,
  );
  if (!share && nameOf(host) in EVERY_ADDRESS) {
    console.log(`Listening on all interfaces, but only this machine may connect. To let others in: ${command} --share`);
  }
  console.log('Stop: Ctrl-C');
  return address;
}

const mayOpen = (open: boolean) => open && !process.env.CI && hasDisplay();

function announceToOthers(names: string[], own: string, addressAt: (name: string) => string): void {
  if (names.length === 0) {
    console.log(
      'This machine is on no network: only its own browsers can watch. For others, connect it and start again.',
    );
    console.log(`  ${addressAt(own)}`);
    return;
  }
  console.log(
    'The audience on this network may follow, vote and ask (key J shows the code), and everybody on it can reach this machine on that port:',
  );
  for (const name of names) console.log(`  ${addressAt(name)}`);
  printCode(addressAt(names[0] as string));
}

/** In a terminal, as a QR code for a phone. */
function printCode(address: string): void {
  if (process.stdout.isTTY) console.log(renderUnicodeCompact(address, { border: 1 }));
}

function announceRemote(names: string[], addressAt: (name: string) => string): void {
  const [name] = names;
  if (name === undefined) return;
  console.log('Your phone as a clicker, for you alone: it moves the talk and plays its steps:');
  for (const one of names) console.log(`  ${addressAt(one)}`);
  printCode(addressAt(name));
}

function announceToLearners(names: string[], addressAt: (name: string) => string): void {
  if (names.length === 0) return;
  console.log('Give this one only to learners: each has processes of their own on this machine:');
  for (const name of names) console.log(`  ${addressAt(name)}`);
}

const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** The gateway tells when the presenter came in: then the browser has followed the file that it was given. */
function openFor({ supervisor }: Root, address: string): void {
  process.on('exit', () => removeRedirects());
  supervisor.events.on('event', (event) => {
    if (event.type !== 'message' || event.id !== 'gateway') return;
    const { type, role } = (event.value ?? {}) as { type?: unknown; role?: unknown };
    if (type === 'admitted' && role === 'presenter') removeRedirects();
  });
  void openBrowser(address);
}

/** Says why the port cannot be had. If a talk of this user holds it, the browser can be opened there instead. */
async function refusePort(error: NodeJS.ErrnoException, options: Options, patienceMs = 0): Promise<number> {
  const { port, host, open } = options;
  const other = error.code === 'EADDRINUSE' ? await runSoonAt(port, patienceMs) : null;
  if (!other) throw new UsageError(portTrouble(error, options));
  const address = addressOf(host, port, other.token);
  console.error(ownTrouble(other, options, address));
  if (!mayOpen(open) || !process.stdin.isTTY) return 2;
  const questions = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await questions.question('Open it in the browser now? (y/N) ');
  questions.close();
  if (!/^y(es)?$/i.test(answer.trim())) return 2;
  // The run that has the port removes the file.
  await openBrowser(address, other.identity);
  return 0;
}

/** A run tells of itself when all of it is up: it is looked for until then, `patienceMs` at most. */
async function runSoonAt(port: number, patienceMs: number): Promise<OtherRun | null> {
  const latest = performance.now() + patienceMs;
  for (let run = runAt(port); ; run = runAt(port)) {
    if (run || performance.now() >= latest) return run;
    await sleep(LOOK_AGAIN_MS);
  }
}

const ownTrouble = ({ pid, since }: OtherRun, { port, command }: Options, address: string) =>
  [
    `Port ${port} is taken by Reboot Camp itself: process ${pid}, since ${since.toLocaleTimeString('en-GB')}. Its controls:`,
    `  ${address}`,
    `To end it: kill ${pid}. To have another one beside it: ${command} --port ${port + 1}`,
  ].join('\n');

function portTrouble(error: NodeJS.ErrnoException, { port, host, command }: Options): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is taken. Stop what uses it, or take another: ${command} --port ${port + 1}`;
  }
  if (error.code === 'EACCES') return `Port ${port} is for administrators only. Take one above 1023 with --port.`;
  return `--host ${host}: this machine cannot listen there (${error.code}). Leave it out, or use 127.0.0.1.`;
}
