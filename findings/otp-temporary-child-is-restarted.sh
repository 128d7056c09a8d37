#!/usr/bin/env bash
# Package: Debian erlang-base 1:25.2.3+dfsg-1+deb12u4 (OTP 25, stdlib 4.2), module supervisor.
#
# Behaviour: a code change that makes a child `temporary` while it waits for the retry of its start does not end the retry.
# The child is started once more under one_for_one; when its start function answers `ignore`, its spec stays.
#
# Expected by the manual ("a temporary child process is never restarted"; the spec of a child that answers `ignore` is kept
# "unless it is a temporary child"): starts 2, children []
# Output seen:                       starts 3, children [{a,undefined}]
#
# Source: lib/stdlib/src/supervisor.erl, handle_cast({try_again_restart, Id}, State), which asks for no restart type, and
# restart(one_for_one, Child, State), which sets the pid only; stdlib manual, supervisor, "Child specification".
set -euo pipefail

version=$(dpkg-query -W -f '${Version}' erlang-base)
[[ $version == 1:25.2.3+dfsg-1+deb12u4 ]] || { echo "erlang-base is $version, not 1:25.2.3+dfsg-1+deb12u4"; exit 1; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/changes.erl" <<'ERLANG'
-module(changes).
-behaviour(supervisor).
-export([main/0, init/1, start/0]).

main() ->
    logger:set_primary_config(level, none),
    persistent_term:put(main, self()),
    persistent_term:put(restart, permanent),
    {ok, Sup} = supervisor:start_link(?MODULE, []),
    [{a, A, _, _}] = supervisor:which_children(Sup),
    exit(A, kill),
    receive changed -> ok end,
    % This call stands behind the retry.
    Children = [{Id, Pid} || {Id, Pid, _, _} <- supervisor:which_children(Sup)],
    {ok, #{restart := temporary}} = supervisor:get_childspec(Sup, a),
    io:format("starts ~w, children ~w~n", [persistent_term:get(starts), Children]),
    halt(0).

init([]) ->
    Child = #{id => a, start => {?MODULE, start, []}, restart => persistent_term:get(restart)},
    {ok, {#{strategy => one_for_one, intensity => 9}, [Child]}}.

start() ->
    Number = persistent_term:get(starts, 0) + 1,
    persistent_term:put(starts, Number),
    start(Number).

start(1) -> {ok, spawn_link(fun() -> receive stop -> ok end end)};
%% The first restart fails when the code change is in the mailbox, before the retry.
start(2) ->
    Sup = self(),
    spawn(fun() -> change(Sup) end),
    wait_for_message(),
    {error, refused};
start(3) -> ignore.

change(Sup) ->
    ok = sys:suspend(Sup),
    persistent_term:put(restart, temporary),
    ok = sys:change_code(Sup, ?MODULE, undefined, []),
    ok = sys:resume(Sup),
    persistent_term:get(main) ! changed.

wait_for_message() ->
    case process_info(self(), message_queue_len) of
        {message_queue_len, 0} -> erlang:yield(), wait_for_message();
        _ -> ok
    end.
ERLANG
erlc -o "$folder" "$folder/changes.erl"
seen=$(erl -noshell -pa "$folder" -s changes main)
echo "$seen"
[[ $seen == 'starts 3, children [{a,undefined}]' ]]
