#!/usr/bin/env bats
# shellcheck disable=SC2154  # run --separate-stderr sets stderr
# --strict: what every tool does with values of different types that are compared or put in order.

load helper

setup() {
  cd "$BATS_TEST_TMPDIR" || return
  unset ND_TZ NO_COLOR TZ COLUMNS
  export LC_ALL=C.UTF-8
  printf '%s\n' '{"k":1,"v":9,"t":"2024-01"}' '{"k":"1","v":"10","t":"2024-02"}' '{"k":2,"v":8,"t":"2024-03"}' >mixed
  printf '%s\n' '{"k":1,"v":9,"t":"2024-01"}' '{"k":null,"v":null,"t":"2024-02"}' '{"k":2,"v":8,"t":"2024-03"}' >nulls
}

# clash TOOL...: without --strict it works; with it, it is exit 3 at the second record, which names both kinds, with any
# number of threads.
clash() {
  local tool=$1
  shift
  run -0 "$tool" "$@" mixed
  run -3 --separate-stderr "$tool" --strict "$@" mixed
  [[ $stderr == "$tool: mixed:2: "*" is compared with "* ]] || { echo "$tool $*: $stderr" && return 1; }
  [[ $stderr == *'a string'* && $stderr == *'a number'* ]] || { echo "$tool $*: $stderr" && return 1; }
}

# fine TOOL...: with null in place of the other kind, --strict changes nothing.
fine() {
  local tool=$1
  shift
  "$tool" "$@" nulls >plain
  "$tool" --strict "$@" nulls >strict
  diff plain strict
}

@test "strict: ndparse's texts that are compared with numbers" {
  printf '%s\n' v 9 10 n/a >input.csv
  # shellcheck disable=SC2312  # what is judged is the last one
  run -3 --separate-stderr ndfilter --strict '.v > 9' < <(ndparse input.csv)
  wrote_nothing
  [[ $stderr == "ndfilter: -:1: a string is compared with a number in '.v > 9'"* ]]
}

@test "strict: conditions and expressions" {
  for condition in '.v > 8' '.v < 90' '.v == 9' '.v != 9' '9 >= .v' '.v | IN(9, 8, 7)' '[.v, 1] | min > 0' \
    '.v > 8 and true' 'any(.v; . == 1)'; do
    clash ndfilter "$condition"
    clash ndgroup -w "$condition"
    clash ndgroup -a "count($condition)"
    clash ndgroup -a "share($condition)"
    clash ndmap --set "c=($condition)"
  done
  clash ndmap '[.v, 5] | sort'
  clash ndgroup -g 'big=(.v > 8)'
  clash ndsort -k '(.v > 8)'
  fine ndfilter '.v == 9 or .v != 8'
}

@test "strict: keys" {
  clash ndsort -k v
  clash ndsort -k k,v:r
  clash ndsort -u -k k
  clash ndsort -k '(.v)'
  clash nduniq -k k
  clash nduniq -k t --keep min:v
  clash nduniq -k t --keep max:v -c n
  clash ndtop -k v
  clash ndtop -k v -r -n 1 -g t
  clash ndtop --count v
  clash ndgroup -g k
  clash ndgroup -g t,k
  clash ndgroup -g 'x=(.v)'
  clash ndwindow -a 'c=changed(.v)'
  run -0 ndsort -m -k t mixed
  for fields in v k,v; do fine ndsort -k "$fields"; done
  fine nduniq -k k
  fine nduniq -k t --keep max:v
  fine ndtop -k v
  fine ndgroup -g k
  fine ndwindow -a 'c=changed(.v)'
}

@test "strict: aggregates whose values are compared" {
  for aggregate in 'min(.v)' 'max(.v)' 'distinct(.v)' 'adistinct(.v)' 'mode(.v)' 'list(.v)' 'set(.v)' 'first(.v; .t)' \
    'first(.t; .v)' 'last(.t; .v)' 'argmax(.t; .v)' 'argmin(.v; .t)' 'ratio(distinct(.v); count)' 'max(.v // .k)'; do
    clash ndgroup -a "x=$aggregate"
    clash ndgroup --partial -g t -a "x=$aggregate"
    fine ndgroup -a "x=$aggregate"
  done
}

@test "strict: keys of a join are of the table's kind, its bounds anyway" {
  printf '%s\n' '{"k":1,"n":"one"}' '{"k":2,"n":"two"}' >table
  clash ndjoin -k k table
  clash ndjoin -k k --type anti table
  clash ndjoin -k 'x=[.k]:k' --any table
  fine ndjoin -k k --type left table
  run -3 --separate-stderr ndjoin --strict -k k mixed nulls
  [[ $stderr == *'mixed:2: a string is compared with a number'* ]]
}

@test "strict: within arrays and objects, as far as a comparison comes" {
  for pair in '[1] ["q"]' '[[1,2]] [[1,"q"]]' '{"a":1} {"a":"q"}' '{"a":[1],"b":0} {"b":0,"a":["q"]}' '[0,{"a":1}] [0,{"a":"q"}]'; do
    printf '{"o":%s,"t":1}\n' "${pair% *}" "${pair#* }" >mixed
    clash ndsort -k o
    clash nduniq -k o
    clash nduniq -k t --keep max:o
    clash ndtop -k o
    clash ndtop --count o
    clash ndgroup -g o
    clash ndgroup -a 'max(.o)'
    clash ndgroup -a 'set(.o)'
    clash ndmap --set 'm=(.o as $o | [$o, '"${pair% *}"'] | max)'
  done
  for pair in '[1,2] [2,"q"]' '{"a":1} {"b":"q"}' '[1] [1,"q"]' '[null] ["q"]' '[1.0,2] [1,3]' '{"a":0,"b":1} {"a":1,"b":"q"}'; do
    printf '{"o":%s}\n' "${pair% *}" "${pair#* }" >nulls
    fine ndsort -k o
    fine nduniq -k o
    fine ndgroup -g o
    fine ndgroup -a 'max(.o)'
  done
}

@test "strict: keys of partials" {
  printf '%s\n' '{"k":1}' >one
  printf '%s\n' '{"k":"2"}' >two
  for name in one two; do ndgroup --partial -g k "$name" >"$name.part"; done
  run -0 ndmerge one.part two.part
  run -3 --separate-stderr ndmerge --strict one.part two.part
  [[ $stderr == "ndmerge: two.part:1: a string is compared with a number of an earlier record in 'k'"* ]]
  run -3 --separate-stderr ndmerge --strict --partial one.part two.part
  run -3 --separate-stderr ndmerge --strict -g k two.part one.part
  run -0 ndmerge --strict one.part
}

@test "strict: source records, totals and other groupings lack the fields of -g, -t and -v; groups may not" {
  printf '%s\n' '{"day":"2023-07-01","who":{"g":1},"n":3,"tags":[1,2]}' '{"day":"2024-07-01","who":{"g":2},"n":4,"tags":[1]}' >events
  local -a groupings=(--grouping a -g 'day,who.g,tag=.tags[]' -a 'sum(.n)' --grouping b -g 'x=.n' -a count)
  ndgroup --strict --partial "${groupings[@]}" -o part events
  local -a only=(--only a -g 'month=(.day|month),who.g,tag')
  ndmerge "${only[@]}" --total part >plain
  check ndmerge --strict "${only[@]}" --total part 4<plain
  [[ $(wc -l <plain) == 4 ]]
  ndmerge --strict --partial "${only[@]}" part >rolled
  check ndmerge --strict --total rolled 4<plain
  ndmap --drop day part >without
  run -3 --separate-stderr ndmerge --strict --only a -g day,tag without
  [[ $stderr == 'ndmerge: without:3: the field .day is missing'* ]]
  ndgroup --partial -g day,who.g -a 'sum(.n),n=count' -o days events
  ndyoy -t day -v sum_n,mean=sum_n/n -g who.g days >plain
  check ndyoy --strict -t day -v sum_n,mean=sum_n/n -g who.g days 4<plain
  [[ $(wc -l <plain) == 6 ]]
  # A plain record with a field of that name is none of ndgroup's.
  run -3 --separate-stderr ndyoy --strict -t t -v v <<<$'{"t":"2024","v":1}\n{"t":"2025","$nd":"2:x:y"}'
  [[ $stderr == 'ndyoy: -:2: the field .v is missing'* ]]
  run -3 --separate-stderr ndmerge --strict -g day <<<'{"d":1}'
  [[ $stderr == 'ndmerge: -:1: this is no partial record'* ]]
}

@test "strict: groups of ndyoy and ndtrend" {
  printf '%s\n' '{"g":1,"n":9,"t":"2023-01"}' '{"g":"1","n":8,"t":"2024-01"}' >mixed
  clash ndyoy -t t -v n -g g
  clash ndtrend -t t -v n -g g
}

@test "strict: a record of another kind is rejected, whatever the number of threads" {
  # shellcheck disable=SC2312  # head ends it
  yes "$(<mixed)" | head -n 6000 >many
  for jobs in 1 2 4; do
    ndgroup --strict -j "$jobs" -g k --rejects rejects many >out 2>/dev/null
    diff out - <<<'{"k":1,"n":2000}'$'\n''{"k":2,"n":2000}'
    [[ $(wc -l <rejects) == 2000 ]]
  done
  for jobs in 1 3; do
    run -3 --separate-stderr ndgroup --strict -j "$jobs" -g k many
    [[ $stderr == *'many:2: a string is compared with a number'* ]]
  done
}
