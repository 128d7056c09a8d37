// Has stopped itself, in the sense of the kernel: gets no processor, and hears nothing.
process.kill(process.pid, 'SIGSTOP');
setInterval(() => {}, 60_000);
