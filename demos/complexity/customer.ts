// Asks what a tea costs, through one part, through two and so on up to ten. Counts the answers.
import { Agent } from 'node:http';
import { ask } from '../common/http.js';
import { metric, onFault, ready, startPulse } from '../common/tell.js';
import { DOORS } from './parts.js';
import { tea } from './tea.js';

const QUESTIONS = Number(process.env.QUESTIONS);
const TELL_MS = 250;

const doors = DOORS.map(({ length, part }) => ({ length, part, asked: 0, answered: 0, complaint: '' }));
type Door = (typeof doors)[number];

const agent = new Agent({ keepAlive: true });
const nobody = { status: 502, text: 'nobody at the door' };
let busy = false;

async function question(door: Door): Promise<void> {
  const { status, text } = await ask(`${door.part}.sock`, '/tea', { agent }).catch(() => nobody);
  door.asked++;
  if (status === 200) door.answered++;
  else door.complaint = text;
}

async function questions(door: Door): Promise<void> {
  while (door.asked < QUESTIONS) await question(door);
}

const percent = ({ asked, answered }: Door) => (100 * answered) / asked;

function tell(): void {
  for (const door of doors) {
    metric(`asked ${door.length}`, door.asked);
    if (door.asked > 0) metric(`answered ${door.length}`, percent(door));
  }
}

async function rush(): Promise<void> {
  if (busy) return;
  busy = true;
  console.log(`\n${QUESTIONS} × "a tea, please?"`);
  const telling = setInterval(tell, TELL_MS);
  for (const door of doors) Object.assign(door, { asked: 0, answered: 0, complaint: '' });
  // One door after the other: each part loses its share of each door's questions.
  for (const door of doors) await questions(door);
  clearInterval(telling);
  for (const door of [doors.at(0), doors.at(-1)]) {
    if (door) console.log(`through ${door.length}: ${percent(door).toFixed(1)} % answered`);
  }
  console.log(doors.at(-1)?.complaint ?? '');
  tell();
  busy = false;
}

onFault({ rush: () => void rush() });
const prices = new Set<string>();
for (const { part } of doors) prices.add((await tea(part)).text);
console.log(`a tea is ${[...prices].join(' or ')}, by\nevery one of ${doors.length} doors`);
startPulse();
ready();
