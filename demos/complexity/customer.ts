// Asks what a tea costs, through one part, through two and so on up to ten. Counts the answers.
import { Agent } from 'node:http';
import { metric, onFault, ready, startPulse } from '../../src/demo/worker.js';
import { ask } from '../common/http.js';
import { DOORS } from './parts.js';
import { tea } from './tea.js';

const QUESTIONS = Number(process.env.QUESTIONS);
const TELL_MS = 250;
/** A customer who has waited for so long goes home, and asks no more at this door. */
const PATIENCE_MS = 2000;

const doors = DOORS.map(({ length, part }) => ({ length, part, asked: 0, answered: 0, complaint: '' }));
type Door = (typeof doors)[number];

const agent = new Agent({ keepAlive: true });
const nobody = { status: 502, text: 'nobody at the door' };
/** The latest one; a rush ends when the next one begins. */
let rushes = 0;

/** Resolves with false when nobody has answered at all. */
async function question(door: Door, isOn: () => boolean): Promise<boolean> {
  const begun = performance.now();
  const headers = { door: door.part };
  const asked = ask(`${door.part}.sock`, '/tea', { agent, headers, patienceMs: PATIENCE_MS });
  const { status, text } = await asked.catch(() => nobody);
  if (!isOn()) return true;
  door.asked++;
  if (status === 200) door.answered++;
  // The one that has come the longest way.
  else if (text.length > door.complaint.length) door.complaint = text;
  return status === 200 || performance.now() - begun < PATIENCE_MS;
}

/** A question that was not asked any more counts as not answered. */
async function questions(door: Door, isOn: () => boolean): Promise<void> {
  while (isOn() && door.asked < QUESTIONS) {
    if (await question(door, isOn)) continue;
    door.complaint = `nobody answers at door ${door.length}`;
    door.asked = QUESTIONS;
  }
}

const percent = ({ asked, answered }: Door) => (100 * answered) / asked;

function tell(): void {
  for (const door of doors) {
    metric(`asked ${door.length}`, door.asked);
    if (door.asked > 0) metric(`answered ${door.length}`, percent(door));
  }
  // The last one, because it says that the figures above are those of this rush.
  metric('rushes', rushes);
}

async function rush(): Promise<void> {
  const mine = ++rushes;
  const isOn = () => mine === rushes;
  console.log(`\n${QUESTIONS} × "a tea, please?"`);
  const telling = setInterval(tell, TELL_MS);
  for (const door of doors) Object.assign(door, { asked: 0, answered: 0, complaint: '' });
  // All doors at once: what happens to one part in the meantime happens to all that lead through it.
  await Promise.all(doors.map((door) => questions(door, isOn)));
  clearInterval(telling);
  if (!isOn()) return;
  for (const door of [doors.at(0), doors.at(-1)]) {
    if (door) console.log(`through ${door.length}: ${percent(door).toFixed(1)} % answered`);
  }
  console.log(doors.at(-1)?.complaint ?? '');
  tell();
}

onFault({ rush: () => void rush() });
const prices = new Set<string>();
for (const { part } of doors) prices.add((await tea(part)).text);
console.log(`a tea is ${[...prices].join(' or ')}, by\nevery one of ${doors.length} doors`);
startPulse();
ready();
