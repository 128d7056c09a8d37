/** Entry point of the gateway process: HTTP and WebSocket. The gateway keeps no state: after a kill, pages reconnect to the next one. */
import { createServer } from 'node:http';
import { runningIn, type ToRoot } from '../protocol/root-messages.js';
import { ready, SUPERVISOR_SILENT_MS, startBeating, watchSupervisor } from '../supervisor/worker.js';
import { AudiencePlaces } from './audience-places.js';
import { readConfig } from './config.js';
import { holdConnections, TIMEOUTS } from './connections.js';
import { serveFiles } from './files.js';
import { answerRequests, type Pages } from './http.js';
import { mostConnections, ownLimits } from './limits.js';
import { Lobby } from './lobby.js';
import { openSockets } from './sockets.js';
import { Stages } from './stages.js';
import { TalkLink } from './talk-link.js';
import { TalkPages } from './talk-pages.js';

/** How often the talk is told who is here, in ms: a reader of that number looks at it now and then. */
const PRESENCE_MS = 1000;

/** The first socket of those that a supervisor holds (sd_listen_fds(3)). */
const LISTENING = 3;

const leave = () => process.exit(0);
// Before anything is awaited: neither is told twice.
process.on('SIGTERM', leave);
process.on('disconnect', leave);
if (process.connected === false) leave();

const config = readConfig();
const server = createServer(TIMEOUTS);

async function pages(): Promise<Pages> {
  if (config.pages === null) return (await import('./live-pages.js')).livePages(server, config);
  return serveFiles(config.pages);
}

const tellRoot = (message: ToRoot): void => void process.send?.(message);
const talk = new TalkLink(config.folder);
talk.open();
const limits = ownLimits();
const places = new AudiencePlaces(limits);
const talkPages: TalkPages = new TalkPages(config, talk, places, (demo, nickname) =>
  stages.linkFor(null).do({ do: 'any', demo, name: 'kill' }, nickname),
);
const stages = new Stages(config, (learner) => tellRoot({ type: 'stage', learner }), talkPages);
const lobby = new Lobby(config, limits, stages, (learner) => tellRoot({ type: 'end', learner }));
process.on('message', (message) => {
  const running = runningIn(message);
  if (running) lobby.setRunning(running);
});
server.on(
  'request',
  answerRequests(config, {
    pages: await pages(),
    admitted: (role) => tellRoot({ type: 'admitted', role }),
    report: () => lobby.report,
  }),
);
setInterval(() => {
  const { presenters, learners, seats } = lobby.report;
  // A page that follows has a seat and a place; one that only votes has a place.
  talk.setPresence({ presenter: presenters, learner: learners, viewer: Math.max(seats, places.size) });
}, PRESENCE_MS).unref();
holdConnections(server, config, mostConnections());
openSockets(server, config, stages, lobby, talkPages);
server.on('error', (error) => {
  console.error(`The gateway cannot listen: ${error.message}`);
  process.exit(1);
});
server.listen({ fd: LISTENING }, () => {
  ready();
  startBeating();
  watchSupervisor(SUPERVISOR_SILENT_MS);
});
