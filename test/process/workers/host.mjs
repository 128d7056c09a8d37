// A supervisor in a process of its own: argv is the compiled supervisor and a spec as JSON. Tells what happens over IPC.
const [, , file, spec] = process.argv;
const { Supervisor } = await import(file);
const supervisor = new Supervisor(JSON.parse(spec));
supervisor.events.on('event', (event) => process.send(event));
await supervisor.start();
process.send({ type: 'started' });
