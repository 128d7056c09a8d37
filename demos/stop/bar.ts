// Pours pints, which takes its time. When it is told to close, it finishes those that it has begun.
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as pour } from 'node:timers/promises';
import { socketPath } from '../../src/stage/socket-path.js';
import { ready } from '../common/tell.js';

const POUR_MS = 600;

const bar = createServer(async (_order, glass) => {
  // The guest sees that it has begun.
  glass.flushHeaders();
  await pour(POUR_MS);
  glass.end('a pint');
});

process.on('SIGTERM', () => {
  console.log('bar: no more orders');
  bar.close(() => process.exit());
});

// If it was killed, its door is still there.
rmSync('bar.sock', { force: true });
bar.listen(socketPath('bar.sock'), ready);
