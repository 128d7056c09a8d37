%% A telephone exchange: a supervisor of OTP and three calls.
-module(exchange).
-behaviour(supervisor).
-export([open/0, init/1, call/1, hang_up/1]).

open() ->
    case supervisor:start_link({local, exchange}, ?MODULE, []) of
        {ok, Exchange} -> unlink(Exchange), Exchange;
        {error, {already_started, Exchange}} -> Exchange
    end.

%% More than three deaths within five seconds, and it gives up.
init([]) ->
    Flags = #{strategy => one_for_one, intensity => 3, period => 5},
    {ok, {Flags, [#{id => Name, start => {?MODULE, call, [Name]}} || Name <- [granny, doctor, bank]]}}.

call(Name) ->
    {ok, proc_lib:spawn_link(fun() -> register(Name, self()), talk() end)}.

%% Nobody sees a zero byte in a terminal, but it is heard: that is the pulse.
talk() ->
    receive goodbye -> ok
    after 700 -> io:put_chars(standard_error, [0]), talk()
    end.

%% Kills a call. Who is it after that?
hang_up(Name) ->
    Was = whereis(Name),
    is_pid(Was) andalso exit(Was, kill),
    #{was => Was, is => successor(Name, Was)}.

successor(Name, Was) ->
    case {whereis(exchange), whereis(Name)} of
        {undefined, _} -> nobody;
        {_, Is} when is_pid(Is), Is =/= Was -> Is;
        _ -> timer:sleep(1), successor(Name, Was)
    end.
