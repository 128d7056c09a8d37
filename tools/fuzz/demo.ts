/** Processes that print whatever they can, beside one that talks quietly. Copied among the demos by `npm run fuzz`. */
const hostile = (id: string) => ({ id, program: 'hostile.js', args: [id], ready: 'notify', cols: 72, rows: 18 });

export default {
  name: 'fuzz',
  title: 'Fuzz',
  claim: 'Whatever a process prints, the others go on.',
  tree: {
    id: 'guard',
    strategy: 'one_for_one',
    intensity: 1000,
    period: 1000,
    children: [
      hostile('first'),
      hostile('second'),
      { id: 'quiet', program: 'quiet.js', ready: 'notify', cols: 40, rows: 5 },
    ],
  },
  panes: ['first', 'second', 'quiet'].map((id) => ({ title: id, processes: [id] })),
  faults: {},
  running: [],
  script: [],
};
