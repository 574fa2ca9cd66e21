#!/usr/bin/env bats
# ndfilter: the records for which an expression is true.
# shellcheck disable=SC2154  # bats sets stderr
#
#: frame '.k != "z"'
#: hostile --copies '[.a?] != "x"'
#: faults '.v > 300' in.ndjson
#: faults-all '.v > 300' -
#: faults-all -j 2 '.v > 300' large.ndjson

load helper

@test "ndfilter: empty input gives empty output" {
  check ndfilter .a </dev/null 4</dev/null
  check ndfilter -c .a </dev/null 4<<<0
}

@test "ndfilter: one record leaves byte for byte" {
  check ndfilter '.a == 1.5' <<<'{ "a" : 1.50,"b":"\u00e9" }' 4<<<'{ "a" : 1.50,"b":"\u00e9" }'
}

@test "ndfilter: a bad line is exit 3 with its place; what stands before it is written" {
  fails 3 $'ndfilter: -:3:6: expected a value\nndfilter:   {"a":}' ndfilter .a <<'IN' 4<<'OUT'
{"a":1}
{"a":null}
{"a":}
{"a":2}
IN
{"a":1}
OUT
}

@test "ndfilter: a missing field is null; with --strict it is an error" {
  check ndfilter '.b == null' <<<'{"a":1}' 4<<<'{"a":1}'
  fails 0 'ndfilter: no record has the field .b.c; the nearest is .a' ndfilter .b.c <<<'{"a":1}' 4</dev/null
  run -3 --separate-stderr ndfilter --strict '.b == null' <<<'{"a":1}'
  wrote_nothing && [[ $stderr == *'.b is missing'* ]]
}

@test "ndfilter: usage errors" {
  misused $'the expression ends here, expected a value\nndfilter:   .a ==\nndfilter:        ^' ndfilter '.a =='
  run -2 --separate-stderr ndfilter
  wrote_nothing && [[ $stderr == 'ndfilter: '*EXPR* ]]
  run -2 --separate-stderr ndfilter -n some .a
  wrote_nothing && [[ -n $stderr ]]
}

@test "ndfilter: survives a closed pipe" {
  seq -f '{"a":%.0f}' 200000 >many.ndjson
  survives_closed_pipe ndfilter .a many.ndjson
}

@test "ndfilter: a full disk is exit 4" {
  seq -f '{"a":%.0f}' 50000 >many.ndjson
  fails_on_full_disk ndfilter .a many.ndjson
}

@test "ndfilter: truth is jq's, and one true output suffices" {
  check ndfilter .a <<'IN' 4<<'OUT'
{"a":0}
{"a":""}
{"a":false}
{"a":null}
{"b":1}
IN
{"a":0}
{"a":""}
OUT
  check ndfilter '.a[] > 1' <<'IN' 4<<'OUT'
{"a":[1,2]}
{"a":[1]}
{"a":[]}
IN
{"a":[1,2]}
OUT
}

@test "ndfilter: -v keeps the others, -c counts, -n stops" {
  seq -f '{"a":%.0f}' 10 >in
  check ndfilter -v '.a > 2' in 4<<<$'{"a":1}\n{"a":2}'
  check ndfilter -c '.a > 2' in 4<<<8
  check ndfilter -vc '.a > 2' in 4<<<2
  check ndfilter -n 2 '.a > 2' in 4<<<$'{"a":3}\n{"a":4}'
  check ndfilter -c -n 3 '.a > 2' in 4<<<3
  check ndfilter -n 0 .a in 4</dev/null
}

# tallies: what the file `stats` tells of them.
tallies() { grep -o '"read":.*"rejected":[0-9]*\|"tallies":{.*}}$' stats; }

@test "ndfilter: --tally counts a record in the first condition that holds, kept or not" {
  printf '%s\n' '{"id":1,"agent":"bot","at":9}' '{"id":2,"at":9}' '{"id":3,"at":1}' '{"id":4,"agent":"x","at":1}' >in
  local -a say=(ndfilter --stats=stats --tally 'agent=.agent != null' --tally 'late=.at > 5' '.agent == null and .at <= 5')
  check "${say[@]}" in 4<<<'{"id":3,"at":1}'
  check tallies 4<<<$'"read":4,"used":4,"rejected":0\n"tallies":{"agent":2,"late":1}}'
  check "${say[@]}" -c in 4<<<1
  check tallies 4<<<$'"read":4,"used":4,"rejected":0\n"tallies":{"agent":2,"late":1}}'
  check "${say[@]}" -v -n 2 in 4<<<$'{"id":1,"agent":"bot","at":9}\n{"id":2,"at":9}'
  check tallies 4<<<$'"read":2,"used":2,"rejected":0\n"tallies":{"agent":1,"late":1}}'
  check "${say[@]}" -q in 4</dev/null
  check tallies 4<<<$'"read":3,"used":3,"rejected":0\n"tallies":{"agent":1,"late":1}}'
  check "${say[@]}" </dev/null 4</dev/null
  check tallies 4<<<$'"read":0,"used":0,"rejected":0\n"tallies":{"agent":0,"late":0}}'
  run -0 --separate-stderr ndfilter --stats --tally late=true false in
  [[ $stderr == 'ndfilter: {"tool":"ndfilter",'*',"tallies":{"late":4}}' ]]
}

@test "ndfilter: --tally counts records that are used, also before a failure" {
  printf '%s\n' '{"n":1}' '{"n":"x"}' '{"n"' '{"n":2}' >in
  sets_aside 2 4 bad ndfilter --stats=stats --tally 'big=.n + 1 > 2' --rejects bad .n in 4<<<$'{"n":1}\n{"n":2}'
  check tallies 4<<<$'"read":4,"used":2,"rejected":2\n"tallies":{"big":1}}'
  fails 3 $'ndfilter: in:2: cannot add string ("x") and number (1) in \'.n + 1\'\nndfilter:   {"n":"x"}' \
    ndfilter --stats=stats --tally 'any=.n + 1 > 0' .n in 4<<<'{"n":1}'
  check tallies 4<<<$'"read":2,"used":1,"rejected":1\n"tallies":{"any":1}}'
  fails 0 'ndfilter: no record has the field .m; the nearest is .n' ndfilter --stats=stats --tally 'm=.m > 1' .n <<<'{"n":1}' 4<<<'{"n":1}'
}

@test "ndfilter: --tally is exact with any number of jobs, also up to a bad line" {
  local jobs
  awk 'BEGIN { for (i = 1; i <= 90000; ++i) printf "{\"a\":%d,\"b\":\"text that makes it longer than four MiB\"}\n", i }' >in
  for jobs in 1 3; do
    check ndfilter -j "$jobs" --stats=stats --tally 'third=.a % 3 == 0' --tally 'even=.a % 2 == 0' -c '.b == "rare"' in 4<<<0
    check tallies 4<<<$'"read":90000,"used":90000,"rejected":0\n"tallies":{"third":30000,"even":30000}}'
  done
  sed -i '70001s/.*/oops/' in
  for jobs in 1 3; do
    fails 3 $'ndfilter: in:70001:1: expected a value\nndfilter:   oops' \
      ndfilter -j "$jobs" --stats=stats --tally 'all=true' '.a < 0' in 4</dev/null
    check tallies 4<<<$'"read":70001,"used":70000,"rejected":1\n"tallies":{"all":70000}}'
  done
}

@test "ndfilter: --tally refuses what it cannot tell" {
  misused '--tally counts for --stats, which is not asked for' ndfilter --tally a=.a .a
  misused "'.a' is not NAME=COND, as --tally takes it" ndfilter --stats=stats --tally .a .a
  misused "'.a == 1' is not NAME=COND, as --tally takes it" ndfilter --stats=stats --tally '.a == 1' .a
  misused "'a.b' cannot be the name of a tally; write letters, digits and _" ndfilter --stats=stats --tally a.b=.a .a
  misused "two tallies are called 'a'" ndfilter --stats=stats --tally a=.a --tally a=.b .a
  run -2 --separate-stderr ndfilter --stats=stats --tally 'a=.a ==' .a
  wrote_nothing && [[ $stderr == *'expected a value'* ]]
}

@test "ndfilter: -n stops before what comes after is looked at" {
  printf '%s\n' '{"a":1}' 'not json' >in
  check ndfilter -n 1 .a in 4<<<'{"a":1}'
}

@test "ndfilter: -e and -q answer by the exit status" {
  run -0 ndfilter -q '.a == 1' <<<'{"a":1}'
  [[ -z $output ]]
  run -1 ndfilter -q '.a == 2' <<<'{"a":1}'
  [[ -z $output ]]
  run -1 ndfilter -e '.a == 2' <<<'{"a":1}'
  run -0 ndfilter -e '.a == 1' <<<'{"a":1}'
  [[ $output == '{"a":1}' ]]
  run -1 ndfilter -e -c '.a == 2' <<<'{"a":1}'
  [[ $output == 0 ]]
}

@test "ndfilter: -f reads the expression from a file, with comments" {
  printf '%s\n' '# plays that lasted' '.type == "play"   # plays' 'and .ms > 5' >plays.jq
  check ndfilter -f plays.jq <<'IN' 4<<'OUT'
{"type":"play","ms":6}
{"type":"play","ms":5}
IN
{"type":"play","ms":6}
OUT
  fails 4 "ndfilter: cannot open 'no-such-file': No such file or directory" ndfilter -f no-such-file </dev/null
}

@test "ndfilter: --arg, --argjson, \$ENV and --tz" {
  check ndfilter --arg who u1 --argjson least '{"ms":5}' '.u == $who and .ms >= $least.ms' <<'IN' 4<<'OUT'
{"u":"u1","ms":5}
{"u":"u2","ms":9}
IN
{"u":"u1","ms":5}
OUT
  ANNALS_CITY=Oslo check ndfilter '.c == $ENV.ANNALS_CITY' <<<'{"c":"Oslo"}' 4<<<'{"c":"Oslo"}'
  check ndfilter --tz Asia/Shanghai '(.t|ms|day) == "2024-08-01"' <<<'{"t":1722443400000}' 4<<<'{"t":1722443400000}'
  check ndfilter '(.t|ms|day) == "2024-07-31"' <<<'{"t":1722443400000}' 4<<<'{"t":1722443400000}'
  run -2 --separate-stderr ndfilter --tz Nowhere/City .a </dev/null
  wrote_nothing && [[ $stderr == *Nowhere* ]]
}

@test "ndfilter: an expression that fails makes a bad record" {
  printf '%s\n' '{"n":1}' '{"n":"x"}' '{"n":2}' >in
  fails 3 $'ndfilter: in:2: cannot add string ("x") and number (1) in \'.n + 1\'\nndfilter:   {"n":"x"}' \
    ndfilter '.n + 1 > 0' in 4<<<'{"n":1}'
  sets_aside 1 3 bad ndfilter --rejects bad '.n + 1 > 0' in 4<<<$'{"n":1}\n{"n":2}'
  check cat bad 4<<<'{"file":"in","line":2,"byte":8,"error":"cannot add string (\"x\") and number (1) in '"'.n + 1'"'","raw":"{\"n\":\"x\"}"}'
}

@test "ndfilter: what is outside the language is refused before anything is read" {
  misused $'\'reduce\' is not part of the language: records are folded by ndgroup, values of one record by add, min, max, any, all, group_by\nndfilter:   .a | reduce .[] as $x (0; . + $x)\nndfilter:        ^^^^^^' \
    ndfilter '.a | reduce .[] as $x (0; . + $x)' no-such-file
}

@test "ndfilter: the same bytes with any number of jobs" {
  seq -f '{"a":%.0f,"pad":"0123456789012345678901234567890123456789"}' 100000 >many.ndjson
  ndfilter -j 1 '.a % 3 == 0' many.ndjson >one
  ndfilter -j 3 '.a % 3 == 0' many.ndjson >three
  cmp one three
  check ndfilter -j 3 -c '.a % 3 == 0' many.ndjson 4<<<33333
}

@test "ndfilter: deep programs and deep records are answered, not crashed on" {
  local open closed
  printf -v open '%100000s' ''
  run -2 --separate-stderr ndfilter "${open// /[}" <<<1
  wrote_nothing && [[ $stderr == *limit* ]]
  printf -v open '%50000s' ''
  run -2 --separate-stderr ndfilter "${open// /(}" <<<1
  wrote_nothing && [[ $stderr == *'nested more than 256 levels'* ]]
  local sum
  printf -v sum '%990s' ''
  sum=${sum// /1+}1
  check ndfilter "$sum == 991" <<<1 4<<<1
  printf -v open '%2000s' ''
  closed=${open// /]}
  run -3 --separate-stderr ndfilter 'flatten | length == 0' <<<"${open// /[}$closed"
  wrote_nothing && [[ $stderr == *'nested too deep'* ]]
  open=${open:1000}
  check ndfilter -c 'flatten | length == 0' <<<"${open// /[}${closed:1000}" 4<<<1
}

@test "ndfilter: a rare text is searched for; what lies between counts, and a bad line among it keeps its place" {
  # Large enough for chunks.
  awk 'BEGIN {
    for (i = 1; i <= 60000; ++i)
      printf "{\"id\":%d,\"type\":\"play\",\"ms\":%d,\"text\":\"the words of this record\"}\n", i, i
  }' >in
  sed -i -e '1200s/play/search/' -e '3100s/play/s\\u0065arch/' -e '40000s/$/ /' -e '47000s/play/search/' in
  ndfilter --validate '.type == "search"' in >expected
  [[ $(wc -l <expected) == 3 ]]
  check ndfilter '.type == "search"' in 4<expected
  check ndfilter -j 2 '.type == "search"' in 4<expected
  check ndfilter '.type == "search"' <in 4<expected
  check ndfilter -c '.type == "search" and .ms > 2000' in 4<<<2
  sed -i '2500s/.*/oops/' in
  head -n 1 expected >first
  fails 3 $'ndfilter: in:2500:1: expected a value\nndfilter:   oops' ndfilter '.type == "search"' in 4<first
  ndfilter --rejects bad --stats '.type == "search"' in >out 2>stats
  cmp out expected
  [[ $(<bad) == *'"line":2500,'* && $(<stats) == *59999* ]]
}

@test "ndfilter: what becomes of a damaged line is one thing for files, jobs and slow pipes" {
  # Damage of each kind, with the text that is asked for and without it, far into a file of several chunks.
  local line
  yes '{"id":12345,"type":"play","text":"some text that fills the line"}' | head -n 90000 >good
  for line in '{"id":,"type":"play"}' '{"type":"play"}{"id":1}' '{"id":1,"type":"play"' '{"type":"search","id":}' '{"id":01,"type":"search"}'; do
    { cat good && printf '%s\n' "$line" '{"type":"search","id":2}' && cat good; } >in
    local one=0 many=0 piped=0
    ndfilter -j 1 '.type == "search"' in >one 2>messages1 || one=$?
    ndfilter -j 2 '.type == "search"' in >many 2>messages2 || many=$?
    # shellcheck disable=SC2312
    ndfilter '.type == "search"' < <(head -c 3000000 in && sleep 0.1 && tail -c +3000001 in) >piped 2>messages3 || piped=$?
    ((one == many && one == piped)) || { echo "$line: $one $many $piped" && return 1; }
    cmp one many
    cmp one piped
    cmp messages1 messages2
    sed 's/: -:/: in:/' messages3 | cmp messages1
  done
}
