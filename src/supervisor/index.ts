export { SupervisorError } from './errors.js';
export type { Launch, LaunchEvents, Launched } from './launch.js';
export { launchPlain, launchProcess } from './process.js';
export type { Child, ChildSpec, ProcessStart, Restart, Shutdown, Strategy, SupervisorSpec } from './spec.js';
export { checkChildSpecs, isProcess } from './spec.js';
export type { ChildInfo, Ending, SupervisorEvent } from './supervisor.js';
export { Supervisor } from './supervisor.js';
