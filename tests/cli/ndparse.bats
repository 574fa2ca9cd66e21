#!/usr/bin/env bats
# ndparse: anything into clean NDJSON, the validating gate.

load helper

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
  check ndparse --types a=int <<<'{"b":1}' 4<<<'{"b":1}'
  fails 3 $'ndparse: -:1: the required field \'a\' is missing\nndparse:   {"b":1}' ndparse --require a <<<'{"b":1}'
  fails 3 $'ndparse: -:1:6: a: the field is required, but null\nndparse:   {"a":null}' \
    ndparse --require a <<<'{"a":null}'
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
    [[ $output == '{"first":1}'$'\n''{"last":1}' && -z $stderr ]] || { echo "accepted: $bad" && return 1; }
    [[ $(wc -l <bad) == 1 ]]
    run -3 --separate-stderr ndparse in
    [[ $output == '{"first":1}' && $stderr == 'ndparse: in:2'* ]]
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
  check ndparse --rejects bad in 4<<<'{"a":1}'
  check cat bad 4<<'OUT'
{"file":"in","line":2,"byte":14,"error":"expected ',' or '}'","raw":"{\"a\":2"}
{"file":"in","line":3,"byte":21,"error":"not valid UTF-8","raw_base64":"eyJiIjoi/yJ9"}
OUT
  check ndparse --from rejects --rejects again bad
  cmp bad again
  sed 's/{\\"a\\":2/{\\"a\\":2}/' bad >mended
  check ndparse --from rejects --add-source --rejects again mended 4<<<'{"a":2,"_file":"in","_line":2}'
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
  check ndparse --rejects bad in.json 4<<'OUT'
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

@test "ndparse: TSV, where a quote inside a cell is data" {
  printf 'a\tb\n5" disk\t"x\ty"\n' >in.tsv
  check ndparse in.tsv 4<<<'{"a":"5\" disk","b":"x\ty"}'
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
  check ndparse --rejects bad in.csv 4<<'OUT'
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
