/**
 * The layers of the sources, each with all that it may import beside its own folder: other layers, or one module of a layer.
 * `npm run layers` writes the lint rule from this table, and the lint fails for a folder of `src` that has no row.
 */
export interface Layer {
  /** Other rows, a folder within one (`terminal/emulator`), or a module of one (`supervisor/worker.js`). */
  may: string[];
  /** The message of the lint for an import that breaks the rule. */
  says: string;
}

/** From the bottom up: a row may name rows above it in this table only. A name with an ending is a module in `src`. */
export const LAYERS: Record<string, Layer> = {
  build: { may: [], says: 'The build of the code runs before any of it is compiled.' },
  'project.js': { may: [], says: 'The project knows folders, and nothing that is in them.' },
  'system-error.js': { may: [], says: 'The words for refusals of the system depend on nothing.' },
  supervisor: { may: [], says: 'The supervisor knows nothing but processes.' },
  terminal: { may: [], says: 'A terminal knows nothing of who uses it.' },
  log: { may: [], says: 'The log knows nothing of who writes it.' },
  export: {
    may: ['log', 'supervisor/paths.js', 'supervisor/processes.js'],
    says: 'An export is made of a log or of an address, and knows nothing that plays or serves one.',
  },
  deck: { may: [], says: 'The deck knows nothing but slides.' },
  workshop: { may: ['deck'], says: 'A lesson knows the markdown of the deck, and no process.' },
  units: { may: ['supervisor'], says: 'Units for init systems are written from the specs of the supervisor.' },
  demo: {
    may: ['log', 'supervisor', 'project.js'],
    says: 'The description of a demo knows the specs of the supervisor and the view of the log, and nothing that plays it.',
  },
  protocol: {
    may: ['log', 'system-error.js'],
    says: 'The protocol knows the events of the log, and neither of its ends.',
  },
  preflight: {
    may: ['deck', 'demo', 'project.js', 'system-error.js'],
    says: 'The preflight reads slides, lessons and demos, and plays none.',
  },
  stage: {
    may: ['demo', 'log', 'protocol', 'supervisor', 'system-error.js', 'terminal'],
    says: 'The stage builds on supervisor, terminal and log, and knows no sockets of pages.',
  },
  talk: {
    may: ['protocol', 'supervisor/worker.js', 'system-error.js'],
    says: 'The talk knows its log and its messages, and nothing of demos.',
  },
  recorder: {
    may: ['log', 'protocol', 'supervisor/worker.js', 'system-error.js'],
    says: 'The recorder reads two logs as a gateway does, and knows nothing of who writes them.',
  },
  replay: {
    may: ['demo', 'log', 'protocol', 'stage', 'supervisor/worker.js', 'talk', 'terminal'],
    says: 'The replay serves the logs of a recorded talk, as talk process and stage do.',
  },
  pages: {
    may: ['deck', 'demo', 'preflight', 'project.js', 'system-error.js', 'workshop'],
    says: 'The build of the pages reads slides, lessons and demos, and plays none.',
  },
  root: {
    may: ['protocol', 'stage/leftovers.js', 'supervisor'],
    says: 'The root supervises, and does nothing else.',
  },
  gateway: {
    may: ['pages', 'protocol', 'supervisor/worker.js', 'talk/reducer.js', 'talk/nickname.js', 'talk/public.js'],
    says: 'The gateway knows the protocol and the built pages.',
  },
  browser: {
    may: ['deck', 'demo', 'log', 'protocol', 'talk/reducer.js', 'terminal/emulator', 'terminal/snapshot', 'workshop'],
    says: 'A page knows the protocol, the log, the deck, the lessons, what a demo is and what stands before an emulator.',
  },
  measure: {
    may: ['deck', 'export/installed.js', 'protocol', 'supervisor'],
    says: 'The measuring knows the sizes of slides and an address, and nothing of what serves it.',
  },
  cli: {
    may: [
      ...['deck', 'demo', 'export', 'log', 'measure', 'preflight', 'project.js', 'protocol', 'root', 'stage'],
      ...['supervisor', 'system-error.js', 'terminal', 'units', 'workshop'],
    ],
    says: 'A command starts the app and is no part of it.',
  },
};

/** The layers outside `src`, by their folders. */
export const OUTSIDE: Record<string, Layer> = {
  demos: {
    may: ['demo', 'log', 'protocol/unix-socket.js', 'supervisor', 'units'],
    says: 'A demo knows the description of demos, and nothing that plays it.',
  },
};

/** Folders within a layer that know less than the layer: patterns of what they may not import. */
export const WITHIN: Record<string, { not: string[]; says: string }> = {
  'src/terminal/emulator': {
    not: ['node:*', '../*', '@xterm/*'],
    says: 'The filter before an emulator runs in Node and in the page, and knows neither.',
  },
  'src/terminal/snapshot': {
    not: ['../**', '!../emulator/**', 'node:*', '@xterm/*'],
    says: 'A snapshot is taken and restored in Node and in the page, and depends on neither.',
  },
  'src/demo/view-model': {
    not: ['node:*', '../**', '!../manifest.js', '!../../log/view.js'],
    says: 'The view model of the two faces runs in Node and in the page, and is read off the view of the log.',
  },
  'src/browser/live': {
    not: ['../**', '!../../**'],
    says: 'The sources of a log know nothing of the elements that show it.',
  },
  'src/browser/demo': {
    not: ['**/deck/**', '**/heart/**'],
    says: 'The element of a demo knows its board, and not the deck on which that board may be.',
  },
};
