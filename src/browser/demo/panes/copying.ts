import type { Terminal } from '@xterm/xterm';

/** The fields by which a key is compared. */
type Key = Pick<KeyboardEvent, 'keyCode' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const KEY_CODE_C = 67;
const IS_MAC = /^(Mac|iP)/.test(globalThis.navigator?.platform ?? '');

/**
 * Whether the browser copies at this key: with Ctrl, on a Mac with Cmd, where Ctrl+C always interrupts. Compared by its
 * code, as browsers and xterm.js do, because in a layout without Latin letters the key has another name.
 */
export const isCopyKey = ({ keyCode, ctrlKey, metaKey, altKey, shiftKey }: Key, isMac = IS_MAC): boolean =>
  keyCode === KEY_CODE_C && (isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey) && !altKey && !shiftKey;

/** The terminal that has the selection: as in the rest of a page, there is one selection at a time. */
let holder: Terminal | null = null;

/**
 * Puts what is selected in `terminal` into the clipboard when the browser copies, whatever has the focus, and clears the
 * selection then. The browser's own event needs no permission, and no https. Returns the function that stops it.
 */
export function letCopy(terminal: Terminal, copied: () => void): () => void {
  // Text of the page that is selected is what the reader sees and means.
  const isMeant = () => terminal.hasSelection() && document.getSelection()?.isCollapsed !== false;
  const copy = (event: ClipboardEvent) => {
    if (!isMeant()) return;
    event.clipboardData?.setData('text/plain', terminal.getSelection());
    event.preventDefault();
    event.stopPropagation();
    terminal.clearSelection();
    copied();
  };
  // Safari, and the menu of Chromium, offer to copy only where this event is prevented, or text of the page is selected.
  const offer = (event: Event) => isMeant() && event.preventDefault();
  const selected = terminal.onSelectionChange(() => {
    if (!terminal.hasSelection() || holder === terminal) return;
    holder?.clearSelection();
    holder = terminal;
  });
  document.addEventListener('copy', copy, { capture: true });
  document.addEventListener('beforecopy', offer, { capture: true });
  return () => {
    document.removeEventListener('copy', copy, { capture: true });
    document.removeEventListener('beforecopy', offer, { capture: true });
    selected.dispose();
    if (holder === terminal) holder = null;
  };
}
