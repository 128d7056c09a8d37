import { launchHost } from './tools.mjs';

const version = () => process.version;

export const bare = { name: 'bare child_process.spawn', version, start: launchHost('bare') };
export const pair = { name: 'two forks by hand, one waiting', version, start: launchHost('pair') };
