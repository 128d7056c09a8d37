import { randomBytes } from 'node:crypto';

const TALK = [
  'hello grandmother, it is me',
  'no, not your brother, me',
  'yes, the weather is awful here',
  'and how are your knees today?',
  'we had the cake on Sunday',
  'she said what? to the doctor?',
  'you are breaking up a little',
  'I am still here, do go on',
  'so then he sold the boat',
  'and nobody told the neighbours',
  'the cat is fine, thank you',
  'no no, you hang up first',
];

/** One word at a time, four a second: a gap that you can hear is a call that is gone. */
export const WORD_MS = 240;

export const LINES = 12;
/** Her call is marked, to be found among the others at a glance. */
const GRANDMOTHER = 7;

/** One telephone call. Its nonce is drawn when it begins: as long as you see the same one, nobody hung up. */
export class Call {
  private readonly nonce = randomBytes(2).toString('hex');
  private readonly since = Date.now();
  private words: string[] = [];
  private readonly mark: string;
  private sentence = Math.floor(Math.random() * TALK.length);

  constructor(line: number) {
    this.mark = line === GRANDMOTHER ? 'GRANDMA ' : '';
  }

  /**
   * The next word of the conversation, as the line you would see: whose call it is, time, nonce, what was said so far. The mark
   * is first, because a small cell cuts the rest.
   */
  speak(): string {
    const sentence = (TALK[this.sentence % TALK.length] as string).split(' ');
    if (this.words.length === sentence.length) {
      this.words = [];
      this.sentence++;
      return this.speak();
    }
    this.words.push(sentence[this.words.length] as string);
    const seconds = Math.floor((Date.now() - this.since) / 1000);
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    return `${this.mark}${time} ${this.nonce} ${this.words.join(' ')}`;
  }
}
