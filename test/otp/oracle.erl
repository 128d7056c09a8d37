%% Plays scripts on the real supervisor of OTP. A script comes in as one line, a list of commands as an Erlang term; one
%% line of text (`words`) goes out for it, with a field for each command, separated by tabs.
-module(oracle).
-behaviour(supervisor).
%% In bytes; a script is a hundred times shorter.
-define(LONGEST_LINE, 1000000).
-export([main/0, init/1, log/2, start_worker/1, start_worker/2, worker/1, start_supervisor/2]).

main() ->
    register(oracle, self()),
    % What is loaded or remembered at its first use would make a process wait outside of the run queue.
    [{module, _} = code:ensure_loaded(Module) || App <- [kernel, stdlib], Module <- modules(App)],
    [logger:allow(error, Module) || App <- [kernel, stdlib], Module <- modules(App)],
    % Of all that OTP would log, only who gave up is of interest.
    ok = logger:add_handler(oracle, ?MODULE, #{}),
    ok = logger:remove_handler(default),
    % A port of its own is several times quicker than `io:get_line`, and takes no process in between.
    Port = open_port({fd, 0, 1}, [{line, ?LONGEST_LINE}, binary, eof]),
    serve(Port, processes()).

modules(App) ->
    {ok, Modules} = application:get_key(App, modules),
    Modules.

new(System) ->
    #{system => System, plan => #{}, held => none, living => #{}, pids => #{}, generations => #{}, trees => #{},
      answers => [], events => []}.

serve(Port, System) ->
    receive
        {Port, eof} -> halt(0);
        {Port, {data, {eol, Line}}} ->
            {Fields, _} = lists:mapfoldl(fun play/2, new(System), parse(Line)),
            port_command(Port, [lists:join($\t, Fields), $\n]),
            kill_all(System),
            serve(Port, System)
    end.

play(Command, World) ->
    Played = settle(do(Command, World#{answers := [], events := []})),
    {words:told(Played), Played}.

parse(Line) ->
    {ok, Tokens, _} = erl_scan:string(binary_to_list(Line) ++ "."),
    {ok, Commands} = erl_parse:parse_term(Tokens),
    Commands.

%% With a single scheduler, nobody else in the run queue means: nothing more happens by itself.
settle(World) ->
    IsQuiet = erlang:statistics(run_queue) =:= 0,
    receive Message when not is_port(element(1, Message)) -> settle(hear(Message, World))
    after 0 ->
        case IsQuiet of
            true -> World;
            false -> erlang:yield(), settle(World)
        end
    end.

%% ---- what is asked of us

do({boot, Tree}, World) ->
    Asked = asked(),
    spawn(fun() -> parent(Asked, Tree) end),
    World;
do({plan, What, Id}, #{plan := Plan} = World) ->
    World#{plan := maps:update_with(Id, fun(Queue) -> Queue ++ [What] end, [What], Plan)};
do({release, How}, World) -> release(How, World);
do({exit, Id, Reason}, World) -> end_child(Id, Reason, World);
do(stop, World) ->
    Settled = settle(release_all(World#{plan := #{}})),
    case whereis(parent) of
        undefined -> Settled;
        Parent -> Parent ! stop, Settled
    end;
do({when_idle, Command}, #{held := Held} = World) ->
    case Held =:= none andalso whereis(top) =/= undefined of
        true -> do(Command, World);
        false -> World
    end;
do({change, Name, Tree}, World) ->
    ask_for(code_change, fun() -> change_code(Name, Tree) end),
    World;
do({call, Name, Call, Args}, World) ->
    Given = [given(Arg, World) || Arg <- Args],
    ask_for(Call, fun() -> apply(supervisor, Call, [Name | Given]) end),
    World;
do({outlast, Id}, #{living := Living} = World) ->
    #{Id := {Pid, _}} = Living,
    receive {'DOWN', _, process, Pid, _} = Down -> hear(Down, World) end;
do({pass, Ms}, World) -> timer:sleep(Ms), World.

given({pid, Id}, #{pids := Pids}) -> maps:get(Id, Pids, self());
given(#{id := _} = Spec, _) -> spec(Spec);
given(Arg, _) -> Arg.

kill_all(System) ->
    case processes() -- System of
        [] -> flush();
        Ours -> [exit(Pid, kill) || Pid <- Ours], erlang:yield(), kill_all(System)
    end.

flush() -> receive Message when not is_port(element(1, Message)) -> flush() after 0 -> ok end.

%% ---- what our processes tell

hear({ask, Pid, {start, Id}}, World) ->
    case next_start(Id, World) of
        {hold, Next} -> hold({Id, start, Pid}, event("hold ", Id, Next));
        {Verdict, Next} -> started(Id, Pid, Verdict, Next)
    end;
hear({ask, Pid, {stop, Id}}, #{living := Living} = World) ->
    #{Id := {_, Generation}} = Living,
    Stopping = event("stop ", {Id, Generation}, World),
    case lists:member(deaf, planned(Id, World)) of
        true -> hold({Id, stop, Pid}, unplan(deaf, Id, Stopping));
        false -> Pid ! {oracle, shutdown}, gone(Id, Stopping)
    end;
hear({ask, Pid, {tree, Name, Tree}}, #{trees := Trees} = World) ->
    Pid ! {oracle, maps:get(Name, Trees, Tree)},
    World#{trees := maps:remove(Name, Trees)};
hear({'DOWN', _, process, Pid, killed}, #{living := Living} = World) ->
    case [Child || {_, {Other, _}} = Child <- maps:to_list(Living), Other =:= Pid] of
        [{Id, {_, Generation}}] -> gone(Id, event("kill ", {Id, Generation}, World));
        [] -> World
    end;
hear({'DOWN', _, process, _, _}, World) -> World;
hear({change, Name, Tree}, #{trees := Trees} = World) -> World#{trees := Trees#{Name => Tree}};
hear({event, Text, What}, World) -> event(Text, What, World);
hear({answer, Asked, Call, Word}, #{answers := Answers} = World) ->
    World#{answers := [{Asked, [atom_to_list(Call), ": ", Word]} | Answers]}.

%% ---- starts and ends of workers

planned(Id, #{plan := Plan}) -> maps:get(Id, Plan, []).

unplan(What, Id, #{plan := Plan} = World) -> World#{plan := Plan#{Id => lists:delete(What, planned(Id, World))}}.

next_start(Id, World) ->
    case [What || What <- planned(Id, World), What =/= deaf] of
        [] -> {ok, World};
        [What | _] -> {What, unplan(What, Id, World)}
    end.

started(Id, Pid, Verdict, World) ->
    Pid ! {oracle, Verdict},
    case lists:member(Verdict, [ok, info]) of
        false -> event([atom_to_list(Verdict), " "], Id, World);
        true -> lives(Id, Pid, World)
    end.

lives(Id, Pid, #{living := Living, pids := Pids, generations := Generations} = World) ->
    Generation = maps:get(Id, Generations, 0) + 1,
    monitor(process, Pid),
    event("start ", {Id, Generation}, World#{
        living := Living#{Id => {Pid, Generation}},
        pids := Pids#{Id => Pid},
        generations := Generations#{Id => Generation}}).

end_child(Id, Reason, #{living := Living} = World) ->
    case {World, Living} of
        {#{held := {Id, stop, _}}, _} -> release(Reason, World);
        {_, #{Id := {Pid, Generation}}} ->
            Pid ! {exit, Reason},
            gone(Id, event("end ", {Id, Generation}, World));
        _ -> World
    end.

%% Only children of one supervisor are ever held in a script, and it waits for one at a time.
hold(What, #{held := none} = World) -> World#{held := What}.

release(_, #{held := none} = World) -> World;
release(How, #{held := {Id, start, Pid}} = World) -> started(Id, Pid, How, World#{held := none});
release(How, #{held := {Id, stop, Pid}, living := Living} = World) ->
    Pid ! {oracle, How},
    #{Id := {_, Generation}} = Living,
    gone(Id, event("end ", {Id, Generation}, World)).

release_all(#{held := none} = World) -> World;
release_all(World) -> release_all(settle(release(ok, World))).

gone(Id, #{living := Living, held := Held} = World) ->
    Rest = case Held of {Id, _, _} -> none; _ -> Held end,
    World#{living := maps:remove(Id, Living), held := Rest}.

event(Text, What, #{events := Events} = World) -> World#{events := [[Text, words:name(What)] | Events]}.

%% ---- in the processes of the tree

ask(Question) ->
    oracle ! {ask, self(), Question},
    receive {oracle, Answer} -> Answer end.

start_worker(Id) -> proc_lib:start_link(?MODULE, worker, [Id]).

%% What simple_one_for_one appends to the template is the name of the instance.
start_worker(_Template, Name) -> start_worker(Name).

worker(Id) ->
    process_flag(trap_exit, true),
    case ask({start, Id}) of
        ok -> proc_lib:init_ack({ok, self()}), live(Id);
        info -> proc_lib:init_ack({ok, self(), info}), live(Id);
        fail -> proc_lib:init_ack({error, refused});
        ignore -> proc_lib:init_ack(ignore);
        die -> exit(died)
    end.

live(Id) ->
    receive
        {exit, Reason} -> exit(Reason);
        {'EXIT', _, shutdown} -> exit(case ask({stop, Id}) of ok -> shutdown; Reason -> Reason end)
    end.

start_supervisor(Name, Tree) -> supervisor:start_link({local, Name}, ?MODULE, {Name, Tree}).

init({Name, Tree}) ->
    {Flags, Specs} = ask({tree, Name, Tree}),
    {ok, {Flags, [spec(Spec) || Spec <- Specs]}}.

%% Scripts say `tree` where OTP wants a start function, and nothing for a worker.
spec(#{tree := Tree, id := Id} = Spec) ->
    maps:merge(#{start => {?MODULE, start_supervisor, [Id, Tree]}, type => supervisor}, maps:remove(tree, Spec));
spec(#{id := Id} = Spec) -> maps:merge(#{start => {?MODULE, start_worker, [Id]}}, Spec);
spec(Spec) -> Spec.

parent(Asked, Tree) ->
    register(parent, self()),
    process_flag(trap_exit, true),
    Boot = start_supervisor(top, Tree),
    answer(Asked, boot, fun() -> booted(Boot) end),
    case Boot of
        {ok, Top} -> watch(Top);
        _ -> failed
    end.

booted({error, {shutdown, Why}}) -> Why;
booted({error, {Bad, Why}}) when Bad =:= start_spec; Bad =:= supervisor_data -> Why;
booted(Boot) -> Boot.

watch(Top) ->
    receive
        stop -> exit(Top, shutdown), watch(Top);
        {'EXIT', Top, Reason} -> oracle ! {event, "ended ", list_to_atom(words:first(Reason))}
    end.

log(#{msg := {report, #{label := {supervisor, shutdown}, report := Report}}}, _) ->
    {offender, Child} = lists:keyfind(offender, 1, Report),
    oracle ! {event, "giveup ", proplists:get_value(id, Child)};
%% A permanent child that ends with `normal` is reported too, and with `brutal_kill` one that ends with `shutdown`. Both are exit
%% code 0 for a process of the operating system, which is how it heeds TERM.
%% The children of a template, x, are reported in one heap, when all are gone.
log(#{msg := {report, #{label := {supervisor, shutdown_error}, report := Report}}}, _) ->
    {offender, Child} = lists:keyfind(offender, 1, Report),
    case {proplists:get_value(id, Child), proplists:get_value(reason, Report)} of
        {x, _} -> ok;
        {_, normal} -> ok;
        {_, shutdown} -> ok;
        {Id, Reason} -> oracle ! {event, ["shutdown_error ", words:end_reason(Reason), " "], Id}
    end;
log(_, _) -> ok.

%% ---- calls

%% One mailbox answers in the order it was asked; who of those that wait hears first of its end means nothing.
asked() -> erlang:unique_integer([monotonic]).

ask_for(Call, Fun) ->
    Asked = asked(),
    spawn(fun() -> answer(Asked, Call, Fun) end).

answer(Asked, Call, Fun) ->
    Word = try words:word(Fun()) catch exit:{Reason, _} -> words:first(Reason) end,
    oracle ! {answer, Asked, Call, Word}.

change_code(Name, Tree) ->
    ok = sys:suspend(Name, infinity),
    oracle ! {change, Name, Tree},
    Result = sys:change_code(Name, ?MODULE, undefined, [], infinity),
    ok = sys:resume(Name, infinity),
    case Result of
        {error, Refusal} -> Refusal;
        ok -> ok
    end.
