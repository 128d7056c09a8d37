/** The elements that may be small, and those that may be cut off, each with its reason. Everything else must be read from the last row. */

export const SMALL_PRINT: Record<string, string> = {
  '.slide-number': 'for those who want to come back to a slide',
  'reboot-demo .vitals': 'pid and uptime: looked up, not read',
  'reboot-demo .cell': 'twelve processes at once: the room sees their colour and shape',
  'reboot-demo .tree': 'names and strategy: the room sees the shapes and the lanes',
  'reboot-demo .trouble': 'for the person who has the controls',
  'reboot-demo button': 'for the person who presses it',
  'reboot-demo .target': 'for the person who presses the buttons beside it',
};

export const CUT_ON_PURPOSE: Record<string, string> = {
  'reboot-demo .cell .words': 'the last words as far as they fit: its terminal has all of them',
  'reboot-demo .vitals': 'ends in an ellipsis: the terminal says it in full',
  'reboot-demo .trouble': 'ends in an ellipsis: its tooltip has all of it',
};
