#!/usr/bin/env bats
# ndjoin: enrich a stream of records from a table.
# shellcheck disable=SC2154  # bats sets stderr
#
#: frame -k k table.ndjson
#: hostile -k a empty
#: faults -k k table.ndjson in.ndjson
#: faults-all -k k table.ndjson - --unmatched bad

load helper

# table NAME: makes a table of the lines on standard input.
table() {
  cat >"$1"
}

setup() {
  cd "$BATS_TEST_TMPDIR" || return
  unset ND_TZ NO_COLOR TZ COLUMNS
  export LC_ALL=C.UTF-8
  table people <<'T'
{"id":"u1","name":"Ann","city":"Ghent"}
{"id":"u2","name":"Ben"}
T
}

@test "ndjoin: empty input, and an empty table" {
  check ndjoin -k id people </dev/null 4</dev/null
  check ndjoin -k id /dev/null 4</dev/null <<<'{"id":"u1"}'
  check ndjoin -k id --type left /dev/null <<<'{"id":"u1"}' 4<<<'{"id":"u1"}'
}

@test "ndjoin: one record gets the fields of its row, all but the key" {
  check ndjoin -k id people <<'IN' 4<<'OUT'
{"id":"u1","n":1}
IN
{"id":"u1","n":1,"name":"Ann","city":"Ghent"}
OUT
}

@test "ndjoin: a key may be a string whose expressions hold strings, with brackets, colons and commas" {
  table rows <<'T'
{"id":"x(","v":1}
{"id":"x:,","v":2}
T
  check ndjoin -k 'j="\(.a + "(")":id' rows <<<'{"a":"x"}' 4<<<'{"a":"x","v":1}'
  check ndjoin -k '"\(.a + ":,")":id' rows <<<'{"a":"x"}' 4<<<'{"a":"x","v":2}'
  check ndjoin -k 'a:"\(.id + ")")",b:v' rows <<<'{"a":"x()","b":1}' 4<<<'{"a":"x()","b":1,"id":"x("}'
}

@test "ndjoin: a bad line, of the stream or of the table, is exit 3 with its place" {
  run -3 --separate-stderr ndjoin -k id people <<<'{"id":"u1"'
  [[ $stderr == 'ndjoin: -:1:'* ]] && wrote_nothing
  echo '{"id":' >>people
  run -3 --separate-stderr ndjoin -k id people <<<'{"id":"u1"}'
  [[ $stderr == 'ndjoin: people:3:'* ]] && wrote_nothing
}

@test "ndjoin: a record that gets fields is one to its end" {
  echo '{"k":"y","q":2}' >table
  for record in '{"k":"y","z":tru}' '{"k":"y","z":[1,}' '{"k":"y" "z":1}' '{"k":"y","z":01}' '{"k":"y"}x}'; do
    run -3 --separate-stderr ndjoin -k k --take q table <<<"$record"
    wrote_nothing && [[ $stderr == 'ndjoin: -:1:'* ]]
    run -3 --separate-stderr ndjoin -k k --type left table <<<"$record"
    wrote_nothing
  done
  check ndjoin -k k --duplicates all table <<<'{"k":"y", "z":[true] }' 4<<<'{"k":"y", "z":[true],"q":2}'
}

@test "ndjoin: a missing or null key matches nothing, not even a null key of the table" {
  echo '{"id":null,"name":"nobody"}' >>people
  check ndjoin -k id --type left people <<'IN' 4<<'OUT'
{"n":1}
{"id":null,"n":2}
IN
{"n":1}
{"id":null,"n":2}
OUT
}

@test "ndjoin: usage errors" {
  misused 'TABLE is missing' ndjoin -k id
  misused "option '--key KEY[:TABLEKEY],…' is missing" ndjoin people
  misused 'TABLE and the records cannot both be standard input' ndjoin -k id -
  misused "'.a + 1' is no field: say which key of the table it is, KEY:TABLEKEY" ndjoin -k '.a + 1' people
  misused '--any adds no fields: it goes with --type semi or anti' ndjoin -k id --any --type left people
  misused '--any takes one KEY' ndjoin -k id,n --any people
  misused '--take and --prefix go with --type inner or left: the others add no fields' \
    ndjoin -k id --type semi --take name people
  misused '--within needs --start or --end: the fields of the table that bound an interval' \
    ndjoin -k id --within .day people
  misused '--start and --end need --within' ndjoin -k id --start a people
  misused "--type: 'outer' is none of inner, left, semi, anti" ndjoin -k id --type outer people
}

@test "ndjoin: a closed pipe ends it quietly" {
  survives_closed_pipe ndjoin -k id people <<<'{"id":"u1"}'
}

@test "ndjoin: the four types, and the records without a match" {
  table stream <<'T'
{"id":"u2","n":1}
{"id":"u9","n":2}
{"id":"u1","n":3}
T
  check ndjoin -k id --take name people stream 4<<'OUT'
{"id":"u2","n":1,"name":"Ben"}
{"id":"u1","n":3,"name":"Ann"}
OUT
  check ndjoin -k id --take name --type left people stream 4<<'OUT'
{"id":"u2","n":1,"name":"Ben"}
{"id":"u9","n":2}
{"id":"u1","n":3,"name":"Ann"}
OUT
  check ndjoin -k id --type semi people stream 4<<'OUT'
{"id":"u2","n":1}
{"id":"u1","n":3}
OUT
  check ndjoin -k id --type anti people stream 4<<'OUT'
{"id":"u9","n":2}
OUT
  ndjoin -k id --unmatched rest people stream >joined
  check cat rest 4<<'OUT'
{"id":"u9","n":2}
OUT
}

@test "ndjoin: a field of the row takes the place of the record's; a prefix keeps both" {
  check ndjoin -k id people <<'IN' 4<<'OUT'
{"id":"u1","name":"anon","n":1}
{"id":"u1","na\u006de":"anon"}
{"id":"u1"}
IN
{"id":"u1","name":"Ann","n":1,"city":"Ghent"}
{"id":"u1","na\u006de":"Ann","city":"Ghent"}
{"id":"u1","name":"Ann","city":"Ghent"}
OUT
  check ndjoin -k id --take name --prefix user_ people <<<'{"id":"u1","name":"anon"}' \
    4<<<'{"id":"u1","name":"anon","user_name":"Ann"}'
}

@test "ndjoin: fields are taken under other names; one that a row lacks is not added" {
  check ndjoin -k by:id --take who=name,city people <<'IN' 4<<'OUT'
{"by":"u1"}
{"by":"u2"}
IN
{"by":"u1","who":"Ann","city":"Ghent"}
{"by":"u2","who":"Ben"}
OUT
}

@test "ndjoin: keys are equal as values: 1, 1.0 and 1e0 are one, the text 1 is another" {
  table numbers <<'T'
{"k":1,"v":"one"}
{"k":9007199254740993,"v":"big"}
T
  check ndjoin -k k numbers <<'IN' 4<<'OUT'
{"k":1.0}
{"k":1e0}
{"k":"1"}
{"k":9007199254740992}
{"k":9007199254740993}
IN
{"k":1.0,"v":"one"}
{"k":1e0,"v":"one"}
{"k":9007199254740993,"v":"big"}
OUT
}

@test "ndjoin: several keys, and a key that is computed" {
  table days <<'T'
{"day":"2024-07-01","shop":"a","weather":"rain"}
{"day":"2024-07-01","shop":"b","weather":"sun"}
T
  check ndjoin -k 'day=(.t|day),s:shop' --tz Asia/Shanghai days <<'IN' 4<<'OUT'
{"t":"2024-06-30T16:00:00Z","s":"b"}
{"t":"2024-06-30T15:59:59Z","s":"b"}
IN
{"t":"2024-06-30T16:00:00Z","s":"b","weather":"sun"}
OUT
}

@test "ndjoin: a key that stands twice is an error, or the first or all rows count" {
  echo '{"id":"u1","name":"Anna"}' >>people
  run -3 --separate-stderr ndjoin -k id people <<<'{"id":"u1"}'
  [[ ${stderr%%$'\n'*} == 'ndjoin: people:3: the key has stood before, in line 1; see --duplicates' ]] && wrote_nothing
  check ndjoin -k id --take name --duplicates first people <<<'{"id":"u1"}' 4<<<'{"id":"u1","name":"Ann"}'
  check ndjoin -k id --take name --duplicates all people <<<'{"id":"u1"}' 4<<'OUT'
{"id":"u1","name":"Ann"}
{"id":"u1","name":"Anna"}
OUT
  check ndjoin -k id --type semi people <<<'{"id":"u1"}' 4<<<'{"id":"u1"}'
}

@test "ndjoin: --duplicates error holds for every type of join, also with --any and --within" {
  echo '{"id":"u1","name":"Anna"}' >>people
  local type
  for type in inner left semi anti; do
    run -3 --separate-stderr ndjoin -k id --type "$type" --duplicates error people <<<'{"id":"u1"}'
    wrote_nothing && [[ ${stderr%%$'\n'*} == 'ndjoin: people:3: the key has stood before, in line 1; see --duplicates' ]]
  done
  run -3 --separate-stderr ndjoin -k id --any --duplicates error people <<<'{"id":["u1"]}'
  [[ ${stderr%%$'\n'*} == 'ndjoin: people:3: the key has stood before, in line 1; see --duplicates' ]]
  table spans <<'T'
{"id":"u1","from":1,"to":5}
{"id":"u1","from":5,"to":9}
T
  run -3 --separate-stderr ndjoin -k id --type semi --within .t --start from --end to --duplicates error spans <<<'{"id":"u1","t":5}'
  [[ ${stderr%%$'\n'*} == 'ndjoin: spans:2: the key has stood before with an interval that overlaps, in line 1; see --duplicates' ]]
  # An interval that no moment is in was not meant.
  table turned <<'T'
{"id":"u1","from":"2024-01-05","to":"2024-01-09"}
{"id":"u2","from":"2024-01-09","to":"2024-01-05"}
T
  fails 3 $'ndjoin: turned:2: the row\'s end lies before its beginning, so that it never holds\nndjoin:   {"id":"u2","from":"2024-01-09","to":"2024-01-05"}' \
    ndjoin -k id --within .t --start from --end to turned <<<'{"id":"u1","t":"2024-01-07"}' 4</dev/null
  for type in first all; do
    check ndjoin -k id --type semi --duplicates "$type" people <<<'{"id":"u1"}' 4<<<'{"id":"u1"}'
    check ndjoin -k id --type anti --duplicates "$type" people <<<'{"id":"u1"}'
    check ndjoin -k id --type semi --within .t --start from --end to --duplicates "$type" spans <<<'{"id":"u1","t":9}' \
      4<<<'{"id":"u1","t":9}'
  done
}

@test "ndjoin: an interval includes both ends, and a missing end is open" {
  table prices <<'T'
{"item":"x","from":"2024-01-01","to":"2024-01-31","price":1}
{"item":"x","from":"2024-02-01","price":2}
T
  check ndjoin -k item --take price --within .day --start from --end to prices <<'IN' 4<<'OUT'
{"item":"x","day":"2023-12-31"}
{"item":"x","day":"2024-01-01"}
{"item":"x","day":"2024-01-31"}
{"item":"x","day":"2024-02-01"}
{"item":"x","day":"2099-01-01"}
{"item":"x"}
IN
{"item":"x","day":"2024-01-01","price":1}
{"item":"x","day":"2024-01-31","price":1}
{"item":"x","day":"2024-02-01","price":2}
{"item":"x","day":"2099-01-01","price":2}
OUT
}

@test "ndjoin: intervals of one key that overlap are a repeated key" {
  table prices <<'T'
{"item":"x","from":1,"to":5,"price":1}
{"item":"x","from":5,"to":9,"price":2}
T
  run -3 --separate-stderr ndjoin -k item --within .t --start from --end to prices <<<'{"item":"x","t":5}'
  [[ ${stderr%%$'\n'*} == 'ndjoin: prices:2: the key has stood before with an interval that overlaps, in line 1; see --duplicates' ]]
  check ndjoin -k item --take price --within .t --start from --end to --duplicates all prices <<<'{"item":"x","t":5}' 4<<'OUT'
{"item":"x","t":5,"price":1}
{"item":"x","t":5,"price":2}
OUT
  check ndjoin -k item --take price --within .t --start from --end to --duplicates first prices <<<'{"item":"x","t":7}' \
    4<<<'{"item":"x","t":7,"price":2}'
}

@test "ndjoin: a number is not compared with a date" {
  table prices <<<'{"item":"x","from":"2024-01-01"}'
  run -3 --separate-stderr ndjoin -k item --within .t --start from prices <<<'{"item":"x","t":5}'
  [[ ${stderr%%$'\n'*} == "ndjoin: -:1: '5' is a number, and the moments of the table are days; write (…|day)" ]]
}

@test "ndjoin: with --any one item of the array suffices, and a record leaves once" {
  table topics <<'T'
{"topic":"t1","from":"2024-01-01","to":"2024-01-31"}
{"topic":"t2","from":"2024-01-15","to":"2024-02-15"}
T
  table plays <<'T'
{"n":1,"in":["t1","t2"],"day":"2024-01-20"}
{"n":2,"in":["t1"],"day":"2024-02-01"}
{"n":3,"in":["t9",null,"t2"],"day":"2024-02-01"}
{"n":4,"in":[],"day":"2024-01-20"}
{"n":5,"day":"2024-01-20"}
{"n":6,"in":"t1","day":"2024-01-20"}
T
  check ndjoin -k in:topic --any --within .day --start from --end to topics plays 4<<'OUT'
{"n":1,"in":["t1","t2"],"day":"2024-01-20"}
{"n":3,"in":["t9",null,"t2"],"day":"2024-02-01"}
{"n":6,"in":"t1","day":"2024-01-20"}
OUT
  check ndjoin -k in:topic --any --type anti topics plays 4<<'OUT'
{"n":4,"in":[],"day":"2024-01-20"}
{"n":5,"day":"2024-01-20"}
OUT
}

@test "ndjoin: a record that is no object has no fields to match or to get" {
  check ndjoin -k id --type left people <<<'17' 4<<<'17'
  table words <<<'{"word":"a","n":1}'
  run -3 --separate-stderr ndjoin -k .:word words <<<'"a"'
  [[ ${stderr%%$'\n'*} == 'ndjoin: -:1: the record is no object, so no field can be added to it' ]]
  check ndjoin -k .:word --type semi words <<<'"a"' 4<<<'"a"'
}

@test "ndjoin: the file of the unmatched appears whole or not at all" {
  echo old >rest
  printf '%s\n' '{"id":"u9"}' '{"id"' >stream
  run -3 --separate-stderr ndjoin -k id --unmatched rest people stream
  [[ $(cat rest) == old ]]
}

@test "ndjoin: numbers with huge exponents match their equals alone" {
  table big <<<'{"k":1e100000000000000000,"n":1}'
  printf '{"k":%s}\n' 1e100000000000000001 10e99999999999999999 1e99999999999999999 >records
  check ndjoin -k k big records 4<<<'{"k":10e99999999999999999,"n":1}'
}

@test "ndjoin: --unmatched FILE.gz is compressed" {
  printf '%s\n' '{"k":1,"n":"one"}' >table
  check ndjoin -k k table --unmatched other.gz <<<$'{"k":1}\n{"k":2}' 4<<<'{"k":1,"n":"one"}'
  check gzip -dc other.gz 4<<<'{"k":2}'
}
