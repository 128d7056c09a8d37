/** Hurts the demo's processes, one after the other in each terminal, and many at once over all. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Arena, isOn, isUp, processOf, waitFor } from './arena.js';
import { type Fault, faultsOf, kindOf } from './plan.js';
import { identityOf, isChildOf, isIdentityAlive, send } from './proc.js';

/** The lines' supervisor takes 20 in 10 s; one is kept for what we have not seen yet. */
const LINES_BUDGET = 19;
/** From the blow to the end. A process that is to run out of memory has to fill it first. */
const DIES_WITHIN_MS = 5000;
const FILLS_WITHIN_MS = 30_000;
/** The book judges how long a recovery takes; this is only so that nobody waits for ever. */
const BACK_WITHIN_MS = 30_000;

const isSignal = (what: string): what is NodeJS.Signals => what.startsWith('SIG');

export async function hurtWorker(arena: Arena, id: string): Promise<void> {
  for (const fault of faultsOf(id, arena.seed)) {
    const mayBeHurt = () => isOn(arena, id) && isUp(arena, id) && hasBudget(arena, id);
    await waitFor(arena, () => isOff(arena, id) || mayBeHurt());
    if (arena.over) return;
    arena.atWork.add(id);
    // An order whose answer was lost with the gateway may have been carried out.
    await (isOff(arena, id) ? bringBack(arena, id) : suffer(arena, id, fault)).finally(() => arena.atWork.delete(id));
    await pause(fault.restMs);
  }
}

/** Lines under attack count as restarts to come. */
function hasBudget({ book, atWork }: Arena, id: string): boolean {
  if (kindOf(id) !== 'line') return true;
  const underAttack = [...atWork].filter((other) => kindOf(other) === 'line').length;
  return book.spent(performance.now()) + underAttack < LINES_BUDGET;
}

async function suffer(arena: Arena, id: string, fault: Fault): Promise<void> {
  const { pid, lives } = processOf(arena, id) ?? {};
  // By now the number may be somebody else's; from here on it is this very process or none.
  if (pid == null || !isChildOf(pid, arena.known.stage)) return;
  const victim = { pid, identity: identityOf(pid) };
  const isHit = await strike(arena, id, victim, fault.what);
  if (fault.after) {
    await pause(fault.pauseMs);
    // Also for an order whose answer was lost with the gateway: it may have been carried out.
    await strike(arena, id, victim, fault.after);
  } else if (!isHit) return;
  if (fault.after === 'SIGCONT') {
    arena.book.forgive(pid);
    return;
  }
  // Its next life may by chance have the same number.
  const isGone = () => processOf(arena, id)?.pid !== pid || processOf(arena, id)?.lives !== lives;
  const within = fault.what === 'memory' ? FILLS_WITHIN_MS : DIES_WITHIN_MS;
  const died = await waitFor(arena, isGone, within * arena.patience);
  if (!died && !arena.over) arena.wrong(`${id} (${pid}) survived ${fault.what}`);
  if (kindOf(id) === 'line') await back(arena, id);
  else await bringBack(arena, id);
}

interface Victim {
  pid: number;
  identity: string;
}

/** False when there was nobody to hit, or nobody to ask. */
async function strike(arena: Arena, id: string, { pid, identity }: Victim, what: string): Promise<boolean> {
  const { book, reader } = arena;
  if (!isSignal(what)) return (await reader.do({ do: 'fault', id, name: what })) === 'done';
  if (!isIdentityAlive(identity)) return false;
  book.strike(pid, what);
  return send(pid, what);
}

const isOff = (arena: Arena, id: string) => arena.reader.isLive && processOf(arena, id)?.state === 'off';

/** A temporary child stays down until a command starts it. */
async function bringBack(arena: Arena, id: string): Promise<void> {
  const end = performance.now() + BACK_WITHIN_MS;
  while (!arena.over && processOf(arena, id)?.state === 'off' && performance.now() < end) {
    // Refused while it is on its way; lost when the gateway was killed under us.
    await arena.reader.do({ do: 'restart', id });
    await waitFor(arena, () => arena.reader.isLive, BACK_WITHIN_MS);
  }
  await back(arena, id);
}

async function back(arena: Arena, id: string): Promise<void> {
  const isBack = await waitFor(arena, () => isUp(arena, id), BACK_WITHIN_MS * arena.patience);
  if (!isBack && !arena.over)
    arena.wrong(`${id} is not back after ${BACK_WITHIN_MS} ms: ${processOf(arena, id)?.state}`);
}
