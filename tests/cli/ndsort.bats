#!/usr/bin/env bats
# ndsort: sort records by keys.
# shellcheck disable=SC2154  # bats sets stderr
#
#: frame -k k
#: hostile -k a
#: faults -k v -S 64K in.ndjson
#: faults-all -k text,v:r -S 64K in.ndjson in.ndjson.zst
#: faults-all -k v in.ndjson

load helper

@test "ndsort: empty input gives empty output" {
  check ndsort -k a </dev/null 4</dev/null
  check ndsort --check -k a </dev/null 4</dev/null
}

@test "ndsort: one record leaves byte for byte" {
  check ndsort -k a <<<'{ "b":1.50,"a" : "\u00e9" }' 4<<<'{ "b":1.50,"a" : "\u00e9" }'
}

@test "ndsort: a bad line is exit 3 with its place, and nothing is written" {
  run -3 --separate-stderr ndsort -k a <<'IN'
{"a":2}
{"a":
{"a":1}
IN
  wrote_nothing && [[ $stderr == 'ndsort: -:2:'* ]]
}

@test "ndsort: with --rejects a bad line is left out" {
  sets_aside 1 3 bad ndsort -k a --rejects bad <<'IN' 4<<'OUT'
{"a":2}
{"a":
{"a":1}
IN
{"a":1}
{"a":2}
OUT
  check grep -c '' bad 4<<<1
}

@test "ndsort: a missing field is null, with --strict an error" {
  check ndsort -k a <<'IN' 4<<'OUT'
{"a":false,"i":1}
{"i":2}
{"a":null,"i":3}
IN
{"i":2}
{"a":null,"i":3}
{"a":false,"i":1}
OUT
  run -3 --separate-stderr ndsort --strict -k a <<<'{"i":2}'
  wrote_nothing && [[ $stderr == *'.a is missing'* ]]
}

@test "ndsort: usage errors" {
  misused '--check and --merge are two different things: choose one' ndsort --check -m
  misused "'time_ms:desc' is no key: time_ms:r runs from the largest to the smallest, time_ms the other way" ndsort -k time_ms:desc
  misused "'-user_id' is no key: user_id:r runs from the largest to the smallest, user_id the other way" ndsort -k -user_id
  run -2 --separate-stderr ndsort -k 'a,,b'
  wrote_nothing && [[ -n $stderr ]]
  run -2 --separate-stderr ndsort -k 'a b'
  wrote_nothing && [[ -n $stderr ]]
}

@test "ndsort: survives a closed pipe" {
  seq -f '{"a":%.0f}' 200000 >many.ndjson
  survives_closed_pipe ndsort -k a many.ndjson
}

@test "ndsort: a full disk is exit 4" {
  seq -f '{"a":%.0f}' 50000 >many.ndjson
  fails_on_full_disk ndsort -k a many.ndjson
}

@test "ndsort: the order of values is that of jq, numbers compare exactly" {
  check ndsort -k a <<'IN' 4<<'OUT'
{"a":{"b":1}}
{"a":[2]}
{"a":"中"}
{"a":"b"}
{"a":"B"}
{"a":9007199254740993}
{"a":9007199254740992.0}
{"a":1e2}
{"a":99.99}
{"a":-1}
{"a":true}
{"a":[1,9]}
{"a":null}
{"a":123456789012345678901234567890}
IN
{"a":null}
{"a":true}
{"a":-1}
{"a":99.99}
{"a":1e2}
{"a":9007199254740992.0}
{"a":9007199254740993}
{"a":123456789012345678901234567890}
{"a":"B"}
{"a":"b"}
{"a":"中"}
{"a":[1,9]}
{"a":[2]}
{"a":{"b":1}}
OUT
}

@test "ndsort: equal keys keep their order, whatever the direction" {
  printf '%s\n' '{"a":1,"i":1}' '{"a":2,"i":2}' '{"a":1.0,"i":3}' '{"a":2,"i":4}' >in
  check ndsort -k a in 4<<'OUT'
{"a":1,"i":1}
{"a":1.0,"i":3}
{"a":2,"i":2}
{"a":2,"i":4}
OUT
  check ndsort -k a:r in 4<<'OUT'
{"a":2,"i":2}
{"a":2,"i":4}
{"a":1,"i":1}
{"a":1.0,"i":3}
OUT
  check ndsort -r -k a in 4<<'OUT'
{"a":2,"i":2}
{"a":2,"i":4}
{"a":1,"i":1}
{"a":1.0,"i":3}
OUT
}

@test "ndsort: several keys, nested fields, odd names, each in its own direction" {
  check ndsort -k 'x.y:r,."odd name"' <<'IN' 4<<'OUT'
{"odd name":"b","x":{"y":1}}
{"odd name":"a","x":{"y":1}}
{"odd name":"c","x":{"y":2}}
IN
{"odd name":"c","x":{"y":2}}
{"odd name":"a","x":{"y":1}}
{"odd name":"b","x":{"y":1}}
OUT
}

@test "ndsort: a key may be an expression" {
  check ndsort -k '(.a % 3):r,n=-.a' <<'IN' 4<<'OUT'
{"a":1}
{"a":2}
{"a":3}
{"a":4}
IN
{"a":2}
{"a":4}
{"a":1}
{"a":3}
OUT
}

@test "ndsort: a record on which an expression fails is a bad record" {
  run -3 --separate-stderr ndsort -k '(.a + 1)' <<<'{"a":"x"}'
  wrote_nothing && [[ $stderr == 'ndsort: -:1'* ]]
}

@test "ndsort: without a key the whole record is the key" {
  check ndsort <<'IN' 4<<'OUT'
[2]
"x"
3
[1]
IN
3
"x"
[1]
[2]
OUT
}

@test "ndsort: -u keeps the first record of each key" {
  check ndsort -u -k a <<'IN' 4<<'OUT'
{"a":2,"i":1}
{"a":1,"i":2}
{"a":2.0,"i":3}
{"a":1,"i":4}
{"i":5}
{"a":null,"i":6}
IN
{"i":5}
{"a":1,"i":2}
{"a":2,"i":1}
OUT
}

@test "ndsort: any memory, jobs and split of the input give the same bytes as GNU sort" {
  awk 'BEGIN { srand(5); for (i = 0; i < 20000; i++) printf "{\"k\":\"k%05d\",\"i\":%d}\n", rand() * 3000, i }' >in
  LC_ALL=C sort -s -t, -k1,1 in >want
  LC_ALL=C sort -s -u -t, -k1,1 in >want_unique
  split -n l/7 in part.
  local memory
  for memory in 1 50K 200K 1G; do
    check ndsort -k k -S "$memory" in 4<want
    check ndsort -k k -S "$memory" -j 2 part.* 4<want
    check ndsort -u -k k -S "$memory" in 4<want_unique
  done
  TZ=Asia/Shanghai LC_ALL=C check ndsort -k k in 4<want
}

@test "ndsort: a temporary directory that cannot be used is exit 4" {
  seq -f '{"a":%.0f}' 50000 >many.ndjson
  run -4 --separate-stderr ndsort -k a -S 100K -T /no/such/directory many.ndjson
  wrote_nothing && [[ $stderr == *'/no/such/directory'* ]]
}

@test "ndsort: temporary files leave nothing behind" {
  mkdir spill
  seq -f '{"a":%.0f}' 50000 -1 1 >many.ndjson
  ndsort -k a -S 100K -T spill many.ndjson -o sorted
  check ls -A spill 4</dev/null
  check ndsort --check -k a sorted 4</dev/null
}

@test "ndsort: --check names the first record that is out of order, exit 1" {
  printf '%s\n' '{"a":1}' '{"a":3}' '{"a":3}' >in
  check ndsort --check -k a in 4</dev/null
  fails 1 $'ndsort: in:3: the key of the record before it again\nndsort:   {"a":3}' ndsort --check -u -k a in
  printf '%s\n' '' '{"a":2}' '{"a":9}' >later
  fails 1 $'ndsort: later:2: out of order\nndsort:   {"a":2}' ndsort --check -k a in later
  fails 1 $'ndsort: in:2: out of order\nndsort:   {"a":3}' ndsort --check -k a:r in
}

@test "ndsort: -m merges sorted files, ties in the order of the files" {
  printf '%s\n' '{"a":1,"f":1}' '{"a":3,"f":1}' >one
  printf '%s\n' '{"a":0,"f":2}' '{"a":1,"f":2}' '{"a":4,"f":2}' >two
  : >none
  check ndsort -m -k a one none two 4<<'OUT'
{"a":0,"f":2}
{"a":1,"f":1}
{"a":1,"f":2}
{"a":3,"f":1}
{"a":4,"f":2}
OUT
  check ndsort -m -u -k a two one 4<<'OUT'
{"a":0,"f":2}
{"a":1,"f":2}
{"a":3,"f":1}
{"a":4,"f":2}
OUT
}

@test "ndsort: -m on a file that is not sorted is a data error, never a wrong order" {
  printf '%s\n' '{"a":1}' '{"a":3}' '{"a":2}' >in
  fails 3 $'ndsort: in:3: the record is out of order in its file: sort it, or leave -m out\nndsort:   {"a":2}' \
    ndsort -m -k a in 4<<'OUT'
{"a":1}
{"a":3}
OUT
}

@test "ndsort: -m of more files than may be open gives the same" {
  seq -f '{"a":%.0f}' 600 >want
  split -l 2 -a 3 want part.
  check ndsort -m -k a part.* 4<want
}

@test "ndsort: numbers with huge exponents are in the order of numbers" {
  printf '%s\n' 1e100000000000000001 1e100000000000000000 -1e100000000000000001 -1e100000000000000000 5 >records
  check ndsort -k . records 4<<'OUT'
-1e100000000000000001
-1e100000000000000000
5
1e100000000000000000
1e100000000000000001
OUT
}
