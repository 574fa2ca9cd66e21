#!/usr/bin/env bats
# ndgen: reproducible synthetic events. It reads no input: of the usual first six cases, those of a record do not apply.
#
#: frame tabs
#: reads nothing
#: faults tabs

load helper

@test "ndgen: what to make must be said" {
  misused 'WHAT is missing' ndgen
}

@test "ndgen: what it cannot make is a usage error that lists what it can" {
  misused "'cities' is none of events, users, creators, creator_city, videos, topics, tabs, targets" ndgen cities
}

@test "ndgen: a wrong profile, shard or share is a usage error" {
  misused "no profile 'huge'; there are nano, small, medium, large" ndgen --profile huge events
  misused "'9/8' is not a shard; write 3/8 for the third of eight" ndgen --shard 9/8 events
  misused 'malformed lines must be less than 100% of all' ndgen --dirty 100% events
  misused "there is no use for the operand 'more'" ndgen events more
}

@test "ndgen: a closed pipe ends it quietly, a full disk is exit 4" {
  survives_closed_pipe ndgen events
  fails_on_full_disk ndgen events
}

@test "ndgen: the targets of the first figures" {
  ndgen targets >targets
  grep -E '"target":"F(03|08|11|12)"' targets >first
  check cat first 4<<'OUT'
{"target":"F11","value":281,"kind":"truth","what":"mean daily plays, July 2024"}
{"target":"F12","value":0.124,"kind":"truth","what":"growth of mean daily plays, July 2024 on July 2023"}
{"target":"F03","value":950,"kind":"truth","what":"plays of trending topics within their dates, 2024"}
{"target":"F08","value":1900,"kind":"truth","what":"creators in trending topics within their dates, 2024"}
OUT
}

@test "ndgen: one seed makes the same bytes, another the same targets with other events" {
  ndgen --seed 7 events >first
  ndgen --seed 7 events -o second
  cmp first second
  ndgen --seed 8 events >other
  run -1 cmp -s first other
  ndgen --seed 7 targets >first
  ndgen --seed 8 targets >other
  cmp first other
}

@test "ndgen: the bytes of a seed never change" {
  ndgen --seed 1 --shard 300/1000 events >events
  check md5sum events 4<<'OUT'
1cc549ec966e8cec9de0fdc56709c070  events
OUT
}

@test "ndgen: the shards one after the other are the whole, of events and of tables" {
  local what i
  for what in events videos tabs targets; do
    ndgen "$what" >whole
    for i in 1 2 3 4 5; do ndgen --shard "$i/5" "$what"; done >parts
    cmp whole parts
  done
}

@test "ndgen: as many lines as the targets say, with and without malformed ones" {
  local share
  for share in 0% 0.01% 3%; do
    ndgen --dirty "$share" events >events
    ndgen --dirty "$share" targets >targets
    grep -q "\"target\":\"lines\",\"value\":$(wc -l <events)," targets
  done
}
