let count = 0;
process.send?.({ type: 'ready' });
setInterval(() => console.log(`tick ${++count}`), 200);
