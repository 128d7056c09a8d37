/** What may be small, and what may be cut off: each with its reason. Everything else must be read from the last row. */

export const SMALL_PRINT: Record<string, string> = {
  '.slide-number': 'for those who want to come back to a slide',
  'reboot-demo .vitals': 'pid and uptime: looked up, not read',
  'reboot-demo .cell': 'twelve processes at once: the room sees their colour and shape',
  'reboot-demo .tree-strip': 'names and strategy: the room sees the shapes',
  'reboot-demo .lane-labels': 'names of the lanes: the room sees the lanes',
  'reboot-demo .trouble': 'said to whoever has the controls',
  'reboot-demo button': 'read by whoever presses it',
  'reboot-demo .target': 'read by whoever presses the buttons beside it',
};

export const CUT_ON_PURPOSE: Record<string, string> = {
  'reboot-demo .cell .words': 'the last words as far as they fit: its terminal has all of them',
  'reboot-demo .vitals': 'ends in an ellipsis: the terminal says it in full',
  'reboot-demo .trouble': 'ends in an ellipsis: its tooltip has all of it',
};

/** What is being mended elsewhere: what the rules say of it. */
export const KNOWN: RegExp[] = [
  // The demo's panes are drawn anew: headings and the figures' names in 22 px, and a terminal's last row whole.
  /\(div(\.good)? > dt\) is 16\.0 px/,
  /\((header > h3|h3 > span)\) is 18\.0 px/,
  /terminal\.xterm\S* is cut off by 4 px/,
];
