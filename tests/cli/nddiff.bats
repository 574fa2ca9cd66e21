#!/usr/bin/env bats
# nddiff: what differs between two files.
# shellcheck disable=SC2154  # bats sets stderr
#
#: frame -k k,v /dev/null
#: hostile-none two records of one key are an error of their own
#: faults -k id -S 64K --same in.ndjson in.ndjson.gz
#: faults-all -k id /dev/null in.ndjson
#: faults-all -k id large.ndjson in.ndjson.zst

load helper

@test "nddiff: empty input gives empty output" {
  check nddiff -k a /dev/null </dev/null 4</dev/null
  check nddiff -q -k a /dev/null /dev/null 4</dev/null
}

@test "nddiff: one record, added, removed and changed" {
  echo '{"a":1,"v":2}' >one
  check nddiff -k a /dev/null one 4<<<'{"a":1,"change":"added","record":{"a":1,"v":2}}'
  check nddiff -k a one /dev/null 4<<<'{"a":1,"change":"removed","record":{"a":1,"v":2}}'
  check nddiff -k a one <<<'{"a":1,"v":3}' 4<<<'{"a":1,"change":"changed","fields":{"v":[2,3]}}'
  check nddiff -k a one one 4</dev/null
  check nddiff -k a --same one <<<'{ "v":2.0, "a":1 }' 4<<<'{"a":1,"change":"same","record":{ "v":2.0, "a":1 }}'
}

@test "nddiff: a bad line of either file is exit 3 with its place, and nothing is written" {
  printf '%s\n' '{"a":2}' '{"a":3}' >good
  printf '%s\n' '{"a":1}' '{"a":' >bad
  run -3 --separate-stderr nddiff -k a bad good
  wrote_nothing && [[ $stderr == 'nddiff: bad:2:6: '* ]]
  run -3 --separate-stderr nddiff -k a good bad
  wrote_nothing && [[ $stderr == 'nddiff: bad:2:6: '* ]]
  # What follows the fields that are wanted is a part of the answer.
  run -3 --separate-stderr nddiff -k a good <<<'{"a":1,"b":tru}'
  wrote_nothing && [[ $stderr == 'nddiff: -:1:12: '* ]]
  run -3 --separate-stderr nddiff -k a good <<<$'{"a":1,"b":"\xff"}'
  wrote_nothing && [[ $stderr == 'nddiff: -:1:13: not valid UTF-8'* ]]
}

@test "nddiff: with --rejects, read is used plus rejected over both files, for any memory" {
  printf '%s\n' '{"a":1}' '{"a":2' '{"a":3}' >old
  printf '%s\n' '{"a":3,"b":1}' 'x' $'{"a":4,"b":"\xff"}' '' '{"a":1}' >new
  for memory in 1 1G; do
    sets_aside 3 7 bad nddiff -k a -S "$memory" --rejects bad old new --stats=counts \
      4<<<'{"a":3,"change":"changed","fields":{"b":[null,1]}}'
    [[ $(<counts) == *'"read":7,"used":4,"rejected":3,'*'"tallies":{"added":0,"removed":0,"changed":1,"same":1}}' ]]
    run -0 ndparse --from rejects bad --rejects again
    [[ $(wc -l <bad) == 3 && $(cut -d, -f1,2 bad) == $'{"file":"old","line":2\n{"file":"new","line":2\n{"file":"new","line":3' ]]
  done
}

# split_at LINES FILE: the file in two pieces.
split_at() {
  head -n "$1" "$2"
  sleep 0.1
  tail -n "+$(($1 + 1))" "$2"
}

@test "nddiff: where a run fails the counts and tallies are of the records before, however the input comes" {
  awk 'BEGIN { for (i = 1; i <= 300; i++) printf "{\"k\":%d,\"v\":%d}\n", i, i }' >old
  awk 'BEGIN { for (i = 1; i <= 300; i++) printf "{\"k\":%d,\"v\":%d}\n", i, i % 10 ? i : 0 }' >new
  sed '107s/.*/[/' new >bad
  sed '107s/:107,/:33,/; 130s/.*/[/' new >twice
  local at rejects
  for at in 50 96 106 107 108 129 250 300; do
    split_at "$at" bad | nddiff -k k old - --stats=counts >/dev/null 2>messages || true
    [[ $(head -n 1 messages) == 'nddiff: -:107:2: '* ]]
    check ndmap '{read,used,rejected,tallies}' counts \
      4<<<'{"read":407,"used":406,"rejected":1,"tallies":{"added":0,"removed":0,"changed":10,"same":96}}'
    for rejects in '' --rejects=bad-records; do
      split_at "$at" twice | nddiff -k k old - --stats=counts $rejects >/dev/null 2>messages || true
      [[ $(head -n 1 messages) == 'nddiff: -:107: the key {"k":33} has stood before, in line 33; '* ]]
      check ndmap '{read,used,rejected,tallies}' counts \
        4<<<'{"read":407,"used":406,"rejected":1,"tallies":{"added":0,"removed":0,"changed":10,"same":96}}'
    done
  done
}

@test "nddiff: null and missing are one; with --strict a missing key is an error" {
  check nddiff -k a <(echo '{"v":null}') <<<'{"a":null}' 4</dev/null
  check nddiff -k a <(echo '{"v":1}') <<<'{"a":null}' 4<<<'{"a":null,"change":"changed","fields":{"v":[1,null]}}'
  run -3 --separate-stderr nddiff --strict -k a <(echo '{"v":1}') /dev/null
  wrote_nothing && [[ $stderr == *'the field .a is missing'* ]]
  printf '%s\n' '{"a":1}' >old
  run -3 --separate-stderr nddiff --strict -k a old <<<'{"a":"1"}'
  wrote_nothing && [[ $stderr == *"a string is compared with a number of an earlier record in 'a'"* ]]
  run -3 --separate-stderr nddiff --strict -k a old <<<'{"a":1,"b":1,"b":2}'
  wrote_nothing && [[ $stderr == *"'b' stands twice"* ]]
  check nddiff -k a old <<<'{"a":1,"b":1,"b":2}' 4<<<'{"a":1,"change":"changed","fields":{"b":[null,1]}}'
}

@test "nddiff: usage errors" {
  misused "option '--key KEY,…' is missing" nddiff old new
  misused 'OLD is missing' nddiff -k a
  misused "there is no use for the operand 'c'" nddiff -k a old new c
  misused 'OLD and NEW cannot both be standard input' nddiff -k a -
  misused 'OLD and NEW cannot both be standard input' nddiff -k a - -
  misused "the key '(.a + 1)' needs a name: NAME=EXPR" nddiff -k '(.a + 1)' old new
  misused "the key 'change' has the name of a field of the answer; rename it: NAME=change" nddiff -k change old new
  misused "the key 'record.id' has the name of a field of the answer; rename it: NAME=record.id" nddiff -k record.id old new
  misused 'the field .a is given twice' nddiff -k a --only a --ignore .a old new
  misused 'the field .a has two tolerances' nddiff -k a --tolerance a=1,.a=1% old new
  misused "'a' is no FIELD=TOLERANCE such as plays=0.1%" nddiff -k a --tolerance a old new
  misused "'1%%' is no tolerance such as 0.1% or 5" nddiff -k a --tolerance a=1%% old new
}

@test "nddiff: survives a closed pipe" {
  seq -f '{"a":%.0f}' 200000 >many.ndjson
  survives_closed_pipe nddiff -k a /dev/null many.ndjson
  survives_closed_pipe nddiff -k a -S 1M many.ndjson /dev/null
}

@test "nddiff: a full disk is exit 4, of the output and of --tmp" {
  seq -f '{"a":%.0f}' 50000 >many.ndjson
  fails_on_full_disk nddiff -k a /dev/null many.ndjson
  run -4 --separate-stderr nddiff -k a -S 100K -T /no/such many.ndjson /dev/null
  wrote_nothing && [[ $stderr == *"'/no/such'"* ]]
}

@test "nddiff: a program that fails upstream ends it, of either side" {
  echo '{"a":1}' >good
  run -3 --separate-stderr bash -c "ndparse <<<'{' | nddiff -k a good"
  [[ $stderr == *'nddiff: the input was cut off: ndparse failed at -:1:2' ]]
  run -3 --separate-stderr bash -c "ndparse <<<'{' | nddiff -k a --rejects bad - good"
  [[ $stderr == *'nddiff: the input was cut off: ndparse failed at -:1:2' && ! -s bad ]]
}

@test "nddiff: -q is 1 if anything differs, and reads to the end" {
  printf '%s\n' '{"a":1}' '{"a":2}' >old
  printf '%s\n' '{"a":2}' '{"a":1.0}' >same
  printf '%s\n' '{"a":2,"b":1}' '{"a":1}' >changed
  run -0 --separate-stderr nddiff -q -k a old same
  [[ -z $output && -z $stderr ]]
  for new in changed /dev/null <(cat old && echo '{"a":3}'); do
    run -1 --separate-stderr nddiff -q -k a old "$new"
    [[ -z $output && -z $stderr ]]
  done
  run -0 nddiff -q -k a --ignore b old changed
  echo '{"a":' >>changed
  run -3 --separate-stderr nddiff -q -k a old changed
  # Without -q a difference is no failure.
  run -0 nddiff -k a old /dev/null
}

@test "nddiff: two records of one key are exit 3 with both lines, also with --rejects, for any memory" {
  printf '%s\n' '{"a":1}' '{"a":2}' '{"a":3}' >once
  printf '%s\n' '{"a":5}' '{"a":2}' '{"a":"x"}' '{"a":2.0,"v":1}' '{"a":9}' >twice
  printf '%s\n' '{"a":5}' '{"a":2}' '{"a":5}' >beside
  for words in '' '--rejects bad' '-q' '-S 1' '-S 1 -j 2'; do
    # shellcheck disable=SC2086  # words are words
    run -3 --separate-stderr nddiff -k a $words twice once
    [[ $stderr == 'nddiff: twice:4: the key {"a":2} has stood before, in line 2; of records with one key nduniq keeps one' ]]
    # shellcheck disable=SC2086
    run -3 --separate-stderr nddiff -k a $words once twice
    [[ $stderr == 'nddiff: twice:4: the key {"a":2} has stood before, in line 2; '* ]]
    # shellcheck disable=SC2086
    run -3 --separate-stderr nddiff -k a $words once beside
    [[ $stderr == 'nddiff: beside:3: the key {"a":5} has stood before, in line 1; '* ]]
  done
  run -3 --separate-stderr nddiff -k a once twice
  wrote_nothing && [[ $output == '{"$cut":"nddiff twice:4 data"' ]]
  # A key that no record has is misspelt; one that some have is only missing.
  fails 3 "nddiff: no record of 'once' has the field .b; the nearest is .a" nddiff -k b once twice 4</dev/null
  fails 3 'nddiff: no record has the field .b; the nearest is .a' nddiff -q -k b /dev/null twice 4</dev/null
  echo '{"b":1}' >>once
  fails 3 'nddiff: once:2: the key {"b":null} has stood before, in line 1: both records lack it' nddiff -k b once twice 4</dev/null
  fails 3 'nddiff: once:2: the key {"b":null} has stood before, in line 1: both records lack it' nddiff -k b --only palys once twice 4</dev/null
}

@test "nddiff: two editions of figures, in the shape of their records" {
  printf '%s\n' '{"figure":"F12","value":0.124,"claim":{"word":"+","value":0.124,"step":0.001},"inputs":[{"n":1}],"as_of":1}' \
    '{"figure":"F13","value":0.75,"claim":{"word":"over","value":0.75},"as_of":1}' >old
  printf '%s\n' '{"figure":"F13","value":0.7504,"claim":{"value":0.75,"word":"over"},"as_of":2}' \
    '{"figure":"F12","value":0.124,"claim":{"word":"+","value":0.116},"inputs":[{"n":2}],"as_of":2}' >new
  check nddiff -k figure --ignore as_of old new 4<<'OUT'
{"figure":"F12","change":"changed","fields":{"claim":{"value":[0.124,0.116],"step":[0.001,null]},"inputs":[[{"n":1}],[{"n":2}]]}}
{"figure":"F13","change":"changed","fields":{"value":[0.75,0.7504]}}
OUT
  check nddiff -k figure --only value,claim --ignore claim.step --tolerance value=0.1% old new \
    4<<<'{"figure":"F12","change":"changed","fields":{"claim":{"value":[0.124,0.116]}}}'
  check nddiff -k figure --only claim.step old new 4<<<'{"figure":"F12","change":"changed","fields":{"claim":{"step":[0.001,null]}}}'
}

@test "nddiff: two exports of a table, through ndparse" {
  printf 'id,city,fans\n1,Harbin,120\n2,Guiyang,95\n3,"Xi ""an""",7\n' >old.csv
  printf 'city,id,fans\nHarbin,1,120.0\nGuiyang,2,97\n"Xi ""an""",3,8\n' >new.csv
  check nddiff -k id <(ndparse --infer old.csv) <(ndparse --infer new.csv) 4<<'OUT'
{"id":2,"change":"changed","fields":{"fans":[95,97]}}
{"id":3,"change":"changed","fields":{"fans":[7,8]}}
OUT
}

@test "nddiff: keys are expressions and paths; they keep their place" {
  printf '%s\n' '{"time_ms":1719763200000,"repo":{"name":"a"},"n":1}' >old
  printf '%s\n' '{"time_ms":1719763200001,"repo":{"name":"a","x":1},"n":1}' >new
  check nddiff -k 'day=(.time_ms|ms|day),repo.name' old new \
    4<<<'{"day":"2024-06-30","repo":{"name":"a"},"change":"changed","fields":{"time_ms":[1719763200000,1719763200001],"repo":{"x":[null,1]}}}'
  check nddiff --tz Asia/Shanghai --let 'd=(.time_ms|ms|day)' -k 'day=$d' --ignore time_ms,repo old new 4</dev/null
  check nddiff -k . <(printf '%s\n' '[1]' '"x"') <<<$'"x"\n2' 4<<'OUT'
{".":2,"change":"added","record":2}
{".":[1],"change":"removed","record":[1]}
OUT
}

@test "nddiff: gzip and zstd are read, of either side" {
  seq -f '{"a":%.0f,"v":1}' 1000 >old
  seq -f '{"a":%.0f,"v":1}' 2 1001 >new
  nddiff -k a old new >plain
  gzip -k old && zstd -q new
  check nddiff -k a old.gz new.zst 4<plain
  check nddiff -k a - new.zst <old.gz 4<plain
  [[ $(wc -l <plain) == 2 ]]
}

@test "nddiff: a field that no record of either file had is said" {
  printf '%s\n' '{"a":1,"plays":1}' >old
  printf '%s\n' '{"a":1,"plays":1,"shares":1}' >new
  fails 0 'nddiff: no record has the field .palys; the nearest is .plays' nddiff -k a --only palys old new 4</dev/null
  fails 0 'nddiff: no record has the field .palys; the nearest is .plays' nddiff -k a --tolerance palys=1% --ignore shares old new 4</dev/null
  check nddiff -k a --ignore shares old new 4</dev/null
  # Quiet is about what differs.
  fails 0 'nddiff: no record has the field .palys; the nearest is .plays' nddiff -q -k a --only palys old new 4</dev/null
  fails 3 'nddiff: no record has the field .palys; the nearest is .plays' nddiff --strict -k a --only palys old new 4</dev/null
  fails 3 'nddiff: no record has the field .palys; the nearest is .plays' nddiff --strict -q -k a --ignore palys old new 4</dev/null
  check nddiff --strict -k a --ignore shares old new 4</dev/null
}

@test "nddiff: that no key meets as one file has texts and the other numbers is said" {
  printf '%s\n' '{"y":"2020"}' '{"y":"2021"}' >old
  printf '%s\n' '{"y":2020}' '{"y":2022}' >new
  local note="no key of 'old' is in 'new': 'y' is a string in the one and a number in the other; -k 'y=(.y|tostring)' makes texts of both"
  for words in '' '-S 1' '-q'; do
    # shellcheck disable=SC2086  # words are words
    run --separate-stderr nddiff -k y $words old new
    [[ $stderr == "nddiff: $note" ]]
  done
  check nddiff -k 'y=(.y|tostring)' --only z <(cat old && echo '{"z":1}') <(cat new && echo '{"z":1}') 4<<'OUT'
{"y":"2021","change":"removed","record":{"y":"2021"}}
{"y":"2022","change":"added","record":{"y":2022}}
OUT
  # One key that is in both, or a file without records, and nothing is to be said.
  echo '{"y":null}' | tee -a old >>new
  run -0 --separate-stderr nddiff -k y old new
  [[ -z $stderr ]]
  run -0 --separate-stderr nddiff -k y old /dev/null
  [[ -z $stderr ]]
}

@test "nddiff: a tolerance that met no two numbers is said" {
  printf '%s\n' '{"a":1,"fans":"95"}' >old
  fails 0 'nddiff: the tolerance of .fans met no two numbers' nddiff -q -k a --tolerance fans=50% old <(echo '{"a":1,"fans":"95","x":1}') --ignore x
  check nddiff -k a --tolerance fans=50% old old 4</dev/null
  check nddiff -k a --tolerance fans=50% <(echo '{"a":1,"fans":95}') <(echo '{"a":1,"fans":96}') 4</dev/null
}

@test "nddiff: neither order, threads nor memory change a byte; many keys beyond --mem" {
  seq 40000 | ndmap '{id: ., text: "text \(.)", n: (. % 7)}' >old
  ndfilter '.id % 50 != 3' old | ndmap --set 'n=if .id % 40 == 1 then 9 else .n end' >new
  seq 40001 40500 | ndmap '{id: ., text: "", n: 0}' >>new
  nddiff -k id old new >wanted
  [[ $(wc -l <wanted) -gt 2000 ]]
  ndsort -k text old >shuffled_old
  ndsort -k n,text:r new >shuffled_new
  for words in '' '-S 1' '-S 100K' '-S 1M -j 3' '-S 4M'; do
    # shellcheck disable=SC2086  # words are words
    check nddiff -k id $words old new 4<wanted
    # shellcheck disable=SC2086
    check nddiff -k id $words shuffled_old shuffled_new 4<wanted
  done
}
