/** Entry point of the replay: takes the places of the talk process and of the stage, and plays a recorded talk. */
import { readFileSync, rmSync } from 'node:fs';
import { loadDemo } from '../demo/catalogue.js';
import type { Demo } from '../demo/demo.js';
import { stageSocketPath, talkSocketPath } from '../protocol/socket-paths.js';
import { parseTalkRecording } from '../protocol/talk-recording.js';
import { Refusal } from '../stage/refusal.js';
import { openSocketServer } from '../stage/socket-server.js';
import { ready, SUPERVISOR_SILENT_MS, startBeating, watchSupervisor } from '../supervisor/worker.js';
import { openTalkServer } from '../talk/socket-server.js';
import { Player } from './player.js';

/** The folder of the sockets, the file, the time at which its replay began (ms since the epoch), its speed, and where in the recording the replay began (ms). */
const [folder = '', file = '', began = '0', speed = '1', from = '0'] = process.argv.slice(2);
const paths = [talkSocketPath(folder), stageSocketPath(folder, null)] as const;

function leave(): never {
  for (const path of paths) rmSync(path, { force: true });
  process.exit(0);
}
process.on('SIGTERM', leave);
process.on('disconnect', leave);
if (process.connected === false) leave();
// One that was killed leaves its sockets behind.
for (const path of paths) rmSync(path, { force: true });

const recording = parseTalkRecording(readFileSync(file, 'utf8'), file);
const played = new Set(
  recording.lines.flatMap((line) => ('stage' in line && line.stage.type === 'scene' ? [line.stage.demo] : [])),
);
const demos = new Map<string, Demo>();
for (const name of played) {
  // A demo of another version of this talk may be gone: its terminals stay empty.
  const demo = await loadDemo(name).catch(() => null);
  if (demo) demos.set(name, demo);
}
// A replay that is killed goes on where it would be by now.
const clock = () => Number(from) + (Date.now() - Number(began)) * Number(speed);
const player = new Player(recording, demos, clock);
player.play();
const epoch = `replay-${process.pid}`;
await openTalkServer(paths[0], epoch, player.talk);
await openSocketServer(paths[1], {
  epoch,
  log: player.stage.log,
  do: () => Promise.reject(new Refusal('This is a recorded talk: nothing can be done to its processes.')),
  snapshot: () => player.stage.snapshot(),
});
ready();
startBeating();
watchSupervisor(SUPERVISOR_SILENT_MS);

function goOn(): void {
  const due = player.play();
  if (due === null) process.send?.({ type: 'over' });
  else setTimeout(goOn, Math.max(0, (due - clock()) / Number(speed)));
}
goOn();
