#!/usr/bin/env bats
# shellcheck disable=SC2154  # run --separate-stderr sets stderr
# ndmerge: merge partial aggregates.

load helper

# Two days of plays, and a partial of each.
make_days() {
  printf '%s\n' '{"day":"2024-07-01","u":"a","ms":1500}' '{"day":"2024-07-01","u":"b","ms":0.5}' >1.ndjson
  printf '%s\n' '{"day":"2024-07-02","u":"a","ms":700}' >2.ndjson
  spec=(-g day -a n=count -a 'sum(.ms)' -a 'u=distinct(.u)')
  ndgroup --partial --source 01 "${spec[@]}" 1.ndjson >1.part
  ndgroup --partial --source 02 "${spec[@]}" 2.ndjson >2.part
}

@test "ndmerge: empty input is success" {
  check ndmerge </dev/null
}

@test "ndmerge: one record" {
  check ndmerge <<<'{"$nd":"1:a:b","$k":["k"],"k":1,"n":{"$count":"2"}}' 4<<<'{"k":1,"n":2}'
}

@test "ndmerge: a bad line, and a line that is no partial, are exit 3" {
  run -3 --separate-stderr ndmerge <<<'{"$nd":'
  wrote_nothing && [[ $stderr == 'ndmerge: -:1:'* ]]
  run -3 --separate-stderr ndmerge <<<'{"k":1}'
  wrote_nothing && [[ $stderr == *"no partial record: it has no '\$nd'; ndgroup --partial makes them"* ]]
}

@test "ndmerge: a missing key or state is exit 3" {
  run -3 --separate-stderr ndmerge <<<'{"$nd":"1:a:b","$k":["k"],"n":{"$count":"2"}}'
  [[ $stderr == *"the key 'k' is missing"* ]]
  run -3 --separate-stderr ndmerge <<'IN'
{"$nd":"1:a:b","$k":["k"],"k":1,"n":{"$count":"2"}}
{"$nd":"1:a:b","$k":["k"],"k":2}
IN
  [[ $stderr == *"the state 'n' is missing"* ]]
}

@test "ndmerge: usage errors" {
  misused "--having cannot go with --partial; give it to ndmerge" ndmerge --partial --having '.n > 1' </dev/null
  fails 4 "ndmerge: cannot open 'no-such': No such file or directory" ndmerge --expect no-such </dev/null
}

@test "ndmerge: a reader that goes away ends it with 0" {
  seq 200000 | sed 's/.*/{"k":&}/' | ndgroup -g k --partial >many.part
  survives_closed_pipe ndmerge many.part
}

@test "ndmerge: a full disk is exit 4" {
  make_days
  fails_on_full_disk ndmerge 1.part 2.part
}

@test "ndmerge: the parts make the whole, in any order, also when they stay partial" {
  make_days
  ndgroup "${spec[@]}" 1.ndjson 2.ndjson >whole
  check ndmerge 2.part 1.part 4<whole
  ndmerge --partial 1.part 2.part >both.part
  check ndmerge both.part 4<whole
  check ndmerge --partial 2.part 1.part 4<both.part
}

@test "ndmerge: -g rolls up to fewer keys, to made ones, and to none" {
  make_days
  check ndmerge -g 'month=(.day|month)' 1.part 2.part 4<<<'{"month":"2024-07","n":3,"sum_ms":2200.5,"u":2}'
  check ndmerge -g '' 1.part 2.part 4<<<'{"n":3,"sum_ms":2200.5,"u":2}'
  run -3 --separate-stderr ndmerge -g user 1.part
  [[ $stderr == *"'user' is none of them: day"* ]]
}

@test "ndmerge: a mixture of specifications and a repeated source are exit 3" {
  make_days
  ndgroup --partial -g day 1.ndjson >other.part
  run -3 --separate-stderr ndmerge 1.part other.part
  wrote_nothing && [[ $stderr == 'ndmerge: other.part:1:'*'different specifications'*'in 1.part'* ]]
  run -3 --separate-stderr ndmerge 1.part 2.part 1.part
  wrote_nothing && [[ $stderr == *"the source '01' is met twice"* ]]
  ndmerge --allow-repeats -g '' 1.part 1.part >twice
  [[ $(cat twice) == '{"n":4,"sum_ms":3001,"u":2}' ]]
}

@test "ndmerge: --expect refuses what is missing, cut, or was made of other bytes" {
  make_days
  printf '%s\n' "{\"label\":\"01\",\"bytes\":$(wc -c <1.ndjson)}" "{\"label\":\"02\",\"bytes\":$(wc -c <2.ndjson)}" >manifest
  ndmerge 1.part 2.part >whole
  check ndmerge --expect manifest 1.part 2.part 4<whole
  run -3 --separate-stderr ndmerge --expect manifest 1.part
  wrote_nothing && [[ $stderr == *"1 of 2 expected sources are missing: '02'"* ]]
  ndgroup --partial --source 01 "${spec[@]}" - <<<'{"day":"2024-07-01","u":"a","ms":1500}' >cut.part
  run -3 --separate-stderr ndmerge --expect manifest cut.part 2.part
  wrote_nothing && [[ $stderr == *"the source '01' has read 39 bytes, not the "* ]]
  sed 1d 2.part >filtered.part
  run -3 --separate-stderr ndmerge --expect manifest 1.part filtered.part
  wrote_nothing && [[ $stderr == *"1 of 2 groups have come"* ]]
}

@test "ndmerge: --only takes one of several groupings" {
  printf '%s\n' '{"k":"p","x":1}' '{"k":"q","x":2}' >records.ndjson
  ndgroup --partial --grouping live.a -g k --grouping live.b -a 'sum(.x)' records.ndjson >both.part
  check ndmerge --only live.b both.part 4<<<'{"grouping":"live.b","sum_x":3}'
  run -3 --separate-stderr ndmerge --only live.c both.part
  [[ $stderr == *"no partials of grouping 'live.c' have come"* ]]
}

@test "ndmerge: --keyed lines come in any order and leave keyed" {
  make_days
  ndgroup --partial --keyed "${spec[@]}" 1.ndjson 2.ndjson >keyed
  [[ $(head -1 keyed) == $'[null,"2024-07-01"]\t{'* ]]
  [[ $(tail -1 keyed) == $'["$source"]\t{'* ]]
  tac keyed >backwards
  ndmerge --keyed --partial backwards >again
  cmp keyed again
  ndmerge --keyed backwards | cut -f 2 >final
  ndgroup "${spec[@]}" 1.ndjson 2.ndjson >whole
  cmp whole final
}

@test "ndmerge: the same bytes beyond memory" {
  awk 'BEGIN { for (i = 0; i < 30000; i++) printf "{\"k\":\"key %d\",\"x\":%d.25}\n", i * 7919 % 10007, i }' |
    ndgroup --partial -g k -a 'sum(.x)' -a 'd=distinct(.x)' >many.part
  ndmerge many.part >plain
  ndmerge -S 200K -T . many.part >spilled
  cmp plain spilled
}

@test "ndmerge: partials of every version that was released still merge" {
  local data=$BATS_TEST_DIRNAME/../data
  ndmerge -g day "$data/partial-1.ndjson" >merged
  cmp "$data/partial-1.merged.ndjson" merged
  ndmerge -g at.day "$data/partial-2.ndjson" >merged
  cmp "$data/partial-2.merged.ndjson" merged
  # What the present version makes of either stays the same.
  for version in 1 2; do
    ndmerge --partial "$data/partial-$version.ndjson" >again
    cmp <(ndmerge "$data/partial-$version.ndjson") <(ndmerge again)
  done
}
