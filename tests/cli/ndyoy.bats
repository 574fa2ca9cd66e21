#!/usr/bin/env bats
# ndyoy: compare each period with the one a year before.
#
#: frame -t t -v v --by year --sum v
#: hostile-none two records of one group and period are an error of their own
#: faults -t t -v v days.ndjson

load helper

bats_require_minimum_version 1.5.0

# days FROM COUNT [VALUE]: records by day, {"d":…,"n":VALUE}; VALUE is an expression of the day's number $i.
days() {
  local i
  for ((i = 0; i < $2; ++i)); do
    printf '{"d":"%s","n":%d}\n' "$(date -u -d "$1 + $i days" +%F)" "$((${3:-1}))"
  done
}

# change: of answers on standard input, period, cur, prev, pct, the days of both sides, state.
change() {
  sed -E 's/^.*"period":"([^"]*)".*"cur":([^,]*),"prev":([^,]*),"delta":[^,]*,"pct":([^,]*),.*"days_cur":([0-9]+),"days_prev":([0-9]+),"expected_cur":([0-9]+),"expected_prev":([0-9]+),"state":"([^"]*)".*$/\1 \2 \3 \4 \5\/\7 \6\/\8 \9/'
}

# changes ARGUMENT...: ndyoy, its answers shortened by change().
changes() {
  ndyoy "$@" >answers || return
  change <answers
}

@test "ndyoy: empty input is no answer" {
  check ndyoy -t t -v n </dev/null 4</dev/null
  check ndyoy -t t -v n --by year --sum n --from 2024 </dev/null 4</dev/null
}

@test "ndyoy: one record is new" {
  check ndyoy -t month -v plays <<'IN' 4<<'OUT'
{"month":"2024-07","plays":62}
IN
{"period":"2024-07","metric":"plays","cur":2,"prev":null,"delta":null,"pct":null,"basis":"daily","days_cur":31,"days_prev":0,"expected_cur":31,"expected_prev":31,"state":"new"}
OUT
}

@test "ndyoy: a bad line is exit 3 with its place, and no answer" {
  local stderr_lines
  run -3 --separate-stderr ndyoy -t t -v n <<'IN'
{"t":"2023-07","n":1}
{"t":"2024-07","n":
IN
  wrote_nothing
  [[ ${stderr_lines[0]} == 'ndyoy: -:2:'* ]]
}

@test "ndyoy: a record without a period is exit 3; with --rejects it is put aside" {
  fails 3 $'ndyoy: -:1: the record has no period in \'t\'\nndyoy:   {"n":1}' ndyoy -t t -v n <<<'{"n":1}'
  printf '%s\n' '{"n":1}' '{"t":"2024","n":"x"}' '{"t":"2024","n":366}' >in
  check changes -t t -v n --rejects bad --max-errors 2 in 4<<<'2024 1 null null 366/366 0/365 new'
  [ "$(wc -l <bad)" = 2 ]
}

@test "ndyoy: usage errors" {
  misused "two values are named 'n'" ndyoy -t t -v n,n
  misused '--sum m is none of the values of -v' ndyoy -t t -v n --sum m
  misused "--min-coverage: '90' is not a share such as 0.9 or 90%; did you mean '90%'?" ndyoy -t t -v n --min-coverage 90
  misused "--lag: '7d' is written 1w" ndyoy -t t -v n --lag 7d
  misused "the value 'pushes/developers' needs a name, such as 'rate=pushes/developers'" ndyoy -t t -v pushes/developers
  misused "the value '.n+1' needs a name, such as 'x=.n+1'" ndyoy -t t -v .n+1
  misused "'sum(.n)' is an aggregate of ndgroup; write -v n --sum n" ndyoy -t t -v 'sum(.n)' --by year
  misused "'distinct(.u)' is an aggregate of ndgroup; make its states, ndgroup --partial -a 'v=distinct(.u)', and compare them by -v v" \
    ndyoy -t t -v 'v=distinct(.u)'
  # What is wrong is another value.
  misused "no such function 'm'; a field is written .m, and ndexpr(7) lists the functions"$'\n'"ndyoy:   m+1"$'\n'"ndyoy:   ^" \
    ndyoy -t t -v 'a=.n,x=m+1'
  misused "the key 'cur' has the name of a field of the answer; rename it: NAME=cur" ndyoy -t t -v n -g cur
  misused "--moving: '7' is no number of days from 1d to 366d; did you mean '7d'?" ndyoy -t t -v n --moving 7
  misused "--lag: '1' is none of 1y, 1q, 1m, 1w, 1d; did you mean '1y'?" ndyoy -t t -v n --lag 1
  misused "--lag: 'month' is none of 1y, 1q, 1m, 1w, 1d" ndyoy -t t -v n --lag month
  misused "--feb29: 'folded' is none of own, fold, drop; did you mean 'fold'?" ndyoy -t t -v n --feb29 folded
  misused "--align: 'weekdays' is none of date, weekday; did you mean 'weekday'?" ndyoy -t t -v n --align weekdays
  misused "--basis: 'match' is none of daily, total, matched; did you mean 'matched'?" ndyoy -t t -v n --basis match
  misused "--from: '2024-2' is not a period like 2024, 2024-Q3, 2024-07, 2024-W31 or 2024-07-31" ndyoy -t t -v n --from 2024-2
  misused '--to: the calendar has no day 2023-02-29' ndyoy -t t -v n --to 2023-02-29
  misused '--to: the calendar has no week 2023-W53: that year ends with week 52' ndyoy -t t -v n --to 2023-W53
  local -a cases=('-v n' '-t t' '-t t -v n --by hour' '-t t -v n --from yesterday' '-t t -v n --basis mean'
    '-t t -v n --moving 7' '-t t -v n --lag 2y' '-t t -v n --nonsense' '-t a,b -v n')
  local words stderr_lines
  for words in "${cases[@]}"; do
    # shellcheck disable=SC2086  # the words of a command line
    run -2 --separate-stderr ndyoy $words </dev/null
    wrote_nothing
    [[ ${stderr_lines[0]} == 'ndyoy: '* ]]
  done
}

@test "ndyoy: what the first record shows to be misused is exit 2 too" {
  misused "records by day compared by month: name 'n' in --sum if it may be added up, else give the partial records of ndgroup --partial or ndmerge --partial, whose states merge" \
    ndyoy -t d -v n --by month <<<'{"d":"2024-07-01","n":1}'
  misused "the records' periods are weeks, which cannot be put together to months" \
    ndyoy -t w -v n --by month --sum n <<<'{"w":"2024-W31","n":1}'
  misused '--lag 1m does not go with periods of a year' ndyoy -t y -v n --lag 1m <<<'{"y":2024,"n":1}'
}

@test "ndyoy: a closed pipe ends it quietly" {
  days 2023-01-01 731 >in
  survives_closed_pipe ndyoy -t d -v n in
}

@test "ndyoy: a full disk is exit 4" {
  fails_on_full_disk ndyoy -t t -v n <<<'{"t":"2024","n":1}'
}

@test "ndyoy: a month by its daily mean, so that totals of unequal months compare" {
  check changes -t m -v n --from 2024-01 <<'IN' 4<<'OUT'
{"m":"2024-02","n":2900}
{"m":"2023-02","n":2800}
{"m":"2024-07","n":8711}
{"m":"2023-07","n":7750}
IN
2024-02 100 100 0 29/29 28/28 ok
2024-07 281 250 0.124 31/31 31/31 ok
OUT
}

@test "ndyoy: years of days: mean, total, matched days" {
  { days 2023-01-01 365 && days 2024-01-01 366; } >in
  check changes -t d -v n --by year --sum n --from 2024-01-01 in 4<<<'2024 1 1 0 366/366 365/365 ok'
  check changes -t d -v n --by year --sum n --from 2024-01-01 --basis total in \
    4<<<'2024 366 365 0.0027397260273972603 366/366 365/365 ok'
  check changes -t d -v n --by year --sum n --from 2024-01-01 --basis matched in \
    4<<<'2024 1 1 0 365/366 365/365 ok'
}

@test "ndyoy: matched compares the days that both years have" {
  { days 2023-01-01 100 10 && days 2024-03-01 100 'i < 41 ? 15 : 1000'; } >in
  check changes -t d -v n --by year --sum n --from 2024 --basis matched in 4<<<'2024 15 10 0.5 41/366 41/365 ok'
  check changes -t d -v n --by year --sum n --from 2024 in 4<<<'2024 596.15 10 null 100/366 100/365 partial'
}

@test "ndyoy: a window is mapped to both years" {
  { days 2023-01-01 365 2 && days 2024-01-01 366 3; } >in
  check changes -t d -v n --by year --sum n --from 2024-01-01 --to 2024-07-31 in 4<<<'2024 3 2 0.5 213/213 212/212 ok'
  check changes -t d -v n --by month --sum n --from 2024-06-16 --to 2024-07-10 in 4<<'OUT'
2024-06 3 2 0.5 15/15 15/15 ok
2024-07 3 2 0.5 10/10 10/10 ok
OUT
}

@test "ndyoy: a period stands against the whole of the one before, a date cuts both sides" {
  days 2023-10-01 183 'i == 121 || i == 122 ? 1000 : 100' >in
  local -a february=(-t d -v n --by month --sum n --lag 1m --basis total)
  check changes "${february[@]}" --from 2024-02 --to 2024-02 in 4<<<'2024-02 2900 4900 -0.40816326530612246 29/29 31/31 ok'
  check changes "${february[@]}" --from 2024-02-01 --to 2024-02-15 in 4<<<'2024-02 1500 1500 0 15/15 15/15 ok'
  check changes "${february[@]}" --from 2024-02-01 --to 2024-02-29 in 4<<<'2024-02 2900 2900 0 29/29 29/29 ok'
  check changes "${february[@]}" --from 2024-02 --to 2024-02-15 in 4<<<'2024-02 1500 1500 0 15/15 15/15 ok'
  check changes "${february[@]}" --from 2024-01-30 --to 2024-02 in 4<<'OUT'
2024-01 2000 200 9 2/2 2/2 ok
2024-02 2900 4900 -0.40816326530612246 29/29 31/31 ok
OUT
  # The same of records by month.
  ndgroup -g 'm=.d[:7]' -a 'n=sum(.n)' in >months
  check changes -t m -v n --lag 1m --basis total --from 2024-02 --to 2024-02 months \
    4<<<'2024-02 2900 4900 -0.40816326530612246 29/29 31/31 ok'
  # A quarter, and a part of one.
  local -a quarter=(-t d -v n --by quarter --sum n --lag 1q --basis total)
  check changes "${quarter[@]}" --from 2024-Q1 --to 2024-Q1 in 4<<<'2024-Q1 10900 9200 0.18478260869565216 91/91 92/92 ok'
  check changes "${quarter[@]}" --from 2024-Q1 --to 2024-02 in 4<<<'2024-Q1 7800 6100 0.2786885245901639 60/60 61/61 ok'
  # To the end of February, of which the earlier one has 29 days.
  { days 2024-01-01 60 && days 2025-01-01 59; } >in
  check changes -t d -v n --by year --sum n --from 2025 --to 2025-02 in 4<<<'2025 1 1 0 59/59 60/60 ok'
  check changes -t d -v n --by year --sum n --from 2025 --to 2025-02-28 in 4<<<'2025 1 1 0 59/59 59/59 ok'
}

@test "ndyoy: a date whose partner lies within a record's period is refused, else records by day and month agree" {
  days 2023-01-01 731 'i % 7' >in
  ndgroup -g 'm=.d[:7]' -a 'n=sum(.n)' in >months
  ndgroup -g 'q=(.d | tostring | .[:4] + "-Q" + (((.[5:7] | tonumber) + 2) / 3 | floor | tostring))' -a 'n=sum(.n)' in >quarters
  misused '--to 2024-02-29 is 2024-01-29 on the earlier side, which cuts through the period 2024-01 of the records; name the month instead of the date' \
    ndyoy -t m -v n --lag 1m --from 2024-02-01 --to 2024-02-29 months
  misused '--to 2025-02-28 is 2024-02-28 on the earlier side, which cuts through the period 2024-02 of the records; name the month instead of the date' \
    ndyoy -t m -v n --to 2025-02-28 months
  misused '--to 2024-06-30 is 2024-03-30 on the earlier side, which cuts through the period 2024-Q1 of the records; name the quarter instead of the date' \
    ndyoy -t q -v n --lag 1q --to 2024-06-30 quarters
  misused '--to 2024-02-10 cuts through the period 2024-02 of the records' ndyoy -t m -v n --lag 1m --to 2024-02-10 months
  for window in '--from 2024-03-01 --to 2024-03-31 --lag 1m' '--from 2024-02-01 --to 2024-02-29' '--from 2024-08-01 --to 2024-08-31 --lag 1m' \
    '--from 2024-05-01 --to 2024-06 --lag 1m' '--from 2024-07-01 --to 2024-12-31'; do
    read -r -a words <<<"$window"
    ndyoy -t d -v n --by month --sum n --basis total "${words[@]}" in >by-day
    ndyoy -t m -v n --basis total "${words[@]}" months >by-month
    [[ -s by-day ]]
    diff by-day by-month
  done
}

@test "ndyoy: 29 February alone, folded into the 28th, or dropped" {
  { days 2023-02-27 3 10 && days 2024-02-27 3 '10 + i * 10'; } >in
  check changes -t d -v n --from 2024-02-28 --to 2024-03-01 in 4<<'OUT'
2024-02-28 20 10 1 1/1 1/1 ok
2024-02-29 30 null null 1/1 0/0 new
2024-03-01 null 10 null 0/1 1/1 gone
OUT
  check changes -t d -v n --from 2024-02-28 --to 2024-02-29 --feb29 fold in 4<<<'2024-02-28 25 10 1.5 2/2 1/1 ok'
  check changes -t d -v n --from 2024-02-28 --to 2024-02-29 --feb29 drop in 4<<<'2024-02-28 20 10 1 1/1 1/1 ok'
}

@test "ndyoy: week 53 is new, by weekday it has a partner" {
  printf '%s\n' '{"w":"2019-W52","n":7}' '{"w":"2020-W01","n":14}' '{"w":"2020-W52","n":14}' '{"w":"2020-W53","n":21}' >in
  check changes -t w -v n --from 2020-W52 in 4<<'OUT'
2020-W52 2 1 1 7/7 7/7 ok
2020-W53 3 null null 7/7 0/0 new
OUT
  check changes -t w -v n --from 2020-W52 --align weekday in 4<<'OUT'
2020-W52 2 1 1 7/7 7/7 ok
2020-W53 3 2 0.5 7/7 7/7 ok
OUT
}

@test "ndyoy: other lags, and moving means" {
  days 2024-01-01 10 'i + 1' >in
  check changes -t d -v n --lag 1w --from 2024-01-10 in 4<<<'2024-01-10 10 3 2.3333333333333335 1/1 1/1 ok'
  check changes -t d -v n --lag 1d --moving 7d --from 2024-01-10 in 4<<<'2024-01-10 7 6 0.16666666666666666 7/7 7/7 ok'
}

@test "ndyoy: groups leave sorted, periods within them, values in the order of -v" {
  check ndyoy -t y -v b,a -g g --basis total --matched <<'IN' 4<<'OUT'
{"g":"x","y":"2024","a":2,"b":3}
{"g":2,"y":"2023","a":1,"b":1}
{"g":"x","y":"2023","a":1,"b":1}
{"g":2,"y":"2024","a":4}
IN
{"g":2,"period":"2024","metric":"a","cur":4,"prev":1,"delta":3,"pct":3,"basis":"total","days_cur":366,"days_prev":365,"expected_cur":366,"expected_prev":365,"state":"ok"}
{"g":"x","period":"2024","metric":"b","cur":3,"prev":1,"delta":2,"pct":2,"basis":"total","days_cur":366,"days_prev":365,"expected_cur":366,"expected_prev":365,"state":"ok"}
{"g":"x","period":"2024","metric":"a","cur":2,"prev":1,"delta":1,"pct":1,"basis":"total","days_cur":366,"days_prev":365,"expected_cur":366,"expected_prev":365,"state":"ok"}
OUT
}

@test "ndyoy: small bases, shares, suppressed groups" {
  printf '%s\n' '{"g":"a","y":2023,"n":0.5}' '{"g":"a","y":2024,"n":0.75}' '{"g":"b","y":2023,"n":null,"suppressed":true}' \
    '{"g":"b","y":2024,"n":0.5}' >in
  check changes -t y -v n -g g --basis total --from 2024 in 4<<'OUT'
2024 0.75 0.5 0.5 366/366 365/365 ok
2024 0.5 null null 366/366 0/365 suppressed
OUT
  check changes -t y -v n -g g --points --from 2024 --matched in 4<<'OUT'
2024 0.75 0.5 0.25 366/366 365/365 ok
2024 0.5 null null 366/366 0/365 suppressed
OUT
  check changes -t y -v n -g g --basis total --min-base 1 --from 2024 in 4<<'OUT'
2024 0.75 0.5 null 366/366 365/365 small-base
2024 0.5 null null 366/366 0/365 suppressed
OUT
}

@test "ndyoy: points need no base: an earlier 0 is ok, unless --min-base says how much it takes" {
  printf '%s\n' '{"g":"a","y":2023,"n":0}' '{"g":"a","y":2024,"n":0.25}' '{"g":"b","y":2023,"n":0.5}' \
    '{"g":"b","y":2024,"n":0}' >in
  check changes -t y -v n -g g --points --from 2024 in 4<<'OUT'
2024 0.25 0 0.25 366/366 365/365 ok
2024 0 0.5 -0.5 366/366 365/365 ok
OUT
  check changes -t y -v n -g g --points --min-base 0.01 --from 2024 in 4<<'OUT'
2024 0.25 0 null 366/366 365/365 small-base
2024 0 0.5 -0.5 366/366 365/365 ok
OUT
  check changes -t y -v n -g g --basis total --from 2024 in 4<<'OUT'
2024 0.25 0 null 366/366 365/365 small-base
2024 0 0.5 -1 366/366 365/365 ok
OUT
}

@test "ndyoy: points are of shares, and the record says so" {
  printf '%s\n' '{"t":"2023-01-01","g":"a","n":0.25,"top":1,"base":4}' '{"t":"2023-01-02","g":"a","n":0.75,"top":3,"base":4}' \
    '{"t":"2024-01-01","g":"a","n":1,"top":4,"base":4}' >in
  # Shares of several records are combined by their mean, without --sum.
  check ndyoy -t t -v n --points --by year --from 2024 --min-coverage 0 in \
    4<<<'{"period":"2024","metric":"n","cur":1,"prev":0.5,"delta":0.5,"pct":0.5,"unit":"points","basis":"daily","days_cur":1,"days_prev":2,"expected_cur":366,"expected_prev":365,"state":"ok"}'
  ndyoy -t t -v r=top/base --points --by year --from 2024 --min-coverage 0 in >answer
  grep -qF '"cur":1,"prev":0.5,"delta":0.5,"pct":0.5,"unit":"points",' answer
  misused "the key 'unit' has the name of a field of the answer; rename it: NAME=unit" ndyoy -t t -v n -g unit --points in
  printf '%s\n' '{"t":"2024-01-02","n":1.5}' '{"t":"2024-01-03","n":-1.5}' >beyond
  fails 3 $'ndyoy: beyond:1: --points takes shares, from -1 to 1, and \'n\' is 1.5\nndyoy:   {"t":"2024-01-02","n":1.5}' \
    ndyoy -t t -v n --points in beyond
  ndyoy -t t -v n --points --rejects bad --max-errors 2 in beyond >answer
  [ "$(wc -l <bad)" = 2 ]
  # Of a quotient the value counts that is compared, not that of a record; nothing is written.
  printf '%s\n' '{"t":"2023-02-01","g":"a","top":4,"base":1}' '{"t":"2023-02-02","g":"a","top":0,"base":4}' >>in
  local -a quotient=(-t t -g g -v r=top/base --points)
  ndyoy "${quotient[@]}" --by month --min-coverage 0 in >/dev/null
  fails 3 "ndyoy: 'r' of 2023-02-01 in {\"g\":\"a\"} is 4; --points takes shares, from -1 to 1" ndyoy "${quotient[@]}" in
  fails 3 "ndyoy: the earlier side of 'r' of 2024-02-01 in {\"g\":\"a\"} is 4; --points takes shares, from -1 to 1" \
    ndyoy "${quotient[@]}" --from 2024 --to 2024 in
}

@test "ndyoy: values that hardly are amounts are named where days divide them by default" {
  printf '%s\n' '{"m":"2023-02","h":2,"n":8,"r":0.25}' '{"m":"2024-02","h":4,"n":8,"r":0.5}' >in
  local way=': give --basis total, or a quotient of two fields, NAME=A/B (or --basis daily, if'
  local one="'r' is divided by days, but looks like a mean or a share$way it is an amount)"
  local stderr
  run -0 --separate-stderr ndyoy -t m -v r,n --from 2024 in
  [ "$stderr" = "ndyoy: $one" ]
  run -0 --separate-stderr ndyoy -t m -v 'r=100*.h/.n' in
  [ "$stderr" = "ndyoy: $one" ]
  run -0 --separate-stderr ndyoy -t m -v 'r,s=.h/.n*100' in
  [ "$stderr" = "ndyoy: 'r', 's' are divided by days, but look like means or shares$way they are amounts)" ]
  run -0 --separate-stderr ndyoy -t m -v r --by year --sum r in
  [ "$stderr" = "ndyoy: ${one/--basis total/states of ndgroup --partial}" ]
  local words
  for words in 'r -q' 'r --quiet' 'r --basis total' 'r --basis daily' 'r --basis matched' 'r --points' 'n,h' 'x=.n//.h' 'x=.n/4' \
    'x=.h/.n' 'x=(.h/.n)' 'x=((h/n))'; do
    # shellcheck disable=SC2086  # the words of a command line
    run -0 --separate-stderr ndyoy -t m -v $words in
    [ "$stderr" = '' ]
  done
  ndyoy -t m -v 'x=.n/4' --from 2024 --basis total in >answer
  grep -qF '"cur":2,"prev":2,' answer
  ndyoy -t m -v 'r=(.h/.n)' --from 2024 in >answer
  grep -qF '"cur":0.5,"prev":0.25,"delta":0.25,"pct":1,"basis":"total",' answer
  # Records by day: a mean of days is one.
  run -0 --separate-stderr ndyoy -t d -v r <<<'{"d":"2024-01-01","r":0.5}'
  [ "$stderr" = '' ]
}

@test "ndyoy: -q says nothing of fields that no record has either" {
  fails 0 'ndyoy: no record has the field .count; the nearest is .n' ndyoy -t m -v count <<<'{"m":"2024-02","n":8}' \
    4<<<'{"period":"2024-02","metric":"count","cur":null,"prev":null,"delta":null,"pct":null,"basis":"daily","days_cur":0,"days_prev":0,"expected_cur":29,"expected_prev":28,"state":"partial"}'
  local stderr
  run -0 --separate-stderr ndyoy -q -t m -v count <<<'{"m":"2024-02","n":8}'
  [ "$stderr" = '' ]
}

@test "ndyoy: coverage may be a percentage" {
  days 2023-12-01 40 >in
  ndyoy -t d -v n --by month --sum n --lag 1m --min-coverage 20% in >percentage
  ndyoy -t d -v n --by month --sum n --lag 1m --min-coverage 0.2 in | cmp - percentage
  grep -q ok percentage
}

@test "ndyoy: moving means and totals are of as many days where 29 February is dropped" {
  { days 2023-02-01 40 && days 2024-02-01 40; } >in
  check changes -t d -v n --moving 7d --basis total --feb29 drop --from 2024-03-01 --to 2024-03-02 in 4<<'OUT'
2024-03-01 7 7 0 7/7 7/7 ok
2024-03-02 7 7 0 7/7 7/7 ok
OUT
}

@test "ndyoy: two records of one group and period are exit 3" {
  local hint='; records that differ in a key need it in -g, those of finer periods a finer -t, with --by month --sum n'
  fails 3 "ndyoy: -:2: a second record for the period 2024-07$hint"$'\nndyoy:   {"t":"2024-07","n":1}' ndyoy -t t -v n <<'IN'
{"t":"2024-07","n":1}
{"t":"2024-07","n":1}
IN
}

@test "ndyoy: a second record is one however its period and group are written, and of whichever file" {
  local second='a second record for the period 2024 and the same group; records that differ in a key need it in -g'
  second+=', those of finer periods a finer -t, with --by year --sum n'
  local pair
  for pair in '{"t":"2024","g":1,"n":1}|{"t":2024,"g":1.0,"n":2}' '{"t":"2024","g":"a","n":1}|{"t":"20\u00324","g":"\u0061","n":2}' \
    '{"t":"2024","n":null}|{"t":"2024","g":null,"n":2}'; do
    printf '%s\n' "${pair%|*}" >one
    printf '%s\n' "${pair#*|}" >two
    fails 3 "ndyoy: two:1: $second"$'\n'"ndyoy:   ${pair#*|}" ndyoy -t t -v n -g g one two
    fails 3 "ndyoy: two:1: $second"$'\n'"ndyoy:   ${pair#*|}" ndyoy -t t -v n -g g --rejects bad one two
  done
  # Records that are put together to one period, but are none of their own.
  days 2024-01-01 2 >in
  local hint='; records that differ in a key need it in -g'
  fails 3 "ndyoy: in:2: a second record for the period 2024-01$hint, those of finer periods a finer -t, with --by month --sum n"$'\nndyoy:   {"d":"2024-01-02","n":1}' ndyoy -t 'm=.d[:7]' -v n in
  fails 3 "ndyoy: -:3: a second record for the period 2024-01$hint"$'\nndyoy:   {"t":"2024-01","n":3}' \
    ndyoy -t t -v n --by year --sum n <<'IN'
{"t":"2024-01","n":1}
{"t":"2024-02","n":2}
{"t":"2024-01","n":3}
IN
}

@test "ndyoy: an object, an array or a text as a value is a bad record, which --rejects takes" {
  local object="'n' is an object: name a number in it, such as n.value; the states of partials are read from whole partial records, with their \"\$nd\""
  printf '%s\n' '{"d":"2024-01-01","n":{"$sum":{"n":"1","d":"5"}}}' '{"d":"2024-01-02","n":1}' '{"d":"2024-01-03","n":[]}' \
    '{"d":"2024-01-04","n":{}}' '{"d":"2024-01-05","n":"5"}' >in
  fails 3 "ndyoy: in:1: $object"$'\nndyoy:   {"d":"2024-01-01","n":{"$sum":{"n":"1","d":"5"}}}' ndyoy -t d -v n in
  sets_aside 4 5 bad ndyoy -t d -v n --rejects bad in \
    4<<<'{"period":"2024-01-02","metric":"n","cur":1,"prev":null,"delta":null,"pct":null,"basis":"daily","days_cur":1,"days_prev":0,"expected_cur":1,"expected_prev":1,"state":"new"}'
}

@test "ndyoy: what --rejects would have to choose by the order of the records ends the run" {
  local one='{"d":"2024-01-01","n":1}' month='{"d":"2024-01","n":5}' twice='{"d":"2024-01-01","n":2}'
  ndgroup --partial -g d -a 'n=sum(.n)' <<<'{"d":"2024-01-02","n":3}' >part
  local other
  for other in "$month" "$twice" "$(head -n 1 part)"; do
    printf '%s\n' "$one" "$other" >there
    printf '%s\n' "$other" "$one" >back
    run -3 ndyoy -t d -v n --rejects bad there
    run -3 ndyoy -t d -v n --rejects bad back
  done
  printf '%s\n' "$one" "$month" >there
  fails 3 $'ndyoy: there:2: the period \'2024-01\' is a month, the first record\'s was a day\nndyoy:   '"$month" \
    ndyoy -t d -v n --rejects bad there
}

@test "ndyoy: a number that is no year says how a period is made of it" {
  fails 3 $'ndyoy: -:1: the period in \'d\' is no text like 2024-07 but the number \'20240101\'; write -t \'(.d|tostring|strptime("%Y%m%d")|strftime("%Y-%m-%d"))\'\nndyoy:   {"d":20240101,"n":1}' \
    ndyoy -t d -v n <<<'{"d":20240101,"n":1}'
  fails 3 $'ndyoy: -:1: \'2024-01-01T00:00:00Z\' is not a period like 2024, 2024-Q3, 2024-07, 2024-W31 or 2024-07-31; write -t \'(.d|day)\'\nndyoy:   {"d":"2024-01-01T00:00:00Z","n":1}' \
    ndyoy -t d -v n <<<'{"d":"2024-01-01T00:00:00Z","n":1}'
  # What the messages say is right.
  local expression
  for expression in '20240131 (.d|tostring|strptime("%Y%m%d")|strftime("%Y-%m-%d"))' '1706659200 (.d|day)' '1706659200000 (.d|ms|day)' \
    '"2024-01-31T00:00:00Z" (.d|day)'; do
    ndyoy --tz UTC -t "${expression#* }" -v n <<<"{\"d\":${expression%% *},\"n\":1}" | grep -q '"period":"2024-01-31"'
    ndtrend --tz UTC -t "${expression#* }" -v n --method poisson --series <<<"{\"d\":${expression%% *},\"n\":1}" | grep -q '"period":"2024-01-31"'
  done
  ndyoy -t '(.d|tostring|.[:4]+"-"+.[4:])' -v n <<<'{"d":202401,"n":1}' | grep -q '"period":"2024-01"'
}

@test "ndyoy: the order of the records changes nothing" {
  { days 2023-01-01 365 'i * 7919 % 101' && days 2024-01-01 366 'i * 104729 % 97'; } >in
  ndyoy -t d -v n --by month --sum n --basis matched in >straight
  sort -t, -k 2 in | ndyoy -t d -v n --by month --sum n --basis matched >shuffled
  cmp straight shuffled
  [ "$(wc -l <straight)" = 24 ]
}

# data NAME: the public data of that name, or the test is skipped.
data() {
  DATA=$BATS_TEST_DIRNAME/../../../shared/data/$1
  if [[ ! -d $DATA ]]; then skip "there is no ../shared/data/$1 beside the project"; fi
}

@test "ndyoy: hot searches of 2024 against 2023, by total, mean of a day, and rows as they were collected" {
  data weibo_hot_search
  ndgroup -g date -a 'titles=distinct(.title)' -a rows=count "$DATA"/*.gz >in
  local -a year=(-t date -v titles -v rows --by year --sum titles --sum rows --from 2024 --to 2024)
  check changes "${year[@]}" --basis total in 4<<'OUT'
2024 145655 124603 0.16895259343675514 366/366 365/365 ok
2024 145655 160873 -0.09459635861828897 366/366 365/365 ok
OUT
  # Points are of shares.
  local stderr
  run -3 --separate-stderr ndyoy "${year[@]}" --points in
  [[ $stderr == "ndyoy: in:1: --points takes shares, from -1 to 1, and 'titles' is "* ]]
  # Different titles of a month are no amount of its days: the default divides them by 29 and 28 days.
  ndgroup -g 'month=(.date|month)' -a 'titles=distinct(.title)' "$DATA"/*.gz >months
  ndyoy -t month -v titles --from 2024-02 --to 2024-02 --basis total months | ndmap -r '.pct * 10000 | round' >pct
  [ "$(cat pct)" = 2685 ]
  ndyoy "${year[@]}" in | ndfilter '.metric == "titles"' | ndmap -r '.pct * 10000 | round' >pct
  [ "$(cat pct)" = 1658 ]
  # Without 29 February.
  check changes "${year[@]}" --basis total --feb29 drop --matched in 4<<'OUT'
2024 145255 124603 0.16574239785558936 365/365 365/365 ok
2024 145255 160873 -0.09708279201606236 365/365 365/365 ok
OUT
}

@test "ndyoy: different titles of a year by their states are not the sum of the days'" {
  data weibo_hot_search
  ndgroup --partial -g date -a 'titles=distinct(.title)' -a rows=count -o parts "$DATA"/*.gz
  ndgroup -g 'year=(.date|year)' -a 'titles=distinct(.title)' -o direct "$DATA"/*.gz
  ndyoy -t date -v titles --by year --from 2024 --to 2024 parts >answer
  [ "$(ndmap -r '"\(.prev) \(.cur)"' answer)" = "$(ndmap -r .titles direct | paste -sd ' ')" ]
  check changes -t date -v rows --by year --from 2024 --to 2024 --basis total parts \
    4<<<'2024 145655 160873 -0.09459635861828897 366/366 365/365 ok'
  # The collector changed: its rows before do not compare with those after.
  printf '%s\n' '{"date":"2023-02-24","metric":"rows","note":"duplicates left out"}' >breaks
  local -a rows=(-t date -v rows --by year --from 2024 --breaks breaks parts)
  fails 3 "ndyoy: 'rows' of 2024 and what it is compared with lie on different sides of the break of 2023-02-24 (duplicates left out); --across-breaks compares them nevertheless" \
    ndyoy "${rows[@]}"
  ndyoy "${rows[@]}" --across-breaks >answer
  grep -qF '"state":"ok","breaks":[{"date":"2023-02-24","metric":"rows","note":"duplicates left out"}]}' answer
}

@test "ndyoy: pushes of 2024 against 2023, of records by quarter" {
  data github_innovation_graph
  ndparse --from csv --types git_pushes=int "$DATA/git_pushes.csv" |
    ndfilter '.iso2_code != "EU"' | # the sum of others
    ndgroup -g 'q="\(.year)-Q\(.quarter)"' -a 'n=sum(.git_pushes)' >in
  check changes -t q -v n --by year --sum n --from 2024 --to 2024 --basis total in \
    4<<<'2024 632006426 581999978 0.08592173520666353 366/366 365/365 ok'
  check changes -t q -v n --from 2024-Q1 --to 2024-Q4 --basis total in 4<<'OUT'
2024-Q1 153037523 144228396 0.061077618862238475 91/91 90/90 ok
2024-Q2 158300927 147009169 0.076809889320577 91/91 91/91 ok
2024-Q3 152879513 141334665 0.08168447563801846 92/92 92/92 ok
2024-Q4 167788463 149427748 0.12287353082507808 92/92 92/92 ok
OUT
  # The same from states, by economy and quarter.
  ndparse --from csv --types git_pushes=int "$DATA/git_pushes.csv" | ndfilter '.iso2_code != "EU"' |
    ndgroup --partial -g 'q="\(.year)-Q\(.quarter)",iso2_code' -a 'n=sum(.git_pushes)' -o parts
  check changes -t q -v n --by year --from 2024 --to 2024 --basis total parts \
    4<<<'2024 632006426 581999978 0.08592173520666353 366/366 365/365 ok'
}

# visits: partial records by day and city, in two files; u are people, r how often one liked what he saw.
visits() {
  printf '%s\n' '{"d":"2023-01-01","c":"a","u":1,"like":true}' '{"d":"2023-01-01","c":"a","u":2}' \
    '{"d":"2023-01-02","c":"a","u":1}' '{"d":"2023-01-02","c":"b","u":1,"like":true}' >before
  printf '%s\n' '{"d":"2024-01-01","c":"a","u":3,"like":true}' '{"d":"2024-01-02","c":"b","u":3}' \
    '{"d":"2024-01-02","c":"b","u":4,"like":true}' '{"d":"2024-01-01","c":"b","u":5,"like":true}' >now
  local year
  for year in before now; do
    ndgroup --partial -g d,c -a n=count -a 'u=distinct(.u)' -a 'r=share(.like)' -a 'likes=count(.like)' \
      -a 'w=ci(share(.like))' -o "$year.part" "$year"
  done
}

@test "ndyoy: states of partials are merged, over days and over groups" {
  visits
  local -a january=(-t d --by month --min-coverage 0 --from 2024-01)
  check changes "${january[@]}" -v n,u,r,w,q=likes/n before.part now.part 4<<'OUT'
2024-01 2 2 0 2/31 2/31 ok
2024-01 3 2 0.5 2/31 2/31 ok
2024-01 0.75 0.5 0.5 2/31 2/31 ok
2024-01 0.75 0.5 0.5 2/31 2/31 ok
2024-01 0.75 0.5 0.5 2/31 2/31 ok
OUT
  # Each value says how it was put together: people are those of all days.
  ndyoy "${january[@]}" -v n,u before.part now.part | ndmap -r .basis | paste -sd ' ' >basis
  [ "$(cat basis)" = 'daily total' ]
  check changes "${january[@]}" -v u -g c before.part now.part 4<<'OUT'
2024-01 1 2 -0.5 1/31 2/31 ok
2024-01 3 1 2 2/31 1/31 ok
OUT
  # From standard input, merged before, and by an expression.
  ndmerge --partial -g 'm=(.d|month),c' before.part now.part | ndyoy -t m -v u --from 2024-01 | change >merged
  diff merged - <<<'2024-01 3 2 0.5 31/31 31/31 ok'
  check changes -t '(.d|month)' -v u --from 2024-01 before.part now.part 4<<<'2024-01 3 2 0.5 31/31 31/31 ok'
}

@test "ndyoy: what partials do not give is refused" {
  visits
  local -a files=(before.part now.part)
  misused "the partials have no state 'x', only n, u, r, likes, w" ndyoy -t d -v x "${files[@]}"
  misused "the value 'x=.n+1' is an expression, and states have no number yet: -v takes their names (n, u, r, likes, w) and quotients of them, NAME=A/B" \
    ndyoy -t d -v x=.n+1 "${files[@]}"
  misused "--basis daily: 'u' is no amount that days could share; leave the option out, and what is one is divided by days, or compare by --basis total" \
    ndyoy -t d -v n,u --basis daily "${files[@]}"
  misused '--sum is about plain numbers; the states of partials merge without it' ndyoy -t d -v n --sum n "${files[@]}"
  misused "--points takes shares, and 'n' is made by count" ndyoy -t d -v n --points "${files[@]}"
  misused "--points takes shares, and 'u' is made by distinct" ndyoy -t d -v r,u --points "${files[@]}"
  local stderr
  run -3 --separate-stderr ndyoy -t day -v n "${files[@]}"
  [[ $stderr == "ndyoy: before.part:1: groups are made of the keys of the partials alone, and 'day' is none of them: d, c"* ]]
  run -3 --separate-stderr ndyoy -t c -v n "${files[@]}"
  [[ $stderr == "ndyoy: before.part:1: 'a' is not a period like "* ]]
  run -3 --separate-stderr ndyoy -t d -v n "${files[@]}" before
  [[ $stderr == "ndyoy: before:1: this is no partial record: it has no '\$nd'; ndgroup --partial makes them"* ]]
  head -n 2 now.part >short
  fails 3 'ndyoy: short: no source record has come: the input is empty, or was cut at its end' ndyoy -t d -v n short
}

@test "ndyoy: records that are no partials among them are put aside, and all are counted" {
  visits
  printf '%s\n' '{"d":"2024-01-01"}' >>now.part
  sets_aside 1 9 bad ndyoy -t d -v u --by year --basis total --from 2024 --min-coverage 0 --rejects bad --stats=told \
    before.part now.part \
    4<<<'{"period":"2024","metric":"u","cur":3,"prev":2,"delta":1,"pct":0.5,"basis":"total","days_cur":2,"days_prev":2,"expected_cur":366,"expected_prev":365,"state":"ok"}'
  grep -qF '"read":9,"used":8,"rejected":1' told
}

@test "ndyoy: of several groupings --only chooses one" {
  visits
  ndgroup --partial --grouping live.n -g d -a n=count --grouping live.u -g d -a 'u=distinct(.u)' -o both before now
  local -a january=(--by month --min-coverage 0 --from 2024-01 both)
  check changes -t d -v u --only live.u "${january[@]}" 4<<<'2024-01 3 2 0.5 2/31 2/31 ok'
  misused "grouping 'live.n' has no state 'u', only n; --only chooses another grouping" ndyoy -t d -v u "${january[@]}"
  local stderr
  run -2 --separate-stderr ndyoy -t d -v n "${january[@]}"
  [[ $stderr == "ndyoy: grouping 'live.n' and grouping 'live.u' have come: choose one with --only"* ]]
  fails 3 "ndyoy: no partials of grouping 'live.x' have come" ndyoy -t d -v n --only live.x "${january[@]}"
  misused '--only chooses a grouping of partial records, and this is a plain one' ndyoy -t d -v u --only live.u before
}

@test "ndyoy: keys of several values are kept, or refused" {
  printf '%s\n' '{"d":"2023-01-01","t":["a","b"]}' '{"d":"2024-01-01","t":["a"]}' '{"d":"2024-01-01","t":["a","b"]}' >in
  ndgroup --partial -g 'd,t=.t[]' -a n=count -a 'r=share(.x)' -o part in
  check changes -t d -v n -g t --from 2024 part 4<<'OUT'
2024-01-01 2 1 1 1/1 1/1 ok
2024-01-01 1 1 0 1/1 1/1 ok
OUT
  misused "-g must keep the key 't' as it is: a record may have several values of it, and would count several times in what they are rolled up to" \
    ndyoy -t d -v n part
  misused "--mix: a record may have several values of 't', so its segments overlap" ndyoy -t d -v r -g t --mix t part
}

@test "ndyoy: the change of a ratio by segments" {
  printf '%s\n' '{"c":"a","t":2023,"n":10,"d":100}' '{"c":"a","t":2024,"n":36,"d":300}' '{"c":"b","t":2023,"n":90,"d":300}' \
    '{"c":"b","t":2024,"n":31,"d":100}' >in
  check ndyoy -t t -v r=n/d -g c --mix c --from 2024 in \
    4<<<'{"period":"2024","metric":"r","cur":0.1675,"prev":0.25,"delta":-0.0825,"pct":-0.33,"basis":"total","days_cur":366,"days_prev":365,"expected_cur":366,"expected_prev":365,"state":"ok","within":0.0125,"mix":-0.1,"interaction":0.005,"simpson":true}'
  # A segment that is new is mix alone; without a change there are no terms.
  printf '%s\n' '{"c":"z","t":2024,"n":400,"d":400}' >>in
  ndyoy -t t -v r=n/d -g c --mix c --by-segment in | ndmap -r '"\(.c) \(.within) \(.mix) \(.interaction) \(.simpson)"' >terms
  diff terms - <<'OUT'
null null null null null
a null null null null
b null null null null
null 0.0125 0.325 -0.00375 false
a 0.005 -0.01875 0.0025 null
b 0.0075 -0.03125 -0.00625 null
z 0 0.375 0 null
OUT
}

@test "ndyoy: breaks of a metric and of a group, and files of them that are wrong" {
  printf '%s\n' '{"g":"a","t":"2023","n":1,"m":1}' '{"g":"a","t":"2024","n":1,"m":1}' '{"g":"b","t":"2023","n":1,"m":1}' \
    '{"g":"b","t":"2024","n":1,"m":1}' >in
  printf '%s\n' '{"date":"2024-01-01","g":"b","metric":"m"}' >breaks
  local -a both=(-t t -g g --from 2024 --breaks breaks in)
  ndyoy -q "${both[@]}" -v n >/dev/null
  fails 3 'ndyoy: '"'m' of 2024 in {\"g\":\"b\"} and what it is compared with lie on different sides of the break of 2024-01-01; --across-breaks compares them nevertheless" \
    ndyoy "${both[@]}" -v n,m
  ndyoy "${both[@]}" -v n,m --across-breaks | grep -c breaks >count
  [ "$(cat count)" = 1 ]
  # A line that can be about nothing is told.
  local line='{"date":"2022-01-01","g":"c"}'
  local said="a value or group that no compared record has: $line"
  printf '%s\n' "$line" >odd
  local stderr
  run -0 --separate-stderr ndyoy -t t -g g -v n --breaks odd in
  [ "$stderr" = "ndyoy: a line of --breaks is about $said" ]
  printf '%s\n' '{"date":"2022-01-01","metric":"k"}' '{"date":"2022-01-01","metric":"n"}' >>odd
  run -0 --separate-stderr ndyoy -t t -g g -v n --breaks odd in
  [ "$stderr" = "ndyoy: 2 lines of --breaks are about $said, {\"date\":\"2022-01-01\",\"metric\":\"k\"}" ]
  run -0 --separate-stderr ndyoy -q -t t -g g -v n --breaks odd in
  [ "$stderr" = '' ]
  # A total that holds the group crosses it too.
  run -3 ndyoy -t t -v 'm' --breaks breaks --from 2024 <(head -n 2 in)
  misused '--across-breaks is about the breaks of --breaks FILE' ndyoy -t t -v n --across-breaks in
  run -3 --separate-stderr ndyoy -t t -v n --breaks in in
  [[ $stderr == "ndyoy: in:1: the break has no 'date'"* ]]
  run -4 --separate-stderr ndyoy -t t -v n --breaks none in
}

@test "ndyoy: a break of a field concerns the quotients and expressions that are made of it" {
  printf '%s\n' '{"d":"2023-01","v":1,"w":2,"o":{"x":1}}' '{"d":"2024-01","v":3,"w":2,"o":{"x":1}}' >in
  printf '%s\n' '{"date":"2023-06-01","metric":"v"}' >breaks
  local -a to=(-t d --from 2024 --breaks breaks in)
  fails 3 "ndyoy: 'r' of 2024-01 and what it is compared with lie on different sides of the break of 'v' on 2023-06-01; --across-breaks compares them nevertheless" \
    ndyoy "${to[@]}" -v r=v/w
  local value
  for value in r=w/v 'x=(.v*2)' 'x=([.[]|numbers]|add)' 'x=$twice'; do
    run -3 ndyoy --let 'twice=.v*2' "${to[@]}" -v "$value"
  done
  run -0 --separate-stderr ndyoy "${to[@]}" -v w,o.x
  [ "$stderr" = 'ndyoy: a line of --breaks is about a value or group that no compared record has: {"date":"2023-06-01","metric":"v"}' ]
  printf '%s\n' '{"date":"2023-06-01","metric":"o.x"}' >breaks
  run -3 ndyoy "${to[@]}" -v 'x=(.o|.x)'
  run -3 ndyoy "${to[@]}" -v o.x
}

@test "ndyoy: sums and changes beyond the doubles are numbers, never null" {
  printf '%s\n' '{"m":"2023-01","v":1.5e308}' '{"m":"2023-02","v":1.5e308}' '{"m":"2024-01","v":-1.5e308}' \
    '{"m":"2024-02","v":-1.5e308}' >records
  ndyoy -t m -v v --by year --sum v --basis total --min-coverage 0 records | ndfilter '.prev != null' >actual
  python3 -c 'n = int(1.5e308); print(f"\"cur\":{-2*n},\"prev\":{2*n},\"delta\":{-4*n},\"pct\":-2,")' >expected
  grep -qF "$(<expected)" actual
}

@test "ndyoy: --breaks - is refused where the records come from there too" {
  misused '--breaks -: standard input is read for the records already' ndyoy -t year -v n --breaks - </dev/null
  misused '--breaks -: standard input is read for the records already' ndyoy -t year -v n --breaks - - </dev/null
  echo '{"year":"2023","n":1}' >records
  check ndyoy -t year -v n --from 2024 --breaks - records </dev/null
}

@test "ndyoy: an interval of what is no proportion is refused, as ndgroup does" {
  printf '%s\n' '{"d":"2024","a":1,"b":1}' '{"d":"2024","a":1,"b":0}' >records
  ndgroup --partial -g d -a 'p=ci(ratio(count(.a == 1); count(.b == 1)))' records >part
  fails 3 "ndyoy: 'p' counts 2 of 1, which is no proportion: ci(ratio(count(A); count(B))) needs every A to be a B" ndyoy -t d -v p part
}
