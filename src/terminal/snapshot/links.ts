import type { Internals, Link } from './internals.js';

/** Characters of names and addresses in one snapshot: each place where a link begins repeats them. */
const ROOM = 64 * 1024;
/**
 * Stands for an address when there is no room left for it, and when xterm.js has forgotten it: xterm.js forgets a link when
 * the rows of its beginning are erased, even if its text was moved elsewhere.
 */
const NO_ADDRESS = 'about:blank';

/** The links of a terminal, as they can be opened in another one. */
export class Links {
  private room = ROOM;

  constructor(private readonly service: Internals['_oscLinkService']) {}

  /** A link without an id gets one: otherwise its text before and after other text would be two links. */
  of(urlId: number): Required<Link> {
    const ownId = `link-${urlId}`;
    const { id = ownId, uri = NO_ADDRESS } = this.service.getLinkData(urlId) ?? {};
    if (id.length + uri.length > this.room) return { id: ownId, uri: NO_ADDRESS };
    this.room -= id.length + uri.length;
    return { id, uri };
  }

  /** The sequence that opens it; 0 closes the link before. */
  open(urlId: number): string {
    if (urlId === 0) return '\x1b]8;;\x07';
    const { id, uri } = this.of(urlId);
    return `\x1b]8;id=${id};${uri}\x07`;
  }
}
