#!/usr/bin/env bats
# ndtrend: bursts.
#
#: frame -q -t t -v v --method poisson --series
#: hostile-none two records of one group and period are an error of their own
#: faults -t t -v v --method poisson --series days.ndjson

load helper

bats_require_minimum_version 1.5.0

# days FROM COUNT GROUP VALUE: records by day, {"t":…,"g":GROUP,"n":…}; VALUE is an expression of the day's number $i.
days() {
  local i=0 day first
  first=$(date -u -d "$1" +%s)
  while read -r day; do
    printf '{"t":"%s","g":"%s","n":%d}\n' "$day" "$3" "$(($4))"
    i=$((i + 1))
  done < <(seq -f '@%.0f' "$first" 86400 "$((first + ($2 - 1) * 86400))" | date -u -f - +%F)
}

# bursts ARGUMENT...: ndtrend, of each burst group, start, end, peak and peak_value.
bursts() {
  ndtrend "$@" >answers || return
  sed -E 's/^\{"[^"]*":"?([^",]*)"?,"start":"([^"]*)","end":"([^"]*)","peak":"([^"]*)","peak_value":([0-9]*),.*$/\1 \2 \3 \4 \5/' answers
}

@test "ndtrend: empty input has no bursts" {
  check ndtrend -t t -v n -g g </dev/null 4</dev/null
  check ndtrend -t t -v n --method poisson --series </dev/null 4</dev/null
}

@test "ndtrend: one record is no burst" {
  check ndtrend -t t -v n -g g <<<'{"t":"2024-07-01","g":"a","n":5}' 4</dev/null
}

@test "ndtrend: a bad line is exit 3 with its place, and no answer" {
  local stderr_lines
  run -3 --separate-stderr ndtrend -t t -v n -g g <<'IN'
{"t":"2023","g":"a","n":1}
{"t":"2024","g":"a","n":
IN
  wrote_nothing
  [[ ${stderr_lines[0]} == 'ndtrend: -:2:'* ]]
}

@test "ndtrend: a record without a period, and what is no count, are exit 3; with --rejects they are put aside" {
  fails 3 $'ndtrend: -:1: the record has no period in \'t\'\nndtrend:   {"n":1}' ndtrend -t t -v n -g g <<<'{"n":1}'
  fails 3 $'ndtrend: -:1: \'n\' is 0.5: bursts are found in counts, which are whole numbers\nndtrend:   {"t":"2024","n":0.5}' \
    ndtrend -t t -v n -g g <<<'{"t":"2024","n":0.5}'
  days 2024-01-01 30 a 'i == 20 ? 30 : 1' >in
  printf '%s\n' '{"n":1}' '{"t":"2024-01-03","n":-2}' '{"t":"January","n":2}' >>in
  check bursts -t t -v n -g g --method poisson --rejects bad --max-errors 3 in 4<<<'a 2024-01-21 2024-01-21 2024-01-21 30'
  [ "$(wc -l <bad)" = 3 ]
}

@test "ndtrend: a field that no record has is said" {
  fails 0 'ndtrend: no record has the field .nn; the nearest is .n' ndtrend -t t -v nn -g g <<<'{"t":"2024","g":"a","n":1}'
}

@test "ndtrend: usage errors" {
  misused 'kleinberg compares with the total of a period: name groups with -g, or a field that holds the total with --total; or say --method poisson' \
    ndtrend -t t -v n
  misused "the key 'peak' has the name of a field of the answer; rename it: NAME=peak" ndtrend -t t -v n -g peak
  misused "--baseline: '28' is neither a span like 28d, 8w, 12m, 8q, 5y nor all; did you mean '28d'?" \
    ndtrend -t t -v n -g g --baseline 28
  misused "--method: 'poison' is none of kleinberg, poisson; did you mean 'poisson'?" ndtrend -t t -v n --method poison
  misused "--fdr: '5' is not a share such as 0.9 or 90%; did you mean '5%'?" ndtrend -t t -v n -g g --fdr 5
  misused '--fdr is a share between 0 and 1, such as 0.01 or 1%' ndtrend -t t -v n -g g --fdr 100%
  misused "--fdr: '5 %' is not a share such as 0.9 or 90%" ndtrend -t t -v n -g g --fdr '5 %'
  misused '--rise is a number above 1' ndtrend -t t -v n -g g --rise 1
  misused '--gamma belongs to --method kleinberg; the threshold of poisson is --score' \
    ndtrend -t t -v n --method poisson --gamma 2
  misused '-v takes one value only' ndtrend -t t -v n,m -g g
  misused '-t takes one value only' ndtrend -t t,u -v n -g g
  misused '--total takes one value only' ndtrend -t t -v n --total all,m
  misused "option '--time PERIOD' is missing" ndtrend -v n
}

@test "ndtrend: what the first record shows to be misused is exit 2 too" {
  misused '--season week needs records by day; the first one is of a month' \
    ndtrend -t t -v n --method poisson --season week <<<'{"t":"2024-07","n":1}'
  misused '--baseline is no number of months, which the records'\'' periods are: say 12m' \
    ndtrend -t t -v n --method poisson --baseline 28d <<<'{"t":"2024-07","n":1}'
}

@test "ndtrend: two records of one group and period are exit 3" {
  fails 3 'ndtrend: there are two records of the period 2024-07 and the group {"g":"a"}: put them together with ndgroup' \
    ndtrend -t t -v n -g g <<'IN'
{"t":"2024-07","g":"a","n":1}
{"t":"2024-07","g":"b","n":1}
{"t":"2024-07","g":"a","n":2}
IN
}

@test "ndtrend: an object as a count is a bad record; two kinds of period end the run, also with --rejects" {
  printf '%s\n' '{"t":"2024-07","n":{"$count":"5"}}' '{"t":"2024-08","n":1}' '{"t":"2024-09","n":{}}' >in
  fails 3 $'ndtrend: in:1: \'n\' is an object, perhaps a partial state: make final values of them first with ndmerge\nndtrend:   {"t":"2024-07","n":{"$count":"5"}}' \
    ndtrend -t t -v n --method poisson in
  for jobs in 1 2; do
    sets_aside 2 3 bad ndtrend -q -j "$jobs" -t t -v n --method poisson --rejects bad in 4</dev/null
  done
  printf '%s\n' '{"t":"2024","n":1}' '{"t":"2024-08","n":1}' >in
  run -3 ndtrend -t t -v n --method poisson --rejects bad in
  tac in >back
  run -3 ndtrend -t t -v n --method poisson --rejects bad back
}

@test "ndtrend: a closed pipe ends it quietly" {
  days 2023-01-01 400 a 1 >in
  survives_closed_pipe ndtrend -t t -v n --method poisson --series in
}

@test "ndtrend: a full disk is exit 4" {
  days 2024-01-01 30 a 'i == 20 ? 30 : 1' >in
  fails_on_full_disk ndtrend -t t -v n -g g --method poisson in
}

@test "ndtrend: a burst with all its fields, whatever the order of the records" {
  { days 2024-01-01 100 a 'i >= 50 && i < 53 ? 20 + i % 2 : 1' && days 2024-01-01 100 b 1000; } >in
  local burst='{"g":"a","start":"2024-02-20","end":"2024-02-22","peak":"2024-02-21","peak_value":21,"total":61,"expected":4.82875,"score":44.05}'
  check ndtrend -t t -v n -g g in 4<<<"$burst"
  shuf --random-source=<(yes) in >shuffled
  check ndtrend -t t -v n -g g shuffled 4<<<"$burst"
}

@test "ndtrend: growth of the platform is no burst of a group, but of its count alone" {
  { days 2024-01-01 90 a 'i < 60 ? 10 : 100' && days 2024-01-01 90 b 'i < 60 ? 1000 : 10000'; } >in
  check bursts -t t -v n -g g in 4</dev/null
  check bursts -t t -v n -g g --method poisson in 4<<'OUT'
a 2024-03-01 2024-03-16 2024-03-01 100
b 2024-03-01 2024-03-18 2024-03-01 10000
OUT
  check bursts -t t -v n -g g --method poisson --total all <(ndmap '.all = (if .g == "a" then .n * 101 else .n * 101 / 100 end)' in) 4</dev/null
}

@test "ndtrend: a day without data ends a burst and is never in one; a day of zeros is not such a day" {
  { days 2024-01-01 60 a 'i >= 30 && i < 37 ? 12 : 1' && days 2024-01-01 60 b 1000; } >in
  check bursts -t t -v n -g g in 4<<<'a 2024-01-31 2024-02-06 2024-01-31 12'
  grep -v '2024-02-0[23]' in >gap
  check bursts -t t -v n -g g gap 4<<'OUT'
a 2024-01-31 2024-02-01 2024-01-31 12
a 2024-02-04 2024-02-06 2024-02-04 12
OUT
  grep -v '2024-02-0[23]","g":"a"' in >zero
  check bursts -t t -v n -g g zero 4<<<'a 2024-01-31 2024-02-06 2024-01-31 12'
  sed -E '/2024-02-0[23]","g":"a"/s/"n":[0-9]*/"n":null/' in >null
  check bursts -t t -v n -g g null 4<<'OUT'
a 2024-01-31 2024-02-01 2024-01-31 12
a 2024-02-04 2024-02-06 2024-02-04 12
OUT
  ndtrend -t t -v n -g g --series gap >series
  [ "$(wc -l <series)" = 120 ]
  check grep '2024-02-0[23]' series 4<<'OUT'
{"g":"a","period":"2024-02-02","value":null,"expected":null,"score":null,"burst":false}
{"g":"a","period":"2024-02-03","value":null,"expected":null,"score":null,"burst":false}
{"g":"b","period":"2024-02-02","value":null,"expected":null,"score":null,"burst":false}
{"g":"b","period":"2024-02-03","value":null,"expected":null,"score":null,"burst":false}
OUT
}

@test "ndtrend: gaps are no quiet days for what comes before or after them" {
  days 2024-01-01 100 a 10 | grep -v '2024-02' >in
  check bursts -q -t t -v n -g g --method poisson in 4</dev/null
  ndtrend -t t -v n -g g --method poisson --series in | grep '"2024-03-01"' >first
  check cat first 4<<<'{"g":"a","period":"2024-03-01","value":10,"expected":10,"score":0.27,"burst":false}'
}

@test "ndtrend: what starts from nothing, against a floor of half a record" {
  days 2024-01-01 60 a 'i == 40 ? 8 : 0' >in
  check ndtrend -t t -v n -g g --method poisson in \
    4<<<'{"g":"a","start":"2024-02-10","end":"2024-02-10","peak":"2024-02-10","peak_value":8,"total":8,"expected":0.5,"score":7.21}'
  check bursts -t t -v n -g g --method poisson --score 8 in 4</dev/null
}

@test "ndtrend: a pattern of the week is no burst with --season week" {
  { days 2024-01-01 140 a 'i % 7 == 5 ? 60 : 10' && days 2024-01-01 140 b 1000; } >in
  [ "$(ndtrend -t t -v n -g g in | wc -l)" = 20 ]
  check bursts -t t -v n -g g --season week in 4</dev/null
  check bursts -t t -v n -g g --season week --method poisson in 4</dev/null
}

@test "ndtrend: weeks, months, quarters and years are bins as days are" {
  local unit kind
  { days 2018-01-01 2500 a 'i >= 1400 && i < 1500 ? 90 : 1' && days 2018-01-01 2500 b 1000; } >in
  for unit in 'week=(.t|week)' 'month=(.t|month)' 'quarter=(.t|quarter)' 'year=(.t|year)'; do
    kind=${unit%%=*}
    ndgroup -g "$unit,g" -a n='sum(.n)' in | ndtrend -t "$kind" -v n -g g --rise 1.5 >out
    [ "$(wc -l <out)" = 1 ]
  done
  check cat out 4<<<'{"g":"a","start":"2021","end":"2022","peak":"2021","peak_value":5794,"total":9630,"expected":3357.4,"score":1684.96}'
}

@test "ndtrend: days that others declare are zeros: a file of totals beside that of counts" {
  days 2024-01-01 60 x 1000 | ndmap '{t, all: .n}' >totals
  printf '%s\n' '{"t":"2024-02-01","g":"a","n":12,"all":1000}' '{"t":"2024-02-03","g":"a","n":9,"all":1000}' >counts
  check bursts -t t -v n -g g --total all counts totals 4<<<'a 2024-02-01 2024-02-03 2024-02-01 12'
  check bursts -q -t t -v n -g g --total all counts 4</dev/null
  # Without a group such a file would say of a day that it has no count, and another that it has one.
  fails 3 'ndtrend: there are two records of the period 2024-02-01: put them together with ndgroup; a further file of totals needs -g' \
    ndtrend -t t -v n --total all counts totals
  # The group of the totals, of which nothing is known, has no series; the other one has all days.
  ndtrend -t t -v n -g g --total all --series counts totals >series
  [ "$(wc -l <series)" = 60 ]
  run -1 grep '"g":null' series
}

@test "ndtrend: that nothing could be expected is said, unless -q is given" {
  days 2024-01-01 5 a 'i == 4 ? 30 : 1' >in
  fails 0 'ndtrend: nothing could be expected in any period: half of --baseline 28d lies before none of the 5 days with data; give a shorter one' \
    ndtrend -t t -v n --method poisson in
  check ndtrend -q -t t -v n --method poisson in 4</dev/null
  fails 0 'ndtrend: nothing could be expected in any period: half of --baseline 9d lies before none of the 5 days with data; give a shorter one' \
    ndtrend -t t -v n --method poisson --baseline 9d in
  check bursts -t t -v n -g g --method poisson --baseline 8d in 4<<<'a 2024-01-05 2024-01-05 2024-01-05 30'
}

@test "ndtrend: that many periods are missing is said, unless -q is given; a few are not" {
  days 2024-01-01 60 a 10 >in
  grep -v '2024-02-0[1-7]' in >many
  fails 0 'ndtrend: 7 of 60 days have no record and are taken as missing; if they are zeros, write them: ndgroup --fill day' \
    ndtrend -t t -v n --method poisson many
  check ndtrend -q -t t -v n --method poisson many 4</dev/null
  grep -v '2024-02-0[1-6]' in >few
  check ndtrend -t t -v n --method poisson few 4</dev/null
  fails 0 'ndtrend: 1 of 3 years has no record and is taken as missing; if they are zeros, write them' \
    ndtrend -t t -v n -g g <<<$'{"t":2022,"g":"a","n":1}\n{"t":2024,"g":"b","n":1}'
}

@test "ndtrend: a share with % is that share" {
  { days 2024-01-01 100 a 'i == 50 ? 20 : 1' && days 2024-01-01 100 b 1000; } >in
  ndtrend -t t -v n -g g --fdr 0.05 in >shares
  check ndtrend -t t -v n -g g --fdr 5% in 4<shares
  [ "$(wc -l <shares)" = 1 ]
}

@test "ndtrend: --min-count, --score and --fdr leave out" {
  { days 2024-01-01 100 a 'i == 50 ? 20 : 1' && days 2024-01-01 100 b 'i == 60 ? 40 : 1' && days 2024-01-01 100 c 1000; } >in
  check bursts -t t -v n -g g in 4<<'OUT'
a 2024-02-20 2024-02-20 2024-02-20 20
b 2024-03-01 2024-03-01 2024-03-01 40
OUT
  check bursts -t t -v n -g g --min-count 21 in 4<<<'b 2024-03-01 2024-03-01 2024-03-01 40'
  check bursts -t t -v n -g g --score 30 in 4<<<'b 2024-03-01 2024-03-01 2024-03-01 40'
  check bursts -t t -v n -g g --fdr 1e-20 in 4<<<'b 2024-03-01 2024-03-01 2024-03-01 40'
}

@test "ndtrend: the series shows why" {
  days 2024-01-01 20 a 'i == 17 ? 30 : 2' >in
  ndtrend -t t -v n -g g --method poisson --series in >out
  check sed -n '1p;18p' out 4<<'OUT'
{"g":"a","period":"2024-01-01","value":2,"expected":null,"score":null,"burst":false}
{"g":"a","period":"2024-01-18","value":30,"expected":2,"score":24.23,"burst":true}
OUT
}

# data NAME: the public data of that name, or the test is skipped.
data() {
  DATA=$BATS_TEST_DIRNAME/../../../shared/data/$1
  if [[ ! -d $DATA ]]; then skip "there is no ../shared/data/$1 beside the project"; fi
}

# titles: of each day the titles that hold one of three words, {"day","topic","n","all"}, and the days' totals.
titles() {
  ndgroup -g date -a 'all=distinct(.title)' "$DATA"/*.gz | ndmap '{day: .date, all}' >days
  nduniq -k date,title "$DATA"/*.gz |
    ndgroup -g 'day=date,topic=(("贵州山火","黑神话","尔滨") as $w|select(.title|contains($w))|$w)' -a n=count |
    ndjoin -k day --take all days >topics
}

@test "ndtrend: hot searches: a wildfire, a game, a city in winter" {
  data weibo_hot_search
  titles
  check bursts -t day -v n -g topic --total all topics days 4<<'OUT'
尔滨 2023-12-18 2024-02-15 2024-01-05 33
尔滨 2024-12-18 2024-12-31 2024-12-21 6
贵州山火 2024-02-19 2024-02-22 2024-02-22 8
黑神话 2024-08-13 2024-10-06 2024-08-20 41
黑神话 2024-12-10 2024-12-25 2024-12-13 7
OUT
  check bursts -t day -v n -g topic --method poisson --total all topics days 4<<'OUT'
尔滨 2024-01-02 2024-01-07 2024-01-05 33
贵州山火 2024-02-22 2024-02-22 2024-02-22 8
黑神话 2024-08-19 2024-08-22 2024-08-20 41
OUT
}

@test "ndtrend: hot searches with days cut out: nothing begins, ends or peaks on one of them, whatever the method" {
  data weibo_hot_search
  titles
  local gap='2024-01-0[456]|2024-02-2[01]|2024-08-2[0-9]|2023-1[01]-'
  grep -Ev "$gap" days >some_days
  grep -Ev "$gap" topics >some_topics
  local method
  for method in kleinberg poisson; do
    ndtrend -q -t day -v n -g topic --total all --score 3 --method "$method" some_topics some_days >out
    run -1 grep -E "$gap" out
    ndtrend -q -t day -v n -g topic --total all --series --method "$method" some_topics some_days >out
    grep -E "$gap" out >gaps
    run -1 grep -v '"value":null,"expected":null,"score":null,"burst":false' gaps
  done
  check bursts -q -t day -v n -g topic --total all some_topics some_days 4<<'OUT'
尔滨 2023-12-18 2024-01-03 2024-01-03 20
尔滨 2024-01-07 2024-02-18 2024-01-07 22
尔滨 2024-12-18 2024-12-31 2024-12-21 6
黑神话 2024-08-13 2024-08-19 2024-08-19 13
黑神话 2024-08-30 2024-12-25 2024-12-13 7
OUT
}
