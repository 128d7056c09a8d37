/** The author's API: what a demo and the claims of its lesson are made of. Programs of a demo import `./worker.js`. */
export type { Bar, Bars } from './charts/bars.js';
export type { Chart } from './charts/index.js';
export type { Tiles } from './charts/tiles.js';
export type { Track } from './charts/track.js';
export type { Wedge } from './charts/wedge.js';
export * from './checks.js';
export type { Act, Claim, Claims } from './claims.js';
export type {
  Demo,
  DemoNode,
  DemoSupervisor,
  DemoWorker,
  Fault,
  Outcome,
  Program,
  Requirement,
  Stunt,
} from './demo.js';
export type { Pane } from './manifest.js';
