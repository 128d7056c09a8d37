// Pours pints, which takes its time. When it is told to close, it finishes those that it has started.
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as pour } from 'node:timers/promises';
import { ready } from '../../src/demo/worker.js';
import { socketPath } from '../../src/protocol/unix-socket.js';

const POUR_MS = 600;

/** The pints that are started and not served yet. */
let inHand = 0;
/** A pint that is full waits here for the start of the next one, so at each moment of an open bar one is started. */
let serveLast: (() => void) | null = null;
let closing = false;

const bar = createServer(async (_order, glass) => {
  inHand++;
  // The guest sees that the pint is started.
  glass.flushHeaders();
  serveLast?.();
  await pour(POUR_MS);
  if (inHand === 1 && !closing) await new Promise<void>((serve) => (serveLast = serve));
  serveLast = null;
  inHand--;
  glass.end('a pint');
});

process.on('SIGTERM', () => {
  console.log('bar: no more orders');
  closing = true;
  serveLast?.();
  bar.close(() => process.exit());
});

// If it was killed, its door is still there.
rmSync('bar.sock', { force: true });
bar.listen(socketPath('bar.sock'), ready);
