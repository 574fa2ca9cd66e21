#!/usr/bin/env bats
# shellcheck disable=SC2154  # run --separate-stderr sets stderr
# ndmerge: merge partial aggregates.
#
#: frame
#: frame-input ndgroup -g k --partial
#: hostile-none reads partial records alone
#: faults partials.ndjson
#: faults-all --partial partials.ndjson

load helper

# Two days of plays, and a partial of each.
make_days() {
  printf '%s\n' '{"day":"2024-07-01","u":"a","ms":1500}' '{"day":"2024-07-01","u":"b","ms":0.5}' >1.ndjson
  printf '%s\n' '{"day":"2024-07-02","u":"a","ms":700}' >2.ndjson
  spec=(-g day -a n=count -a 'sum(.ms)' -a 'u=distinct(.u)')
  ndgroup --partial --source 01 "${spec[@]}" 1.ndjson >1.part
  ndgroup --partial --source 02 "${spec[@]}" 2.ndjson >2.part
}

no_source='ndmerge: no source record has come: the input is empty, or was cut at its end'

@test "ndmerge: empty input is success, and is told" {
  fails 0 "$no_source" ndmerge </dev/null
}

@test "ndmerge: one record" {
  fails 0 "$no_source" ndmerge <<<'{"$nd":"1:a:b","$k":["k"],"k":1,"n":{"$count":"2"}}' 4<<<'{"k":1,"n":2}'
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
  misused "--having is about final values, and --partial writes states: give it to the last ndmerge" ndmerge --partial --having '.n > 1' </dev/null
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

# Two days of records with topics, and a partial of each.
make_topics() {
  printf '%s\n' '{"day":"2024-07-01","t":["a","b"],"x":1}' '{"day":"2024-07-01","x":2}' >1.ndjson
  printf '%s\n' '{"day":"2024-07-02","t":["b","b"],"x":4}' '{"day":"2024-08-01","t":["a"],"x":8}' >2.ndjson
  local day
  for day in 1 2; do
    ndgroup --partial --source "0$day" -g 'day,t=.t[]?' -a n=count -a 'sum(.x)' "$day.ndjson" >"$day.part"
  done
}

@test "ndmerge: a key of several values is kept, and the total counts each record once" {
  make_topics
  check ndmerge --total -g 'month=(.day|month),topic=t' 1.part 2.part 4<<'OUT'
{"month":"2024-07","topic":"a","n":1,"sum_x":1}
{"month":"2024-07","topic":"b","n":2,"sum_x":5}
{"month":"2024-08","topic":"a","n":1,"sum_x":8}
{"$total":true,"n":4,"sum_x":15}
OUT
  # In two steps, and the key that is made of it beside it.
  ndmerge --partial -g 'topic=t,up=(.t|ascii_upcase)' 1.part 2.part >rolled.part
  check ndmerge --total rolled.part 4<<'OUT'
{"topic":"a","up":"A","n":2,"sum_x":9}
{"topic":"b","up":"B","n":2,"sum_x":5}
{"$total":true,"n":4,"sum_x":15}
OUT
  ndgroup -g 't=.t[]?' -a n=count -a 'sum(.x)' --total 1.ndjson 2.ndjson >direct
  check ndmerge -g t --total 2.part 1.part 4<direct
}

@test "ndmerge: leaving a key of several values out, or changing it, is exit 2" {
  make_topics
  local why="a record may have several values of it, and would count several times in what they are rolled up to" keys
  for keys in day '' 't=(.t|ascii_upcase)' 'x=[.day,.t]'; do
    misused "-g must keep the key 't' as it is: $why" ndmerge -g "$keys" 1.part 2.part
    misused "-g must keep the key 't' as it is: $why" ndmerge --partial --rejects refused -g "$keys" 1.part
  done
  ndgroup --partial -g 'day,t=.t[]?' </dev/null >none.part
  misused "-g must keep the key 't' as it is: $why" ndmerge -g day none.part
  # A new key gives one value.
  run -3 --separate-stderr ndmerge -g 't,d=(.day,.day)' 1.part
  [[ $stderr == *"has more than one value here, exactly one is needed"* ]]
}

@test "ndmerge: a filter on one key keeps the total, one on a key of several values loses it" {
  make_topics
  ndfilter '.day == "2024-07-01" or ."$source" != null' 1.part 2.part >day.part
  ndmerge --total day.part >filtered 2>messages
  ndgroup --total -g 'day,t=.t[]?' -a n=count -a 'sum(.x)' 1.ndjson >direct
  check cat filtered 4<direct
  ndfilter '.t == "a" or ."$source" != null' 1.part 2.part >topic.part
  run -3 --separate-stderr ndmerge --total topic.part
  wrote_nothing
  [[ $stderr == *'ndmerge: --total: groups have come without the total'"'"'s own states, the records with "$total": they were filtered out, or cut'* ]]
  ndmerge topic.part >filtered 2>messages
  check cat filtered 4<<'OUT'
{"day":"2024-07-01","t":"a","n":1,"sum_x":1}
{"day":"2024-08-01","t":"a","n":1,"sum_x":8}
OUT
}

@test "ndmerge: --keyed takes the total's own states in any order" {
  make_topics
  ndmerge --total 1.part 2.part >whole
  ndgroup --partial --keyed -g 'day,t=.t[]?' -a n=count -a 'sum(.x)' 1.ndjson 2.ndjson >keyed
  [[ $(cut -f 1 keyed | grep -c '^\[null,"[0-9-]*"\]$') == 3 ]]
  sort -r keyed >shuffled
  ndmerge --keyed --total shuffled | cut -f 2 >merged
  check cat merged 4<whole
}

@test "ndmerge: what a key of several values made is no mixture with what one of one value did" {
  # As it was made when every key gave one value.
  cat >old.part <<'IN'
{"$nd":"2:3c1105f2:ce25869e","$k":["d","t"],"d":1,"t":"a","n":{"$count":"1"}}
{"$nd":"2:3c1105f2:ce25869e","$source":{"labels":[],"read":1,"used":1,"rejected":0,"bytes":17,"groups":1,"xxh3":"e94af9dc2821410b162f857f0d5a7d10","spec":{"keys":{"d":".d","t":".t[]"},"aggregates":{"n":"count"}},"empty":{"n":{"$count":"0"}}}}
IN
  check ndmerge -g d --total old.part 4<<'OUT'
{"d":1,"n":1}
{"$total":true,"n":1}
OUT
  ndgroup --partial -g 'd,t=.t[]' <<<'{"d":1,"t":["a"]}' >new.part
  run -3 --separate-stderr ndmerge new.part old.part
  [[ ${stderr%%$'\n'*} == "ndmerge: old.part:1: the partials were made with different specifications: the key 't' is here alone; the key 't[]' is in new.part alone" ]]
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
  ndmerge -g 'topic,day=at.day,at.pair' --total "$data/partial-2-several.ndjson" >merged
  cmp "$data/partial-2-several.merged.ndjson" merged
  # What the present version makes of either stays the same.
  for version in 1 2 2-several; do
    ndmerge --partial "$data/partial-$version.ndjson" >again
    cmp <(ndmerge "$data/partial-$version.ndjson") <(ndmerge again)
  done
}

@test "ndmerge: a mixture is told in words: keys, aggregates, condition, zone, variables" {
  printf '%s\n' '{"k":1,"l":2,"t":0,"x":5}' '{"k":2,"l":2,"t":9,"x":7}' >records
  # mixed SAYS COMMON... -- FIRST... -- SECOND...: the partials of both, in files and in a pipe.
  mixed() {
    local says=$1 list=common common=() first=() second=() word
    shift
    for word; do
      if [[ $word == -- ]]; then
        if [[ $list == common ]]; then list=first; else list=second; fi
        continue
      fi
      local -n into=$list
      into+=("$word")
    done
    ndgroup --partial "${common[@]}" "${first[@]}" records >first.part
    ndgroup --partial "${common[@]}" "${second[@]}" records >second.part
    run -3 --separate-stderr ndmerge first.part second.part
    wrote_nothing && [[ $stderr == 'ndmerge: second.part:'*"were made with different specifications: ${says//WHERE/in first.part}"$'\n'* ]]
    run -3 --separate-stderr ndmerge <(cat first.part) - <second.part
    cat first.part second.part >both.part
    run -3 --separate-stderr ndmerge <both.part
    wrote_nothing && [[ $stderr == 'ndmerge: -:'*"${says//WHERE/before}"$'\n'* ]]
  }
  mixed "the key 'l' is here alone" -- -g k -- -g k,l
  mixed "the key 'l' is WHERE alone" -- -g k,l -- -g k
  mixed "the key 'k' is .l here, .k WHERE" -- -g k -- -g k=l
  mixed 'the order of keys is l, k here, k, l WHERE' -- -g k,l -- -g l,k
  mixed "the aggregate 's' is sum(.l) here, sum(.x) WHERE" -g k -- -a 's=sum(.x)' -- -a 's=sum(.l)'
  mixed "the aggregate 's' is mean here, sum WHERE" -g k -- -a 's=sum(.x)' -- -a 's=mean(.x)'
  mixed "the aggregate 'n' is WHERE alone" -a 's=sum(.x)' -- -a n=count --
  mixed "the aggregate 'q' is aquantile(X; 0.9) here, aquantile(X; 0.5) WHERE" -- -a 'q=aquantile(.x; 0.5)' -- -a 'q=aquantile(.x; 0.9)'
  mixed 'the condition is .x==5 here, none WHERE' -g k -- -- -w '.x == 5'
  mixed 'the zone is Asia/Tokyo here, UTC WHERE' -g 'd=(.t|day)' -- --tz UTC -- --tz Asia/Tokyo
  mixed '$y is 2 here, 1 WHERE' -w '.x > $y' -- --argjson y 1 -- --argjson y 2
}

@test "ndmerge: a mixture of partials without words is told as far as their records do" {
  printf '%s\n' '{"$nd":"1:a:b","$k":["k"],"k":1,"n":{"$count":"2"}}' >1.part
  printf '%s\n' '{"$nd":"1:c:b","$k":["k"],"k":1,"n":{"$count":"2"}}' >2.part
  printf '%s\n' '{"$nd":"1:a:d","$k":["k"],"k":1,"n":{"$count":"2"}}' >3.part
  fails 3 'ndmerge: the partials were made with different specifications: the condition, what an aggregate is of, a variable or the zone is another one than in 1.part' \
    ndmerge 1.part 2.part
  fails 3 'ndmerge: the partials were made with different specifications: a key is made of something else than in 1.part' \
    ndmerge 1.part 3.part
  # Which of both to put aside would be a matter of their order.
  local order
  for order in '1.part 2.part' '2.part 1.part'; do
    # shellcheck disable=SC2086  # two words
    run -3 --separate-stderr ndmerge --rejects refused - <<<"$(cat $order)"
    wrote_nothing && [[ $stderr == 'ndmerge: -:2: '*'another one than before'* ]]
  done
}

@test "ndmerge: what the environment or a variable is belongs to a partial, also when it is rolled up" {
  echo '{"k":1,"x":5}' >records
  A=1 ndgroup --partial -g 'k=(.k + ($ENV.A|tonumber))' records >1.part
  A=1 B=2 ndgroup --partial -g 'k=(.k + ($ENV.A|tonumber))' records >same.part
  A=2 ndgroup --partial -g 'k=(.k + ($ENV.A|tonumber))' records >2.part
  check ndmerge 1.part same.part 4<<<'{"k":2,"n":2}'
  run -3 --separate-stderr ndmerge 1.part 2.part
  [[ ${stderr%%$'\n'*} == *': $ENV.A is "2" here, "1" in 1.part' ]]
  misused "\$ENV as a whole cannot be used with --partial: parts made in different places would not agree; name the variable, as in \$ENV.HOME" \
    ndgroup --partial -g 'k=($ENV|length)' records
  misused "'now' cannot be used with --partial: parts made at different times would not agree" ndgroup --partial -w 'now > 0' records
  ndmerge --partial --argjson n 1 -g 'j=(.k + $n)' 1.part >r1.part
  ndmerge --partial --argjson n 2 -g 'j=(.k + $n)' 1.part >r2.part
  run -3 --separate-stderr ndmerge r1.part r2.part
  [[ ${stderr%%$'\n'*} == *': $n is 2 here, 1 in r1.part' ]]
  misused "'now' cannot be used with --partial: parts made at different times would not agree" ndmerge --partial -g 'd=(now|day)' 1.part
  cp records other
  ndgroup --partial -g 'f=(input_filename)' records >f1.part
  ndgroup --partial -g 'f=(input_filename)' other >f2.part
  check ndmerge f1.part f2.part 4<<'OUT'
{"f":"other","n":1}
{"f":"records","n":1}
OUT
}

@test "ndmerge: nothing merges into what ndgroup makes of nothing" {
  local spec=(-a n=count -a 'q=quantile(.x; 0.3)' -a 'h=hist(.x; 2)' -a 'd=adistinct(.x)' -a 'r=ratio(sum(.x); count)')
  local filled='{"x":1,"k":"2024-01-01"}'
  ndgroup --partial -g k "${spec[@]}" </dev/null >none.part
  ndgroup --partial -g k "${spec[@]}" <<<"$filled" >some.part
  ndgroup --total -g k "${spec[@]}" </dev/null >total
  check ndmerge --total none.part 4<total
  ndmerge --partial none.part none.part | tail -1 >again
  check cat again 4<none.part
  check ndmerge --total --having false none.part 4<total
  check ndmerge --having true none.part
  check ndmerge --fill day none.part
  ndgroup "${spec[@]}" </dev/null >one
  check ndmerge -g '' none.part 4<one
  ndmerge --partial -g '' none.part >rolled.part
  check ndmerge rolled.part 4<one
  ndgroup --partial --grouping a -g k --grouping b "${spec[@]}" </dev/null >both.part
  ndgroup --total --grouping a -g k --grouping b "${spec[@]}" </dev/null >both
  check ndmerge --total both.part 4<both
  check ndmerge --total --only a both.part 4<<<'{"grouping":"a","$total":true,"n":0}'
  ndgroup -g k "${spec[@]}" <<<"$filled" >whole
  check ndmerge none.part some.part 4<whole
  ndgroup --partial "${spec[@]}" </dev/null >keyless.part
  check ndmerge keyless.part 4<one
  run -3 --separate-stderr ndmerge --min-group 2:z none.part
  [[ $stderr == *"--min-group: no aggregate is named 'z'"* ]]
}

@test "ndmerge: a file that is cut at any line is refused or told" {
  printf '%s\n' '{"k":1,"x":5}' '{"k":2,"x":7}' '{"k":3,"x":1}' >records
  ndgroup --partial --grouping a -g k --grouping b -a 'sum(.x)' --grouping c -g x records >whole.part
  local n count
  count=$(wc -l <whole.part)
  ndmerge whole.part >whole
  for ((n = 0; n < count; n++)); do
    head -n "$n" whole.part >cut.part
    run --separate-stderr ndmerge cut.part
    if grep -q source < <(tail -n 1 cut.part); then
      [[ $status == 0 && $stderr == *"has not come: filtered, or cut"* ]]
    else
      wrote_nothing && [[ $status == 3 && $stderr == 'ndmerge: cut.part: '*' cut'* ]]
    fi
    # In a pipe it goes on, and says so; the same beside a whole file.
    run -0 --separate-stderr ndmerge <cut.part
    [[ $stderr == 'ndmerge: '*cut* ]]
    run --separate-stderr ndmerge whole.part cut.part
    [[ $stderr == 'ndmerge: cut.part: '*cut* ]]
  done
  for ((n = 1; n < count; n++)); do
    sed "${n}d" whole.part >hole.part
    run --separate-stderr ndmerge hole.part
    [[ $stderr == 'ndmerge: '*cut* ]]
  done
  check ndmerge whole.part 4<whole
}

@test "ndmerge: fewer groups than were counted, and keyed lines without a source, are told in one line" {
  make_days
  sed 1d 2.part >filtered.part
  fails 0 'ndmerge: 1 of 2 groups have come: filtered, or cut' ndmerge 1.part filtered.part 4<<<'{"day":"2024-07-01","n":2,"sum_ms":1500.5,"u":2}'
  # What a merge has marked as filtered is known.
  ndmerge --partial 1.part filtered.part >known.part 2>messages
  check ndmerge known.part 4<<<'{"day":"2024-07-01","n":2,"sum_ms":1500.5,"u":2}'
  ndgroup --partial --keyed -g day 2.ndjson >keyed
  head -1 keyed >short
  run -0 --separate-stderr ndmerge --keyed short
  [[ $stderr == 'ndmerge: short: no source record has come: the input is empty, or was cut at its end' ]]
  tac keyed >backwards
  run -0 --separate-stderr ndmerge --keyed backwards
  [[ -z $stderr ]]
}

@test "ndmerge: --expect takes labels alone, --expect-days a range of days" {
  make_days
  printf '%s\n' '"01"' '{"label":"02"}' >manifest
  ndmerge 1.part 2.part >whole
  check ndmerge --expect manifest 1.part 2.part 4<whole
  run -3 --separate-stderr ndmerge --expect manifest 1.part
  wrote_nothing && [[ $stderr == *"1 of 2 expected sources are missing: '02'"* ]]
  printf '%s\n' '"01"' '{"label":"01"}' >manifest
  run -3 --separate-stderr ndmerge --expect manifest 1.part
  [[ $stderr == *"the manifest has '01' twice"* ]]
  local day
  for day in 2024-02-28 2024-02-29 2024-03-01; do
    ndgroup --partial --source "$day" "${spec[@]}" 1.ndjson >"$day.part"
  done
  ndmerge ./*-*.part >whole
  check ndmerge --expect-days 2024-02-28..2024-03-01 ./*-*.part 4<whole
  run -3 --separate-stderr ndmerge --expect-days 2024-02-28..2024-03-01 2024-02-28.part 2024-03-01.part
  wrote_nothing && [[ $stderr == *"1 of 3 expected sources are missing: '2024-02-29'"* ]]
  run -3 --separate-stderr ndmerge --expect-days 2024-02-28..2024-02-29 ./*-*.part
  wrote_nothing && [[ $stderr == *"the source '2024-03-01' is not expected"* ]]
  for day in 2024-02..2024-03 2024-02-30..2024-03-01 2024-03-01..2024-02-01 2024-02-28; do
    misused "--expect-days: '$day' is not FIRST..LAST, as in 2024-07-01..2024-07-31" ndmerge --expect-days "$day" 1.part
  done
}

@test "ndmerge: a bad first record that is put aside does not judge those behind it" {
  printf '%s\n' '{"a":1}' '{"a":2}' '{"a":1}' >in
  ndgroup --partial -g a -a n=count in >good
  head -n 1 good | sed 's/"\$count":"2"/"$count":"x"/' >bad
  head -n 1 good | sed 's/"\$nd":"[^"]*"/"$nd":"2:x:y"/; s/"\$count":"2"/"$count":"x"/' >other
  # shellcheck disable=SC2312
  sets_aside 1 4 refused ndmerge --rejects refused < <(cat bad good) 4<<<$'{"a":1,"n":2}\n{"a":2,"n":1}'
  # shellcheck disable=SC2312
  sets_aside 1 4 refused ndmerge --rejects refused < <(cat other good) 4<<<$'{"a":1,"n":2}\n{"a":2,"n":1}'
}

@test "ndmerge: a name that is bound in both steps stands once in what stays partial" {
  printf '%s\n' '{"a":1}' '{"a":2}' >in
  # shellcheck disable=SC2016  # the names are those of expressions
  ndgroup --partial --arg x q -g 'k=($x+(.a|tostring))' -a n=count in |
    ndmerge --partial --arg x q -g 'k=(.k+$x)' >twice
  ndparse twice >/dev/null
}
