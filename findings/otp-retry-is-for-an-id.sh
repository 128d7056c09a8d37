#!/usr/bin/env bash
# Package: Debian erlang-base 1:25.2.3+dfsg-1+deb12u4 (OTP 25, stdlib 4.2), module supervisor.
#
# Behaviour: the retry of a failed start names the id of the child and nothing else. A retry that was sent for one start is
# carried out, and counted, although the group has been restarted since then and has sent a retry of its own.
# Here `b` fails its start, `a` dies before the retry, the restart of the group fails at `b` again: two retries of `b` are
# in the mailbox. The first of them is the third restart, one more than `intensity` allows. So the supervisor ends before
# it serves a call that was sent before the second failure.
#
# Expected by the guess that the new restart of the group replaces the old retry: terminate_child: ok
# Output seen:                                                                     terminate_child: shutdown
#
# Source: lib/stdlib/src/supervisor.erl, restart/2, try_again_restart/1 and handle_cast({try_again_restart, Id}, State).
set -euo pipefail

version=$(dpkg-query -W -f '${Version}' erlang-base)
[[ $version == 1:25.2.3+dfsg-1+deb12u4 ]] || { echo "erlang-base is $version, not 1:25.2.3+dfsg-1+deb12u4"; exit 1; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/retries.erl" <<'ERLANG'
-module(retries).
-behaviour(supervisor).
-export([main/0, init/1, start/1]).

main() ->
    logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    persistent_term:put(main, self()),
    {ok, Sup} = supervisor:start_link(?MODULE, []),
    {b, B, _, _} = lists:keyfind(b, 1, supervisor:which_children(Sup)),
    exit(B, kill),
    receive {answer, Answer} -> io:format("terminate_child: ~s~n", [Answer]) end,
    halt(0).

init([]) ->
    Child = fun(Id) -> #{id => Id, start => {?MODULE, start, [Id]}} end,
    {ok, {#{strategy => one_for_all, intensity => 2, period => 3600}, [Child(a), Child(b)]}}.

%% A start function runs in the supervisor itself, so the dictionary counts the starts.
start(Id) ->
    Number = case get(Id) of undefined -> 1; Last -> Last + 1 end,
    put(Id, Number),
    start(Id, Number).

%% The end of `a` stands in the mailbox before the first retry,
start(b, 2) -> exit(get(pid), kill), wait_for_message(1), {error, refused};
%% and a call before the second one.
start(b, 3) ->
    Sup = self(),
    spawn(fun() -> persistent_term:get(main) ! {answer, call(Sup)} end),
    % The first retry waits already.
    wait_for_message(2),
    {error, refused};
start(_, _) ->
    Pid = spawn_link(fun() -> receive stop -> ok end end),
    put(pid, Pid),
    {ok, Pid}.

wait_for_message(Count) ->
    case process_info(self(), message_queue_len) of
        {message_queue_len, Length} when Length >= Count -> ok;
        _ -> erlang:yield(), wait_for_message(Count)
    end.

call(Sup) -> try supervisor:terminate_child(Sup, a) catch exit:{shutdown, _} -> shutdown end.
ERLANG
erlc -o "$folder" "$folder/retries.erl"
seen=$(erl -noshell -pa "$folder" -s retries main)
echo "$seen"
[[ $seen == 'terminate_child: shutdown' ]]
