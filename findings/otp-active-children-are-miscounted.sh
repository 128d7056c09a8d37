#!/usr/bin/env bash
# Package: Debian erlang-base 1:25.2.3+dfsg-1+deb12u4 (OTP 25, stdlib 4.2), module supervisor.
#
# Behaviour: a simple_one_for_one counts its `active` children as all of them less the number of those that wait for a
# retry. terminate_child of a child that waits for its retry leaves that number as it was. From then on `active` is one too
# few: 0 while one child runs, and -1 when none does.
#
# Expected by the manual ("the count of all actively running child processes"): active 1, then active 0
# Output seen:                                                                 active 0, then active -1
#
# Source: lib/stdlib/src/supervisor.erl, handle_call({terminate_child, Id}, _, State), del_child/2 and
# handle_call(count_children, _, State); stdlib manual, supervisor:count_children/1. The newest source reads the same.
set -euo pipefail

version=$(dpkg-query -W -f '${Version}' erlang-base)
[[ $version == 1:25.2.3+dfsg-1+deb12u4 ]] || { echo "erlang-base is $version, not 1:25.2.3+dfsg-1+deb12u4"; exit 1; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/counts.erl" <<'ERLANG'
-module(counts).
-behaviour(supervisor).
-export([main/0, init/1, start/1]).

main() ->
    logger:set_primary_config(level, none),
    persistent_term:put(main, self()),
    {ok, Sup} = supervisor:start_link(?MODULE, []),
    {ok, A} = supervisor:start_child(Sup, [a]),
    {ok, B} = supervisor:start_child(Sup, [b]),
    persistent_term:put(a, A),
    exit(A, kill),
    receive {terminated, ok} -> ok end,
    First = active(Sup),
    [{undefined, B, worker, _}] = supervisor:which_children(Sup),
    ok = supervisor:terminate_child(Sup, B),
    [] = supervisor:which_children(Sup),
    io:format("active ~w, then active ~w~n", [First, active(Sup)]),
    halt(0).

init([]) ->
    {ok, {#{strategy => simple_one_for_one, intensity => 9}, [#{id => child, start => {?MODULE, start, []}}]}}.

active(Sup) -> proplists:get_value(active, supervisor:count_children(Sup)).

%% A start function runs in the supervisor itself. The second start of `a` fails when the call is in the mailbox, so the
%% call stands before the retry.
start(Id) ->
    case {Id, put(Id, started)} of
        {a, started} ->
            Sup = self(),
            spawn(fun() -> terminate_a(Sup) end),
            wait_for_message(),
            {error, refused};
        _ -> {ok, spawn_link(fun() -> receive stop -> ok end end)}
    end.

terminate_a(Sup) ->
    persistent_term:get(main) ! {terminated, supervisor:terminate_child(Sup, persistent_term:get(a))}.

wait_for_message() ->
    case process_info(self(), message_queue_len) of
        {message_queue_len, 0} -> erlang:yield(), wait_for_message();
        _ -> ok
    end.
ERLANG
erlc -o "$folder" "$folder/counts.erl"
seen=$(erl -noshell -pa "$folder" -s counts main)
echo "$seen"
[[ $seen == 'active 0, then active -1' ]]
