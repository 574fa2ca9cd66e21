#!/usr/bin/env bats
# nduniq: one record for each key.
# shellcheck disable=SC2154  # bats sets stderr
#
#: frame -k k
#: hostile --first '{"a":"good 1","b":[1]}' -k a
#: faults -k k --keep last in.ndjson
#: faults-all -k k in.ndjson
#: faults-all -k id --keep max:v -S 200K in.ndjson
#: faults-all -k id -S 64K --dropped bad in.ndjson

load helper

@test "nduniq: empty input gives empty output" {
  check nduniq -k a </dev/null 4</dev/null
  check nduniq -k a --keep last -c n </dev/null 4</dev/null
}

@test "nduniq: one record leaves byte for byte" {
  check nduniq -k a <<<'{ "a" : 1.50 }' 4<<<'{ "a" : 1.50 }'
  check nduniq -k a --keep last <<<'{ "a" : 1.50 }' 4<<<'{ "a" : 1.50 }'
}

@test "nduniq: a bad line is exit 3 with its place, after the records before it" {
  run -3 --separate-stderr nduniq -k a <<'IN'
{"a":2}
{"a":
{"a":1}
IN
  [[ $output == '{"a":2}'$'\n''{"$cut":"nduniq -:2:6 syntax"' ]]
  [[ $stderr == 'nduniq: -:2:'* ]]
  run -3 --separate-stderr nduniq -k a --keep last <<<$'{"a":2}\n{"a":'
  wrote_nothing && [[ $stderr == 'nduniq: -:2:'* ]]
}

@test "nduniq: missing and null are one key, with --strict a missing field is an error" {
  check nduniq -k a <<<$'{"i":1}\n{"a":null,"i":2}\n{"a":0,"i":3}' 4<<<$'{"i":1}\n{"a":0,"i":3}'
  run -3 --separate-stderr nduniq --strict -k a <<<'{"i":1}'
  wrote_nothing && [[ $stderr == *'.a is missing'* ]]
}

@test "nduniq: usage errors" {
  misused '--window keeps the first record as it comes: leave out --keep and --count' \
    nduniq -k a --window 5 --keep last
  misused '--window with a time needs one --time FIELD that says when a record was' nduniq -k a --window 7d
  misused '--time is for --window with a time, such as 7d' nduniq -k a -t b
  misused '--ordered says in which order F comes: it needs --keep min:F or max:F' nduniq -k a --ordered
  misused '--ordered says in which order F comes: it needs --keep min:F or max:F' nduniq -k a --ordered --keep last
  run -2 --separate-stderr nduniq -k a --keep best
  wrote_nothing && [[ $stderr == *"'best' is none of first, last, min:FIELD, max:FIELD"* ]]
  run -2 --separate-stderr nduniq -k a --window 0
  wrote_nothing && [[ $stderr == *"'0' is not more than 0"* ]]
}

@test "nduniq: survives a closed pipe" {
  seq -f '{"a":%.0f}' 200000 >many.ndjson
  survives_closed_pipe nduniq -k a many.ndjson
  survives_closed_pipe nduniq -k a --keep last many.ndjson
}

@test "nduniq: no record waits for more input" {
  mkfifo in out
  nduniq --line-buffered -k a <in >out 3>&- &
  local pid=$! line got=""
  exec 8>in 9<out
  for line in '{"a":1}' '{"a":2}' '{"a":1.0}' '{"a":3}'; do
    echo "$line" >&8
    if [[ $line == *1.0* ]]; then continue; fi
    read -r -t 20 line <&9
    got+=$line
  done
  exec 8>&- 9<&-
  wait "$pid"
  [[ $got == '{"a":1}{"a":2}{"a":3}' ]]
}

@test "nduniq: a full disk is exit 4" {
  seq -f '{"a":%.0f}' 50000 >many.ndjson
  fails_on_full_disk nduniq -k a many.ndjson
}

@test "nduniq: the first of each key, in the order of the input" {
  check nduniq -k a,b <<'IN' 4<<'OUT'
{"a":2,"b":"x","i":1}
{"a":1,"b":"x","i":2}
{"a":2.0,"b":"x","i":3}
{"a":2,"b":"y","i":4}
{"a":"2","b":"x","i":5}
{"b":"x","a":1e0,"i":6}
IN
{"a":2,"b":"x","i":1}
{"a":1,"b":"x","i":2}
{"a":2,"b":"y","i":4}
{"a":"2","b":"x","i":5}
OUT
}

@test "nduniq: without a key, records that are equal as values" {
  check nduniq <<<$'{"a":1,"b":2}\n{"b":2,"a":1.0}\n{"a":1}' 4<<<$'{"a":1,"b":2}\n{"a":1}'
}

@test "nduniq: --keep last, min and max; null only if there is no other; the first of equals" {
  printf '%s\n' '{"k":1,"v":5,"i":1}' '{"k":2,"i":2}' '{"k":1,"v":3,"i":3}' '{"k":2,"v":null,"i":4}' \
    '{"k":1,"v":3.0,"i":5}' '{"k":1,"i":6}' '{"k":1,"v":5,"i":7}' >in
  check nduniq -k k --keep last in 4<<<$'{"k":2,"v":null,"i":4}\n{"k":1,"v":5,"i":7}'
  check nduniq -k k --keep min:v in 4<<<$'{"k":2,"i":2}\n{"k":1,"v":3,"i":3}'
  check nduniq -k k --keep max:v in 4<<<$'{"k":1,"v":5,"i":1}\n{"k":2,"i":2}'
  sets_aside 3 7 bad nduniq -k k --keep 'min:(-.v)' --rejects bad in 4<<<'{"k":1,"v":5,"i":1}'
  check grep -c '' bad 4<<<3
}

@test "nduniq: --ordered keeps the first of each key at once and holds the input to its order" {
  printf '%s\n' '{"k":1,"v":3,"i":1}' '{"k":2,"v":3.0,"i":2}' '{"k":1,"v":4,"i":3}' '{"k":3,"v":"a","i":4}' \
    '{"k":2,"i":5}' '{"k":4,"v":null,"i":6}' >up
  nduniq -k k --keep min:v up >want
  check nduniq -k k --keep min:v --ordered up 4<want
  printf '%s\n' '{"k":1,"v":9,"i":1}' '{"k":1,"v":8,"i":2}' '{"k":2,"v":8,"i":3}' '{"k":1,"i":4}' >down
  check nduniq -k k --keep max:v --ordered --dropped other down 4<<<$'{"k":1,"v":9,"i":1}\n{"k":2,"v":8,"i":3}'
  check cat other 4<<<$'{"k":1,"v":8,"i":2}\n{"k":1,"i":4}'
  fails 3 $'nduniq: down:2: v steps back; --ordered wants the smallest first, null last\nnduniq:   {"k":1,"v":8,"i":2}' \
    nduniq -k k --keep min:v --ordered down 4<<<'{"k":1,"v":9,"i":1}'
  fails 3 $'nduniq: up:3: v steps back; --ordered wants the largest first, null last\nnduniq:   {"k":1,"v":4,"i":3}' \
    nduniq -k k --keep max:v --ordered up 4<<<$'{"k":1,"v":3,"i":1}\n{"k":2,"v":3.0,"i":2}'
  printf '%s\n' '{"k":1}' '{"k":2,"v":1}' >late
  fails 3 $'nduniq: late:2: v follows a null; --ordered wants the smallest first, null last\nnduniq:   {"k":2,"v":1}' \
    nduniq -k k --keep min:v --ordered late 4<<<'{"k":1}'
}

@test "nduniq: with --ordered a step back ends the run, also with --rejects, and order is judged by those that were used" {
  printf '%s\n' '{"k":1,"v":5}' '{"v":6,"k"' '{"k":2,"v":5}' '{"k":3,"v":6}' '{"k":1,"v":"x"}' >in
  sets_aside 1 5 bad nduniq -k k --keep min:v --ordered --rejects bad in \
    4<<<$'{"k":1,"v":5}\n{"k":2,"v":5}\n{"k":3,"v":6}'
  echo '{"k":4,"v":9}' >>in
  fails 3 $'nduniq: in:6: v steps back; --ordered wants the smallest first, null last\nnduniq:   {"k":4,"v":9}' \
    nduniq -k k --keep min:v --ordered --rejects bad --stats=stats in 4<<<$'{"k":1,"v":5}\n{"k":2,"v":5}\n{"k":3,"v":6}'
  [[ $(<stats) == *'"read":6,"used":4,"rejected":2,'* ]]
  check nduniq -k k --keep min:v --ordered </dev/null 4</dev/null
  check nduniq -k k --keep min:v --ordered <<<'{"k":1,"v":2}' 4<<<'{"k":1,"v":2}'
  fails 0 'nduniq: no record has the field .w; the nearest is .k' nduniq -k k --keep min:w --ordered <<<'{"k":1,"v":2}' \
    4<<<'{"k":1,"v":2}'
  run -3 --separate-stderr nduniq -k k --strict --keep min:v --ordered <<<$'{"k":1,"v":2}\n{"k":2,"v":"b"}'
  [[ $stderr == 'nduniq: -:2: '* ]]
}

@test "nduniq: --ordered goes with -c, with --window and with little memory" {
  awk 'BEGIN { srand(5); for (i = 0; i < 9000; i++) printf "{\"k\":%d,\"v\":%d,\"i\":%d}\n", rand() * 4000, i / 3, i }' >in
  nduniq -k k --keep min:v in >want
  check nduniq -k k --keep min:v --ordered in 4<want
  check nduniq -k k --keep min:v --ordered -S 1 in 4<want
  nduniq -k k --keep min:v -c n in >want
  check nduniq -k k --keep min:v --ordered -c n in 4<want
  nduniq -k k --window 50 in >want
  check nduniq -k k --keep min:v --ordered --window 50 in 4<want
  run -3 --separate-stderr nduniq -k k --keep max:v --ordered --window 50 in
  [[ $stderr == 'nduniq: in:4: v steps back'* ]]
  misused '--window keeps the first record as it comes: leave out --keep and --count' \
    nduniq -k k --keep min:v --ordered --window 50 -c n
}

@test "nduniq: -w is a filter before it, whatever is kept" {
  local options
  awk 'BEGIN { srand(6); for (i = 0; i < 9000; i++) printf "{\"k\":%d,\"v\":%d,\"t\":%d,\"i\":%d}\n", rand() * 3000, rand() * 9, i / 3, i }' >in
  ndfilter '.i % 3 != 0 and .v > 2' in >some
  for options in '' '--keep last' '--keep min:v' '--keep max:v' '-c n' '--keep last -c n' '--window 50' '--window 9s -t t' \
    '--keep min:t --ordered' '--keep min:v -S 1' '-S 1' '--keyed'; do
    # shellcheck disable=SC2086  # words
    nduniq -k k --dropped want_dropped $options some >want
    # shellcheck disable=SC2086
    check nduniq -k k -w '.i % 3 != 0' -w '.v > 2' --dropped dropped --stats=stats $options in 4<want
    cmp dropped want_dropped
    [[ $(<stats) == *'"read":9000,"used":9000,"rejected":0,"written":'* ]]
  done
  check nduniq -k k -w false in 4</dev/null
  sets_aside 1 3 bad nduniq -k k -w '.n + 1 > 1' --rejects bad <<<$'{"k":1,"n":1}\n{"k":1,"n":"x"}\n{"k":1,"n":0}' \
    4<<<'{"k":1,"n":1}'
  fails 0 'nduniq: no record has the field .m; the nearest is .k' nduniq -k k -w '.m > 1' <<<'{"k":1}' 4</dev/null
  fails 0 'nduniq: no record has the field .m; the nearest is .k' nduniq -k m -w '.k > 0' <<<'{"k":1}' 4<<<'{"k":1}'
  run -2 --separate-stderr nduniq -k k -w '.k ==' in
  wrote_nothing && [[ $stderr == *'expected a value'* ]]
}

@test "nduniq: --tally counts all records that are used, kept or not" {
  printf '%s\n' '{"id":1,"agent":"bot","at":9}' '{"id":2,"at":9}' '{"id":3,"at":1}' '{"id":3,"at":2}' '{"id":4,"agent":"x"}' >in
  check nduniq -k id --stats=stats --tally 'agent=.agent != null' --tally 'late=.at > 5' -w '.agent == null and .at <= 5' in \
    4<<<'{"id":3,"at":1}'
  [[ $(<stats) == *'"read":5,"used":5,"rejected":0,"written":1,'*'"tallies":{"agent":2,"late":1}}' ]]
  check nduniq -k id --keep last --stats=stats --tally 'late=.at > 1' in \
    4<<<$'{"id":1,"agent":"bot","at":9}\n{"id":2,"at":9}\n{"id":3,"at":2}\n{"id":4,"agent":"x"}'
  [[ $(<stats) == *'"tallies":{"late":3}}' ]]
  misused '--tally counts for --stats, which is not asked for' nduniq --tally a=.a
}

@test "nduniq: -c adds how many there were" {
  check nduniq -k k -c n <<<$'{"k":1,"i":1}\n{"k":2}\n{"k":1,"i":2}' 4<<<$'{"k":1,"i":1,"n":2}\n{"k":2,"n":1}'
  check nduniq -k k --keep last -c n <<<$'{"k":1,"i":1}\n{"k":2}\n{"k":1,"i":2}' 4<<<$'{"k":2,"n":1}\n{"k":1,"i":2,"n":2}'
  run -3 --separate-stderr nduniq -k . -c n <<<'1'
  wrote_nothing && [[ $stderr == *'must be an object'* ]]
}

@test "nduniq: --dropped has the other records in the order of the input" {
  printf '%s\n' '{"k":1,"i":1}' '{"k":2,"i":2}' '{"k":1,"i":3}' '{"k":2,"i":4}' '{"k":1,"i":5}' >in
  check nduniq -k k --dropped first in 4<<<$'{"k":1,"i":1}\n{"k":2,"i":2}'
  check cat first 4<<<$'{"k":1,"i":3}\n{"k":2,"i":4}\n{"k":1,"i":5}'
  check nduniq -k k --keep last --dropped last in 4<<<$'{"k":2,"i":4}\n{"k":1,"i":5}'
  check cat last 4<<<$'{"k":1,"i":1}\n{"k":2,"i":2}\n{"k":1,"i":3}'
  run -4 --separate-stderr nduniq -k k --dropped /no/such/directory/file in
  [[ $stderr == *'/no/such/directory/file'* ]]
}

@test "nduniq: --window N forgets keys that were not met for N records" {
  printf '%s\n' '{"k":"a","i":1}' '{"k":"a","i":2}' '{"k":"b","i":3}' '{"k":"b","i":4}' '{"k":"a","i":5}' \
    '{"k":"a","i":6}' >in
  check nduniq -k k --window 1 in 4<<<$'{"k":"a","i":1}\n{"k":"b","i":3}\n{"k":"a","i":5}'
  check nduniq -k k --window 2 in 4<<<$'{"k":"a","i":1}\n{"k":"b","i":3}\n{"k":"a","i":5}'
  check nduniq -k k --window 3 --dropped out in 4<<<$'{"k":"a","i":1}\n{"k":"b","i":3}'
  check cat out 4<<<$'{"k":"a","i":2}\n{"k":"b","i":4}\n{"k":"a","i":5}\n{"k":"a","i":6}'
}

@test "nduniq: --window with a time forgets keys that were not met for so long" {
  check nduniq -k k --window 10m -t t <<'IN' 4<<'OUT'
{"k":"a","t":"2024-07-01T00:00:00Z"}
{"k":"a","t":"2024-07-01T08:10:00+08:00"}
{"k":"a","t":"2024-07-01T00:20:00.001Z"}
{"k":"b","t":"2024-07-01T00:00:00Z"}
{"k":"b","t":"2024-07-01T00:30:00Z"}
IN
{"k":"a","t":"2024-07-01T00:00:00Z"}
{"k":"a","t":"2024-07-01T00:20:00.001Z"}
{"k":"b","t":"2024-07-01T00:00:00Z"}
OUT
  check nduniq -k k --window 2s -t '(.ms / 1000)' <<<$'{"k":1,"ms":0}\n{"k":1,"ms":2000}\n{"k":1,"ms":4001}' \
    4<<<$'{"k":1,"ms":0}\n{"k":1,"ms":4001}'
  run -3 --separate-stderr nduniq -k k --window 2s -t t <<<'{"k":1}'
  wrote_nothing && [[ $stderr == *"the record has no time in 't'"* ]]
}

@test "nduniq: --window with a time takes periods as of their first day, all of one kind" {
  printf '%s\n' '{"k":1,"t":"2024-07-01"}' '{"k":1,"t":"2024-07-08"}' '{"k":2,"t":"2024-07-09"}' '{"k":1,"t":"2024-07-16"}' \
    '{"k":2,"t":"2024-07"}' '{"k":2,"t":"2024-07-31T00:00:00Z"}' >in
  sets_aside 2 6 bad nduniq -k k --window 7d -t t --rejects bad in \
    4<<<$'{"k":1,"t":"2024-07-01"}\n{"k":2,"t":"2024-07-09"}\n{"k":1,"t":"2024-07-16"}'
  check ndmap -r .error bad 4<<'OUT'
'2024-07' is a month, and the first record's time was a day
'2024-07-31T00:00:00Z' is an RFC 3339 time, and the first record's time was a day
OUT
}

@test "nduniq: --keyed writes KEY, TAB, RECORD, and reads it again" {
  printf '%s\n' '{"k":"a\tb","i":1}' '{"k":1.0,"i":2}' '{"k":"a\tb","i":3}' >in
  printf '[null,"a\\tb"]\t{"k":"a\\tb","i":1}\n[null,1]\t{"k":1.0,"i":2}\n' >want
  check nduniq -k k --keyed in 4<want
  cat want want >again
  check nduniq -k k --keyed again 4<want
  check nduniq -k k --keyed -S 1 again 4<want
  check nduniq -k k --keyed --keep min:i again 4<want
  printf '[null,1]\t{"k":1.0,"i":2,"n":2}\n' >counted
  check nduniq -k k --keyed -c n <<<$'[null,1]\t{"k":1.0,"i":2}\n{"k":1}' 4<counted
}

@test "nduniq: any memory, jobs and split of the input give the same bytes" {
  awk 'BEGIN { srand(8); for (i = 0; i < 20000; i++) printf "{\"k\":\"k%d\",\"v\":%d,\"i\":%d}\n", rand() * 9000, rand() * 50, i }' >in
  awk -F'"' '!seen[$4]++' in >want
  awk -F'"' 'seen[$4]++' in >want_dropped
  split -n l/7 in part.
  local memory keep
  for memory in 1 100K 300K 1G; do
    check nduniq -k k -S "$memory" --dropped dropped in 4<want
    cmp dropped want_dropped
    check nduniq -k k -S "$memory" -j 2 part.* 4<want
  done
  for keep in last min:v max:v; do
    nduniq -k k --keep "$keep" -c n --dropped want_dropped in >want
    for memory in 1 100K 700K 2M; do
      check nduniq -k k --keep "$keep" -c n -S "$memory" --dropped dropped part.* 4<want
      cmp dropped want_dropped
    done
  done
}

@test "nduniq: a file that threads read, and whose records are read again, gives what a pipe gives" {
  local options jobs
  awk 'BEGIN { srand(7); for (i = 0; i < 90000; i++)
    printf "%s{\"k\":%d,\"v\":%d,\"i\":%d,\"text\":\"what makes it long\"}%s\n", i % 10 ? "" : "  ", rand() * 40000, rand() * 9, i, i % 7 ? "" : "\r" }' >in
  for options in '--keep last' '--keep min:v' '--keep max:v -w .i>100' '-c n' '--keep last -c n.m' '--keep min:v --keyed' '--keep last -S 300K'; do
    # shellcheck disable=SC2086  # words
    nduniq -k k --dropped want_dropped $options < <(cat in) >want
    for jobs in 1 3; do
      # shellcheck disable=SC2086
      check nduniq -j "$jobs" -k k --dropped dropped --stats=stats $options in 4<want
      cmp dropped want_dropped
      [[ $(<stats) == *'"read":90000,"used":90000,"rejected":0,'* ]]
    done
  done
}

@test "nduniq: bad lines of a file that threads read are those of one thread" {
  local jobs options
  awk 'BEGIN { for (i = 0; i < 90000; i++) print i % 30000 == 777 ? "oops" : "{\"k\":" i % 5000 ",\"v\":" i ",\"text\":\"what makes it longer than MiB\"}" }' >in
  nduniq -k k --keep last --rejects want_bad <in >want 2>/dev/null
  sed -i 's/"file":"-"/"file":"in"/' want_bad
  for jobs in 1 3; do
    sets_aside 3 90000 bad nduniq -j "$jobs" -k k --keep last --rejects bad in 4<want
    cmp bad want_bad
    fails 3 $'nduniq: in:778:1: expected a value\nnduniq:   oops' \
      nduniq -j "$jobs" -k k --keep last --stats=stats --tally all=true in 4</dev/null
    [[ $(<stats) == *'"read":778,"used":777,"rejected":1,'*'"tallies":{"all":777}}' ]]
    fails 3 $'nduniq: in:60778:1: expected a value\nnduniq:   oops\nnduniq:   more bad records than --max-errors allows' \
      nduniq -j "$jobs" -k k --keep last --rejects bad --max-errors 2 --stats=stats --tally all=true in 4</dev/null
    [[ $(<stats) == *'"read":60778,"used":60775,"rejected":3,'*'"tallies":{"all":60775}}' ]]
    fails 0 'nduniq: no record has the field .m; the nearest is .k' \
      nduniq -j "$jobs" -k m --keep last --rejects bad --max-errors 9 in 4< <(tail -n 1 in)
    for options in '' '--keep min:v --ordered'; do
      # shellcheck disable=SC2086  # words
      sets_aside 3 90000 bad nduniq -j "$jobs" -k k $options --rejects bad in 4< <(grep -v oops in | head -n 4999 && sed -n 5778p in)
      cmp bad want_bad
      # shellcheck disable=SC2086
      fails 3 $'nduniq: in:778:1: expected a value\nnduniq:   oops' \
        nduniq -j "$jobs" -k k $options --stats=stats --tally all=true in 4< <(head -n 777 in)
      [[ $(<stats) == *'"read":778,"used":777,"rejected":1,"written":777,'*'"tallies":{"all":777}}' ]]
    done
  done
}

# long_log: records in the order of v, in a file that threads read: 4 MiB and more, lines of all forms, the last one without end.
long_log() {
  awk 'BEGIN { srand(11); for (i = 0; i < 90000; i++)
    printf "%s{\"k\":%d,\"v\":%d,\"text\":\"what makes it longer than MiB\"}%s%s", i % 10 ? "" : "  ", rand() * 60000, i / 3, i % 7 ? "" : "\r", i < 89999 ? "\n" : "" }'
}

@test "nduniq: a file that threads read gives at once, and for --dropped, what a pipe gives" {
  local options jobs
  long_log >in
  for options in '' '--keep min:v --ordered' '--keep min:v --ordered -w .k%2>0' '-w .v>100 --keyed' '-S 300K' '--keep min:v --ordered -S 300K' \
    '--keep min:v --ordered -c n' '--keep min:v --ordered --window 900'; do
    # shellcheck disable=SC2086  # words
    nduniq -k k --dropped want_dropped $options < <(cat in) >want
    for jobs in 1 2 5; do
      # shellcheck disable=SC2086
      check nduniq -j "$jobs" -k k --dropped dropped --stats=stats --tally even='.v % 2 == 0' $options in 4<want
      cmp dropped want_dropped
      [[ $(<stats) == *'"read":90000,"used":90000,"rejected":0,'*'"tallies":{"even":45000}}' ]]
    done
  done
  # A pipe takes its own time, and may go away.
  nduniq -k k -j 3 in | { read -r && sleep 0.3 && cat; } >rest
  nduniq -k k -j 1 in | tail -n +2 | cmp - rest
  [[ $(nduniq -k k -j 3 in | head -n 1) == '{"k":'* ]]
  fails 4 'nduniq: cannot write to standard output: No space left on device' bash -c 'nduniq -k k -j 3 in >/dev/full'
}

@test "nduniq: with --ordered a step back in a file that threads read is that of one thread" {
  local jobs at
  long_log >log
  for at in 2 20000 89999; do
    awk -v at="$at" 'NR == at { sub(/"v":[0-9]+/, "\"v\":-1") } NR == at - 1 || NR == 5000 { print "oops" } { print }' log >in
    nduniq -k k --keep min:v --ordered --rejects want_bad --stats=want_stats <in >want 2>want_messages || true
    sed -i 's/"file":"-"/"file":"in"/' want_bad
    for jobs in 1 2 5; do
      fails 3 "$(sed 's/-:/in:/' want_messages)" \
        nduniq -j "$jobs" -k k --keep min:v --ordered --rejects bad --stats=stats in 4<want
      cmp bad want_bad
      [[ $(<want_messages) == *'v steps back'* && $(counts <stats) == "$(counts <want_stats)" ]]
    done
  done
}

# counts: what --stats says of records.
counts() {
  grep -o '"read":[0-9]*,"used":[0-9]*,"rejected":[0-9]*,"written":[0-9]*'
}

@test "nduniq: where records are to wait and cannot is exit 4" {
  seq -f '{"a":%.0f,"pad":"a hundred bytes and more are to be held for each of these many records"}' 3000 >in
  fails 4 $'nduniq: cannot make a temporary file in \'/no/such\': No such file or directory; --tmp names another directory' \
    nduniq -k a --keep last -S 100K -T /no/such in 4</dev/null
  nduniq -k a --keep last -T /no/such in >out
  cmp in out
}

@test "nduniq: numbers with huge exponents are keys of their own" {
  printf '{"k":%s}\n' 1e100000000000000001 1e100000000000000000 10e100000000000000000 >records
  check nduniq -k k records 4<<'OUT'
{"k":1e100000000000000001}
{"k":1e100000000000000000}
OUT
}

@test "nduniq: a record that will get a count is checked to its end when it is read" {
  printf '%s\n' '{"k":2}' '{"k":1,"w":tru}' '{"k":2}' >in
  fails 3 $'nduniq: in:2:12: expected a value\nnduniq:   {"k":1,"w":tru}' nduniq -k k -c n in
  sets_aside 1 3 bad nduniq -k k -c n --rejects bad in 4<<<'{"k":2,"n":2}'
  sets_aside 1 3 bad nduniq -k k --keep last -c n --rejects bad in 4<<<'{"k":2,"n":2}'
}

@test "nduniq: every file that it is told to write is compressed if its name says so" {
  printf '%s\n' '{"k":1,"i":1}' 'oops' '{"k":1,"i":2}' >in
  sets_aside 1 3 bad.gz nduniq -k k --dropped other.zst --rejects bad.gz --stats=stats.gz -o kept.gz in
  check gzip -dc kept.gz 4<<<'{"k":1,"i":1}'
  check zstd -dcq other.zst 4<<<'{"k":1,"i":2}'
  fails 3 $'ndparse: in:2:1: expected a value\nndparse:   oops' ndparse --from rejects bad.gz
  # What is written is counted before it is compressed.
  run -0 gzip -dc stats.gz
  [[ $output == *'"written":1,"bytes_read":33,"bytes_written":14,'* ]]
}
