#!/usr/bin/env bats
# ndwindow: fields made from the records before and after.
# shellcheck disable=SC2154  # bats sets stderr
#
#: frame -g k -a 'before=lag(.v),n=rownum'
#: hostile-none what is no object is a bad record of its own, for it can take no field
#: faults -g k -a 'before=lag(.v)' in.ndjson
#: faults -g k -a 'next=lead(.v)' in.ndjson

load helper

bats_require_minimum_version 1.5.0

@test "ndwindow: empty input is empty output" {
  check ndwindow -a rownum </dev/null 4</dev/null
  check ndwindow -g k -a 'lead(.x)' </dev/null 4</dev/null
}

@test "ndwindow: one record has none before and none after it" {
  check ndwindow -a 'lag(.x),lead(.x),delta(.x),changed(.x),rownum,running(sum(.x)),rolling(count; 3)' <<<'{"x":5}' \
    4<<<'{"x":5,"lag_x":null,"lead_x":null,"delta_x":null,"changed_x":true,"rownum":1,"running_sum_x":5,"rolling_count_3":1}'
}

@test "ndwindow: a bad line is exit 3 with its place, behind the records before it" {
  fails 3 $'ndwindow: -:3:6: the record is cut: it does not end with \'}\'\nndwindow:   {"x":' ndwindow -a rownum <<<$'{"x":1}\n{"x":2}\n{"x":' \
    4<<<$'{"x":1,"rownum":1}\n{"x":2,"rownum":2}'
}

@test "ndwindow: a missing field is null; one that no record has is said" {
  check ndwindow -g k -a 'lag(.x)' <<<$'{"x":1}\n{"k":null}\n{}' \
    4<<<$'{"x":1,"lag_x":null}\n{"k":null,"lag_x":1}\n{"lag_x":null}'
  fails 0 'ndwindow: no record has the field .y; the nearest is .x' ndwindow -a 'lag(.y)' <<<'{"x":1}' \
    4<<<'{"x":1,"lag_y":null}'
  fails 0 'ndwindow: no record has the field .lagx; the nearest is .x' ndwindow -a 'lag(.x)' --having .lagx \
    <<<'{"x":1}' 4</dev/null
}

@test "ndwindow: what cannot be meant is exit 2" {
  misused "say what to add: -a [NAME=]FUNC, such as -a 'before=lag(.x)'" ndwindow
  misused "no such function 'lagg'; did you mean 'lag'?" ndwindow -a 'lagg(.x)'
  misused "'sum' is an aggregate: say over which records, running(sum(X)) or rolling(sum(X); 7d)" ndwindow -a 'sum(.x)'
  misused "'rolling(sum(.x); 7d)' needs -t, which says when a record was" ndwindow -a 'rolling(sum(.x); 7d)'
  misused "'rolling(sum(.x))' is not of the form rolling(AGG; N), rolling(AGG; TIME)" ndwindow -a 'rolling(sum(.x))'
  misused "in 'rolling(count; 7y)': '7y' is neither a number of records nor a time such as 90s, 10m, 36h, 7d, 2w" \
    ndwindow -a 'rolling(count; 7y)'
  misused "in 'session(30)': a visit ends with a gap in time longer than 0, such as 30m or 1h" ndwindow -t t -a 'session(30)'
  misused "in 'lag(.x; 0)': '0' is not a number of records, from 1" ndwindow -a 'lag(.x; 0)'
  misused "no such aggregate 'summ'; did you mean 'sum'?" ndwindow -a 'running(summ(.x))'
  run -2 --separate-stderr ndwindow -a 'a=rownum,a.b=rownum'
  [[ $stderr == *"'a.b'"* ]]
}

@test "ndwindow: a function stands alone, and its arguments are separated by semicolons" {
  local alone='a FUNC stands alone; calculate with the new fields in ndmap'
  misused "in 'delta(.n)/lag(.n)': '/lag(.n)' follows the function: $alone" ndwindow -a 'pct=delta(.n)/lag(.n)'
  misused "in 'lag(.n) // 0': '// 0' follows the function: $alone" ndwindow -a 'p=lag(.n) // 0'
  misused "'.x - lag(.x)' is no function such as lag(.x): $alone" ndwindow -a 'p=.x - lag(.x)'
  misused "'(lag(.x))' is no function such as lag(.x): $alone" ndwindow -a 'p=(lag(.x))'
  misused "')' is missing at the end of 'lag(.x'" ndwindow -a 'lag(.x'
  local gap="a visit ends with a gap in time longer than 0, such as 30m or 1h"
  misused "in 'session(0s)': $gap" ndwindow -t t -a 'session(0s)'
  misused "in 'session(5)': $gap" ndwindow -t t -a 'session(5)'
  misused "in 'rolling(count; 0d)': '0d' is not more than 0" ndwindow -t t -a 'rolling(count; 0d)'
  misused "in 'rolling(.x; 7d)': name an aggregate: rolling(mean(.x); 7d)" ndwindow -t t -a 'p=rolling(.x; 7d)'
  misused "in 'running(.x)': name an aggregate: running(mean(.x))" ndwindow -a 'running(.x)'
  misused "in 'rolling(mean(.n)/2; 3)': an aggregate stands alone, and '/2' follows it; calculate with the new fields in ndmap" \
    ndwindow -a 'rolling(mean(.n)/2; 3)'
  misused "in 'lag(.id,1)': arguments are separated by ';': lag(X), lag(X; N)" ndwindow -a 'p=lag(.id,1)'
  misused "in 'rolling(sum(.n), 7d)': arguments are separated by ';': rolling(AGG; N), rolling(AGG; TIME)" \
    ndwindow -t t -a 'rolling(sum(.n), 7d)'
  misused "'rownum()' is written rownum" ndwindow -a 'p=rownum()'
  misused "in 'delta(lag(.n))': lag cannot stand within another function; add it as a field with an ndwindow before this one" \
    ndwindow -a 'delta(lag(.n))'
  # Commas within strings and brackets separate nothing.
  check ndwindow -a 'l=lag(first(.x, .y)),m=lag("a,b" + .x)' <<<'{"x":"1"}' 4<<<'{"x":"1","l":null,"m":null}'
}

@test "ndwindow: new fields do not build on each other" {
  misused "'delta(.a)' reads .a, which 'lag(.plays)' adds; new fields cannot build on each other: add one with a second ndwindow, or give the new field another name where the input has .a too" \
    ndwindow -a 'a=lag(.plays)' -a 'b=delta(.a)'
  run -2 --separate-stderr ndwindow --let 'c=.a.b' -a 'a=rownum,s=rolling(sum($c); 3)'
  [[ $stderr == "ndwindow: 'rolling(sum(\$c); 3)' reads .a.b, which 'rownum' adds;"* ]]
  # A call that replaces the field that it reads: all see the record as it came.
  check ndwindow -a 'x=lag(.x),d=delta(.x)' <<<$'{"x":1}\n{"x":5}\n{"x":6}' \
    4<<<$'{"x":null,"d":null}\n{"x":1,"d":4}\n{"x":5,"d":1}'
  check ndwindow -a 'a.b=rownum,l=lag(.a)' <<<$'{"a":{"c":1}}\n{"a":{}}' \
    4<<<$'{"a":{"c":1,"b":1},"l":null}\n{"a":{"b":2},"l":{"c":1}}'
}

@test "ndwindow: a TIME shorter than the periods of the records is a mistake" {
  fails 2 $'ndwindow: in \'rolling(sum(.n);1m)\': 1m is shorter than a day, and -t holds days; m is minutes, never months\nndwindow: see \'ndwindow --help\'' \
    ndwindow -t t -a 's=rolling(sum(.n);1m),w=rolling(count; 7d)' --rejects bad <<<'{"t":"2024-07-01","n":1}' 4</dev/null
  run -2 --separate-stderr ndwindow -t t -a 'v=session(23h)' <<<'{"t":"2024-07-01"}'
  [[ $stderr == "ndwindow: in 'session(23h)': 23h is shorter than a day, and -t holds days"$'\n'* ]]
  run -2 --separate-stderr ndwindow -t t -a 'rolling(count; 7d)' <<<'{"t":"2024-07"}'
  [[ $stderr == *"7d is shorter than a month, and -t holds months"$'\n'* ]]
  check ndwindow -t t -a 'n=rolling(count; 1d)' <<<'{"t":"2024-07-01"}' 4<<<'{"t":"2024-07-01","n":1}'
  check ndwindow -t t -a 'v=session(7d)' <<<'{"t":"2024-W05"}' 4<<<'{"t":"2024-W05","v":1}'
  check ndwindow -t t -a 'v=session(1m)' <<<'{"t":"2024-07-01T00:00:00Z"}' 4<<<'{"t":"2024-07-01T00:00:00Z","v":1}'
  check ndwindow -t t -a 'v=session(1s)' <<<'{"t":5}' 4<<<'{"t":5,"v":1}'
}

@test "ndwindow: the difference of times is that of their seconds, which the error says" {
  run -3 --separate-stderr ndwindow -a 'delta(.at)' <<<'{"at":"2024-07-01T20:00:00Z"}'
  [[ $stderr == 'ndwindow: -:1: delta(.at): "2024-07-01T20:00:00Z" is of type string, not a number; the seconds between two times are delta(.at|fromdate)'$'\n'* ]]
  check ndwindow -a 'd=delta(.at|fromdate)' <<<$'{"at":"2024-07-01T20:00:00Z"}\n{"at":"2024-07-01T22:00:01+02:00"}' \
    4<<<$'{"at":"2024-07-01T20:00:00Z","d":null}\n{"at":"2024-07-01T22:00:01+02:00","d":1}'
  run -3 --separate-stderr ndwindow -a 'delta(.at)' <<<'{"at":"2024-07-01"}'
  [[ $stderr == *'is of type string, not a number'$'\n'* ]]
}

@test "ndwindow: a closed pipe is no failure" {
  seq -f '{"x":%.0f}' 50000 >many.ndjson
  survives_closed_pipe ndwindow -a rownum many.ndjson
}

@test "ndwindow: a full disk is exit 4" {
  seq -f '{"x":%.0f}' 50000 >many.ndjson
  fails_on_full_disk ndwindow -a rownum many.ndjson
}

@test "ndwindow: every function, by group, in the order of the input" {
  printf '%s\n' '{"k":"a","x":1}' '{"k":"b","x":10}' '{"k":"a","x":2.5}' '{"k":"a","x":null}' '{"k":"b","x":10.0}' \
    '{"k":"a","x":0.1}' >in
  check ndwindow -g k -a 'l=lag(.x),l2=lag(.x; 2),n=lead(.x),n2=lead(.x; 2)' in 4<<'OUT'
{"k":"a","x":1,"l":null,"l2":null,"n":2.5,"n2":null}
{"k":"b","x":10,"l":null,"l2":null,"n":10.0,"n2":null}
{"k":"a","x":2.5,"l":1,"l2":null,"n":null,"n2":0.1}
{"k":"a","x":null,"l":2.5,"l2":1,"n":0.1,"n2":null}
{"k":"b","x":10.0,"l":10,"l2":null,"n":null,"n2":null}
{"k":"a","x":0.1,"l":null,"l2":2.5,"n":null,"n2":null}
OUT
  check ndwindow -g k -a 'd=delta(.x),c=changed(.x),i=rownum' in 4<<'OUT'
{"k":"a","x":1,"d":null,"c":true,"i":1}
{"k":"b","x":10,"d":null,"c":true,"i":1}
{"k":"a","x":2.5,"d":1.5,"c":true,"i":2}
{"k":"a","x":null,"d":null,"c":true,"i":3}
{"k":"b","x":10.0,"d":0,"c":false,"i":2}
{"k":"a","x":0.1,"d":null,"c":true,"i":4}
OUT
  check ndwindow -g k -a 's=running(sum(.x)),m=rolling(mean(.x); 2),u=running(distinct(.x)),r=rolling(ratio(distinct(.x); count); 2)' \
    in 4<<'OUT'
{"k":"a","x":1,"s":1,"m":1,"u":1,"r":1}
{"k":"b","x":10,"s":10,"m":10,"u":1,"r":1}
{"k":"a","x":2.5,"s":3.5,"m":1.75,"u":2,"r":1}
{"k":"a","x":null,"s":3.5,"m":2.5,"u":2,"r":0.5}
{"k":"b","x":10.0,"s":20,"m":10,"u":1,"r":0.5}
{"k":"a","x":0.1,"s":3.6,"m":0.1,"u":3,"r":0.5}
OUT
}

@test "ndwindow: a time frame is open at its beginning; of equal times each sees those before it" {
  printf '%s\n' '{"t":"2024-07-01","x":1}' '{"t":"2024-07-01","x":2}' '{"t":"2024-07-07","x":4}' \
    '{"t":"2024-07-08","x":8}' '{"t":"2024-08-01","x":16}' >in
  ndwindow -t t -a 's=rolling(sum(.x); 7d)' in | ndmap -r .s >sums
  check cat sums 4<<<$'1\n3\n7\n12\n16'
}

@test "ndwindow: times are RFC 3339, epoch seconds, or periods" {
  printf '%s\n' '{"t":"2024-07-01T00:00:00Z"}' '{"t":"2024-07-01T02:30:00.5+02:00"}' '{"t":"2024-07-01T01:00:00.6Z"}' >in
  ndwindow -t t -a 'v=session(30m)' in | ndmap -r .v >visits
  check cat visits 4<<<$'1\n2\n3'
  check ndwindow -t '(.ms|ms)' -a 'v=session(30m)' <<<$'{"ms":1719792000000}\n{"ms":1719793800000}\n{"ms":1719795600001}' \
    4<<<$'{"ms":1719792000000,"v":1}\n{"ms":1719793800000,"v":1}\n{"ms":1719795600001,"v":2}'
  check ndwindow -t m -a 'n=rolling(count; 31d)' <<<$'{"m":"2024-01"}\n{"m":"2024-02"}\n{"m":"2024-03"}' \
    4<<<$'{"m":"2024-01","n":1}\n{"m":"2024-02","n":1}\n{"m":"2024-03","n":2}'
  fails 3 $'ndwindow: -:1: the time lies outside the years 0000 to 9999; is its unit right? Milliseconds are written -t \'(.t|ms)\'\nndwindow:   {"t":1719792000000}' \
    ndwindow -t t -a rownum <<<'{"t":1719792000000}'
}

@test "ndwindow: years may be numbers; a number that may be a date is refused with the ways to write it" {
  check ndwindow -t y -a 's=rolling(sum(.v); 366d)' <<<$'{"y":2021,"v":1}\n{"y":2022,"v":1}\n{"y":2023,"v":1}' \
    4<<<$'{"y":2021,"v":1,"s":1}\n{"y":2022,"v":1,"s":2}\n{"y":2023,"v":1,"s":2}'
  misused "in 'rolling(count; 7d)': 7d is shorter than a year, and -t holds years" ndwindow -t y -a 'rolling(count; 7d)' <<<'{"y":2021}'
  fails 3 $'ndwindow: -:1: \'20220425\' may be a date or seconds since 1970: a date is written -t \'(.d|tostring|strptime("%Y%m%d")|strftime("%Y-%m-%d"))\', seconds -t \'(.d|todate)\'\nndwindow:   {"d":20220425}' \
    ndwindow -t d -a rownum <<<'{"d":20220425}'
  check ndwindow -t '(.d|tostring|strptime("%Y%m%d")|strftime("%Y-%m-%d"))' -a 'n=rolling(count; 7d)' \
    <<<$'{"d":20220425}\n{"d":20220501}\n{"d":20220502}' 4<<<$'{"d":20220425,"n":1}\n{"d":20220501,"n":2}\n{"d":20220502,"n":2}'
  check ndwindow -t '(.s|todate)' -a 'n=rolling(count; 10s)' <<<$'{"s":995}\n{"s":1004}\n{"s":20220425}' \
    4<<<$'{"s":995,"n":1}\n{"s":1004,"n":2}\n{"s":20220425,"n":1}'
}

@test "ndwindow: a step back within a group, another kind of time and none at all are errors of the record" {
  printf '%s\n' '{"k":1,"t":"2024-07-02"}' '{"k":2,"t":"2024-07-01"}' '{"k":1,"t":"2024-07-01"}' '{"k":2}' \
    '{"k":1,"t":"2024-07"}' '{"k":1,"t":5}' '{"k":1,"t":"soon"}' '{"k":1,"t":"2024-07-02"}' >in
  fails 3 $'ndwindow: in:3: the time steps back within the group, from 2024-07-02 to 2024-07-01; sort the records by it first\nndwindow:   {"k":1,"t":"2024-07-01"}' \
    ndwindow -g k -t t -a n=rownum in 4<<<$'{"k":1,"t":"2024-07-02","n":1}\n{"k":2,"t":"2024-07-01","n":1}'
  sets_aside 5 8 bad ndwindow -g k -t t -a n=rownum --rejects bad in \
    4<<<$'{"k":1,"t":"2024-07-02","n":1}\n{"k":2,"t":"2024-07-01","n":1}\n{"k":1,"t":"2024-07-02","n":2}'
  check ndmap -r .error bad 4<<'OUT'
the time steps back within the group, from 2024-07-02 to 2024-07-01; sort the records by it first
the record has no time in 't'
'2024-07' is a month, and the first record's time was a day
'5' is a number of seconds, and the first record's time was a day
'soon' is neither a period ("2024-07-31") nor an RFC 3339 time with its offset
OUT
}

@test "ndwindow: a record that is refused counts for nothing" {
  printf '%s\n' '{"x":1}' '{"x":"a"}' '{"x":4,"o":1}' '[]' '{"x":6}' >in
  sets_aside 2 5 bad ndwindow -a 'd=delta(.x),n=rownum,s=rolling(sum(.x); 2)' --rejects bad in -w 'type != "array" or true' \
    4<<<$'{"x":1,"d":null,"n":1,"s":1}\n{"x":4,"o":1,"d":3,"n":2,"s":5}\n{"x":6,"d":2,"n":3,"s":10}'
  fails 3 $'ndwindow: in:3: no field can be set within \'o\', which is of type number\nndwindow:   {"x":4,"o":1}' \
    ndwindow -a 'o.d=lag(.x)' in 4<<<$'{"x":1,"o":{"d":null}}\n{"x":"a","o":{"d":1}}'
}

@test "ndwindow: fields are added behind the others, or stand in their old place; other bytes stay" {
  check ndwindow -a 'n=rownum,a.b=rownum,a.c=lag(.x)' <<'IN' 4<<'OUT'
{ "x" : 1.50 }
{"a":{"b":"old","z":0},"x":2,"n":9}
{"x":3,"a":null}
{}
IN
{ "x" : 1.50,"n":1,"a":{"b":1,"c":null} }
{"a":{"b":2,"z":0,"c":1.50},"x":2,"n":2}
{"x":3,"a":{"b":3,"c":2},"n":3}
{"n":4,"a":{"b":4,"c":3}}
OUT
}

@test "ndwindow: -w leaves records out before, --having afterwards" {
  printf '%s\n' '{"x":1,"ok":true}' '{"x":2,"ok":false}' '{"x":3,"ok":true}' '{"x":3,"ok":true}' >in
  check ndwindow -w .ok -a 'l=lag(.x)' in \
    4<<<$'{"x":1,"ok":true,"l":null}\n{"x":3,"ok":true,"l":1}\n{"x":3,"ok":true,"l":3}'
  check ndwindow -w .ok -w '.x > 1' -a 'c=changed(.x)' --having .c in 4<<<'{"x":3,"ok":true,"c":true}'
  check ndwindow -a 'n=lead(.x)' --having '.n != .x and .n != null' in \
    4<<<$'{"x":1,"ok":true,"n":2}\n{"x":2,"ok":false,"n":3}'
  fails 3 $'ndwindow: in:1: cannot add number (1) and string ("a") in \'.n + "a"\'\nndwindow:   {"x":1,"ok":true}' \
    ndwindow -a n=rownum --having '.n + "a"' in 4</dev/null
}

# What --having fails for goes to --rejects, and the other records are as with a condition that does not fail: whether
# records wait, are held, or leave at once, and wherever blocks end.
@test "ndwindow: a record for which --having fails is a bad record, and has counted for those after it" {
  awk 'BEGIN { for (i = 1; i <= 5000; i++)
    printf "{\"i\":%d,\"k\":%d,\"s\":%s}\n", i, i * 7 % 13, i % 97 == 5 ? "\"a\"" : i % 89 == 3 ? "\"b\"" : i }' >in
  ndmap -r 'select(.s | type == "string")' in >bad
  local func
  for func in 'l=lag(.i)' 'l=lag(.i),n=lead(.i; 2)' 'l=rolling(sum(.i); 3)'; do
    ndwindow -g k -a "$func" --having '(.s | type == "number") and .s > 9' in >want
    sets_aside 108 5000 rejects ndwindow -g k -a "$func" --having '.s + 0 > 9' --rejects rejects in 4<want
    if [[ $func != *lead* ]]; then check ndmap -r .raw rejects 4<bad; fi
    ndmap -r .raw rejects | sort >sorted
    sort bad | check cat sorted 4<&0
    # Blocks that end anywhere.
    (
      head -c 1000 in
      sleep 0.1
      tail -c +1001 in
    ) | ndwindow -g k -a "$func" --having '.s + 0 > 9' --rejects again >out 2>/dev/null
    check cat out 4<want
    check cat again 4< <(sed 's/"file":"in"/"file":"-"/' rejects)
    run -3 --separate-stderr ndwindow -g k -a "$func" --having '.s + 0 > 9' --rejects again --max-errors 5 in
    [[ $stderr == *'more bad records than --max-errors allows'* ]]
    run -3 --separate-stderr ndwindow -g k -a "$func" --having '.s + 0 > 9' --rejects again --max-errors 2% in
    [[ $stderr == *'108 of 5000 records are bad, more than --max-errors allows'* ]]
  done
}

@test "ndwindow: where --having fails the records before it have left, and the counts end there" {
  awk 'BEGIN { for (i = 1; i <= 300; i++) printf "{\"i\":%d,\"s\":%s}\n", i, i == 207 ? "\"a\"" : i == 210 ? "[" : i }' >in
  head -n 206 in | ndwindow -a 'l=lag(.i)' >want
  local at
  for at in 200 206 209 215 300; do
    (
      head -n "$at" in
      sleep 0.1
      tail -n "+$((at + 1))" in
    ) | ndwindow -a 'l=lag(.i)' --having '.s + 0 > 0' --stats=counts >out 2>messages || true
    check cat out 4<want
    check head -n 1 messages 4<<<"ndwindow: -:207: cannot add string (\"a\") and number (0) in '.s + 0'"
    check ndmap '{read,used,rejected}' counts 4<<<'{"read":207,"used":206,"rejected":1}'
  done
}

@test "ndwindow: a proportion has its interval; a record for which it is none is bad" {
  printf '%s\n' '{"a":true,"b":true}' '{"b":true}' '{}' '{"a":true}' >in
  local added='s=rolling(ci(share(.a)); 2),r=running(ci(ratio(count(.a); count(.b)); 0.9))'
  head -n 3 in >good
  ndwindow -a "$added" good >out
  for n in 1 2 3; do
    head -n "$n" in | tail -n 2 | ndgroup -a 's=ci(share(.a))' -o s
    head -n "$n" in | ndgroup -a 'r=ci(ratio(count(.a); count(.b)); 0.9)' -o r
    sed -n "${n}p" out >line
    check ndmap '{s}' line 4<s
    check ndmap '{r}' line 4<r
  done
  local none='which is no proportion: ci(ratio(count(A); count(B))) needs every A to be a B' record
  printf '%s\n' '{"a":true,"b":true}' '{"a":true}' '{"b":true}' >in
  sets_aside 1 3 bad ndwindow -a 'r=rolling(ci(ratio(count(.a); count(.b))); 4),n=rownum' --rejects bad in 4<<'OUT'
{"a":true,"b":true,"r":{"value":1,"n":1,"low":0.206549314377,"high":1},"n":1}
{"b":true,"r":{"value":1,"n":2,"low":0.342380227507,"high":1},"n":3}
OUT
  check ndmap -r '"\(.line) \(.error)"' bad 4<<<"2 'r' counts 2 of 1, $none"
  sets_aside 1 2 bad ndwindow -a 'o.r=running(ci(ratio(count(.a); count(.b)))),n=lead(.a)' --rejects bad \
    <<<$'{"a":true}\n{"b":true}' 4<<<'{"b":true,"o":{"r":{"value":1,"n":1,"low":0.206549314377,"high":1}},"n":null}'
  for record in 'r=running(ci(ratio(count(.a); count(.b))))' 'r=running(ci(ratio(count(.a); count(.b)))),n=lead(.a)'; do
    fails 3 $'ndwindow: -:1: \'r\' counts 1 of 0, '"$none"$'\nndwindow:   {"a":true}' ndwindow -a "$record" <<<$'{"a":true}\n{}' 4</dev/null
  done
}

@test "ndwindow: lets and tables are there, but not in --having" {
  printf '%s\n' '{"id":1,"c":"x"}' '{"id":2,"c":"y"}' >table.ndjson
  check ndwindow --table t=table.ndjson:id --let 'c=$t[.id].c' -g '$c' -a 'n=rownum,l=lag($c)' <<<$'{"id":1}\n{"id":2}\n{"id":1}' \
    4<<<$'{"id":1,"n":1,"l":null}\n{"id":2,"n":1,"l":null}\n{"id":1,"n":2,"l":"x"}'
  run -2 --separate-stderr ndwindow --let 'c=.id' -a n=rownum --having '$c == 1'
  [[ $stderr == *'--having'* ]]
}

@test "ndwindow: a rolling sum of decimals does not drift" {
  seq 30000 | awk '{ printf "{\"x\":%d.%d}\n", $1 % 7, $1 % 10 }' >in
  ndwindow -a 's=rolling(sum(.x); 10)' in | tail -n 1 >last
  tail -n 10 in | ndgroup -a 's=sum(.x)' >want
  check ndmap '{s}' last 4<want
}

@test "ndwindow: lead keeps the order of the input, also where what waits does not fit into the memory" {
  awk 'BEGIN { print "{\"k\":\"only\"}"; for (i = 0; i < 40000; i++) printf "{\"k\":%d,\"i\":%d}\n", i % 50, i }' >in
  ndwindow -g k -a 'n=lead(.i),m=lead(.i; 3)' in >want
  check ndwindow -g k -a 'n=lead(.i),m=lead(.i; 3)' -S 100K in 4<want
  check ndmap --drop n,m want 4<in
  check sed -n 2p want 4<<<'{"k":0,"i":0,"n":50,"m":150}'
}

@test "ndwindow: with --strict a missing field and a key of another kind are errors; the new fields are not asked for" {
  check ndwindow --strict -g k -a 'a.l=lag(.x)' <<<'{"k":1,"x":2}' 4<<<'{"k":1,"x":2,"a":{"l":null}}'
  run -3 --separate-stderr ndwindow --strict -a 'lag(.x)' <<<'{"k":1}'
  [[ $stderr == 'ndwindow: -:1: the field .x is missing'* ]]
  run -3 --separate-stderr ndwindow --strict -g k -a rownum <<<$'{"k":1}\n{"k":"1"}'
  [[ $stderr == 'ndwindow: -:2:'* ]]
}

@test "ndwindow: behind a record of which --having fails nothing leaves, also of those that wait" {
  printf '%s\n' '{"x":1}' '{"x":"a"}' '{"x":2}' '{"x":3}' >in
  local func
  for func in rownum 'lead(.x; 1)'; do
    run -3 --separate-stderr ndwindow -a "n=$func" --having '.x + 1 > 0' -w '.x != 3' in
    [[ ${lines[0]} == '{"x":1,"n":'* && ${lines[1]} == '{"$cut":'* && ${#lines[@]} == 2 ]]
    [[ $stderr == *"cannot add string"* ]]
  done
}
