/**
 * Every cell of the core: a child in a situation, an event about it, its next status, and what its supervisor does.
 * A situation is the phase of the supervisor and the status of the child. The child is permanent, says itself when it
 * is ready, pauses before a restart that it has not earned, and has a spare; beside it lives another child, b. `exited`
 * is an abnormal end. `waits`: the event stays in the mailbox until the operation under way is over. `nothing` is an
 * answer too: the event has no meaning there, or comes too late. The shell lets no call through before the boot.
 */
export const CELLS = `
  situation                         | event                   | next status                | what the supervisor does
  ----------------------------------|-------------------------|----------------------------|-------------------------------------------
  new, down                         | boot                    | starting                   | spawn a, timer start
  new, down                         | stop                    | down                       | done
  new, down                         | ready                   | down                       | nothing
  new, down                         | ignored                 | down                       | nothing
  new, down                         | failed                  | down                       | nothing
  new, down                         | exited                  | down                       | nothing
  new, down                         | hung                    | down                       | nothing
  new, down                         | overweight              | down                       | nothing
  new, down                         | spare_warm              | down                       | nothing
  new, down                         | spare_gone              | down                       | nothing
  new, down                         | timer start             | down                       | nothing
  new, down                         | timer kill              | down                       | nothing
  new, down                         | timer pause             | down                       | nothing
  new, down                         | timer spare             | down                       | nothing
  new, down                         | call start_child        | down                       | reply already_present
  new, down                         | call start_instance     | down                       | reply not_simple_one_for_one
  new, down                         | call terminate_instance | down                       | reply ok
  new, down                         | call terminate_child    | down                       | reply ok
  new, down                         | call restart_child      | starting                   | spawn a, timer start
  new, down                         | call delete_child       | removed                    | reply ok, removed
  new, down                         | call code_change        | down                       | reply ok

  new, starting                     | boot                    | starting                   | nothing
  new, starting                     | stop                    | stopping                   | terminate a, timer kill
  new, starting                     | ready                   | up + booting spare         | grow spare of a, spawn b
  new, starting                     | ignored                 | stopping                   | terminate a, timer kill
  new, starting                     | failed                  | down                       | done
  new, starting                     | exited                  | down                       | done
  new, starting                     | hung                    | starting                   | nothing
  new, starting                     | overweight              | starting                   | nothing
  new, starting                     | spare_warm              | starting                   | nothing
  new, starting                     | spare_gone              | starting                   | nothing
  new, starting                     | timer start             | starting                   | kill a
  new, starting                     | timer kill              | starting                   | nothing
  new, starting                     | timer pause             | starting                   | waits
  new, starting                     | timer spare             | starting                   | nothing
  new, starting                     | call start_child        | starting                   | waits
  new, starting                     | call start_instance     | starting                   | waits
  new, starting                     | call terminate_instance | starting                   | waits
  new, starting                     | call terminate_child    | starting                   | waits
  new, starting                     | call restart_child      | starting                   | waits
  new, starting                     | call delete_child       | starting                   | waits
  new, starting                     | call code_change        | starting                   | waits

  running, down                     | boot                    | down                       | nothing
  running, down                     | stop                    | down                       | terminate b, timer kill
  running, down                     | ready                   | down                       | nothing
  running, down                     | ignored                 | down                       | nothing
  running, down                     | failed                  | down                       | nothing
  running, down                     | exited                  | down                       | nothing
  running, down                     | hung                    | down                       | nothing
  running, down                     | overweight              | down                       | nothing
  running, down                     | spare_warm              | down                       | nothing
  running, down                     | spare_gone              | down                       | nothing
  running, down                     | timer start             | down                       | nothing
  running, down                     | timer kill              | down                       | nothing
  running, down                     | timer pause             | down                       | nothing
  running, down                     | timer spare             | down                       | nothing
  running, down                     | call start_child        | down                       | reply already_present
  running, down                     | call start_instance     | down                       | reply not_simple_one_for_one
  running, down                     | call terminate_instance | down                       | reply ok
  running, down                     | call terminate_child    | down                       | reply ok
  running, down                     | call restart_child      | starting                   | spawn a, timer start
  running, down                     | call delete_child       | removed                    | reply ok, removed
  running, down                     | call code_change        | down                       | reply ok

  running, starting                 | boot                    | starting + booting spare   | nothing
  running, starting                 | stop                    | starting                   | drop spare of a, terminate b, timer kill
  running, starting                 | ready                   | up + booting spare         | nothing
  running, starting                 | ignored                 | stopping                   | drop spare of a, terminate a, timer kill
  running, starting                 | failed                  | pausing + booting spare    | failed, restarting, timer pause
  running, starting                 | exited                  | pausing + booting spare    | failed, restarting, timer pause
  running, starting                 | hung                    | starting + booting spare   | nothing
  running, starting                 | overweight              | starting + booting spare   | nothing
  running, starting                 | spare_warm              | starting + warm spare      | nothing
  running, starting                 | spare_gone              | starting                   | timer spare
  running, starting                 | timer start             | starting + booting spare   | kill a
  running, starting                 | timer kill              | starting + booting spare   | nothing
  running, starting                 | timer pause             | starting + booting spare   | waits
  running, starting                 | timer spare             | starting + booting spare   | nothing
  running, starting                 | call start_child        | starting + booting spare   | waits
  running, starting                 | call start_instance     | starting + booting spare   | waits
  running, starting                 | call terminate_instance | starting + booting spare   | waits
  running, starting                 | call terminate_child    | starting + booting spare   | waits
  running, starting                 | call restart_child      | starting + booting spare   | waits
  running, starting                 | call delete_child       | starting + booting spare   | waits
  running, starting                 | call code_change        | starting + booting spare   | waits

  running, starting (restart_child) | stop                    | starting                   | reply shutdown, terminate b, timer kill
  running, starting (restart_child) | ready                   | up + booting spare         | grow spare of a, reply ok
  running, starting (restart_child) | ignored                 | stopping                   | terminate a, timer kill
  running, starting (restart_child) | failed                  | down                       | reply start_failed
  running, starting (restart_child) | exited                  | down                       | reply start_failed

  running, starting (start_child)   | stop                    | stopping                   | reply shutdown, terminate a, timer kill
  running, starting (start_child)   | ready                   | up + booting spare         | grow spare of a, reply ok
  running, starting (start_child)   | ignored                 | stopping                   | terminate a, timer kill
  running, starting (start_child)   | failed                  | removed                    | removed, reply start_failed
  running, starting (start_child)   | exited                  | removed                    | removed, reply start_failed

  running, up                       | boot                    | up + booting spare         | nothing
  running, up                       | stop                    | up                         | drop spare of a, terminate b, timer kill
  running, up                       | ready                   | up + booting spare         | nothing
  running, up                       | ignored                 | up + booting spare         | nothing
  running, up                       | failed                  | up + booting spare         | nothing
  running, up                       | exited                  | starting + booting spare   | restarting, spawn a, timer start
  running, up                       | hung                    | up + booting spare         | hung, kill a
  running, up                       | overweight              | up + booting spare         | overweight, kill a
  running, up                       | spare_warm              | up + warm spare            | nothing
  running, up                       | spare_gone              | up                         | timer spare
  running, up                       | timer start             | up + booting spare         | nothing
  running, up                       | timer kill              | up + booting spare         | nothing
  running, up                       | timer pause             | up + booting spare         | nothing
  running, up                       | timer spare             | up + booting spare         | nothing
  running, up                       | call start_child        | up + booting spare         | reply already_started
  running, up                       | call start_instance     | up + booting spare         | reply not_simple_one_for_one
  running, up                       | call terminate_instance | stopping                   | drop spare of a, terminate a, timer kill
  running, up                       | call terminate_child    | stopping                   | drop spare of a, terminate a, timer kill
  running, up                       | call restart_child      | up + booting spare         | reply running
  running, up                       | call delete_child       | up + booting spare         | reply running
  running, up                       | call code_change        | up + booting spare         | drop spare of a, grow spare of a, reply ok

  running, stopping                 | boot                    | stopping                   | nothing
  running, stopping                 | stop                    | stopping                   | reply shutdown
  running, stopping                 | ready                   | stopping                   | nothing
  running, stopping                 | ignored                 | stopping                   | nothing
  running, stopping                 | failed                  | down                       | reply ok
  running, stopping                 | exited                  | down                       | reply ok
  running, stopping                 | hung                    | stopping                   | nothing
  running, stopping                 | overweight              | stopping                   | nothing
  running, stopping                 | spare_warm              | stopping                   | nothing
  running, stopping                 | spare_gone              | stopping                   | nothing
  running, stopping                 | timer start             | stopping                   | nothing
  running, stopping                 | timer kill              | stopping                   | kill a
  running, stopping                 | timer pause             | stopping                   | waits
  running, stopping                 | timer spare             | stopping                   | nothing
  running, stopping                 | call start_child        | stopping                   | waits
  running, stopping                 | call start_instance     | stopping                   | waits
  running, stopping                 | call terminate_instance | stopping                   | waits
  running, stopping                 | call terminate_child    | stopping                   | waits
  running, stopping                 | call restart_child      | stopping                   | waits
  running, stopping                 | call delete_child       | stopping                   | waits
  running, stopping                 | call code_change        | stopping                   | waits

  running, restarting               | boot                    | restarting + booting spare | nothing
  running, restarting               | stop                    | restarting                 | drop spare of a, terminate b, timer kill
  running, restarting               | ready                   | restarting + booting spare | nothing
  running, restarting               | ignored                 | restarting + booting spare | nothing
  running, restarting               | failed                  | restarting + booting spare | nothing
  running, restarting               | exited                  | restarting + booting spare | nothing
  running, restarting               | hung                    | restarting + booting spare | nothing
  running, restarting               | overweight              | restarting + booting spare | nothing
  running, restarting               | spare_warm              | restarting + warm spare    | nothing
  running, restarting               | spare_gone              | restarting                 | timer spare
  running, restarting               | timer start             | restarting + booting spare | nothing
  running, restarting               | timer kill              | restarting + booting spare | nothing
  running, restarting               | timer pause             | restarting + booting spare | waits
  running, restarting               | timer spare             | restarting + booting spare | nothing
  running, restarting               | call start_child        | restarting + booting spare | waits
  running, restarting               | call start_instance     | restarting + booting spare | waits
  running, restarting               | call terminate_instance | restarting + booting spare | waits
  running, restarting               | call terminate_child    | restarting + booting spare | waits
  running, restarting               | call restart_child      | restarting + booting spare | waits
  running, restarting               | call delete_child       | restarting + booting spare | waits
  running, restarting               | call code_change        | restarting + booting spare | waits

  running, pausing                  | boot                    | pausing + booting spare    | nothing
  running, pausing                  | stop                    | pausing                    | drop spare of a, terminate b, timer kill
  running, pausing                  | ready                   | pausing + booting spare    | nothing
  running, pausing                  | ignored                 | pausing + booting spare    | nothing
  running, pausing                  | failed                  | pausing + booting spare    | nothing
  running, pausing                  | exited                  | pausing + booting spare    | nothing
  running, pausing                  | hung                    | pausing + booting spare    | nothing
  running, pausing                  | overweight              | pausing + booting spare    | nothing
  running, pausing                  | spare_warm              | pausing + warm spare       | nothing
  running, pausing                  | spare_gone              | pausing                    | timer spare
  running, pausing                  | timer start             | pausing + booting spare    | nothing
  running, pausing                  | timer kill              | pausing + booting spare    | nothing
  running, pausing                  | timer pause             | starting + booting spare   | spawn a, timer start
  running, pausing                  | timer spare             | pausing + booting spare    | nothing
  running, pausing                  | call start_child        | pausing + booting spare    | reply already_present
  running, pausing                  | call start_instance     | pausing + booting spare    | reply not_simple_one_for_one
  running, pausing                  | call terminate_instance | down                       | drop spare of a, reply ok
  running, pausing                  | call terminate_child    | down                       | drop spare of a, reply ok
  running, pausing                  | call restart_child      | pausing + booting spare    | reply restarting
  running, pausing                  | call delete_child       | pausing + booting spare    | reply restarting
  running, pausing                  | call code_change        | pausing                    | drop spare of a, reply ok

  stopping, starting                | boot                    | starting                   | nothing
  stopping, starting                | stop                    | starting                   | nothing
  stopping, starting                | ready                   | up                         | nothing
  stopping, starting                | ignored                 | stopping                   | terminate a, timer kill
  stopping, starting                | failed                  | down                       | nothing
  stopping, starting                | exited                  | down                       | nothing
  stopping, starting                | hung                    | starting                   | nothing
  stopping, starting                | overweight              | starting                   | nothing
  stopping, starting                | spare_warm              | starting                   | nothing
  stopping, starting                | spare_gone              | starting                   | nothing
  stopping, starting                | timer start             | starting                   | kill a
  stopping, starting                | timer kill              | starting                   | nothing
  stopping, starting                | timer pause             | starting                   | waits
  stopping, starting                | timer spare             | starting                   | nothing
  stopping, starting                | call start_child        | starting                   | waits
  stopping, starting                | call start_instance     | starting                   | waits
  stopping, starting                | call terminate_instance | starting                   | waits
  stopping, starting                | call terminate_child    | starting                   | waits
  stopping, starting                | call restart_child      | starting                   | waits
  stopping, starting                | call delete_child       | starting                   | waits
  stopping, starting                | call code_change        | starting                   | waits

  stopping, up                      | boot                    | up                         | nothing
  stopping, up                      | stop                    | up                         | nothing
  stopping, up                      | ready                   | up                         | nothing
  stopping, up                      | ignored                 | up                         | nothing
  stopping, up                      | failed                  | up                         | nothing
  stopping, up                      | exited                  | up                         | waits
  stopping, up                      | hung                    | up                         | hung, kill a
  stopping, up                      | overweight              | up                         | overweight, kill a
  stopping, up                      | spare_warm              | up                         | nothing
  stopping, up                      | spare_gone              | up                         | nothing
  stopping, up                      | timer start             | up                         | nothing
  stopping, up                      | timer kill              | up                         | nothing
  stopping, up                      | timer pause             | up                         | waits
  stopping, up                      | timer spare             | up                         | nothing
  stopping, up                      | call start_child        | up                         | waits
  stopping, up                      | call start_instance     | up                         | waits
  stopping, up                      | call terminate_instance | up                         | waits
  stopping, up                      | call terminate_child    | up                         | waits
  stopping, up                      | call restart_child      | up                         | waits
  stopping, up                      | call delete_child       | up                         | waits
  stopping, up                      | call code_change        | up                         | waits

  stopping, stopping                | boot                    | stopping                   | nothing
  stopping, stopping                | stop                    | stopping                   | nothing
  stopping, stopping                | ready                   | stopping                   | nothing
  stopping, stopping                | ignored                 | stopping                   | nothing
  stopping, stopping                | failed                  | down                       | done
  stopping, stopping                | exited                  | down                       | done
  stopping, stopping                | hung                    | stopping                   | nothing
  stopping, stopping                | overweight              | stopping                   | nothing
  stopping, stopping                | spare_warm              | stopping                   | nothing
  stopping, stopping                | spare_gone              | stopping                   | nothing
  stopping, stopping                | timer start             | stopping                   | nothing
  stopping, stopping                | timer kill              | stopping                   | kill a
  stopping, stopping                | timer pause             | stopping                   | waits
  stopping, stopping                | timer spare             | stopping                   | nothing
  stopping, stopping                | call start_child        | stopping                   | waits
  stopping, stopping                | call start_instance     | stopping                   | waits
  stopping, stopping                | call terminate_instance | stopping                   | waits
  stopping, stopping                | call terminate_child    | stopping                   | waits
  stopping, stopping                | call restart_child      | stopping                   | waits
  stopping, stopping                | call delete_child       | stopping                   | waits
  stopping, stopping                | call code_change        | stopping                   | waits

  done, down                        | boot                    | down                       | nothing
  done, down                        | stop                    | down                       | nothing
  done, down                        | ready                   | down                       | nothing
  done, down                        | ignored                 | down                       | nothing
  done, down                        | failed                  | down                       | nothing
  done, down                        | exited                  | down                       | nothing
  done, down                        | hung                    | down                       | nothing
  done, down                        | overweight              | down                       | nothing
  done, down                        | spare_warm              | down                       | nothing
  done, down                        | spare_gone              | down                       | nothing
  done, down                        | timer start             | down                       | nothing
  done, down                        | timer kill              | down                       | nothing
  done, down                        | timer pause             | down                       | waits
  done, down                        | timer spare             | down                       | nothing
  done, down                        | call start_child        | down                       | reply noproc
  done, down                        | call start_instance     | down                       | reply noproc
  done, down                        | call terminate_instance | down                       | reply noproc
  done, down                        | call terminate_child    | down                       | reply noproc
  done, down                        | call restart_child      | down                       | reply noproc
  done, down                        | call delete_child       | down                       | reply noproc
  done, down                        | call code_change        | down                       | reply noproc
`;
