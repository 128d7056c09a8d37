%% How many processes can be started within so many ms and bytes? Each waits for a message.
-module(crowd).
-export([start/2]).

start(Ms, Bytes) ->
    Before = erlang:memory(total),
    From = now_ms(),
    Crowd = start(From + Ms, Before + Bytes, []),
    Took = now_ms() - From,
    Each = (erlang:memory(total) - Before) div length(Crowd),
    [exit(Pid, kill) || Pid <- Crowd],
    #{started => length(Crowd), ms => Took, bytes => Each}.

%% A thousand at a time: to ask for the memory takes longer than to start one.
start(End, Room, Crowd) ->
    case now_ms() >= End orelse erlang:memory(total) >= Room of
        true -> Crowd;
        false -> start(End, Room, [spawn(fun wait/0) || _ <- lists:seq(1, 1000)] ++ Crowd)
    end.

wait() -> receive stop -> ok end.

now_ms() -> erlang:monotonic_time(millisecond).
