#!/usr/bin/env bats
# ndtop: the records that rank highest on a field.
# shellcheck disable=SC2154  # bats sets stderr
#
#: frame -k v
#: hostile -k a
#: faults -k v -n 5 in.ndjson
#: faults-all --count .k in.ndjson

load helper

@test "ndtop: empty input gives empty output" {
  check ndtop -k a </dev/null 4</dev/null
  check ndtop --count a --rest others </dev/null 4</dev/null
}

@test "ndtop: one record leaves byte for byte" {
  check ndtop -k a <<<'{ "a" : 1.50 }' 4<<<'{ "a" : 1.50 }'
}

@test "ndtop: a bad line is exit 3 with its place, and nothing is written" {
  run -3 --separate-stderr ndtop -k a <<'IN'
{"a":2}
{"a":
IN
  wrote_nothing && [[ $stderr == 'ndtop: -:2:'* ]]
}

@test "ndtop: null and missing are never among them, with --strict a missing field is an error" {
  check ndtop -k a -r <<'IN' 4<<'OUT'
{"a":null}
{"b":1}
{"a":false}
IN
{"a":false}
OUT
  run -3 --separate-stderr ndtop --strict -k a <<<'{"b":1}'
  wrote_nothing && [[ $stderr == *'.a is missing'* ]]
}

@test "ndtop: usage errors" {
  misused 'nothing to rank by: give -k FIELD or --count EXPR' ndtop
  misused 'give one -k FIELD or one --count EXPR' ndtop -k a --count b
  misused "option '--key' is given twice, as 'a' and as 'b'; it takes one value" ndtop -k a -k b
  misused "two fields of the output would be called 'a': give one of them another name, NAME=..." ndtop -k a --rest a
  misused "two fields of the output would be called 'r': give one of them another name, NAME=..." \
    ndtop -k a --rank r --share r
  misused 'an expression that becomes a field needs a name: write NAME=EXPR' ndtop --count '(.a + 1)'
  run -2 --separate-stderr ndtop -k a --ties some
  wrote_nothing && [[ -n $stderr ]]
}

@test "ndtop: survives a closed pipe" {
  seq -f '{"a":%.0f}' 200000 >many.ndjson
  survives_closed_pipe ndtop -k a -n 200000 many.ndjson
}

@test "ndtop: a full disk is exit 4" {
  seq -f '{"a":%.0f}' 50000 >many.ndjson
  fails_on_full_disk ndtop -k a -n 50000 many.ndjson
}

@test "ndtop: the largest first, ten of them unless told" {
  seq -f '{"a":%.0f}' 30 >in
  seq -f '{"a":%.0f}' 30 -1 21 >want
  check ndtop -k a in 4<want
  check ndtop -k a -n 2 -r in 4<<'OUT'
{"a":1}
{"a":2}
OUT
}

@test "ndtop: -k written as ndsort takes it is refused with what was meant" {
  misused "-k ranks by one FIELD, and 'v,w' are several; ndsort -k orders by several" ndtop -k v,w
  misused "'v:r': the mark :r is ndsort's; here -r keeps the smallest" ndtop -k v:r
}

@test "ndtop: -n 0 is refused unless the rest is asked for" {
  misused '-n 0 keeps no record: -n all ranks them all, and --rest NAME adds them up' ndtop -k a -n 0
  check ndtop -k a -n 0 --rest n <<<'{"a":1}' 4<<<'{"n":1,"a":1}'
  misused '-n 0 keeps no record: -n all ranks them all, and --rest NAME adds them up' ndtop --count a -n 0
}

@test "ndtop: with --strict all values that are ranked are of one kind, and so are those of a key" {
  printf '%s\n' '{"v":3}' '{"v":"10"}' '{"v":2}' >in
  check ndtop -k v -n 1 in 4<<<'{"v":"10"}'
  fails 3 $'ndtop: in:2: a string is compared with a number of an earlier record in \'v\'\nndtop:   {"v":"10"}' \
    ndtop --strict -k v -n 1 in
  for jobs in 1 2 4; do
    sets_aside 1 3 rejects ndtop --strict -j "$jobs" -k v -n 1 --rejects rejects in 4<<<'{"v":3}'
  done
  run -3 --separate-stderr ndtop --strict -k n -g v <<<'{"v":1,"n":1}'$'\n''{"v":"1","n":2}'
  wrote_nothing && [[ $stderr == *'a string is compared with a number'* ]]
  run -3 --separate-stderr ndtop --strict --count v in
  wrote_nothing && [[ $stderr == *'a string is compared with a number'* ]]
  check ndtop --strict -k v -n 1 <<<'{"v":null}'$'\n''{"v":1}' 4<<<'{"v":1}'
}

@test "ndtop: ties are broken by the record's bytes, whatever the input order" {
  check ndtop -k s -n 1 <<'IN' 4<<'OUT'
{"id":2,"s":5}
{"id":1,"s":5}
IN
{"id":1,"s":5}
OUT
}

@test "ndtop: --ties keep gives every record that is equal to the Nth" {
  check ndtop -k s -n 2 --ties keep --rank r <<'IN' 4<<'OUT'
{"id":3,"s":5}
{"id":2,"s":5.0}
{"id":5,"s":4}
{"id":1,"s":9}
{"id":4,"s":5}
IN
{"id":1,"s":9,"r":1}
{"id":2,"s":5.0,"r":2}
{"id":3,"s":5,"r":2}
{"id":4,"s":5,"r":2}
OUT
}

@test "ndtop: -g keeps N of each group, the groups in the order of their keys" {
  check ndtop -k s -n 1 -g g.h <<'IN' 4<<'OUT'
{"g":{"h":"b"},"s":1}
{"g":{"h":"a"},"s":2}
{"s":3}
{"g":{"h":"a"},"s":4}
{"g":{"h":null},"s":5}
IN
{"g":{"h":null},"s":5}
{"g":{"h":"a"},"s":4}
{"g":{"h":"b"},"s":1}
OUT
}

@test "ndtop: the key and the groups may be expressions" {
  check ndtop -k '(-.s)' -n 1 -g 'even=(.s % 2)' <<'IN' 4<<'OUT'
{"s":1}
{"s":2}
{"s":3}
{"s":4}
IN
{"s":2}
{"s":1}
OUT
}

@test "ndtop: --share is of the group's total, --rest sums what was left out, exactly" {
  check ndtop -k s -n 1 -g g --share share --rest others <<'IN' 4<<'OUT'
{"g":"a","s":0.3}
{"g":"a","s":0.1}
{"g":"a","s":0.2}
{"g":"b","s":7}
{"g":"c","s":0}
{"g":"a","s":null}
IN
{"g":"a","s":0.3,"share":0.5}
{"g":"a","others":2,"s":0.3,"share":0.5}
{"g":"b","s":7,"share":1}
{"g":"c","s":0,"share":null}
OUT
}

@test "ndtop: what cannot be summed is a bad record where sums are wanted" {
  printf '%s\n' '{"s":1}' '{"s":"x"}' >in
  check ndtop -k s in 4<<'OUT'
{"s":"x"}
{"s":1}
OUT
  fails 3 $'ndtop: in:2: only numbers can be added up for --rest, not a value of type string\nndtop:   {"s":"x"}' \
    ndtop -k s --rest others in
}

@test "ndtop: a field can only be added to an object" {
  check ndtop -k . <<<$'1\n3\n2' 4<<<$'3\n2\n1'
  run -3 --separate-stderr ndtop -k . --rank r <<<'1'
  wrote_nothing && [[ $stderr == *'must be an object'* ]]
}

@test "ndtop: --count ranks values by how often they occur; each of several counts, null does not" {
  printf '%s\n' '{"t":["x","y"],"g":1}' '{"t":["x"],"g":1}' '{"t":null,"g":1}' '{"t":["y","x"],"g":2}' \
    '{"t":["z",null],"g":2}' >in
  check ndtop --count 'tag=(.t | arrays | .[])' -n 2 --rank rank --share share --rest others in 4<<'OUT'
{"tag":"x","count":3,"rank":1,"share":0.5}
{"tag":"y","count":2,"rank":2,"share":0.3333333333333333}
{"others":1,"count":1,"share":0.16666666666666666}
OUT
  check ndtop --count g -g 'n=(.t | length)' in 4<<'OUT'
{"n":0,"g":1,"count":1}
{"n":1,"g":1,"count":1}
{"n":2,"g":2,"count":2}
{"n":2,"g":1,"count":1}
OUT
  check ndtop --count v <<<$'{"v":1}\n{"v":1.0}\n{"v":"1"}' 4<<<$'{"v":1,"count":2}\n{"v":"1","count":1}'
}

@test "ndtop: a record that fails half way counts for nothing" {
  sets_aside 1 2 bad ndtop --count 'v=(.a[] | 1 / .)' --rejects bad <<<$'{"a":[1,0]}\n{"a":[1]}' 4<<<'{"v":1,"count":1}'
}

@test "ndtop: the order of the input, its split and the jobs change nothing" {
  awk 'BEGIN { srand(6); for (i = 0; i < 20000; i++) printf "{\"g\":%d,\"s\":%d.5,\"i\":%d}\n", rand() * 20, rand() * 500, rand() * 9 }' >in
  sort -R --random-source=in in >shuffled
  split -n l/5 shuffled part.
  local options
  for options in '-k s -n 3' '-k s -g g --ties keep -n 3 --rank r --share q --rest o' \
    '-k s -r -g g -n 100 --rest o' '--count s -n 50' '--count s -g g,i -n 2 --rest o --share q'; do
    # shellcheck disable=SC2086  # words of options
    ndtop $options -j 1 in >want
    # shellcheck disable=SC2086
    check ndtop $options -j 2 in 4<want
    # shellcheck disable=SC2086
    check ndtop $options shuffled 4<want
    # shellcheck disable=SC2086
    check ndtop $options part.* 4<want
  done
}

@test "ndtop: a rest or a share beyond the doubles is a number, never null" {
  printf '{"x":%s}\n' 1.6e308 1.5e308 1.5e308 >records
  python3 -c 'print(2 * int(1.5e308))' >sum
  check ndtop -k x -n 1 --rest others records 4<<OUT
{"x":1.6e308}
{"others":2,"x":$(<sum)}
OUT
  printf '{"x":%s}\n' 1e308 -1e308 1e-10 | ndtop -k x -n 1 --share s >share
  python3 - share <<'PY'
import decimal, json, sys
decimal.getcontext().prec = 400
share = json.loads(open(sys.argv[1]).read(), parse_float=decimal.Decimal)["s"]
assert share == int(1e308) * 10**10, share
PY
}

@test "ndtop: a record that will be written anew is checked to its end when it is read" {
  local word
  printf '%s\n' '{"v":2}' '{"v":1,"w":}' '{"v":3}' >in
  for word in rank share; do
    fails 3 $'ndtop: in:2:12: expected a value\nndtop:   {"v":1,"w":}' ndtop -k v "--$word" r in
    sets_aside 1 3 bad ndtop -k v -n 1 --$word r --rejects bad in 4<<<"{\"v\":3,\"r\":$([[ $word == rank ]] && echo 1 || echo 0.6)}"
  done
  sets_aside 1 3 bad ndtop -k v -n 1 --rank r -j 2 --rejects bad in 4<<<'{"v":3,"r":1}'
}

@test "ndtop: -n all ranks every record, and leaves no rest" {
  printf '%s\n' '{"g":2,"a":1}' '{"g":1,"a":3}' '{"g":1,"a":2}' '{"g":1}' '{"g":1,"a":3,"b":1}' >records
  check ndtop -k a -g g -n all --rank rank --share share --rest others records 4<<'OUT'
{"g":1,"a":3,"b":1,"rank":1,"share":0.375}
{"g":1,"a":3,"rank":1,"share":0.375}
{"g":1,"a":2,"rank":3,"share":0.25}
{"g":2,"a":1,"rank":1,"share":1}
OUT
  check ndtop --count .g -n all --ties keep -r records 4<<'OUT'
{"g":2,"count":1}
{"g":1,"count":4}
OUT
  misused "--limit: 'every' is no whole number from 0, nor all" ndtop -k a -n every records
}
