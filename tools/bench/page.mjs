/** A page without a browser. */
import WebSocket from 'ws';
import { decodeOutput, EVENT_BYTES, SUBPROTOCOL } from '../../dist/src/protocol/messages.js';

export async function connect(app) {
  const welcome = await fetch(`${app.origin}/?token=${app.token}`, { redirect: 'manual' });
  const [cookie] = welcome.headers.get('set-cookie').split(';');
  const { ticket } = await (await fetch(`${app.origin}/ticket`, { headers: { cookie } })).json();
  const socket = new WebSocket(`${app.origin.replace('http', 'ws')}/socket`, SUBPROTOCOL, { origin: app.origin });
  socket.binaryType = 'arraybuffer';
  await new Promise((resolve) => socket.once('open', resolve));
  const answers = new Map();
  const listeners = new Set();
  let requests = 0;
  let bytes = 0;
  const acknowledge = (more) => {
    bytes += more;
    if (bytes < 16_384) return;
    socket.send(JSON.stringify({ type: 'ack', bytes }));
    bytes = 0;
  };
  socket.on('message', (data, isBinary) => {
    if (isBinary) {
      const frame = decodeOutput(data);
      acknowledge(frame.data.length);
      const text = Buffer.from(frame.data).toString();
      for (const listener of listeners) listener(text);
      return;
    }
    const message = JSON.parse(Buffer.from(data).toString());
    if (message.type === 'event') acknowledge(EVENT_BYTES);
    answers.get(message.request)?.(message);
  });
  const send = (command) => socket.send(JSON.stringify({ type: 'do', request: ++requests, command }));
  socket.send(JSON.stringify({ type: 'hello', ticket }));
  socket.send(JSON.stringify({ type: 'follow', epoch: null, have: 0 }));
  return {
    send,
    do: (command) =>
      new Promise((resolve, reject) => {
        answers.set(requests + 1, (answer) => (answer.type === 'done' ? resolve() : reject(new Error(answer.message))));
        send(command);
      }),
    onOutput: (listener) => listeners.add(listener),
    close: () => socket.terminate(),
  };
}
