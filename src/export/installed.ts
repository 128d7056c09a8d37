/** The browsers that a user may have installed, of which each can print. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../supervisor/paths.js';

/** By name in the PATH, or by place; the order is that in which they are tried. */
const CHROME = ['google-chrome', 'google-chrome-stable'];
const OTHERS = ['microsoft-edge', 'microsoft-edge-stable', 'chromium', 'chromium-browser', 'brave-browser', 'brave'];
const ON_A_MAC = ['Google Chrome', 'Microsoft Edge', 'Chromium', 'Brave Browser'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);
/** A flatpak sees few folders of the machine, so each of these comes last. */
const FLATPAKS = ['com.google.Chrome', 'com.microsoft.Edge', 'org.chromium.Chromium', 'com.brave.Browser'];
const EXPORTS = ['/var/lib/flatpak/exports/bin', join(homedir(), '.local/share/flatpak/exports/bin')];

/** The path of the first one that is there. */
export const installedBrowser = (path = process.env.PATH): string | undefined =>
  [...CHROME, ...OTHERS, ...ON_A_MAC, ...EXPORTS.flatMap((folder) => FLATPAKS.map((name) => join(folder, name)))]
    .map((name) => findProgram(name, path))
    .find((found) => found !== undefined);
