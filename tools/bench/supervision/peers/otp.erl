%% OTP's own supervisor with one process per worker, which holds it by a port.
-module(otp).
-behaviour(supervisor).
-export([run/0, init/1, start_worker/2, hold/2]).

run() ->
    [Count, Command | Args] = init:get_plain_arguments(),
    {ok, Supervisor} = supervisor:start_link(?MODULE, {list_to_integer(Count), Command, Args}),
    %% Who starts it here ends at once, and would take it along.
    unlink(Supervisor).

init({Count, Command, Args}) ->
    Flags = #{strategy => one_for_one, intensity => 1000000, period => 1},
    Start = {?MODULE, start_worker, [Command, Args]},
    {ok, {Flags, [#{id => Id, start => Start} || Id <- lists:seq(1, Count)]}}.

start_worker(Command, Args) ->
    {ok, proc_lib:spawn_link(?MODULE, hold, [Command, Args])}.

hold(Command, Args) ->
    Port = open_port({spawn_executable, Command}, [{args, Args}, exit_status]),
    wait(Port).

wait(Port) ->
    receive
        {Port, {data, _}} -> wait(Port);
        {Port, {exit_status, Status}} -> exit({status, Status})
    end.
