#!/usr/bin/env bats
# shellcheck disable=SC2154,SC2016  # run --separate-stderr sets stderr; $NAMEs are the tools' own
# --table: values that are looked up in tables.

load helper

setup_file() {
  cd "$BATS_FILE_TMPDIR" || return
  cat >videos <<'T'
{"id":"v1","by":"a1","topics":["x","y"],"n":1.50}
{"id":"v2","by":"a2","topics":null}
{"id":null,"by":"nobody"}
T
  cat >run <<'T'
{"topic":"x","from":"2024-02-28","to":"2024-02-29","no":1}
{"topic":"x","from":"2024-03-01","no":2}
{"topic":"y","from":"2024-02-29","to":"2024-02-29","no":3}
T
  cat >follows <<'T'
{"user":1,"author":"a","ms":1000,"follows":true}
{"user":1,"author":"a","ms":2000,"follows":false}
{"user":1,"author":"b","ms":1500,"follows":true}
T
}

# over TABLE EXPR RECORD: the outputs on one line, or the first line of what was said.
over() {
  local out status=0
  out=$(ndmap --table "$1" "$2" <<<"$3" 2>&1) || status=$?
  if ((status)); then
    echo "$status ${out%%$'\n'*}"
  else
    tr '\n' ' ' <<<"$out"
  fi
}

@test "tables: a row, a field of it, what is within it, and null where there is none" {
  cd "$BATS_FILE_TMPDIR" || return
  local t=videos=videos:id
  [[ $(over $t '$videos[.v].by' '{"v":"v1"}') == '"a1" ' ]]
  [[ $(over $t '$videos[.v]' '{"v":"v1"}') == '{"id":"v1","by":"a1","topics":["x","y"],"n":1.50} ' ]]
  [[ $(over $t '$videos[.v].topics[]' '{"v":"v1"}') == '"x" "y" ' ]]
  [[ $(over $t '$videos[.v].topics[1], ($videos[.v]|.by), $videos[.v]["by"]' '{"v":"v1"}') == '"y" "a1" "a1" ' ]]
  [[ $(over $t '[($videos[.v]).by, ($videos["v2"] | .by), ($videos).["v2"].by, $videos [ .v ] .by]' '{"v":"v1"}') == '["a1","a2","a2","a1"] ' ]]
  [[ $(over $t '($videos[.v])' '{"v":"v2"}') == '{"id":"v2","by":"a2","topics":null} ' ]]
  [[ $(over $t '($videos[.v].topics // [])[]' '{"v":"v2"}') == ' ' ]]
  [[ $(over $t '[$videos[.v].by, $videos[.v], $videos[.v].topics]' '{"v":"v3"}') == '[null,null,null] ' ]]
  [[ $(over $t '[.v[] | $videos[.].by]' '{"v":["v2","v1"]}') == '["a2","a1"] ' ]]
  [[ $(over $t '[$videos[.v[]].by]' '{"v":["v2","v1"]}') == '["a2","a1"] ' ]]
  [[ $(over $t '[$videos[.v] == null, $videos[.v] != null, ($videos[.v]|not)]' '{"v":"v1"}') == '[false,true,false] ' ]]
}

@test "tables: in every tool that has expressions" {
  cd "$BATS_FILE_TMPDIR" || return
  local -a with=(--table videos=videos:id)
  local records=$'{"v":"v1"}\n{"v":"v2"}\n{"v":"v9"}'
  check ndfilter "${with[@]}" '$videos[.v].by == "a2"' <<<"$records" 4<<<'{"v":"v2"}'
  check ndfilter "${with[@]}" '$videos[.v] != null and .v != "v1"' <<<"$records" 4<<<'{"v":"v2"}'
  check ndmap "${with[@]}" --set 'by=$videos[.v].by' <<<'{"v":"v1"}' 4<<<'{"v":"v1","by":"a1"}'
  check ndgroup "${with[@]}" -w '$videos[.v]' -g 'by=$videos[.v].by' -a 's=sum($videos[.v].n)' <<<"$records" 4<<'OUT'
{"by":"a1","s":1.5}
{"by":"a2","s":null}
OUT
  check ndsort "${with[@]}" -k '$videos[.v].by:r' <<<"$records" 4<<'OUT'
{"v":"v2"}
{"v":"v1"}
{"v":"v9"}
OUT
  check nduniq "${with[@]}" -k 'known=($videos[.v] != null)' <<<"$records" 4<<<$'{"v":"v1"}\n{"v":"v9"}'
  check ndtop "${with[@]}" --count 'by=$videos[.v].by' -n 1 <<<"$records" 4<<<'{"by":"a1","count":1}'
  echo '{"who":"a2","x":5}' >people
  check ndjoin "${with[@]}" -k 'who=$videos[.v].by:who' people <<<"$records" 4<<<'{"v":"v2","x":5}'
  ndgroup --partial -g v <<<"$records" >part
  check ndmerge "${with[@]}" -g 'by=$videos[.v].by' part 4<<'OUT'
{"by":null,"n":1}
{"by":"a1","n":1}
{"by":"a2","n":1}
OUT
}

@test "tables: no record, one record, a bad line, a missing field" {
  cd "$BATS_FILE_TMPDIR" || return
  check ndmap --table videos=videos:id '$videos[.v].by' </dev/null
  run -3 --separate-stderr ndmap --table videos=videos:id '$videos[.v].by' <<<'{"v":'
  [[ $stderr == 'ndmap: -:1:6: '* ]]
  check ndmap --table videos=videos:id '$videos[.v].by' <<<$'{"v":null}\n{}\n{"v":"v1"}' 4<<<$'null\nnull\n"a1"'
}

@test "tables: a null key finds nothing, 1 and 1.0 are one key, wide numbers are exact" {
  echo '{"k":1,"v":"one"}
{"k":9007199254740993,"v":"odd"}
{"k":18446744073709551615,"v":"wide"}
{"k":123456789012345678901234567890,"v":"wider"}
{"k":0,"v":"zero"}
{"v":"none"}' >t
  [[ $(over t=t:k '[$t[.k[]].v]' '{"k":[1.0,1e0,9007199254740992,9007199254740993,18446744073709551615,123456789012345678901234567890,-0,null]}') == '["one","one",null,"odd","wide","wider","zero",null] ' ]]
}

@test "tables: a kind that no key has is an error, not a miss" {
  cd "$BATS_FILE_TMPDIR" || return
  [[ $(over videos=videos:id '$videos[.v].by' '{"v":1}') == "3 ndmap: -:1: the key id of \$videos is looked up with the number '1', and has strings only in '\$videos[.v].by'" ]]
  [[ $(over videos=videos:id '[$videos[.v]?.by, ($videos[.v].by)?]' '{"v":1}') == '[] ' ]]
  [[ $(over videos=videos:id 'try $videos[.v].by catch "no"' '{"v":["v1"]}') == '"no" ' ]]
  : >none
  [[ $(over t=none:id '$t[.v].by' '{"v":1}') == 'null ' ]]
  [[ $(over t=follows:user,author 'asof($t; .v; 1)' '{"v":1}') == '2 ndmap: the rows of $t hold always; write $t[[.user, .author]]' ]]
}

@test "tables: several keys are an array of exactly as many" {
  echo '{"a":1,"b":"x","v":1}
{"a":1,"b":"y","v":2}
{"a":2,"b":null,"v":3}' >t
  [[ $(over t=t:a,b '$t[[.a,.b]].v' '{"a":1,"b":"y"}') == '2 ' ]]
  [[ $(over t=t:a,b '[$t[[.a,.b]].v, $t[[null,.b]], $t[[2,null]]]' '{"a":1.0,"b":"x"}') == '[1,null,null] ' ]]
  [[ $(over t=t:a,b '$t[.pair].v' '{"pair":[1,"x"]}') == '1 ' ]]
  [[ $(over t=t:a,b '$t[.pair]' '{"pair":null}') == 'null ' ]]
  [[ $(over t=t:a,b '$t[.pair]' '{"pair":[1]}') == '3 ndmap: -:1: $t is looked up with an array of 2 keys, not of 1 in '"'\$t[.pair]'" ]]
  [[ $(over t=t:a,b '$t[.pair]' '{"pair":"x"}') == '3 ndmap: -:1: $t is looked up with an array of 2 keys, not with string ("x") in '* ]]
  [[ $(over t=t:a,b '$t[[.a[]]].v' '{"a":[1,"y"]}') == '2 ' ]]
  [[ $(over t=t:a,b '$t["x"]' '{}') == '2 ndmap: $t has 2 keys; write $t[[.a, .b]]' ]]
  [[ $(over t=t:a,b '$t[[.a]]' '{}') == '2 ndmap: $t has 2 keys, 1 is given; write $t[[.a, .b]]' ]]
  [[ $(over t=t:a,b '$t[[.a,.b,.c]]' '{}') == '2 ndmap: $t has 2 keys, 3 are given; write $t[[.a, .b]]' ]]
  echo '{"a":1}' >t
  [[ $(over t=t:a '$t[[.a]]' '{"a":1}') == '3 '*"is looked up with the array '[1]', and has numbers only"* ]]
}

@test "tables: a row that holds for an interval, both ends included or the end not" {
  cd "$BATS_FILE_TMPDIR" || return
  local t='r=run:topic@from..to' each='[.d[] as $d | asof($r; "x"; $d).no]'
  [[ $(over "$t" "$each" '{"d":["2024-02-27","2024-02-28","2024-02-29","2024-03-01","2999-01-01",null]}') == '[null,1,1,2,2,null] ' ]]
  [[ $(over 'r=run:topic@from..<to' "$each" '{"d":["2024-02-28","2024-02-29","2024-03-01"]}') == '[1,null,2] ' ]]
  [[ $(over "$t" '[asof($r; .t[]; "2024-02-29") != null]' '{"t":["x","y","z",null]}') == '[true,true,false,false] ' ]]
}

@test "tables: with --strict an open end is written, as null" {
  echo '{"k":1,"from":1,"to":null}' >t
  check ndmap --strict --table t=t:k@from..to 'asof($t; .k; 5).from' <<<'{"k":1}' 4<<<1
  echo '{"k":1,"from":1}' >t
  fails 0 "ndmap: no record of 't' has the field .to; the nearest is .k" \
    ndmap --table t=t:k@from..to --let 'x=asof($t; .k; 5).from' '$x' <<<'{"k":1}' 4<<<1
  run -3 --separate-stderr ndmap --strict --table t=t:k@from..to 'asof($t; .k; 5).from' <<<'{"k":1}'
  [[ $stderr == 'ndmap: t:1: the field .to is missing'* ]]
}

@test "tables: a row that holds from a moment on, until the next" {
  cd "$BATS_FILE_TMPDIR" || return
  local t='f=follows:user,author@ms'
  [[ $(over $t '[.t[] as $t | asof($f; [.u, .a]; $t).follows]' '{"u":1,"a":"a","t":[999,999.5,1000,1999.9,2000,1e9]}') == '[null,null,true,true,false,false] ' ]]
  [[ $(over $t '[asof($f; [.u, "c"]; 5), asof($f; .pair; 1500).follows]' '{"u":1,"pair":[1,"b"]}') == '[null,true] ' ]]
}

@test "tables: RFC 3339 times are instants, whatever their offset" {
  echo '{"k":1,"at":"2024-07-01T00:00:00+08:00","v":1}
{"k":1,"at":"2024-07-01T00:00:00Z","v":2}' >t
  [[ $(over t=t:k@at '[.at[] as $at | asof($t; 1; $at).v]' '{"at":["2024-06-30T16:00:00Z","2024-06-30T15:59:59.999Z","2024-07-01T01:00:00+01:00"]}') == '[1,null,2] ' ]]
}

@test "tables: moments of another kind or grain are an error" {
  cd "$BATS_FILE_TMPDIR" || return
  local t='r=run:topic@from..to'
  [[ $(over $t 'asof($r; "x"; .d)' '{"d":"2024-02"}') == "3 ndmap: -:1: '\"2024-02\"' is a month, and the moments of the table are days; write (…|day) in"* ]]
  [[ $(over $t 'asof($r; "x"; .d)' '{"d":17}') == "3 ndmap: -:1: '17' is a number, and the moments of the table are days"* ]]
  [[ $(over $t 'asof($r; "x"; .d)' '{"d":"2023-02-29"}') == "3 ndmap: -:1: '\"2023-02-29\"' is neither a period"* ]]
  echo '{"k":1,"from":"2024-01-01"}
{"k":2,"from":"2024-01"}' >t
  [[ $(over t=t:k@from 'asof($t; 1; "2024-01-01")' '{}') == "3 ndmap: t:2: '\"2024-01\"' is a month, and the moments of the table are days" ]]
  [[ $(over $t 'asof($r; "x"; .d)' '{"d":"2024-02-29T00:00:00Z"}') == *" is an RFC 3339 time, and the moments"* ]]
}

@test "tables: many rows, few of them or all of them different" {
  cd "$BATS_FILE_TMPDIR" || return
  seq 40000 | ndmap '{id: "v\(.)", few: (. % 7), both: [. % 3, (if . > 20000 then . else 0 end)], each: "text \(.)"}' >many
  local table=t=many:id field
  for field in few both each; do
    [[ $(ndfilter -c --table $table "\$t[.id].$field == .$field" many) == 40000 ]]
    [[ $(ndfilter -c --table $table "\$t[.id].$field == .$field and \$t[.id].few == .few" many) == 40000 ]]
    [[ $(ndmap --keep id many | ndfilter -c --table $table "\$t[.id + \"x\"].$field == null") == 40000 ]]
  done
  [[ $(ndfilter -c --table $table '$t[.id] == .' many) == 40000 ]]
  [[ $(ndfilter -c --table $table '$t[.id] != null' many) == 40000 ]]
}

@test "tables: a key that stands twice is an error of the table, with its line" {
  echo '{"k":1,"v":1}
{"k":2,"v":1}

{"k":1.0,"v":2}' >t
  [[ $(over t=t:k '$t[1]' '{}') == '3 ndmap: t:4: the key has stood before, in line 1' ]]
  echo '{"k":1,"a":5,"b":9}
{"k":2,"a":1,"b":5}

{"k":1,"a":1,"b":5}' >t
  [[ $(over t=t:k@a..b 'asof($t; 1; 2)' '{}') == '3 ndmap: t:4: the key has stood before with an interval that overlaps, in line 1' ]]
  [[ $(over 't=t:k@a..<b' '[asof($t; 1; 2,5).a]' '{}') == '[1,5] ' ]]
  echo '{"k":1,"a":5}
{"k":1,"a":5.0}' >t
  [[ $(over t=t:k@a 'asof($t; 1; 2)' '{}') == '3 ndmap: t:2: the key has stood before with the same moment, in line 1' ]]
}

@test "tables: a row that ends before it begins is an error of the table, with its line" {
  echo '{"k":1,"a":5,"b":9}
{"k":1,"a":9,"b":8.5}' >t
  local form
  for form in 't=t:k@a..b' 't=t:k@a..<b'; do
    [[ $(over "$form" 'asof($t; 1; 2)' '{}') == "3 ndmap: t:2: the row's end lies before its beginning, so that it never holds" ]]
  done
  # One that ends where it begins holds for this moment, or for none.
  echo '{"k":1,"a":5,"b":5}' >t
  [[ $(over 't=t:k@a..b' '[asof($t; 1; 5,6).a]' '{}') == '[5,null] ' ]]
  [[ $(over 't=t:k@a..<b' '[asof($t; 1; 5,6).a]' '{}') == '[null,null] ' ]]
}

@test "tables: bad lines, files that are not there, cells instead of records" {
  echo '{"k":1}
{"k":' >t
  [[ $(over t=t:k '$t[1]' '{}') == '3 ndmap: t:2:6: '* ]]
  [[ $(over t=missing:k '$t[1]' '{}') == '4 ndmap: cannot open '\''missing'\'': No such file or directory'* ]]
  run -2 --separate-stderr ndmap --table cats=cats.csv:type . </dev/null
  [[ $stderr == *'write --table cats=<(ndparse --infer cats.csv):type'* ]]
  printf 'type,x\na,1\n' >cats
  run -3 --separate-stderr ndmap --table cats=cats:type '$cats[.t]' <<<'{}'
  [[ $stderr == 'ndmap: cats:1:1: '*ndparse* ]]
  printf '[1,2]\n' >t
  run -2 --separate-stderr ndmap --table t=t .
  [[ $stderr == "ndmap: --table: 't=t' is not NAME=FILE:KEY,…"* ]]
  echo '5' >t
  [[ $(over t=t:. '$t[.k].x' '{"k":5}') == '3 ndmap: t:1: the row is no object, so it has no fields to look up' ]]
  [[ $(over t=t:. '[$t[.k[]] != null]' '{"k":[5,6]}') == '[true,false] ' ]]
}

@test "tables: rows that are no objects are values as they are" {
  printf '"a"\n1.50\nnull\n[1]\n' >t
  [[ $(over t=t:. '[$t[.[]]]' '["a",1.5,null,[1.0],"b"]') == '["a",1.50,null,[1],null] ' ]]
  check ndfilter --table t=t:. '$t[.k] | not' <<<$'{"k":"a"}\n{"k":"b"}' 4<<<'{"k":"b"}'
  [[ $(over t=t:. '$t["a"] | .x' '{}') == '3 ndmap: -:1: cannot look for field "x" in string ("a")'* ]]
}

@test "tables: a table is no value, and has no other form" {
  cd "$BATS_FILE_TMPDIR" || return
  local program t=v=videos:id
  for program in '$v' '[$v]' '($v)' '$v.id' '($v).id' '[$v.id]' '$v.["id"].id as $x | $v' '$v."id"' '$v[]' '$v[1:2]' '$v | length' '$v as $x | 1' '{$v}' '$v == null'; do
    [[ $(over $t "$program" '{}') == '2 ndmap: '\''$v'\'' is a table and no value; a row of it is $v[.id]' ]] || {
      over $t "$program" '{}'
      return 1
    }
  done
  [[ $(over $t '$v["v1"] = 1' '{}') == '2 ndmap: only a path can be changed'* ]]
  run -2 --separate-stderr ndmap --table $t '.a | $v.x'
  [[ $stderr == *$'\n''ndmap:   .a | $v.x'$'\n''ndmap:        ^^'* ]]
  [[ $(over r=run:topic@from '$r["x"]' '{}') == '2 ndmap: the rows of $r hold at their times; write asof($r; .topic; AT)' ]]
  for program in 'asof(1; 2; 3)' 'asof($w; 2; 3)' 'asof($v; 2)' '5 as $v | asof($v; 2; 3)'; do
    [[ $(over $t "$program" '{}') == '2 ndmap: asof looks up in a table with moments: --table t=FILE:KEY@FROM makes one, asof($t; KEY; AT) is its row' ]]
  done
  [[ $(over $t '$w[1]' '{}') == "2 ndmap: '\$w' is not bound: "*'--table w=FILE:KEY binds it' ]]
  check ndmap --table $t '5 as $v | $v' <<<'{}' 4<<<5
}

@test "tables: one that nobody asks is not read, and one is read once" {
  cd "$BATS_FILE_TMPDIR" || return
  check ndmap --table gone=missing:id '.a' <<<'{"a":1}' 4<<<1
  check ndmap --table gone=missing:id --let 'x=$gone[.a]' '.a' <<<'{"a":1}' 4<<<1
  check ndmap --table v=<(cat videos):id '[$v["v1"].by, $v["v2"].by]' <<<'{}' 4<<<'["a1","a2"]'
  check ndgroup -j 2 --table v=<(cat videos):id -g 'by=$v[.v].by' <<<'{"v":"v1"}' 4<<<'{"by":"a1","n":1}'
  check ndmap --table v=-:id '[$v["v1"].by, .a]' <(echo '{"a":1}') <videos 4<<<'["a1",1]'
  misused '--table v: standard input is read for something else already' ndmap --table v=-:id '$v[1]'
  gzip -c videos >videos.gz
  check ndmap --table v=videos.gz:id '$v["v2"].by' <<<'{}' 4<<<'"a2"'
  if command -v zstd >/dev/null; then
    zstd -qf videos -o videos.zst
    check ndmap --table v=videos.zst:id '$v["v2"].by' <<<'{}' 4<<<'"a2"'
  fi
}

@test "tables: a pipe has one reader" {
  cd "$BATS_FILE_TMPDIR" || return
  mkfifo pipe
  misused "--table v: the pipe 'pipe' is read for something else already" ndmap --table v=pipe:id --table w=pipe:by '[$v[1], $w[1]]'
  misused "--table v: the pipe 'pipe' is read for something else already" ndmap --table v=pipe:id '$v[1]' pipe
  run -2 --separate-stderr ndmap --table v=/dev/stdin:id '$v[1]' < <(cat videos)
  [[ $stderr == "ndmap: --table v: the pipe '/dev/stdin' is read for something else already"* ]]
  check ndmap --table v=videos:id --table w=videos:id '$v["v1"].by + $w["v2"].by' <<<'{}' 4<<<'"a1a2"'
  check ndmap --table v=<(cat videos):id --table w=<(cat videos):id '$v["v1"].by + $w["v2"].by' <(echo '{}') 4<<<'"a1a2"'
}

@test "tables: a table is not overwritten by what is made of it" {
  cp "$BATS_FILE_TMPDIR/videos" v
  run -2 --separate-stderr ndmap --table v=v:id --rejects v '$v[.x]' <<<'{}'
  [[ $stderr == *"'v'"* ]]
  cmp v "$BATS_FILE_TMPDIR/videos"
}

@test "tables: a field that no row has is said, unless it may be missing" {
  cd "$BATS_FILE_TMPDIR" || return
  run --separate-stderr ndfilter --table v=videos:id '$v[.v].bby == "a1"' <<<'{"v":"v1"}'
  [[ $status == 0 && $stderr == *'videos'*'.bby'* ]] || { echo "$stderr" && return 1; }
  check ndfilter --table v=videos:id '($v[.v].bby // "a1") == "a1"' <<<'{"v":"v1"}' 4<<<'{"v":"v1"}'
}

@test "tables: threads share them" {
  local i
  for i in {1..2000}; do echo "{\"k\":\"key-$i\",\"v\":$((i % 5)),\"l\":[$((i % 3))]}"; done >t
  for i in {1..6000}; do echo "{\"k\":\"key-$((i * 7 % 2500))\"}"; done >events
  ndgroup -j 1 --table t=t:k -g 'v=$t[.k].v' -a 'n=count' -a 'l=distinct($t[.k].l)' events >one
  check ndgroup -j 4 --table t=t:k -g 'v=$t[.k].v' -a 'n=count' -a 'l=distinct($t[.k].l)' events 4<one
  check ndjoin -k k t events 4< <(ndmap -j 1 --table t=t:k 'select($t[.k] != null) + {v: $t[.k].v, l: $t[.k].l}' events)
}

@test "tables: partials tell which tables they used, and merge whatever is in them" {
  cd "$BATS_FILE_TMPDIR" || return
  local -a group=(ndgroup --partial -g 'by=$v[.v].by')
  "${group[@]}" --table v=videos:id <<<'{"v":"v1"}' >"$BATS_TEST_TMPDIR/a"
  tac videos >"$BATS_TEST_TMPDIR/turned"
  { cat videos && echo '{"id":"v3","by":"a1"}'; } >"$BATS_TEST_TMPDIR/more"
  "${group[@]}" --table v="$BATS_TEST_TMPDIR/turned:id" <<<'{"v":"v1"}' >"$BATS_TEST_TMPDIR/b"
  "${group[@]}" --table v="$BATS_TEST_TMPDIR/more:id" <<<'{"v":"v3"}' >"$BATS_TEST_TMPDIR/c"
  cd "$BATS_TEST_TMPDIR" || return
  cmp a b
  check ndmerge a b c 4<<<'{"by":"a1","n":3}'
  tables() { ndmap -r '.["$source"].tables // empty | .v | length'; }
  [[ $(ndmerge --partial a b | tables) == 1 && $(ndmerge --partial a c | tables) == 2 ]]
  [[ $(ndmerge --partial a c | ndmerge --partial - a b | tables) == 2 ]]
  cmp <(ndmerge --partial a c) <(ndmerge --partial c a)
  # By another key it is another grouping.
  echo '{"id":"v1","other":"v1","by":"a1"}' >t
  "${group[@]}" --table v=t:other <<<'{"v":"v1"}' >d
  run -3 --separate-stderr ndmerge a d
  [[ $stderr == *'$v'*'table by id'*'table by other'* || $stderr == *'$v'*'table by other'*'table by id'* ]] || { echo "$stderr" && return 1; }
  # A let hands on what it uses.
  ndgroup --partial --table v=videos2:id --let 'by=$v[.v].by' -g 'b=$by' <<<'{"v":"v1"}' 2>/dev/null && return 1
  cp "$BATS_FILE_TMPDIR/videos" videos2
  ndgroup --partial --table v=videos2:id --let 'by=$v[.v].by' -g 'b=$by' <<<'{"v":"v1"}' >e
  [[ $(tables <e) == 1 && $(<e) == *'"$v":"table by id"'* && $(<e) == *'"$by":"$v[.v].by"'* ]]
  sed 's/"tables":{[^}]*}/"tables":{"v":["zz"]}/' a >damaged
  run -3 --separate-stderr ndmerge damaged
  [[ $stderr == *"the 'tables' of the source record are damaged"* ]]
}
