#!/usr/bin/env bats
# shellcheck disable=SC2154  # run --separate-stderr sets stderr
# ndparse: anything into clean NDJSON, the validating gate.
#
#: frame
#: hostile --copies
#: faults dirty.ndjson --rejects bad
#: faults in.csv in.json in.ndjson.gz in.ndjson.zst
#: faults-all in.ndjson
#: faults-all -j 2 large.ndjson
#: faults-all -

load helper

# same_with_jobs ARGUMENT...: several threads give what one gives: output, rejects, messages, status.
same_with_jobs() {
  local jobs
  for jobs in 1 2 5; do
    local status=0
    rm -f rejects
    ndparse -j "$jobs" "$@" >"out$jobs" 2>"said$jobs" || status=$?
    echo "status $status" >>"said$jobs"
    if [[ -e rejects ]]; then cat rejects >>"said$jobs"; fi
  done
  cmp out1 out2 && cmp out1 out5 && cmp said1 said2 && cmp said1 said5
}

@test "ndparse: empty input" {
  check ndparse </dev/null
  check ndparse --from csv </dev/null
  check ndparse --from json </dev/null
  printf '\n \t\r\n' >blank
  check ndparse blank
}

@test "ndparse: one record" {
  check ndparse <<<'{"a":1}' 4<<<'{"a":1}'
}

@test "ndparse: a bad line stops it after the records before, and says where" {
  fails 3 $'ndparse: -:2:8: expected \',\' or \'}\'\nndparse:   {"a":1 "b":2}' ndparse <<'IN' 4<<<'{"a":0}'
{"a":0}
{"a":1 "b":2}
{"a":3}
IN
}

@test "ndparse: a missing field is bad only where it is required" {
  fails 0 'ndparse: no record has the field .a; the nearest is .b' ndparse --types a=int <<<'{"b":1}' 4<<<'{"b":1}'
  check ndparse --types a=int <<<$'{"b":1}\n{"a":"2"}' 4<<<$'{"b":1}\n{"a":2}'
  fails 3 $'ndparse: -:1: the required field \'a\' is missing\nndparse:   {"b":1}' ndparse --require a <<<'{"b":1}'
  fails 3 $'ndparse: -:1:6: a: the field is required, but null\nndparse:   {"a":null}' \
    ndparse --require a <<<'{"a":null}'
}

@test "ndparse: a year of %Y has four digits" {
  check ndparse --time t=%Y-%m-%d <<<'{"t":"0024-01-02"}' 4<<<'{"t":"0024-01-02T00:00:00Z"}'
  check ndparse --time t=%y-%m-%d <<<'{"t":"24-01-02"}' 4<<<'{"t":"2024-01-02T00:00:00Z"}'
  for pattern in %Y-%m-%d %F; do
    for text in 24-01-02 4-01-02 202-01-02; do
      run -3 --separate-stderr ndparse --time "t=$pattern" <<<"{\"t\":\"$text\"}"
      wrote_nothing
    done
  done
}

@test "ndparse: a header of another separator is refused, and a comma after a JSON value is not called CSV" {
  for header in 'a|b' 'a;b' $'a\tb'; do
    run -3 --separate-stderr ndparse --from csv <<<"$header"$'\n''1'
    [[ $stderr == 'ndparse: -:1: the header has '*'; -d , takes it as one column' ]]
  done
  check ndparse --from csv -d '|' <<<$'a|b\n1|2' 4<<<'{"a":"1","b":"2"}'
  check ndparse --from csv -d , <<<$'a|b\n1' 4<<<'{"a|b":"1"}'
  run -3 --separate-stderr ndparse --from json <<<$'{"a":1},\n{"a":2}'
  [[ $stderr == *'expected a value'* && $stderr != *CSV* ]]
}

@test "ndparse: usage errors come before anything is read" {
  misused "--columns is for CSV and TSV only; see --from" ndparse --columns a,b no-such-file
  misused "--delimiter is for CSV and TSV only; see --from" ndparse -d ';' --from json no-such-file
  misused "--no-header is for CSV and TSV only; see --from" ndparse --no-header no-such-file
  misused "--from regex needs --regex" ndparse --from regex no-such-file
  misused "--regex is for --from regex only" ndparse --regex '(?P<a>x)' no-such-file
  misused "'(a)' names no group; (?P<name>...) does" ndparse --from regex --regex '(a)' no-such-file
  misused "--columns names 'a' twice" ndparse --from csv --columns a,b,a no-such-file
  misused "two fields are renamed to 'x'" ndparse --rename x=a,x=b no-such-file
  misused "the field 'a' is in --types and --time; one of them decides" \
    ndparse --types a=int --time a=ms no-such-file
}

@test "ndparse: a closed pipe ends it quietly, a full disk is exit 4" {
  printf '{"a":%d}\n' {1..50000} >many.ndjson
  survives_closed_pipe ndparse many.ndjson
  fails_on_full_disk ndparse many.ndjson
}

@test "ndparse: an NDJSON line that no option changes leaves byte for byte" {
  cat >odd.ndjson <<'IN'
{ "b" : 1.0 , "a":"\u00e9\ud800", "n": 12345678901234567890123, "z":-0 }
"text"
[1,  2]
1e400
null
IN
  check ndparse odd.ndjson 4<odd.ndjson
}

@test "ndparse: a byte order mark, CR LF, blank lines and a missing last newline are accepted" {
  printf '\xef\xbb\xbf{"a":1}\r\n\r\n  {"a":2} \n\n{"a":3}' >in
  check ndparse in 4<<'OUT'
{"a":1}
{"a":2}
{"a":3}
OUT
}

@test "ndparse: UTF-16 is refused by name" {
  printf '\xff\xfe{\0}\0' >in
  fails 3 'ndparse: in:1:1: the text is UTF-16LE, not UTF-8; convert it with iconv -f UTF-16 -t UTF-8' ndparse in
}

@test "ndparse: everything that is no JSON is refused, and the lines around it are not" {
  local bad
  for bad in '{' '{"a":1' '[1,]' '{"a":1,}' "{'a':1}" '{a:1}' NaN -Infinity 01 1. .5 +1 1e '"a' '"\x"' '"\u12"' tru \
    '{"a":1} {"b":2}' '{"a":1}}' '// c' $'"a\tb"' $'"\xff"' $'"\xed\xa0\x80"' $'\xef\xbb\xbf1' '{"a":1,"a":2}' \
    '{"a":1,"\u0061":2}' '[{"x":{"b":1,"b":1}}]'; do
    printf '%s\n' '{"first":1}' "$bad" '{"last":1}' >in
    run -0 --separate-stderr ndparse --rejects bad in
    # shellcheck disable=SC2154  # run --separate-stderr sets stderr
    [[ $output == '{"first":1}'$'\n''{"last":1}' && $stderr == *'1 of 3 records was refused'* ]] || { echo "accepted: $bad" && return 1; }
    [[ $(wc -l <bad) == 1 ]]
    run -3 --separate-stderr ndparse in
    [[ $output == '{"first":1}'$'\n''{"$cut":"ndparse in:2:'*' syntax"' && $stderr == 'ndparse: in:2'* ]]
  done
}

@test "ndparse: nesting to 1,024 levels, no deeper" {
  printf '[%.0s' {1..1024} >deep
  printf ']%.0s' {1..1024} >>deep
  run -0 --separate-stderr ndparse deep
  sed 's/^/[/; s/$/]/' deep >deeper
  run -3 --separate-stderr ndparse deeper
  [[ $stderr == *'nested too deeply'* ]]
}

@test "ndparse: rejects hold the bytes, and can be read again once mended" {
  printf '%s\n' '{"a":1}' '{"a":2' '{"b":"\xff"}' >text
  printf '{"a":1}\n{"a":2\n{"b":"\xff"}\n' >in
  sets_aside 2 3 bad ndparse --rejects bad in 4<<<'{"a":1}'
  check cat bad 4<<'OUT'
{"file":"in","line":2,"byte":14,"error":"expected ',' or '}'","raw":"{\"a\":2"}
{"file":"in","line":3,"byte":21,"error":"not valid UTF-8","raw_base64":"eyJiIjoi/yJ9"}
OUT
  sets_aside 2 2 again ndparse --from rejects --rejects again bad
  cmp bad again
  sed 's/{\\"a\\":2/{\\"a\\":2}/' bad >mended
  sets_aside 1 2 again ndparse --from rejects --add-source --rejects again mended 4<<<'{"a":2,"_file":"in","_line":2}'
  [[ $(wc -l <again) == 1 ]]
  fails 3 $'ndparse: in:3:7: not valid UTF-8\nndparse:   {"b":"\\xff"}' ndparse --from rejects mended 4<<<'{"a":2}'
  fails 3 $'ndparse: in:1: no line of a rejects file: it has neither raw nor raw_base64\nndparse:   {"a":1}' \
    ndparse --from rejects in
}

@test "ndparse: types, times, nulls, names and source of NDJSON fields" {
  check ndparse --types u.age=int,id=string --time at=ms --null n/a --rename at=t,who=name --add-source \
    <<<'{"t":1720000000123,"id":12, "u":{"age":"012"},"name":"n/a"}' 4<<'OUT'
{"at":"2024-07-03T09:46:40.123Z","id":"12", "u":{"age":12},"who":null,"_file":"-","_line":1}
OUT
  fails 3 $'ndparse: -:1:6: a: \'x\' is not a whole number\nndparse:   {"a":"x"}' ndparse --types a=int <<<'{"a":"x"}'
}

@test "ndparse: JSON arrays and values, on any number of lines" {
  cat >in.json <<'IN'
[ {"a": 1, "b": "x, y"},
  {"a": [
    2]} ]
{"c":3}{"d" : 4} [5]
IN
  check ndparse in.json 4<<'OUT'
{"a":1,"b":"x, y"}
{"a":[2]}
{"c":3}
{"d":4}
5
OUT
}

@test "ndparse: what is wrong in a JSON file is said at its line and column" {
  printf '[{"a":1},\n {"b":\n  x}]' >in.json
  fails 3 $'ndparse: in.json:3:3: expected a value\nndparse:   {"b":\\x0a  x}' ndparse in.json 4<<<'{"a":1}'
  printf '[{"a":1}' >in.json
  fails 3 $'ndparse: in.json:1:9: the array is not closed\nndparse:   ' ndparse in.json 4<<<'{"a":1}'
  printf '[{"a":1} {"b":2}, 3]' >in.json
  sets_aside 1 3 bad ndparse --rejects bad in.json 4<<'OUT'
{"a":1}
3
OUT
}

@test "ndparse: CSV by RFC 4180" {
  printf 'id,title,note\r\n1,"a ""b"", c","x\r\ny"\r\n\r\n2,,\r\n3,a\rb,é' >in.csv
  check ndparse in.csv 4<<'OUT'
{"id":"1","title":"a \"b\", c","note":"x\r\ny"}
{"id":"2","title":"","note":""}
{"id":"3","title":"a\rb","note":"é"}
OUT
}

@test "ndparse: CSV cells with --infer, --types, --time, --null" {
  cat >in.csv <<'IN'
n,s,t,d
1.50,007,1720000000,31/12/2024
-,true,,01/01/2024
IN
  check ndparse --infer --null '' --types s=string --time t=s --time d=%d/%m/%Y --tz Asia/Shanghai in.csv 4<<'OUT'
{"n":1.50,"s":"007","t":"2024-07-03T09:46:40Z","d":"2024-12-30T16:00:00Z"}
{"n":"-","s":"true","t":null,"d":"2023-12-31T16:00:00Z"}
OUT
  fails 3 $'ndparse: in.csv:3:1: n: \'-\' is not a number\nndparse:   -,true,,01/01/2024' \
    ndparse --types n=float in.csv 4<<<'{"n":1.50,"s":"007","t":"1720000000","d":"31/12/2024"}'
}

@test "ndparse: CSV without a header, with other names, with a delimiter" {
  check ndparse --from csv --no-header -d ';' <<<'1;a,b' 4<<<'{"c1":"1","c2":"a,b"}'
  check ndparse --from csv --no-header --columns x,y <<<'1,2' 4<<<'{"x":"1","y":"2"}'
  check ndparse --from csv --columns x,y <<<$'a,b\n1,2' 4<<<'{"x":"1","y":"2"}'
  check ndparse --from csv --rename y=b --types y=int --add-source <<<$'a,b\n1,2' \
    4<<<'{"a":"1","y":2,"_file":"-","_line":2}'
}

@test "ndparse: TSV has four escapes, and quotes are data" {
  printf 'a\tb\n5" disk\t"x\n"y"\\t\\\\t\\n\\r\\N\\\t\r\n' >in.tsv
  check ndparse in.tsv 4<<'OUT'
{"a":"5\" disk","b":"\"x"}
{"a":"\"y\"\t\\t\n\r\\N\\","b":""}
OUT
  check ndparse --null '\N' --from tsv <<<$'a\tb\n\\N\t\\\\N' 4<<<'{"a":null,"b":null}'
  check ndparse --null '\t' --from tsv <<<$'a\n\\t\n\\\\t' 4<<<$'{"a":"\\t"}\n{"a":null}'
  check ndparse --infer --rename 'x=a\b' --from tsv <<<$'a\\\\b\n1' 4<<<'{"x":1}'
  misused "a backslash begins the escapes of TSV and cannot be the delimiter" ndparse --from tsv -d '\' no-such-file
}

@test "ndparse: in a TSV file of one column an empty line is an empty cell" {
  printf '\na\n\nx\n\n' >one.tsv
  printf 'a\tb\n\nx\ty\n\n' >two.tsv
  check ndparse one.tsv two.tsv 4<<'OUT'
{"a":""}
{"a":"x"}
{"a":""}
{"a":"x","b":"y"}
OUT
}

@test "ndparse: CR alone ends no line, and a file whose lines end so is refused" {
  local cr="a CR without LF, which ends no line; tr '\\r' '\\n' turns such line ends"
  fails 3 "ndparse: -:1: $cr" ndparse --from csv < <(printf 'a,b\r1,2\r3,4\r')
  fails 3 "ndparse: -:1: $cr" ndparse --from csv < <(printf 'a,b\r"1","x\ny"\r')
  fails 3 "ndparse: -:1: $cr" ndparse --from csv < <(printf 'a,b\r\r\n1,2\r\r\n')
  fails 3 "ndparse: -:1: $cr" ndparse --from csv --columns x,y < <(printf 'a,b\r1,2\r')
  fails 3 "ndparse: -:1: $cr" ndparse --from csv --no-header < <(printf '1,2\r3,4')
  fails 3 "ndparse: -:1: $cr" ndparse --from tsv < <(printf 'a\tb\r1\t2\r')
  fails 3 "ndparse: -:1: $cr" ndparse --from logfmt < <(printf 'a=1\rb=2\r')
  fails 3 "ndparse: -:1: $cr" ndparse --from regex --regex '(?P<n>[0-9])' < <(printf '1\r2\r')
  fails 3 $'ndparse: -:1:9: something follows the value; tr \'\\r\' \'\\n\' turns lines that end with CR alone\nndparse:   {"a":1}\\x0d{"a":2}' \
    ndparse < <(printf '{"a":1}\r{"a":2}\r')
  check ndparse --from json < <(printf '{"a":1}\r{"a":2}\r') 4<<<$'{"a":1}\n{"a":2}'
  check ndparse --from csv < <(printf 'a,b\r\n1,x\ry\r\n2,"\r"\r\n') 4<<<$'{"a":"1","b":"x\\ry"}\n{"a":"2","b":"\\r"}'
  check ndparse --from csv --no-header < <(printf '1,"a\rb"\r') 4<<<'{"c1":"1","c2":"a\rb"}'
  check ndparse --from regex --regex '(?P<n>[0-9])' < <(printf '1\r2\n') 4<<<'{"n":"1"}'
  check ndparse --from logfmt < <(printf 'a=1\r') 4<<<'{"a":"1"}'
}

@test "ndparse: CSV that is something else is named" {
  fails 3 "ndparse: -:1: this is an HTML page, as a server sends with an error" ndparse --from csv <<<$'<!doctype HTML>\nx'
  fails 3 "ndparse: -:1: this is an HTML page, as a server sends with an error" ndparse --from logfmt <<<'<html>'
  fails 3 "ndparse: -:1: this is JSON; --from json reads it" ndparse --from csv <<<'{"a":1,"b":2}'
  fails 3 "ndparse: -:1: this is JSON; --from json reads it" ndparse --from tsv <<<$'[\n{"a":1}]'
  fails 3 "ndparse: -:1: the header has tabs and no comma: --from tsv reads TSV; -d , takes it as one column" \
    ndparse --from csv <<<$'a\tb\n1\t2'
  fails 3 "ndparse: -:1: the header has semicolons and no comma: -d ';' separates by them; -d , takes it as one column" \
    ndparse --from csv <<<$'a;b\n1;2'
  fails 3 "ndparse: -:1: the header has commas and no tab: --from csv reads CSV; -d '\\t' takes it as one column" \
    ndparse --from tsv <<<$'a,b\n1,2'
  check ndparse --from csv -d , <<<$'a;b\n1' 4<<<'{"a;b":"1"}'
  check ndparse --from csv <<<$'"a;b"\n1' 4<<<'{"a;b":"1"}'
  check ndparse --from tsv -d '\t' <<<$'a,b\n1' 4<<<'{"a,b":"1"}'
}

@test "ndparse: an array of objects is a record only where it was asked for" {
  fails 3 $'ndparse: -:1: an array of objects is no record unless --from ndjson takes it as one; ndparse --from json makes a record of each of its objects\nndparse:   [{"a":1}]' \
    ndparse <<<'[{"a":1}]'
  check ndparse --from ndjson <<<'[{"a":1}]' 4<<<'[{"a":1}]'
  check ndparse --from json <<<'[{"a":1}]' 4<<<'{"a":1}'
  check ndparse <<<$'{}\n[{"a":1}]' 4<<<$'{}\n[{"a":1}]'
  check ndparse <<<'[1]' 4<<<'[1]'
}

@test "ndparse: --time takes a pattern at its word" {
  misused "--time d: the pattern '%d/%m' has no year; --year says which one" ndparse --time d=%d/%m no-such-file
  misused "--year is for a pattern of --time that has no year" ndparse --year 2024 --time d=%F no-such-file
  misused "--year is a year from 0 to 9999" ndparse --year 10000 --time d=%m no-such-file
  misused "--time d: the pattern '%FT%TZ' says UTC by letters, which count for nothing: %Z or %z reads them; without, the time is in the zone of --tz" \
    ndparse --tz Asia/Shanghai --time d=%FT%TZ no-such-file
  check ndparse --year 2024 --time 'd=%b %e %T' --time e=%F <<<'{"d":"Feb 29 01:02:03","e":"2023-01-01"}' \
    4<<<'{"d":"2024-02-29T01:02:03Z","e":"2023-01-01T00:00:00Z"}'
  check ndparse --tz Asia/Shanghai --time d=%FT%T%z --time e=%G-W%V-%u <<<'{"d":"2024-07-31T00:00:00Z","e":"2024-W31-3"}' \
    4<<<'{"d":"2024-07-31T00:00:00Z","e":"2024-07-30T16:00:00Z"}'
  fails 3 $'ndparse: -:1:6: d: \'2024-07-31 CST\' is not a time of the form %F %Z: \'CST\' does not say which zone it is; %Z reads UTC and GMT, %z an offset\nndparse:   {"d":"2024-07-31 CST"}' \
    ndparse --time 'd=%F %Z' <<<'{"d":"2024-07-31 CST"}'
  fails 3 $'ndparse: -:1:6: d: \'Mon 2024-07-31\' is not a time of the form %a %F: its parts do not agree on one day\nndparse:   {"d":"Mon 2024-07-31"}' \
    ndparse --time 'd=%a %F' <<<'{"d":"Mon 2024-07-31"}'
}

@test "ndparse: a header that cannot be names is always the end" {
  fails 3 "ndparse: -:1: two columns are called 'a'" ndparse --from csv --rejects bad <<<$'a,b,a\n1,2,3'
  fails 3 "ndparse: -:1: the header's cell 2 is empty; --columns can name them all" ndparse --from csv <<<$'a,\n1,2'
  fails 3 "ndparse: -:1: there is no column 'x'; there are a, b" ndparse --from csv --types x=int <<<$'a,b\n1,2'
  fails 3 "ndparse: -:1: the header has 2 cells, but --columns names 1" ndparse --from csv --columns x <<<$'a,b\n1,2'
}

@test "ndparse: a bad CSV row costs itself, an unclosed quote its line" {
  cat >in.csv <<'IN'
a,b
1,2,3
4,"5
6,7
8,"x"y
9,"10"
IN
  sets_aside 3 5 bad ndparse --rejects bad in.csv 4<<'OUT'
{"a":"6","b":"7"}
{"a":"9","b":"10"}
OUT
  check cat bad 4<<'OUT'
{"file":"in.csv","line":2,"byte":4,"error":"the row has 3 cells, not 2","raw":"1,2,3"}
{"file":"in.csv","line":3,"byte":12,"error":"the quote that opens here closes in line 5, where neither a delimiter nor the line's end follows it","raw":"4,\"5"}
{"file":"in.csv","line":5,"byte":24,"error":"expected a delimiter or the line's end after the closing quote","raw":"8,\"x\"y"}
OUT
  printf 'a,b\n1,"\xff"\n' >in.csv
  fails 3 $'ndparse: in.csv:2:4: not valid UTF-8\nndparse:   1,"\\xff"' ndparse in.csv
}

@test "ndparse: logfmt" {
  check ndparse --from logfmt --infer --rename level=at <<<'at=info path="/a \"b\"" ms=12 ok' \
    4<<<'{"level":"info","path":"/a \"b\"","ms":12,"ok":true}'
  fails 3 $'ndparse: -:1:3: the quote is not closed\nndparse:   a="b' ndparse --from logfmt <<<'a="b'
}

@test "ndparse: any text by a regular expression" {
  check ndparse --from regex --regex '^(?P<ip>\S+) \[(?P<at>.*?)\] (?P<status>\d+)' --types status=int \
    --time 'at=%d/%b/%Y:%H:%M:%S %z' <<<'10.0.0.1 [31/Jul/2024:23:59:59 +0800] 200 x' \
    4<<<'{"ip":"10.0.0.1","at":"2024-07-31T15:59:59Z","status":200}'
  fails 3 $'ndparse: -:1: the line does not match the pattern\nndparse:   x' ndparse --from regex --regex '(?P<n>\d)' <<<x
}

@test "ndparse: files of several formats in one call, each by its name" {
  echo '{"a":1}' >a.ndjson
  printf 'a\n2\n' >b.csv
  echo '[{"a":3}]' | gzip >c.json.gz
  printf 'b\n4\n' >d.csv
  check ndparse a.ndjson b.csv c.json.gz d.csv 4<<'OUT'
{"a":1}
{"a":"2"}
{"a":3}
{"b":"4"}
OUT
  run -0 --separate-stderr ndparse --stats a.ndjson b.csv c.json.gz d.csv
  [[ $stderr == *'"read":4,"used":4,"rejected":0,'* ]]
}

@test "ndparse: compressed data that is cut is exit 4 after the whole lines before" {
  printf '{"a":%d}\n' {1..20000} >whole
  gzip -k whole
  head -c -20 whole.gz >cut.gz
  run -4 --separate-stderr ndparse cut.gz
  [[ $stderr == "ndparse: cannot read 'cut.gz': the gzip data is cut short" ]]
  [[ ${lines[0]} == '{"a":1}' ]]
}

@test "ndparse: -j gives the same for NDJSON: records, rejects, places, where it stops" {
  awk 'BEGIN { for (i = 1; i <= 90000; ++i) printf "{\"id\":%d,\"at\":\"2024-07-01T00:00:00Z\",\"b\":[%d]}\n", i, i % 7 }' >plain.ndjson
  same_with_jobs plain.ndjson
  cmp out1 plain.ndjson
  sed -e '50000s/.*/oops/' -e '70000s/.*//' -e '89000s/}$/,"id":1}/' -e '1s/^/\xef\xbb\xbf/' plain.ndjson >bad.ndjson
  same_with_jobs --rejects rejects --add-source --time at=rfc3339 bad.ndjson plain.ndjson
  [[ $(tail -n 1 out1) == *'"_file":"plain.ndjson","_line":90000}' ]]
  [[ $(<said1) == *'"line":50000,'*'"line":89000,'* ]]
  same_with_jobs bad.ndjson
  [[ $(<said1) == 'ndparse: bad.ndjson:50000:1: expected a value'* && $(wc -l <out1) == 49999 ]]
  same_with_jobs --rejects rejects --max-errors 1 bad.ndjson
  [[ $(<said1) == 'ndparse: bad.ndjson:89000:'*'more bad records than --max-errors allows'* ]]
  same_with_jobs --rename x=idd plain.ndjson
  [[ $(<said1) == *'no record has the field .idd'* ]]
  ndparse --rejects rejects bad.ndjson >/dev/null 2>&1
  for ((i = 0; i < 15; ++i)); do cat rejects rejects rejects rejects; done >few
  for ((i = 0; i < 300; ++i)); do cat few; done >many
  mv rejects all
  same_with_jobs --from rejects --rejects rejects --add-source many
}

@test "ndparse: -j gives the same for logfmt, text by a regular expression, TSV" {
  awk 'BEGIN { for (i = 1; i <= 80000; ++i) printf "id=%d text=\"some words of it\" n=%d more=yes\n", i, i % 9 }' >in.logfmt
  same_with_jobs in.logfmt
  sed -i '60000s/.*/a=1 a=2/' in.logfmt
  same_with_jobs --infer --add-source --rejects rejects in.logfmt
  same_with_jobs in.logfmt
  same_with_jobs --from regex --regex 'id=(?P<id>[0-9]+) .* n=(?P<n>[0-8])' in.logfmt
  printf 'a=1\ra=2' >cr.logfmt
  same_with_jobs in.logfmt cr.logfmt
  awk 'BEGIN { print "id\ttext"; for (i = 1; i <= 200000; ++i) printf "%d\tsome \\n \"text %d\n", i, i }' >in.tsv
  same_with_jobs --infer --add-source in.tsv
  sed -i '150000s/\t/ /' in.tsv
  same_with_jobs --rejects rejects in.tsv in.tsv
  awk 'BEGIN { print "\n\nid"; for (i = 1; i <= 500000; ++i) print i % 3 ? "" : "a text of one column" }' >one.tsv
  same_with_jobs one.tsv
  [[ $(wc -l <out1) == 500000 ]]
}

@test "ndparse: -j gives the same for CSV, also where quotes go over lines or are wrong" {
  # Cells of many lines, some longer than a thread's part of the file, with lines in them that look like rows.
  awk 'BEGIN {
    print "id,text,n"
    for (i = 1; i <= 30000; ++i) {
      printf "%d,\"a \"\"word\"\"\n%d,in quotes,\n\n\",%d\r\n", i, i, i % 5
      if (i % 100 == 0) printf "%d,plain cells of a row,\n\n", i
      if (i == 9000 || i == 20000) {
        printf "%d,\"", i
        for (k = 0; k < 100000; ++k) print "1,a line of a long cell,2"
        print "\",end"
      }
    }
  }' >in.csv
  same_with_jobs --add-source in.csv
  [[ $(wc -l <out1) == 30302 ]]
  same_with_jobs --infer --no-header in.csv in.csv
  local damage
  for damage in '25000s/,.*/,a"b,c/' '25000s/$/"/' '25001s/^/"/' '25000s/.*/1,2/' '$s/.*/7,"never closed/' '1s/.*/id,"text/'; do
    sed "$damage" in.csv >bad.csv
    same_with_jobs bad.csv
    same_with_jobs --rejects rejects --add-source bad.csv in.csv
    same_with_jobs --rejects rejects --max-errors 3 bad.csv
  done
  { head -c 1500000 /dev/zero | tr '\0' '\n' && cat in.csv; } >late.csv
  same_with_jobs --add-source late.csv
}

@test "ndparse: -j with what is no file, is small or is compressed is as without" {
  printf '%s\n' '{"a":1}' '{"a":2}' >in
  check ndparse -j 4 in 4<in
  check ndparse -j 4 <in 4<in
  gzip -k in
  check ndparse -j 4 in.gz in 4< <(cat in in)
  check ndparse -j 4 /dev/null 4</dev/null
  misused "--jobs: 'x' is not a whole number from 0" ndparse -j x in
}

@test "ndparse: --duplicate-keys" {
  local line='{ "a" : 1, "b":{"x":1,"y":[{"k":1,"k":2}],"x":3}, "\u0061":"2" }'
  run -3 ndparse <<<"$line"
  check ndparse --duplicate-keys first <<<"$line" 4<<<'{"a":1,"b":{"x":1,"y":[{"k":1}]}}'
  check ndparse --duplicate-keys last <<<"$line" 4<<<'{"\u0061":"2","b":{"x":3,"y":[{"k":2}]}}'
  # What has no key twice is not touched, what has other faults stays an error.
  check ndparse --duplicate-keys last <<<'{ "a" : 1.50 }' 4<<<'{ "a" : 1.50 }'
  for line in '{"a":1,"a":2' '{"a":1,"a":2} x' '{"a":1,"a":tru}' $'{"a":1,"a":"\xff"}' '{"a":1,"a":"\x"}'; do
    run -3 ndparse --duplicate-keys last <<<"$line"
  done
  check ndparse --from json --duplicate-keys last <<<'[{"a":1,"a":{"b":2}},{"a":3}]' 4<<<$'{"a":{"b":2}}\n{"a":3}'
  check ndparse --duplicate-keys last --rename b=a <<<'{"a":1,"a":2}' 4<<<'{"b":2}'
  ndparse --rejects bad <<<'{"a":1,"a":2}' 2>said
  check ndparse --from rejects --duplicate-keys first bad 4<<<'{"a":1}'
  misused '--duplicate-keys is for JSON only; see --from' ndparse --from csv --duplicate-keys last
}

@test "ndparse: lines before the header, comment lines, short rows" {
  printf '%s\n' 'Report of "May' '' 'a,b,c' '1,2,3' '# "a remark' '4,"5' '# data' '6",7' '8' '' >odd.csv
  check ndparse --skip-lines 2 --comment '#' --pad odd.csv 4<<'OUT'
{"a":"1","b":"2","c":"3"}
{"a":"4","b":"5\n# data\n6","c":"7"}
{"a":"8"}
OUT
  run -3 --separate-stderr ndparse --skip-lines 2 --comment '#' odd.csv
  [[ $stderr == 'ndparse: odd.csv:9: the row has 1 cell, not 3'* ]]
  run -3 --separate-stderr ndparse --skip-lines 2 --comment '#' --pad --from csv <<<$'x\ny\na,b\n1,2,3'
  [[ $stderr == 'ndparse: -:4: the row has 3 cells, not 2'* ]]
  check ndparse --from csv --pad --nest --add-source <<<$'a.x,a.y,b\n1\n1,2' 4<<'OUT'
{"a":{"x":"1"},"_file":"-","_line":2}
{"a":{"x":"1","y":"2"},"_file":"-","_line":3}
OUT
  run -3 --separate-stderr ndparse --from csv --pad --require b <<<$'a,b\n1'
  [[ $stderr == *"the required field 'b' is missing"* ]]
  check ndparse --from tsv --comment '#' --skip-lines 1 <<<$'old\n#\na\tb\n#x\ty\n1\t2' 4<<<'{"a":"1","b":"2"}'
  misused '--pad is for CSV and TSV only; see --from' ndparse --pad
  misused '--comment is for CSV and TSV only; see --from' ndparse --comment '#'
  misused '--skip-lines is for CSV and TSV only; see --from' ndparse --skip-lines 1
}

@test "ndparse: -j gives the same for CSV with comments, lines before the header and short rows" {
  { echo 'made by "us' && echo 'a,b,c' && seq 200000 | sed -e 's/.*/&,"x&\n# y",z/' -e '5~7s/.*/# "no row/' -e '3~11s/,.*//'; } >odd.csv
  ndparse -j1 --skip-lines 1 --comment '#' --pad odd.csv >wanted
  ndparse -j2 --skip-lines 1 --comment '#' --pad odd.csv | cmp - wanted
  (($(wc -l <wanted) > 100000))
}

@test "ndparse: with --infer the field of an empty cell is absent, and numbers have the marks that are told" {
  check ndparse --from csv --infer --types c=string <<<$'a,b,c\n,"",\n1,x,2' 4<<<$'{"c":""}\n{"a":1,"b":"x","c":"2"}'
  check ndparse --from csv --infer --null '' <<<$'a,b\n,1' 4<<<'{"a":null,"b":1}'
  check ndparse --from csv --infer <<<$'a,b\n,' 4<<<'{}'
  check ndparse --from csv -d ';' --infer --decimal , --thousands . 4<<'OUT' <<'IN'
{"n":1234.5}
{"n":-1234567}
{"n":"1.5"}
{"n":"12.34"}
{"n":"1.2345"}
{"n":1234}
{"n":0.5}
{"n":"01.02.2024"}
{"n":"1,5,3"}
{"n":true}
OUT
n
1.234,5
-1.234.567
1.5
12.34
1.2345
1234
0,5
01.02.2024
1,5,3
true
IN
  check ndparse --from csv -d ';' --types n=int,f=float --decimal , --thousands ' ' <<<$'n;f\n12 345;+,5' 4<<<'{"n":12345,"f":0.5}'
  check ndparse --from csv --infer --thousands , <<<$'n\n"1,234.5"' 4<<<'{"n":1234.5}'
  run -3 ndparse --from csv -d ';' --types n=int --decimal , <<<$'n\n1.234'
  misused '--decimal and --thousands are for --infer, and for --types of numbers' ndparse --from csv --decimal ,
  misused '--decimal and --thousands are for --infer, and for --types of numbers' ndparse --from csv --decimal , --types a=string
  misused 'the mark of --thousands is that before the fraction; --decimal names another' ndparse --infer --thousands .
}

@test "ndparse: ids stay what they are: wide numbers, leading zeros, words that look like numbers" {
  check ndparse --from csv --infer 4<<'OUT' <<'IN'
{"id":9223372036854775808}
{"id":12345678901234567890123}
{"id":"007"}
{"id":1e5}
{"id":"1e5x"}
{"id":"NaN"}
{"id":"Infinity"}
{"id":"+5"}
{"id":"0x1F"}
{"id":"null"}
{"id":"True"}
{"id":-0}
OUT
id
9223372036854775808
12345678901234567890123
007
1e5
1e5x
NaN
Infinity
+5
0x1F
null
True
-0
IN
}

@test "ndparse: the logs of web servers" {
  check ndparse --from combined 4<<'OUT' <<'IN'
{"host":"127.0.0.1","ident":null,"user":"frank","time":"2000-10-10T20:55:36Z","method":"GET","path":"/a.gif","protocol":"HTTP/1.0","request":null,"status":200,"bytes":2326,"referer":"http://x/\\\"y","agent":"Mozilla/4.08 [en]"}
{"host":"::1","ident":null,"user":null,"time":"2024-02-29T00:00:00Z","method":"POST","path":"/b?c=d","protocol":"HTTP/2.0","request":null,"status":304,"bytes":null,"referer":null,"agent":null}
{"host":"10.0.0.1","ident":null,"user":null,"time":"2024-07-01T00:00:00Z","method":null,"path":null,"protocol":null,"request":"\\x16\\x03","status":400,"bytes":0,"referer":null,"agent":null}
OUT
127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /a.gif HTTP/1.0" 200 2326 "http://x/\"y" "Mozilla/4.08 [en]"
::1 - - [29/Feb/2024:08:00:00 +0800] "POST /b?c=d HTTP/2.0" 304 -
10.0.0.1 - - [01/Jul/2024:00:00:00 +0000] "\x16\x03" 400 0 "-" "-"
IN
  run -3 --separate-stderr ndparse --from combined <<<'no log'
  [[ $stderr == 'ndparse: -:1: the line does not match the pattern'* ]]
  check ndparse --from combined --types status=string --rename at=time <<<'h - - [01/Jul/2024:00:00:00 +0000] "GET / HTTP/1.1" 200 5' \
    4<<<'{"host":"h","ident":null,"user":null,"at":"2024-07-01T00:00:00Z","method":"GET","path":"/","protocol":"HTTP/1.1","request":null,"status":"200","bytes":5,"referer":null,"agent":null}'
}

@test "ndparse: syslog, of both forms" {
  check ndparse --from syslog 4<<'OUT' <<'IN'
{"priority":34,"time":"2003-10-11T22:14:15.003Z","host":"mymachine","app":"su","pid":null,"msgid":"ID47","data":"[ex@1 a=\"b \\] c\"]","message":"'su root' failed"}
{"priority":34,"time":"Oct 11 22:14:15","host":"mymachine","app":"su","pid":"12","msgid":null,"data":null,"message":"failed: x"}
{"priority":null,"time":"2024-11-28T16:49:40.1+00:00","host":"vm","app":"kernel","pid":null,"msgid":null,"data":null,"message":"[ 1.5] up"}
{"priority":165,"time":"2003-08-24T05:14:15Z","host":"h","app":"a","pid":"8710","msgid":null,"data":null,"message":null}
OUT
<34>1 2003-10-11T22:14:15.003Z mymachine su - ID47 [ex@1 a="b \] c"] 'su root' failed
<34>Oct 11 22:14:15 mymachine su[12]: failed: x
2024-11-28T16:49:40.1+00:00 vm kernel: [ 1.5] up
<165>1 2003-08-24T05:14:15Z h a 8710 - -
IN
  check ndparse --from syslog --time 'time=%b %e %H:%M:%S' --year 2024 <<<'Feb 29 08:00:00 h a: m' \
    4<<<'{"priority":null,"time":"2024-02-29T08:00:00Z","host":"h","app":"a","pid":null,"msgid":null,"data":null,"message":"m"}'
  run -3 ndparse --from syslog <<<'what is this'
}
