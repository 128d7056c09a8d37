/** The things that this device has voted, supported and asked, kept for a talk process that has lost them, and for a page that is loaded again. */
import type { AudienceCommand } from '../../protocol/audience.js';

interface Kept {
  /** When the run began, which names it: a browser outlives it. */
  began: number;
  /** The option, by the id of the poll. */
  votes: Record<string, number>;
  supported: string[];
  asked: { id: string; text: string }[];
}
const KEY = 'audience';
/** The latest of each; a talk process takes no more of them. */
const MOST = 20;

const lastOf = <T>(all: T[]): T[] => all.slice(-MOST);

export class KeptStore {
  private kept: Kept;

  constructor(began: number) {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Kept | null;
    this.kept = stored?.began === began ? stored : { began, votes: {}, supported: [], asked: [] };
  }

  voteIn(poll: string): number | null {
    return this.kept.votes[poll] ?? null;
  }

  hasSupported(question: string): boolean {
    return this.kept.supported.includes(question);
  }

  get asked(): readonly { id: string; text: string }[] {
    return this.kept.asked;
  }

  /** Takes note of a command that was carried out. */
  note(command: AudienceCommand): void {
    const { votes, supported, asked } = this.kept;
    if (command.do === 'vote') this.keep({ votes: { ...votes, [command.poll]: command.option } });
    if (command.do === 'support') this.keep({ supported: lastOf([...supported, command.question]) });
    if (command.do === 'ask') this.keep({ asked: lastOf([...asked, { id: command.id, text: command.text }]) });
  }

  /** The command that tells all of it to a talk process that knows nothing yet; null when there is nothing to tell. */
  get recall(): AudienceCommand | null {
    const { votes, supported, asked } = this.kept;
    const [last] = Object.entries(votes).slice(-1);
    if (!last && supported.length === 0 && asked.length === 0) return null;
    const vote = last ? { poll: last[0], option: last[1] } : null;
    return { do: 'recall', vote, supported, asked: [...asked] };
  }

  private keep(changes: Partial<Kept>): void {
    this.kept = { ...this.kept, ...changes };
    // Another page of this device may have kept something meanwhile: the latest wins, because one person uses one page.
    localStorage.setItem(KEY, JSON.stringify(this.kept));
  }
}
