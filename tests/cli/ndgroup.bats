#!/usr/bin/env bats
# shellcheck disable=SC2154  # run --separate-stderr sets stderr
# ndgroup: aggregate records by key fields.
#
#: frame -g k
#: hostile -g a
#: faults -g id -a 'sum(.v)' -a 'list(.text)' -S 64K in.ndjson
#: faults -g 'v=(.v,.id),id' --total -a 'list(.text)' -S 64K in.ndjson
#: faults-all -g k -a n=count in.ndjson
#: faults-all -j 2 -g k -a n=count large.ndjson
#: faults-all -g k --partial in.ndjson

load helper

@test "ndgroup: empty input has no groups, and one without keys" {
  check ndgroup -g k </dev/null
  check ndgroup -a n=count -a 'sum(.x)' </dev/null 4<<'OUT'
{"n":0,"sum_x":null}
OUT
}

@test "ndgroup: one record" {
  check ndgroup -g k -a 'sum(.x)' <<<'{"k":"a","x":0.5}' 4<<'OUT'
{"k":"a","sum_x":0.5}
OUT
}

@test "ndgroup: a bad line is exit 3 with its place, and nothing is written" {
  run -3 --separate-stderr ndgroup -g k <<'IN'
{"k":1}
{"k":
IN
  wrote_nothing
  [[ $stderr == 'ndgroup: -:2:'* ]]
}

@test "ndgroup: a damaged value is not taken by its beginning" {
  local value
  for value in 2024-01-01 10.0.0.1 0x1 12abc 1_000 1,000 5% '"x"y' truex; do
    run -3 --separate-stderr ndgroup -a n=count -a 'm=max(.d)' <<<"{\"d\":$value}"
    wrote_nothing
    [[ $stderr == 'ndgroup: -:1:'*': expected '* ]] || { echo "$value: $stderr" && return 1; }
  done
  run -3 --separate-stderr ndmap '.d = 1' <<<'{"d":2024-01-01,"e":1}'
  wrote_nothing
  check ndgroup -a 'sum(.d)' <<<'{"d" : 2024 , "e":tru}' 4<<<'{"sum_d":2024}'
}

@test "ndgroup: a missing field and null are one key, and no value" {
  check ndgroup -g k -a n=count -a 'd=distinct(.x)' -a 'sum(.x)' <<'IN' 4<<'OUT'
{}
{"k":null,"x":null}
{"k":1,"x":3}
IN
{"k":null,"n":2,"d":0,"sum_x":null}
{"k":1,"n":1,"d":1,"sum_x":3}
OUT
}

@test "ndgroup: usage errors" {
  misused "no such aggregate 'avg'; did you mean 'mean'?" ndgroup -a 'avg(.x)' </dev/null
  misused "'sum(.x; .y)' is not of the form sum(X)" ndgroup -a 'sum(.x; .y)' </dev/null
  misused "--having is about final values, and --partial writes states: give it to the last ndmerge" ndgroup --partial --having '.n > 1' </dev/null
  misused "--source goes with --partial alone" ndgroup --source a </dev/null
}

@test "ndgroup: a reader that goes away ends it with 0" {
  seq 200000 | sed 's/.*/{"k":&}/' >many.ndjson
  survives_closed_pipe ndgroup -g k many.ndjson
}

@test "ndgroup: a full disk is exit 4" {
  echo '{"k":1}' >one.ndjson
  fails_on_full_disk ndgroup -g k one.ndjson
}

@test "ndgroup: no -a counts, -w chooses records, keys may be calculated" {
  check ndgroup -w '.type == "play"' -g 'day=(.t|day)' <<'IN' 4<<'OUT'
{"type":"play","t":"2024-07-01T10:00:00Z"}
{"type":"like","t":"2024-07-01T10:00:00Z"}
{"type":"play","t":"2024-07-01T23:59:59Z"}
{"type":"play","t":"2024-07-02T00:00:00Z"}
IN
{"day":"2024-07-01","n":2}
{"day":"2024-07-02","n":1}
OUT
}

@test "ndgroup: an argument gives any number of values" {
  check ndgroup -a 'd=distinct(.tags[])' -a 'l=list(.tags[])' <<<'{"tags":["b","a","b"]}' 4<<'OUT'
{"d":2,"l":["a","b","b"]}
OUT
}

# Records with topics: several, one twice, none, null, none at all.
make_topics() {
  cat >topics.ndjson <<'IN'
{"day":1,"t":["a","b","a"],"u":1,"x":5}
{"day":1,"t":["b"],"u":2,"x":7}
{"day":2,"t":[],"u":3,"x":1}
{"day":2,"t":null,"u":1,"x":2}
{"day":2,"u":2,"x":0.5}
{"day":2,"t":["b",1,1.0,null],"u":4,"x":1}
IN
}

@test "ndgroup: a key of several values puts a record into each group once, and once into the total" {
  make_topics
  local aggregates=(-a n=count -a 's=sum(.x)' -a 'u=distinct(.u)' -a 'sh=share(.x > 2)' -a 'l=list(.u)')
  check ndgroup -g 't=.t[]?' "${aggregates[@]}" --total topics.ndjson 4<<'OUT'
{"t":null,"n":1,"s":1,"u":1,"sh":0,"l":[4]}
{"t":1,"n":1,"s":1,"u":1,"sh":0,"l":[4]}
{"t":"a","n":1,"s":5,"u":1,"sh":1,"l":[1]}
{"t":"b","n":3,"s":13,"u":3,"sh":0.6666666666666666,"l":[1,2,4]}
{"$total":true,"n":6,"s":16.5,"u":4,"sh":0.3333333333333333,"l":[1,1,2,2,3,4]}
OUT
  check ndgroup -w '.day == 2 and .t != null' -g 't=.t[]?' --total topics.ndjson 4<<'OUT'
{"t":null,"n":1}
{"t":1,"n":1}
{"t":"b","n":1}
{"$total":true,"n":2}
OUT
  # read = used + rejected, whatever has no group.
  run -0 --separate-stderr ndgroup -g 't=.t[]?' --stats topics.ndjson
  [[ $stderr == *'"read":6,"used":6,"rejected":0,"written":4,'* ]]
}

@test "ndgroup: several keys of several values make all combinations, pairs are one key of arrays" {
  check ndgroup -g 't=.t[],k,v=(.v,.w)' <<'IN' 4<<'OUT'
{"t":["a","b"],"k":1,"v":"x","w":"y"}
{"t":["a"],"k":1,"v":"x","w":"x"}
{"t":[],"k":1,"v":"x","w":"x"}
IN
{"t":"a","k":1,"v":"x","n":2}
{"t":"a","k":1,"v":"y","n":1}
{"t":"b","k":1,"v":"x","n":1}
{"t":"b","k":1,"v":"y","n":1}
OUT
  check ndgroup -g 'p=(.x[]|[.id,.c])' <<'IN' 4<<'OUT'
{"x":[{"id":1,"c":"a"},{"id":2,"c":"b"},{"id":1.0,"c":"a"}]}
IN
{"p":[1,"a"],"n":1}
{"p":[2,"b"],"n":1}
OUT
}

@test "ndgroup: an error in one of a key's values rejects the record whole" {
  printf '%s\n' '{"t":[1,2]}' '{"t":[1,0]}' '{"t":3}' '{"t":[2,' '{"t":[2]}' >in
  sets_aside 3 5 refused ndgroup --rejects refused -g 't=(.t[]|6/.)' --total in 4<<'OUT'
{"t":3,"n":2}
{"t":6,"n":1}
{"$total":true,"n":2}
OUT
  [[ $(ndmap -r .line refused) == $'2\n3\n4' ]]
  run -3 --separate-stderr ndgroup -g 't=(.t[]|6/.)' in
  wrote_nothing
  [[ $stderr == 'ndgroup: in:2: '* ]]
  run -3 --separate-stderr ndgroup --strict -g 't=.t[]' <<<'{"t":[1,"a"]}'
  wrote_nothing
}

@test "ndgroup: groupings with and without keys of several values are made in one pass" {
  make_topics
  ndgroup -g 't=.t[]?' -a 's=sum(.x)' --total topics.ndjson >several
  ndgroup -g day -a n=count --total topics.ndjson >one
  ndgroup --total --grouping s -g 't=.t[]?' -a 's=sum(.x)' --grouping o -g day topics.ndjson |
    ndmap 'del(.grouping)' >both
  cat one several >expected
  cmp expected both
  local options=(--grouping s -g 't=.t[]?' -a 's=sum(.x)' --grouping o -g day)
  ndgroup --partial "${options[@]}" topics.ndjson | ndmerge --total | ndmap 'del(.grouping)' >merged
  cmp expected merged
}

@test "ndgroup: keys of several values give the same bytes beyond memory, with any jobs, and in any parts" {
  seq 60000 | ndmap '{k: (. % 7), t: [., . * 3 | . % 5000], s: [. % 4, . % 3], x: .}' >many.ndjson
  local spec=(-g 'k,t=.t[],s=.s[]' -a n=count -a 's_x=sum(.x)' -a 'd=distinct(.x)')
  ndgroup -j1 "${spec[@]}" --total many.ndjson >whole
  [[ $(wc -l <whole) -gt 50000 ]]
  ndgroup -j1 -S 500K -T . "${spec[@]}" --total many.ndjson | cmp whole
  ndgroup -j3 "${spec[@]}" --total many.ndjson | cmp whole
  ndgroup -j3 -S 3M -T . "${spec[@]}" --total many.ndjson | cmp whole
  head -20000 many.ndjson | ndgroup --partial "${spec[@]}" >1.part
  tail -n +20001 many.ndjson | ndgroup --partial -S 500K -T . "${spec[@]}" >2.part
  ndmerge --total -S 500K -T . 2.part 1.part | cmp whole
  ndgroup --partial -j3 "${spec[@]}" many.ndjson >direct.part
  ndmerge --partial 1.part 2.part | grep -v source >merged
  grep -v source direct.part | cmp merged
}

@test "ndgroup: keys of several values of empty input, of one record, and where a field is missing" {
  check ndgroup -g 't=.t[]?' </dev/null
  check ndgroup -g 't=.t[]?' --total </dev/null 4<<<'{"$total":true,"n":0}'
  check ndgroup -g 't=.t[]?' --total <<<'{}' 4<<<'{"$total":true,"n":1}'
  run -3 --separate-stderr ndgroup -g 't=.t[]' <<<'{}'
  [[ $stderr == "ndgroup: -:1: cannot iterate over null in '.t[]'"* ]]
  misused "two fields of the output would be called 't': give one of them another name, NAME=..." ndgroup -g 't=.t[]' -a t=count </dev/null
}

@test "ndgroup: --min-group hides the total too where groups overlap" {
  make_topics
  check ndgroup -g 't=.t[]?' -a 'u=distinct(.u)' --min-group 3:u --total topics.ndjson 4<<'OUT'
{"t":null,"u":null,"suppressed":true}
{"t":1,"u":null,"suppressed":true}
{"t":"a","u":null,"suppressed":true}
{"t":"b","u":3}
{"$total":true,"u":null,"suppressed":true}
OUT
  check ndgroup -g 't=.t[]?' -a 'u=distinct(.u)' --min-group 3:u:drop --total topics.ndjson 4<<<'{"t":"b","u":3}'
  ndgroup --partial -g 't=.t[]?' -a 'u=distinct(.u)' topics.ndjson >part
  check ndmerge --min-group 3:u:drop --total part 4<<<'{"t":"b","u":3}'
}

@test "ndgroup: 1.0, 1e0 and 1 are one key; wide integers are not rounded" {
  check ndgroup -g k <<'IN' 4<<'OUT'
{"k":1.0}
{"k":1e0}
{"k":9007199254740993}
{"k":9007199254740992}
{"k":1}
{"k":"1"}
IN
{"k":1,"n":3}
{"k":9007199254740992,"n":1}
{"k":9007199254740993,"n":1}
{"k":"1","n":1}
OUT
}

@test "ndgroup: sums are exact in every order" {
  check ndgroup -a 'sum(.x)' <<<$'{"x":1e308}\n{"x":1}\n{"x":-1e308}' 4<<<'{"sum_x":1}'
  yes '{"x":0.1}' | head -10 >tenths.ndjson
  check ndgroup -a 'sum(.x)' tenths.ndjson 4<<<'{"sum_x":1}'
  yes '{"x":18446744073709551615}' | head -3 >wide.ndjson
  check ndgroup -a 'sum(.x)' wide.ndjson 4<<<'{"sum_x":55340232221128654845}'
}

@test "ndgroup: groupings that have one condition in common" {
  local options=(--grouping a -w '.x > 1' -g k --grouping b -w '.x>1' -a 's=sum(.y)' --grouping c -w '.x > 2' -g k)
  cat >shared <<'IN'
{"x":1,"k":"p","y":"no number, and not asked for"}
{"x":2,"k":"p","y":1}
{"x":3,"k":"q","y":2}
{"k":"r","y":4}
{"x":null,"k":"r","y":8}
{"x":"a","k":"r","y":16}
IN
  check ndgroup "${options[@]}" shared 4<<'OUT'
{"grouping":"a","k":"p","n":1}
{"grouping":"a","k":"q","n":1}
{"grouping":"a","k":"r","n":1}
{"grouping":"b","s":19}
{"grouping":"c","k":"q","n":1}
{"grouping":"c","k":"r","n":1}
OUT
  # A record that fails one of them is of no grouping, whichever it fails.
  options=(--grouping a -w '(.x|ltrimstr("a")|tonumber) > 1' --grouping b -w '(.x|ltrimstr("a")|tonumber) > 1' -a 's=sum(.y)')
  printf '{"x":"a2","y":1}\n{"x":"b","y":1}\n{"x":"a3","y":"bad"}\n{"x":"a1","y":"bad"}\n' >shared
  ndgroup --rejects bad "${options[@]}" shared >out
  check cat out 4<<<$'{"grouping":"a","n":1}\n{"grouping":"b","s":1}'
  [[ $(ndfilter -c true bad) == 2 ]]
}

@test "ndgroup: several groupings in one pass" {
  check ndgroup --grouping b -g k --grouping a -w '.x > 1' -a 'sum(.x)' <<'IN' 4<<'OUT'
{"k":"p","x":1}
{"k":"q","x":2}
{"k":"q","x":3}
IN
{"grouping":"a","sum_x":5}
{"grouping":"b","k":"p","n":1}
{"grouping":"b","k":"q","n":2}
OUT
  misused "--grouping: -w, -g and -a before the first --grouping belong to none" ndgroup -g k --grouping a </dev/null
}

@test "ndgroup: a constant where a field is meant is refused" {
  misused $'in \'distinct("g")\': "g" is the same for every record; the field is written .g' ndgroup -a 'distinct("g")' no-such-file
  misused $'in \'max("a b")\': "a b" is the same for every record; the field is written ."a b"' ndgroup -a 'x=max("a b")' no-such-file
  misused "in 'sum(3)': 3 is the same for every record" ndgroup -a 'sum(3)' no-such-file
  misused $'in \'first(.v; "t")\': "t" is the same for every record; the field is written .t' ndgroup -a 'first(.v; "t")' no-such-file
  check ndgroup -g 'from=("app"),k' <<<'{"k":1}' 4<<<'{"from":"app","k":1,"n":1}'
  check ndgroup -g '"g"' <<<'{"g":1}' 4<<<'{"g":1,"n":1}'
  check ndgroup -a 'list($x)' --arg x a <<<'{"g":1}' 4<<<'{"list_x":["a"]}'
}

@test "ndgroup: an aggregate stands alone" {
  local elsewhere='calculate with results in ndmap; ratio(AGG; AGG) divides one by another'
  misused "in 'sum(.x)/2': an aggregate stands alone, and '/2' follows it; $elsewhere" ndgroup -a 'sum(.x)/2'
  misused "in 'sum(.x) / sum(.y)': an aggregate stands alone, and '/ sum(.y)' follows it; $elsewhere" ndgroup -a 'r=sum(.x) / sum(.y)'
  misused "'(sum(.x)/2)' is no aggregate such as sum(.x); $elsewhere" ndgroup -a 'r=(sum(.x)/2)'
}

@test "ndgroup: --jobs has a limit, which is named whatever is given" {
  misused "--jobs: '1025' is too large; at most 1024" ndgroup -j 1025
  misused "--jobs: '99999999999' is too large; at most 1024" ndgroup -j 99999999999
}

@test "ndgroup: --having reads only what a result can have" {
  misused '--having: no result has the field .nn; there are .d, .n' ndgroup -g d --having '.nn > 1' no-such-file
  misused '--having: no result has the field .m.y; there are .d, .m.x' ndgroup -g d -a 'm.x=max(.v)' --having '.m.y > 1' no-such-file
  misused '--having: no result has the field .v; there are .n' ndgroup --having '.n > 1 and .v' no-such-file
  check ndgroup -g d -a 'm.x=max(.v)' --having '.m.x > 1 and .m != null and (.["$total"] | not)' <<<'{"d":1,"v":2}' 4<<<'{"d":1,"m":{"x":2}}'
  check ndgroup -g d --having 'length == 2 and .d.e == 1' <<<'{"d":{"e":1}}' 4<<<'{"d":{"e":1},"n":1}'
  check ndgroup --grouping x -g d --grouping y -g e --having '.d == 1 or .e == 2' <<<'{"d":1,"e":1}' 4<<<'{"grouping":"x","d":1,"n":1}'
  # Of an interval the fields are known.
  local fields='there are .d, .p.value, .p.n, .p.low, .p.high'
  misused "--having: no result has the field .p.lo; $fields" ndgroup -g d -a 'p=ci(share(.v))' --having '.p.lo > 0' no-such-file
  misused "--having: no result has the field .p.lo; there are .p.value, .p.n, .p.low, .p.high" \
    ndwindow -a 'p=running(ci(share(.v)))' --having '.p.lo > 0' no-such-file
  check ndwindow -a 'p=running(ci(share(.v)))' --having '.p.n > 0 and .p != null' <<<'{"v":false}' \
    4<<<'{"v":false,"p":{"value":0,"n":1,"low":0,"high":0.793450685623}}'
  ndgroup -g d -a 'p=ci(share(.v))' --partial <<<'{"d":1,"v":2}' >ci.part
  fails 3 "ndmerge: --having: no result has the field .p.lo; $fields" ndmerge --having '.p.lo > 0' ci.part
  ndgroup --partial -g d <<<'{"d":1}' >one.part
  fails 3 'ndmerge: --having: no result has the field .nn; there are .d, .n' ndmerge --having '.nn > 1' one.part
}

@test "ndgroup: nothing is written where --having fails for a later group, and the group is named" {
  printf '%s\n' '{"k":1,"x":1}' '{"k":2,"x":"a"}' '{"k":3,"x":1}' >in
  local cannot="cannot add string (\"a\") and number (1) in '.m + 1'"
  fails 3 "ndgroup: $cannot"$'\nndgroup:   {"k":2,"m":"a"}' ndgroup -g k -a 'm=max(.x)' --having '.m + 1 > 0' in 4</dev/null
  fails 3 "ndgroup: $cannot"$'\nndgroup:   {"grouping":"b","m":"a"}' \
    ndgroup --grouping a -a 'm=min(.x)' --grouping b -a 'm=max(.x)' --having '.m + 1 > 0' in 4</dev/null
  ndgroup -g k -a 'm=max(.x)' --partial -o part in
  fails 3 "ndmerge: $cannot"$'\nndmerge:   {"k":2,"m":"a"}' ndmerge --having '.m + 1 > 0' part 4</dev/null
  # Also where what is made does not fit into the memory.
  awk 'BEGIN { for (i = 0; i < 30000; i++) printf "{\"k\":%d,\"x\":%d}\n", i, i % 7 }' >many
  ndgroup -g k -a 'm=max(.x)' many | ndfilter '.m > 2' >want
  check ndgroup -g k -a 'm=max(.x)' --having '.m + 1 > 3' -S 400K many 4<want
  printf '%s\n' '{"k":99999,"x":"a"}' >>many
  fails 3 "ndgroup: $cannot"$'\nndgroup:   {"k":99999,"m":"a"}' \
    ndgroup -g k -a 'm=max(.x)' --having '.m + 1 > 0' -S 400K many 4</dev/null
}

@test "ndgroup: --having, --total, --fill, --min-group" {
  printf '%s\n' '{"d":"2024-01-01","u":1}' '{"d":"2024-01-01","u":2}' '{"d":"2024-01-03","u":1}' >days.ndjson
  check ndgroup -g d --having '.n > 1' days.ndjson 4<<<'{"d":"2024-01-01","n":2}'
  check ndgroup -g d --total --fill day -a 'u=distinct(.u)' days.ndjson 4<<'OUT'
{"d":"2024-01-01","u":2}
{"d":"2024-01-02","u":0}
{"d":"2024-01-03","u":1}
{"$total":true,"u":2}
OUT
  check ndgroup -g d -a 'u=distinct(.u)' --min-group 2:u days.ndjson 4<<'OUT'
{"d":"2024-01-01","u":2}
{"d":"2024-01-03","u":null,"suppressed":true}
OUT
}

@test "ndgroup: --min-group takes what counts people, and nothing else" {
  local agg
  for agg in 'max(.x)' 'mean(.x)' 'share(.x > 1)' 'ci(share(.x > 1))' 'list(.x)'; do
    misused "--min-group: 'p' is a ${agg%%(*}, which does not say how many people there are: name a count, distinct, adistinct or sum" \
      ndgroup -g g -a "p=$agg" --min-group 5:p
  done
  check ndgroup -g g -a 'p=sum(.x)' --min-group 5:p <<<'{"g":1,"x":4}' 4<<<'{"g":1,"p":null,"suppressed":true}'
}

@test "ndgroup: --fill asks which key is meant where two hold such periods" {
  printf '%s\n' '{"user":3,"hour":20}' '{"user":7,"hour":21}' >visits
  fails 3 "ndgroup: --fill hour: 'user' and 'hour' hold hours both; say which is meant: --fill hour:hour" \
    ndgroup -g user,hour --fill hour visits
  [[ $(ndgroup -g user,hour --fill hour:hour visits | wc -l) == 48 ]]
  misused "--fill: no key is 'h'; there are user, hour" ndgroup -g user,hour --fill hour:h visits
  misused "--fill: 'minute' is not hour, day, week, month, quarter or year, nor one of them and :KEY" ndgroup -g user --fill minute visits
}

@test "ndgroup: --fill year takes years that are numbers, and keeps them numbers" {
  printf '%s\n' '{"y":2020,"g":1}' '{"y":2022,"g":1}' >years
  check ndgroup -g y --fill year --from 2019 years 4<<<$'{"y":2019,"n":0}\n{"y":2020,"n":1}\n{"y":2021,"n":0}\n{"y":2022,"n":1}'
  check ndgroup -g g,y --fill year:y years 4<<<$'{"g":1,"y":2020,"n":1}\n{"g":1,"y":2021,"n":0}\n{"g":1,"y":2022,"n":1}'
  ndgroup --partial -g y years | ndmerge --fill year >merged
  check cat merged 4<<<$'{"y":2020,"n":1}\n{"y":2021,"n":0}\n{"y":2022,"n":1}'
  fails 3 "ndgroup: --fill year: no key holds a year in every group: '2022' is written otherwise than the year before it" \
    ndgroup -g y --fill year <<<$'{"y":2020}\n{"y":"2022"}'
  # Texts that are years go before numbers that may be anything.
  check ndgroup -g y,g --fill year <<<$'{"y":"2020","g":1990}\n{"y":"2022","g":1990}' \
    4<<<$'{"y":"2020","g":1990,"n":1}\n{"y":"2021","g":1990,"n":0}\n{"y":"2022","g":1990,"n":1}'
}

@test "ndgroup: --fill hour with the day as another key, and what is no hour" {
  printf '%s\n' '{"ms":1722434400000}' '{"ms":1722607200000}' >times.ndjson
  ndgroup --tz Asia/Shanghai -g 'd=(.ms|ms|day),h=(.ms|ms|hour)' -a n=count --fill hour times.ndjson >filled
  check ndgroup -g d -a 'hours=distinct(.h),n=sum(.n)' filled 4<<'OUT'
{"d":"2024-07-31","hours":24,"n":1}
{"d":"2024-08-02","hours":24,"n":1}
OUT
  fails 3 "ndgroup: --fill hour: no key holds an hour in every group: '2022-04-24T9' is no hour like 2024-07-31T20 or 20" \
    ndgroup -g h --fill hour <<<'{"h":"2022-04-24T9"}'
  misused "--from: '2022-05-08T00' is an hour; give its day 2022-05-08, whose hours are filled, or a longer period" \
    ndgroup -g h --fill hour --from 2022-05-08T00
}

@test "ndgroup: the same bytes beyond memory, and with any number of jobs" {
  awk 'BEGIN { for (i = 0; i < 60000; i++) printf "{\"k\":\"key %d\",\"x\":%d.25}\n", i * 7919 % 20011, i }' >many.ndjson
  ndgroup -g k -a n=count -a 'sum(.x)' -a 'd=distinct(.x)' -j 1 many.ndjson >plain
  ndgroup -g k -a n=count -a 'sum(.x)' -a 'd=distinct(.x)' -j 1 -S 300K -T . many.ndjson >spilled
  cmp plain spilled
  ndgroup -g k -a n=count -a 'sum(.x)' -a 'd=distinct(.x)' -j 3 many.ndjson >threads
  cmp plain threads
  [[ $(wc -l <plain) == 20011 ]]
  [[ $(ls) == $'many.ndjson\nplain\nspilled\nthreads' ]]
}

@test "ndgroup: a directory for temporary files that is missing is exit 4" {
  awk 'BEGIN { for (i = 0; i < 60000; i++) printf "{\"k\":%d}\n", i }' >many.ndjson
  run -4 --separate-stderr ndgroup -g k -S 100K -T ./missing many.ndjson
  wrote_nothing && [[ $stderr == "ndgroup: "*"--tmp"* ]]
}

@test "ndgroup: --rejects leaves bad values out of every aggregate" {
  sets_aside 1 3 bad ndgroup -a n=count -a 'sum(.x)' --rejects bad <<'IN' 4<<'OUT'
{"x":1}
{"x":"one"}
{"x":2}
IN
{"n":2,"sum_x":3}
OUT
  [[ $(wc -l <bad) == 1 ]]
}

@test "ndgroup: -w given several times asks for all of them, also one that ends in a comment" {
  printf '%s\n' '{"a":1,"b":1}' '{"a":1,"b":2}' '{"a":2,"b":2}' >records
  check ndgroup -w '.a == 1' -w '.b == 2' records 4<<<'{"n":1}'
  check ndgroup -w '.a == 1 or .a == 2 # either' -w '.b == 2' -w '.a != 7' records 4<<<'{"n":2}'
  check ndgroup --grouping x -w '.a == 1' -w '.b == 2' --grouping y -w '.b == 2' records 4<<'OUT'
{"grouping":"x","n":1}
{"grouping":"y","n":2}
OUT
  run -2 --separate-stderr ndgroup -w '.a == 1) or (.b' -w '.b == 2' records
  [[ $stderr == *"expected the end of the expression"* ]]
}

@test "ndgroup: ci gives a proportion with its interval, also over partials" {
  printf '%s\n' '{"g":1,"a":true,"b":true}' '{"g":1,"b":true}' '{"g":1}' '{"g":1,"a":true,"b":true}' '{"g":2}' >in
  local -a aggregates=(-a 's=ci(share(.a))' -a 'r=ci(ratio(count(.a); count(.b)); 0.99)')
  check ndgroup -g g "${aggregates[@]}" in 4<<'OUT'
{"g":1,"s":{"value":0.5,"n":4,"low":0.150038989152,"high":0.849961010848},"r":{"value":0.6666666666666666,"n":3,"low":0.144216015048,"high":0.959573370704}}
{"g":2,"s":{"value":0,"n":1,"low":0,"high":0.793450685623},"r":{"value":null,"n":0,"low":null,"high":null}}
OUT
  ndgroup -g g "${aggregates[@]}" --total in >direct
  head -n 2 in | ndgroup -g g "${aggregates[@]}" --partial -o first
  tail -n 3 in | ndgroup -g g "${aggregates[@]}" --partial -o rest
  check ndmerge --total rest first 4<direct
  grep -qF '"r":{"$ci":{"level":0.99,"of":[{"$count":"1"},{"$count":"2"}]}}' first
  # 0.95 is the level, however it is written; another is another aggregate.
  head -n 1 in | ndgroup -g g -a 's=ci(share(.a))' --partial -o default
  tail -n 1 in | ndgroup -g g -a 's=ci( share(.a) ;0.950)' --partial -o written
  check ndmerge default written 4<<'OUT'
{"g":1,"s":{"value":1,"n":1,"low":0.206549314377,"high":1}}
{"g":2,"s":{"value":0,"n":1,"low":0,"high":0.793450685623}}
OUT
  ndgroup -g g -a 's=ci(share(.a); 0.9)' --partial -o ninety in
  run -3 --separate-stderr ndmerge default ninety
  [[ $stderr == *"the aggregate 's' is ci(X; 0.9) here, ci(X; 0.95) in default"* ]]
  check ndgroup -g g -a 's=ci(share(.a))' --having '.s.low > 0.1' in 4<<<'{"g":1,"s":{"value":0.5,"n":4,"low":0.150038989152,"high":0.849961010848}}'
}

@test "ndgroup: an added period has the interval of nothing, a hidden group has none" {
  printf '%s\n' '{"d":"2024-01-01","u":1,"a":true}' '{"d":"2024-01-01","u":2}' '{"d":"2024-01-03","u":1}' >in
  check ndgroup -g d -a 's=ci(share(.a)),r=ci(ratio(count(.a); count(.a)))' --fill day --total in 4<<'OUT'
{"d":"2024-01-01","s":{"value":0.5,"n":2,"low":0.0945312057342,"high":0.905468794266},"r":{"value":1,"n":1,"low":0.206549314377,"high":1}}
{"d":"2024-01-02","s":{"value":null,"n":0,"low":null,"high":null},"r":{"value":null,"n":0,"low":null,"high":null}}
{"d":"2024-01-03","s":{"value":0,"n":1,"low":0,"high":0.793450685623},"r":{"value":null,"n":0,"low":null,"high":null}}
{"$total":true,"s":{"value":0.3333333333333333,"n":3,"low":0.0614919447204,"high":0.792340399198},"r":{"value":1,"n":1,"low":0.206549314377,"high":1}}
OUT
  printf '%s\n' '{"d":"2024-01-01","u":3}' '{"d":"2024-01-05","u":3}' >later
  check ndgroup -g d -a 's=ci(share(.a)),u=distinct(.u)' --fill day --total --min-group 2:u in later 4<<'OUT'
{"d":"2024-01-01","s":{"value":0.3333333333333333,"n":3,"low":0.0614919447204,"high":0.792340399198},"u":3}
{"d":"2024-01-02","s":{"value":null,"n":0,"low":null,"high":null},"u":0}
{"d":"2024-01-03","s":null,"u":null,"suppressed":true}
{"d":"2024-01-04","s":{"value":null,"n":0,"low":null,"high":null},"u":0}
{"d":"2024-01-05","s":null,"u":null,"suppressed":true}
{"$total":true,"s":{"value":0.2,"n":5,"low":0.0362241086324,"high":0.624465370237},"u":3}
OUT
  ndgroup -g d -a 's=ci(share(.a))' --partial in >part
  check ndmerge --fill day --to 2024-01-04 --having '.s.n == 0' part 4<<'OUT'
{"d":"2024-01-02","s":{"value":null,"n":0,"low":null,"high":null}}
{"d":"2024-01-04","s":{"value":null,"n":0,"low":null,"high":null}}
OUT
  check ndmerge --fill day --to 2024-01-04 part 4<<'OUT'
{"d":"2024-01-01","s":{"value":0.5,"n":2,"low":0.0945312057342,"high":0.905468794266}}
{"d":"2024-01-02","s":{"value":null,"n":0,"low":null,"high":null}}
{"d":"2024-01-03","s":{"value":0,"n":1,"low":0,"high":0.793450685623}}
{"d":"2024-01-04","s":{"value":null,"n":0,"low":null,"high":null}}
OUT
}

@test "ndgroup: what is no proportion has no interval" {
  local form='an interval is of a share or of a ratio of two counts: ci(share(COND)), ci(ratio(count(A); count(B)))'
  misused "'ci(sum(.x))': $form" ndgroup -a 'ci(sum(.x))'
  misused "'ci(ratio(sum(.x); count))': $form" ndgroup -a 'ci(ratio(sum(.x); count))'
  misused "in 'ci(share(.x); 95)': the level must be a number between 0 and 1, such as 0.95" ndgroup -a 'ci(share(.x); 95)'
  misused "'ci' is not of the form ci(AGG), ci(AGG; LEVEL)" ndgroup -a ci
  misused "'ci(share(.x))' cannot stand inside a ratio" ndgroup -a 'ratio(ci(share(.x)); count)'
  printf '%s\n' '{"a":1}' '{"b":1}' '{"a":1}' >in
  fails 3 "ndgroup: 'r' counts 2 of 1, which is no proportion: ci(ratio(count(A); count(B))) needs every A to be a B" \
    ndgroup -a 'r=ci(ratio(count(.a); count(.b)))' in
  printf '%s\n' '{"g":1,"a":1,"b":1}' '{"g":2,"a":1}' >groups
  fails 3 "ndgroup: 'r' counts 1 of 0, which is no proportion: ci(ratio(count(A); count(B))) needs every A to be a B"$'\nndgroup:   {"g":2,"r":null}' \
    ndgroup -g g -a 'r=ci(ratio(count(.a); count(.b)))' groups 4</dev/null
  ndgroup -a 'r=ci(ratio(count(.a); count(.b)))' --partial -o part in
  fails 3 "ndmerge: 'r' counts 2 of 1, which is no proportion: ci(ratio(count(A); count(B))) needs every A to be a B" ndmerge part
}

@test "ndgroup: a sum beyond the doubles is exact, also over partials; ratios have a value" {
  printf '%s\n' '{"g":1,"x":1.5e308,"y":1e-300}' '{"g":1,"x":1.5e308,"y":1e-300}' '{"g":2,"x":-1.5e308,"y":1}' >records
  python3 -c 'print(2 * int(1.5e308))' >sum
  check ndgroup -g g -a 's=sum(.x)' -a 'm=mean(.x)' records 4<<OUT
{"g":1,"s":$(<sum),"m":1.5e308}
{"g":2,"s":-1.5e308,"m":-1.5e308}
OUT
  ndgroup --partial -g g -a 's=sum(.x)' -a 'm=mean(.x)' records >part
  ndgroup -g g -a 's=sum(.x)' -a 'm=mean(.x)' records >whole
  check ndmerge part 4<whole
  check ndgroup -w '.g == 1' -a 'r=ratio(sum(.x); sum(.y))' records 4<<<'{"r":1.5e608}'
  run -3 --separate-stderr ndgroup -a 'ratio(max(.x); count)' - <<<'{"x":1e400}'
  [[ ${stderr%%$'\n'*} == 'ndgroup: -:1: the number 1e400 is beyond the range of a double' ]]
}

@test "ndgroup: numbers whose exponents are huge are keys of their own" {
  printf '{"k":%s}\n' 1e100000000000000000 1e100000000000000001 10e100000000000000000 -1e100000000000000000 \
    1e-999999999999999998 0e99999999999999999999 1e1000000000000000000000 1e1000000000000000000001 \
    -1e-99999999999999999999 -1e-99999999999999999998 >records
  check ndgroup -g k -a n=count records 4<<'OUT'
{"k":-1e100000000000000000,"n":1}
{"k":-1e-99999999999999999998,"n":1}
{"k":-1e-99999999999999999999,"n":1}
{"k":0,"n":1}
{"k":1e-999999999999999998,"n":1}
{"k":1e100000000000000000,"n":1}
{"k":1e100000000000000001,"n":2}
{"k":1e1000000000000000000000,"n":1}
{"k":1e1000000000000000000001,"n":1}
OUT
  check ndgroup -a 'd=distinct(.k)' -a 'm=max(.k)' records 4<<<'{"d":9,"m":1e1000000000000000000001}'
  ndgroup --partial -a 'd=distinct(.k)' -a 'm=mode(.k)' -a 'l=list(.k)' records | ndmerge >merged
  ndgroup -a 'd=distinct(.k)' -a 'm=mode(.k)' -a 'l=list(.k)' records >whole
  cmp whole merged
  check ndgroup -w '.k == 1e1000000000000000000000' records 4<<<'{"n":1}'
}

@test "ndgroup: partials of distinct sets are the same bytes for any order, jobs and memory" {
  local seed
  for seed in $(seq 40); do
    printf '{"v":"u%s"}\n' $((seed % 13)) $((seed * 7 % 5))
    printf '{"v":"%0*d"}\n' $((seed % 9 * 10 + 60)) $((seed % 4))
    printf '{"v":[%s.0,"é"]}\n' $((seed % 3))
  done >records
  ndgroup --partial -a 'd=distinct(.v)' records >expected
  tac records >backwards
  ndgroup --partial -a 'd=distinct(.v)' backwards >actual
  cmp expected actual
  ndgroup --partial -a 'd=distinct(.v)' -j 2 records >actual
  cmp expected actual
  ndgroup --partial -a 'd=distinct(.v)' -S 1K records >actual
  cmp expected actual
  split -n l/7 records piece.
  for seed in piece.*; do ndgroup --partial -a 'd=distinct(.v)' "$seed"; done | ndmerge --partial >actual
  cmp <(head -1 expected) <(head -1 actual)
}

@test "ndgroup: -j reads compressed files side by side, with the same bytes, counts and errors" {
  local jobs part
  for part in 1 2 3 4; do
    awk -v part=$part 'BEGIN { srand(part); for (i = 0; i < 40000; ++i) printf "{\"k\":%d,\"v\":%d,\"id\":\"%x\"}\n", rand() * 50, rand() * 1e9, rand() * 1e15 }' >part$part
  done
  cat part1 part2 part3 part4 >whole
  ndgroup -j 1 -g k -a n=count -a 's=sum(.v)' -a 'd=distinct(.id)' whole >want
  gzip part1 part3
  zstd -q --rm part2
  local -a parts=(part1.gz part2.zst part3.gz part4)
  for jobs in 1 2 7; do
    check ndgroup -j "$jobs" --stats=stats -g k -a n=count -a 's=sum(.v)' -a 'd=distinct(.id)' "${parts[@]}" 4<want
    [[ $(<stats) == *'"read":160000,"used":160000,"rejected":0,"written":50,"bytes_read":'"$(wc -c <whole)"* ]]
    check ndfilter -j "$jobs" -c '.k == 7' "${parts[@]}" 4<<<"$(grep -c '"k":7,' whole)"
    ndfilter -j "$jobs" '.k == 7' "${parts[@]}" | cmp - <(grep '"k":7,' whole)
    fails 0 'ndgroup: no record has the field .vv; the nearest is .v' ndgroup -j "$jobs" -a 'a=max(.vv)' "${parts[@]}" 4<<<'{"a":null}'
  done
  { zcat part3.gz | head -n 30000 && echo oops && zcat part3.gz; } | gzip >bad.gz
  head -c 300000 part1.gz >cut.gz
  for jobs in 1 2 7; do
    fails 3 $'ndgroup: bad.gz:30001:1: expected a value\nndgroup:   oops' \
      ndgroup -j "$jobs" --stats=stats -g k part1.gz bad.gz cut.gz part2.zst 4</dev/null
    [[ $(<stats) == *'"read":70001,"used":70000,"rejected":1,'* ]]
    run -4 --separate-stderr ndgroup -j "$jobs" -g k part2.zst cut.gz bad.gz part1.gz
    [[ $stderr == *"'cut.gz'"*'cut short'* ]]
    sets_aside 1 110001 refused ndgroup -j "$jobs" --rejects refused part3.gz bad.gz 4<<<'{"n":110000}' || return
  done
}

@test "ndgroup: a long standard input is shared by threads, with the result of one" {
  local jobs
  awk 'BEGIN { for (i = 0; i < 120000; ++i) printf "{\"k\":%d,\"v\":%d,\"text\":\"what makes it longer than some MiB\"}\n", i % 997, i }' >in
  ndgroup -j 1 -g k -a 'n=count,s=sum(.v),d=distinct(.v)' in >want
  for jobs in 1 2 5; do
    check ndgroup -j "$jobs" -g k -a 'n=count,s=sum(.v),d=distinct(.v)' --stats=stats < <(cat in) 4<want
    [[ $(<stats) == *'"read":120000,"used":120000,"rejected":0,'* ]]
    check ndgroup -j "$jobs" -S 100K -g k -a 'n=count,s=sum(.v),d=distinct(.v)' <in 4<want
    fails 0 'ndgroup: no record has the field .x; the nearest is .k' ndgroup -j "$jobs" -a 's=sum(.x)' <in 4<<<'{"s":null}'
  done
  sed -i '100001s/.*/oops/' in
  for jobs in 1 2 5; do
    fails 3 $'ndgroup: -:100001:1: expected a value\nndgroup:   oops' \
      ndgroup -j "$jobs" -g k --stats=stats < <(cat in) 4</dev/null
    [[ $(<stats) == *'"read":100001,"used":100000,"rejected":1,'* ]]
  done
}

@test "ndgroup: a bad line ends the run though its writer has not ended" {
  awk 'BEGIN { for (i = 0; i < 200000; ++i) printf "{\"k\":%d,\"text\":\"what makes it longer than MiB\"}\n", i % 7; print "oops" }' >in
  mkfifo pipe
  (cat in && exec sleep 60) >pipe 3>&- &
  run -3 --separate-stderr timeout 40 ndgroup -j 3 -g k <pipe
  [[ $stderr == 'ndgroup: -:200001:1: '* ]]
  kill $! 2>/dev/null || true
}
