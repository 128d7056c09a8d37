import { readFileSync } from 'node:fs';
import { ROOT } from '../../app.mjs';
import { launchHost } from './tools.mjs';

const version = () => JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')).version;

export const ours = { name: 'ours, on pipes', version, start: launchHost('ours') };
export const slot = { name: 'ours, in a slot, log on', version, start: launchHost('slot') };
