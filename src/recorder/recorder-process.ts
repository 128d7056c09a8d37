/** Entry point of the recorder: reads the logs of the talk and of its stage, as a gateway does, and writes them into one file. */
import { connect } from 'node:net';
import { stageSocketPath, talkSocketPath } from '../protocol/socket-paths.js';
import { readFrames } from '../protocol/stage-frames.js';
import { ready, SUPERVISOR_SILENT_MS, startBeating, watchSupervisor } from '../supervisor/worker.js';
import { RecordingFile } from './recording-file.js';
import { StageReader } from './stage-reader.js';
import { readTalk } from './talk-reader.js';

/** A process that restarts opens its socket within a boot of Node. In ms. */
const RETRY_MS = 50;
/** A recorder that is killed loses no more than that. In ms. */
const FLUSH_MS = 200;

/** The folder of the sockets, and the file. */
const [folder = '', path = ''] = process.argv.slice(2);
const file = openFile();
const stage = new StageReader(file.lastStage);

function leave(): never {
  file.flush();
  process.exit(0);
}
process.on('SIGTERM', leave);
process.on('disconnect', leave);
if (process.connected === false) leave();

/** A file that somebody has damaged meanwhile ends the recording, and not the talk: with code 0, so that the recorder is not started for it again and again. */
function openFile(): RecordingFile {
  try {
    return new RecordingFile(path, () => Date.now());
  } catch (error) {
    console.error(`The recording ends here, and the talk goes on: ${(error as Error).message}`);
    process.exit(0);
  }
}

/** Connects now and after each break. */
function follow(socketPath: string, take: Parameters<typeof readFrames>[1]): void {
  const socket = connect(socketPath);
  socket.on('error', () => {});
  socket.on('close', () => setTimeout(() => follow(socketPath, take), RETRY_MS));
  readFrames(socket, take);
}

follow(talkSocketPath(folder), (frame) => file.write(readTalk(frame)));
follow(stageSocketPath(folder, null), (frame) => file.write(stage.read(frame)));
setInterval(() => file.flush(), FLUSH_MS);
ready();
startBeating();
watchSupervisor(SUPERVISOR_SILENT_MS);
