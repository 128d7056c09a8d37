/** `npm run check -- --phone`: whether a phone on this network reaches this machine, tried with a phone. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renderUnicodeCompact } from 'uqr';
import { lanAddresses } from './lan.js';

/** As long as somebody takes to find the phone, and to type an address. In ms. */
const PATIENCE_MS = 90_000;
const SEEN = 'This phone reaches the talk.';
const NOWHERE = 'This machine is on no network: no phone can reach it.';
const UNSEEN =
  'No phone was here. Many networks keep their devices apart: try the hotspot of a phone, or a cable, and a firewall that lets this port in.';

export interface PhoneCheck {
  isSeen: boolean;
  /** For the speaker. */
  words: string;
}

/**
 * Prints an address with its code and waits for a phone that opens it. `port`: that of the talk, so that a firewall is tried as well.
 * Rejects with the error of the operating system when the port cannot be had.
 */
export async function waitForPhone(
  signal: AbortSignal,
  { port = 1986, patienceMs = PATIENCE_MS, addresses = lanAddresses(), isCodeShown = process.stdout.isTTY } = {},
): Promise<PhoneCheck> {
  const [first] = addresses;
  if (first === undefined) return { isSeen: false, words: NOWHERE };
  // An address that nobody guesses: another device of the network is no answer.
  const path = `/${randomBytes(4).toString('hex')}`;
  const server = createServer((request, response) => {
    response.writeHead(request.url === path ? 200 : 404, {
      'Content-Type': 'text/plain; charset=utf-8',
      Connection: 'close',
    });
    response.end(request.url === path ? SEEN : 'Nothing is here.');
    if (request.url === path) server.emit('seen');
  });
  server.listen(port, '0.0.0.0');
  await once(server, 'listening');
  const addressAt = (host: string) => `http://${host}:${(server.address() as AddressInfo).port}${path}`;
  console.log(`Open this with a phone on the network of the talk, within ${patienceMs / 1000} s:`);
  for (const one of addresses) console.log(`  ${addressAt(one)}`);
  if (isCodeShown) console.log(renderUnicodeCompact(addressAt(first), { border: 1 }));
  const began = performance.now();
  const late = AbortSignal.timeout(patienceMs);
  try {
    await once(server, 'seen', { signal: AbortSignal.any([signal, late]) });
    return { isSeen: true, words: `a phone was here after ${((performance.now() - began) / 1000).toFixed(1)} s` };
  } catch {
    return { isSeen: false, words: signal.aborted ? 'interrupted' : UNSEEN };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
