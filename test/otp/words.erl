%% The words in which the oracle tells of one command:
%%   what was answered | what happened, in order | every child, in start order, and the counts
-module(words).
-export([word/1, first/1, name/1, told/1, end_reason/1]).

%% ---- answers, in OTP's words

word({ok, #{restart := Restart, shutdown := Shutdown, type := Type, significant := Significant}}) ->
    io_lib:format("~w ~w ~w ~w", [Restart, Shutdown, Type, Significant]);
word({ok, _, Info}) -> ["ok ", atom_to_list(Info)];
word({ok, undefined}) -> "ok undefined";
word({ok, _}) -> "ok";
word({error, {Why, Child}}) when is_tuple(Child), element(1, Child) =:= child -> start_failed(Why);
word({error, Why}) -> start_failed(Why);
word(Word) -> first(Word).

%% What a start function refuses with is its own word, not OTP's.
start_failed(Why) ->
    case lists:member(first(Why), ["refused", "died", "shutdown"]) of
        true -> "start_failed";
        false -> first(Why)
    end.

first(Tuple) when is_tuple(Tuple) -> first(element(1, Tuple));
first(Word) -> atom_to_list(Word).

%% What a process of the operating system has no word for ends with a code.
end_reason(killed) -> "killed";
end_reason(_) -> "1".

name({Id, Generation}) -> [name(Id), integer_to_list(Generation)];
name(Id) -> atom_to_list(Id).

%% ---- the field of a command

told(#{answers := Answers, events := Events} = World) ->
    [lists:join(", ", [Answer || {_, Answer} <- lists:sort(Answers)]), " | ", lists:join(", ", lists:reverse(Events)), " | ", state(World)].

%% Who waits for the start or the end of a child answers nobody.
state(#{held := Held}) when Held =/= none -> "busy";
state(World) ->
    case whereis(top) of
        undefined -> "ended";
        _ -> children(top, maps:from_list([{Pid, [name(Id), integer_to_list(Generation)]}
                                           || {Id, {Pid, Generation}} <- maps:to_list(maps:get(living, World))]))
    end.

children(Name, Names) ->
    All = supervisor:which_children(Name),
    Children = [child(Child, Names) || Child <- in_order(All)],
    Counts = supervisor:count_children(Name),
    Numbers = [integer_to_list(number(What, Counts, All)) || What <- [specs, active, supervisors, workers]],
    lists:join(" ", Children ++ [lists:join("/", Numbers)]).

%% OTP 25 counts one instance too few as active for each one that was terminated between two tries of its start, because
%% `terminate_child` leaves the number of restarts as it was. So the instances that have a process are counted here.
number(active, _, [{undefined, _, _, _} | _] = Instances) -> length([Pid || {_, Pid, _, _} <- Instances, is_pid(Pid)]);
number(active, _, []) -> 0;
number(What, Counts, _) -> proplists:get_value(What, Counts).

%% The children of a simple_one_for_one have neither names nor an order.
in_order([{undefined, _, _, _} | _] = Children) -> Children;
in_order(Children) -> lists:reverse(Children).

child({Id, restarting, _, _}, _) -> [name(Id), "?"];
child({Id, undefined, _, _}, _) -> [name(Id), "-"];
child({Id, Pid, _, _}, Names) ->
    case whereis(Id) of
        Pid -> [name(Id), "{", children(Id, Names), "}"];
        _ -> maps:get(Pid, Names, "unknown")
    end.
