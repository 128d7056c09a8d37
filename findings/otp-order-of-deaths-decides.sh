#!/usr/bin/env bash
# Package: Debian erlang-base 1:25.2.3+dfsg-1+deb12u4 (OTP 25, stdlib 4.2), module supervisor.
#
# Behaviour: children that die together are one restart or several, by the order in which the supervisor hears of them. A
# rest_for_one takes the ends of the children after the first one out of its mailbox when it terminates them, so three
# deaths told in start order are one restart. Told in reverse order they are three. With `intensity` 1 the supervisor
# survives the one order and ends by the other.
#
# Expected by the manual, where the death of all children is the same event in any order: the same twice
# Output seen: in start order: alive, in reverse order: ended
#
# Source: lib/stdlib/src/supervisor.erl, restart_multiple_children/3 and unlink_flush/2.
set -euo pipefail

version=$(dpkg-query -W -f '${Version}' erlang-base)
[[ $version == 1:25.2.3+dfsg-1+deb12u4 ]] || { echo "erlang-base is $version, not 1:25.2.3+dfsg-1+deb12u4"; exit 1; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/deaths.erl" <<'ERLANG'
-module(deaths).
-behaviour(supervisor).
-export([main/0, init/1, start/0]).

main() ->
    logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    io:format("in start order: ~s, in reverse order: ~s~n", [killed([a, b, c]), killed([c, b, a])]),
    halt(0).

init([]) ->
    Children = [#{id => Id, start => {?MODULE, start, []}} || Id <- [a, b, c]],
    {ok, {#{strategy => rest_for_one, intensity => 1, period => 3600}, Children}}.

start() -> {ok, spawn_link(fun() -> receive stop -> ok end end)}.

%% All three are dead before the supervisor, which is suspended, hears of the first.
killed(Order) ->
    {ok, Sup} = supervisor:start_link(?MODULE, []),
    Children = supervisor:which_children(Sup),
    ok = sys:suspend(Sup),
    [kill(element(2, lists:keyfind(Id, 1, Children))) || Id <- Order],
    ok = sys:resume(Sup),
    try supervisor:count_children(Sup) of
        [{specs, 3}, {active, 3}, _, _] -> alive
    catch exit:{shutdown, _} -> ended;
          exit:{noproc, _} -> ended
    end.

kill(Pid) ->
    Monitor = monitor(process, Pid),
    exit(Pid, kill),
    receive {'DOWN', Monitor, process, Pid, killed} -> ok end.
ERLANG
erlc -o "$folder" "$folder/deaths.erl"
seen=$(erl -noshell -pa "$folder" -s deaths main)
echo "$seen"
[[ $seen == 'in start order: alive, in reverse order: ended' ]]
