#!/usr/bin/env bats
# shellcheck disable=SC2154  # run --separate-stderr sets stderr
# A field that is asked for and that no record had is said at the end, with the nearest that was there.

load helper

setup() {
  cd "$BATS_TEST_TMPDIR" || return
  unset ND_TZ NO_COLOR TZ COLUMNS
  export LC_ALL=C.UTF-8
  printf '%s\n' '{"type":"play","count":3,"city":{"tier":1},"day":"2023-07-01"}' \
    '{"type":"like","count":null,"city":{"tier":2},"day":"2024-07-01"}' >in
}

# says FIELD NEAREST TOOL...: the tool succeeds and says that no record has the field.
says() {
  local field=$1 near=$2 tool=$3
  shift 3
  run -0 --separate-stderr "$tool" "$@"
  [[ $stderr == "$tool: no record has the field $field; the nearest is $near" ]] || { echo "$tool $*: $stderr" && return 1; }
}

# silent TOOL...: the tool succeeds and says nothing.
silent() {
  run -0 --separate-stderr "$@"
  [[ -z $stderr ]] || { echo "$*: $stderr" && return 1; }
}

@test "unmet: every tool whose result depends on a field" {
  says .cuont .count ndfilter '.cuont > 2' in
  says .cuont .count ndfilter '.cuont' in
  says .tpye .type ndfilter '.tpye == "play"' in
  says .cuont .count ndmap '{type, n: .cuont}' in
  says .cuont .count ndmap --set 'n=.cuont' in
  says .cuont .count ndmap --rename n=cuont in
  says .cuont .count ndmap --rename n=type,m=cuont in
  says .cuont .count ndmap --keep type --keep cuont in
  says .cuont .count ndmap --drop type,cuont in
  says .city.teir .city.tier ndmap --drop city.teir in
  says .cuont .count ndmap --set x=1 --drop cuont in
  silent ndmap --set cuont=1 --keep cuont,type in
  silent ndmap --set cuont.x=1 --drop cuont in
  silent ndmap --rename n=count --keep n in
  says .cuont .count ndgroup -g cuont in
  says .cuont .count ndgroup -a 'sum(.cuont)' in
  says .cuont .count ndgroup -a 'count(.cuont == 1)' in
  says .tpye .type ndgroup -w '.tpye == "play"' in
  says .city.teir .city.tier ndgroup -g city.teir in
  says .cuont .count ndtop -k cuont in
  says .tpye .type ndtop -k count -g tpye in
  says .tpye .type ndtop --count tpye in
  says .cuont .count ndsort -k cuont in
  says .cuont .count ndsort -m -k cuont in
  says .cuont .count ndsort --check -k cuont in
  says .cuont .count nduniq -k cuont in
  says .cuont .count nduniq -k type --keep max:cuont in
  says .tpye .type ndyoy -t day -v count -g tpye in
  says .cuont .count ndyoy -t day -v cuont in
  says .tpye .type ndtrend -t day -v count -g tpye --method poisson in
  says .cuont .count ndtrend -t day -v cuont --method poisson in
  says .cuont .count ndtable -c type,cuont in
  says .cuont .count ndtable --int cuont in
  says .cuont .count ndtable --bars cuont in
  says .cuont .count ndprint --null - "{cuont}" in
  says .city.teir .city.tier ndtable --pct city.teir --int count in
  run -3 --separate-stderr ndtable --strict --int cuont in
  [[ $stderr == 'ndtable: in:1: the field .cuont is missing'* ]]
  silent ndtable --int count --pct city.tier --bars count in
}

@test "unmet: a field of a table is one of the table" {
  printf '%s\n' '{"type":"play","name":"Play"}' >table
  run -0 --separate-stderr ndjoin -k type --take nmae table in
  [[ $stderr == "ndjoin: no record of 'table' has the field .nmae; the nearest is .name" ]]
  says .tpye .type ndjoin -k tpye:type table in
  silent ndjoin -k type --take name table in
}

@test "unmet: what ndparse is told about a field, where each record has fields of its own" {
  says .cuont .count ndparse --types cuont=int in
  says .cuont .count ndparse --time cuont=ms in
  says .cuont .count ndparse --rename n=cuont in
  says .city.teir .city.tier ndparse --rename n=city.teir --types n=int in
  says .cuont .count ndparse --from json --types cuont=int,type=string <<<"[$(paste -sd, in)]"
  says .lat .late ndparse --from logfmt --types lat=int <<<'late=1 on=x'
  says '."a.c"' '."a.b"' ndparse --from logfmt --rename x=a.c <<<'a.b=1'
  says .a.c .a.b ndparse --from logfmt --nest --types a.c=int <<<'a.b=1'
  silent ndparse --rename n=count --types city.tier=int,n=int in
  silent ndparse --from logfmt --types a.b=int,b=int <<<$'a.b=1\nb=2'
  silent ndparse --types cuont=int </dev/null
  silent ndparse --types cuont=int <<<17
  run -2 --separate-stderr ndparse --from regex --regex '(?P<a>.)' --types b=int <<<x
  run -3 --separate-stderr ndparse --from csv --types b=int <<<a
}

@test "unmet: a let or an argument of that name is what was meant" {
  run -0 --separate-stderr ndgroup --let 'dday=.city.tier' -g dday in
  [[ $stderr == 'ndgroup: no record has the field .dday; did you mean $dday?' ]]
  run -0 --separate-stderr ndfilter --arg town x '.town == "x"' in
  [[ $stderr == 'ndfilter: no record has the field .town; did you mean $town?' ]]
}

@test "unmet: each field on its own line, a part of a path too" {
  run -0 --separate-stderr ndmap '[.cuont, .tier, .city.teir]' in
  [[ $stderr == 'ndmap: no record has the field .cuont; the nearest is .count
ndmap: no record has the field .tier; the nearest is .city.tier
ndmap: no record has the field .city.teir; the nearest is .city.tier' ]]
}

@test "unmet: not for a field that may be missing" {
  silent ndfilter '.cuont == null' in
  silent ndfilter 'null != .cuont' in
  silent ndfilter '.cuont // 0 | . == 0' in
  silent ndfilter '.cuont? | not' in
  silent ndfilter '[.cuont[]?] == []' in
  silent ndfilter 'has("cuont")' in
  silent ndfilter 'try .cuont catch 1' in
  silent ndmap '{n: (.cuont // 0)}' in
  silent ndgroup -a 'count(.cuont != null)' in
}

@test "unmet: not behind a condition that was never true" {
  silent ndfilter '.type == "share" and .cuont > 1' in
  silent ndfilter 'if .type == "share" then .cuont else true end' in
  silent ndmap 'select(.type == "share") | .cuont' in
  silent ndgroup -w '.type == "share"' -a 'sum(.cuont)' in
  silent ndgroup -w '.type == "share"' -g cuont in
  says .cuont .count ndfilter '.type == "play" and .cuont > 1' in
  says .cuont .count ndmap 'select(.type == "play") | .cuont' in
  says .cuont .count ndgroup -w '.type == "play"' -a 'sum(.cuont)' in
}

@test "unmet: null is a value, and one record that has the field is enough" {
  printf '%s\n' '{"a":1}' '{"a":2,"b":null}' >some
  silent ndfilter '.b > 1' some
  silent ndgroup -g b some
}

@test "unmet: only at the end of a whole input of at least one record" {
  silent ndgroup -g cuont </dev/null
  silent ndfilter -n 1 '.cuont | not' in
  run -0 --separate-stderr bash -c 'seq -f "{\"a\":%.0f}" 300000 | ndmap .cuont | head -n 1; exit "${PIPESTATUS[1]}"'
  [[ -z $stderr ]]
  silent ndgroup -g cuont <<<17
  run -3 --separate-stderr ndgroup -g cuont <<<'{"a":1}'$'\n''{'
  [[ $stderr != *'no record has'* ]]
}

@test "unmet: not with -q, --partial or --grouping, nor for all fields" {
  run -1 --separate-stderr ndfilter -q .cuont in
  [[ -z $stderr ]]
  silent ndgroup --partial -g cuont in
  silent ndgroup --grouping x -g cuont --grouping y -g type in
  silent ndtable in
  silent ndmap . in
  silent nduniq in
}

@test "unmet: the same with any number of threads, and where lines are passed over" {
  # shellcheck disable=SC2312  # head ends it
  yes "$(<in)" | head -n 80000 >many
  for jobs in 1 2 4; do
    says .cuont .count ndgroup -j "$jobs" -g cuont many
    says .tpye .type ndfilter -j "$jobs" -c '.tpye == "play"' many
    says .cuont .count ndgroup -j "$jobs" -w '.type == "play"' -a 'sum(.cuont)' many
    silent ndfilter -j "$jobs" -c '.type == "play"' many
    says .cuont .count ndmap -j "$jobs" --drop type,cuont many
    silent ndmap -j "$jobs" --drop type,count many
  done
  # The one that has the field is one that a search for "share" passes over.
  { cat many && echo '{"kind":"x"}' && cat in; } >late
  for jobs in 1 2; do
    silent ndfilter -j "$jobs" -c '.kind == "like"' late
    silent ndmap -j "$jobs" --drop kind late
  done
}
