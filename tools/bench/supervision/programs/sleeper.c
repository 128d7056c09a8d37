/* The smallest worker: reports, is ready, sleeps. argv: where to report, and as whom. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int main(int count, char **args) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  int fifo = open(args[count - 2], O_WRONLY | O_CLOEXEC);
  dprintf(fifo, "%s born %d %lld%09ld\n", args[count - 1], (int)getpid(), (long long)now.tv_sec, now.tv_nsec);
  close(fifo);
  const char *ready = getenv("READY_FD");
  if (ready) dprintf(atoi(ready), "\n");
  for (;;) pause();
}
