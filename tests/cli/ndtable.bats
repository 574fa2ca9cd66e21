#!/usr/bin/env bats
# ndtable: records as a table.
#
#: frame -c k,v,t
#: writes text
#: hostile --first 'a\r\ngood 1\r' -c a --format csv
#: faults days.ndjson
#: faults-all --format csv in.ndjson

load helper

@test "ndtable: empty input is an empty table" {
  check ndtable </dev/null 4</dev/null
  check ndtable -c city,plays </dev/null 4<<'OUT'
city  plays
----  -----
OUT
}

@test "ndtable: one record" {
  check ndtable <<'IN' 4<<'OUT'
{"city":"Paris","plays":7}
IN
city   plays
-----  -----
Paris      7
OUT
}

@test "ndtable: a bad line is exit 3 with its place, and no table" {
  run -3 --separate-stderr ndtable <<'IN'
{"a":1}
{"a":
IN
  [ -z "$output" ]
  [[ $stderr == 'ndtable: -:2:'* ]]
}

@test "ndtable: with --rejects a bad line is left out" {
  sets_aside 1 3 bad ndtable --rejects bad <<'IN' 4<<'OUT'
{"a":1}
{"a":
{"a":2}
IN
a
-
1
2
OUT
  [[ $(wc -l <"$BATS_TEST_TMPDIR/bad") == 1 ]]
}

@test "ndtable: a missing field is an empty cell, with --strict an error" {
  check ndtable -c a,b <<'IN' 4<<'OUT'
{"a":1}
{"a":2,"b":"x"}
IN
a  b
-  -
1
2  x
OUT
  run -3 --separate-stderr ndtable --strict -c a,b <<<'{"a":1}'
  [ -z "$output" ]
  [[ $stderr == *b* ]]
}

@test "ndtable: usage errors are exit 2" {
  local -a cases=('--format xml' '-c' '-c a --int b' '--int a --pct a' '--pivot a,b' '--pivot a,b,c -c a'
    '--pivot a,b,c --bars c' '--format csv --bars a' '--format csv --width 9' '--spreadsheet' '--digits -1'
    '--digits 101' '--width -1' '--bom' '--format csv --caption x' '--color blue' '-c a..b' '--nonsense')
  local words
  for words in "${cases[@]}"; do
    # shellcheck disable=SC2086  # the words of a command line
    run -2 --separate-stderr ndtable $words </dev/null
    [ -z "$output" ]
    [[ $stderr == 'ndtable: '* ]]
  done
}

@test "ndtable: a closed pipe ends it quietly" {
  for _ in {1..20000}; do echo '{"a":"0123456789"}'; done >"$BATS_TEST_TMPDIR/in"
  # shellcheck disable=SC2016  # expanded by the inner shell
  run -0 --separate-stderr bash -o pipefail -c 'ndtable -c a --format csv "$1" | head -n 1' - "$BATS_TEST_TMPDIR/in"
  [ "$output" = $'a\r' ]
  [ -z "$stderr" ]
}

@test "ndtable: a full disk is exit 4" {
  run -4 --separate-stderr bash -c 'ndtable -c a >/dev/full' <<<'{"a":1}'
  [[ $stderr == 'ndtable: '* ]]
}

@test "ndtable: without -c the columns are the union of fields in order of first appearance" {
  check ndtable --null - <<'IN' 4<<'OUT'
{"b":1,"a":2}
{"c":3,"a":null}
{}
IN
b  a  c
-  -  -
1  2  -
-  -  3
-  -  -
OUT
}

@test "ndtable: without -c a record that is no object is an error that names -c" {
  run -3 --separate-stderr ndtable <<<'5'
  [ -z "$output" ]
  [[ $stderr == *'no object'*'--columns'* ]]
  check ndtable -c value=. <<'IN' 4<<'OUT'
5
"x"
IN
value
-----
5
x
OUT
}

@test "ndtable: paths, titles and nested values" {
  check ndtable -c .video.id,'"plays, all"=.stats.n' -c '.stats,."a.b"' <<'IN' 4<<'OUT'
{"video":{"id":"v1"},"stats":{"n":3,"x":[1,{"y":null}]},"a.b":true}
IN
video.id  plays, all  stats                       a.b
--------  ----------  --------------------------  ----
v1                 3  {"n":3,"x":[1,{"y":null}]}  true
OUT
}

@test "ndtable: East-Asian text, marks and emoji align by display width" {
  check ndtable -c t,n <<'IN' 4<<'OUT'
{"t":"北京","n":1}
{"t":"e\u0301","n":22}
{"t":"👩‍💻🇨🇳","n":3}
{"t":"abcd","n":4}
IN
t      n
----  --
北京   1
é     22
👩‍💻🇨🇳   3
abcd   4
OUT
}

@test "ndtable: no control sequence of the data reaches the terminal" {
  check ndtable <<'IN' 4<<'OUT'
{"a\u001b[1m":"\u001b]0;x\u0007\u009b31m\u202e\n"}
IN
a\x1b[1m
-----------------------------
\x1b]0;x\x07\u009b31m\u202e\n
OUT
}

@test "ndtable: --width cuts texts, not numbers" {
  check ndtable --width 20 <<'IN' 4<<'OUT'
{"title":"跨年无人机表演取消","plays":123456789}
IN
title          plays
---------  ---------
跨年无人…  123456789
OUT
}

@test "ndtable: numbers are formatted from their decimal text, half to even" {
  check ndtable -c n,int,pct,si,cjk --int int --pct pct --si si --cjk cjk <<'IN' 4<<'OUT'
{"n":1.50,"int":1234.5,"pct":0.0005,"si":999500,"cjk":380000000000}
{"n":18446744073709551615,"int":18446744073709551615,"pct":12.3456,"si":0,"cjk":99999999}
{"n":1e3,"int":1235.5,"pct":-0.0004,"si":-1234,"cjk":12345}
IN
                   n                         int       pct      si     cjk
--------------------  --------------------------  --------  ------  ------
                1.50                       1,234      0.0%      1M  3800亿
18446744073709551615  18,446,744,073,709,551,615  1,234.6%       0     1亿
                 1e3                       1,236      0.0%  -1.23K  1.23万
OUT
}

@test "ndtable: --digits leaves columns of whole numbers and --int alone" {
  check ndtable --digits 2 --int m --pct p --si s <<'IN' 4<<'OUT'
{"id":7,"x":2.675,"m":1234.5,"p":0.123456,"s":1000}
{"id":8,"x":3,"m":1,"p":1,"s":5}
IN
id     x      m        p      s
--  ----  -----  -------  -----
 7  2.68  1,234   12.35%  1.00K
 8  3.00      1  100.00%   5.00
OUT
}

@test "ndtable: --total is exact in any order and leaves percentages and the first column alone" {
  local text=$'{"y":2023,"n":9007199254740993,"x":0.1,"p":0.5,"t":"a"}\n{"y":2024,"n":1,"x":0.2,"p":0.5}\n{"y":2025,"x":1e16}'
  printf '%s\n' "$text" >"$BATS_TEST_TMPDIR/a"
  tac "$BATS_TEST_TMPDIR/a" >"$BATS_TEST_TMPDIR/b"
  local file
  for file in a b; do
    ndtable -c y,n,x,p,t --pct p --total "$BATS_TEST_TMPDIR/$file" >"$BATS_TEST_TMPDIR/out"
    tail -n 1 "$BATS_TEST_TMPDIR/out" >"$BATS_TEST_TMPDIR/last"
    check cat "$BATS_TEST_TMPDIR/last" 4<<'OUT'
total  9007199254740994  10000000000000000
OUT
  done
}

@test "ndtable: --bars" {
  check ndtable --bars n <<'IN' 4<<'OUT'
{"c":"a","n":80}
{"c":"b","n":21}
{"c":"c","n":0}
IN
c   n
-  --  --------------------
a  80  ████████████████████
b  21  █████▎
c   0
OUT
}

@test "ndtable: --pivot in order of first appearance, with total" {
  check ndtable --pivot 'City=city,month,plays' --int plays --total <<'IN' 4<<'OUT'
{"city":"北京","month":"2024-02","plays":1200}
{"city":"Paris","month":"2024-01","plays":30}
{"city":"Paris","month":"2024-02","plays":4}
{"city":null,"month":1.0,"plays":5}
{"city":"Paris","month":1,"plays":null}
IN
City   2024-02  2024-01  1
-----  -------  -------  -
北京     1,200
Paris        4       30
                         5
-----  -------  -------  -
total    1,204       30  5
OUT
}

@test "ndtable: --pivot refuses two values for one cell" {
  run -3 --separate-stderr ndtable --pivot a,b,c <<'IN'
{"a":"x","b":"y","c":1}
{"a":"x","b":"y","c":1}
IN
  [ -z "$output" ]
  [[ $stderr == *'row "x" has a second value for column "y"'* ]]
}

@test "ndtable: markdown escapes its markup" {
  check ndtable --format markdown --total <<'IN' 4<<'OUT'
{"名字":"a|b\\c`d`<e>&f\ng","n":1.5}
{"名字":"# *x* [y](z)","n":10}
IN
| 名字                     |    n |
| ------------------------ | ---: |
| a\|b\\c\`d\`\<e>\&f<br>g |  1.5 |
| \# \*x\* \[y\](z)        |   10 |
| total                    | 11.5 |
OUT
}

@test "ndtable: csv is RFC 4180, tells empty from null, and reads back" {
  printf 'a,"b ""q""",c\r\n"x,y",1.50,\r\n"two\nlines","",""""\r\n' >"$BATS_TEST_TMPDIR/expected"
  ndtable --format csv -c 'a,"b \"q\"",c' >"$BATS_TEST_TMPDIR/actual" <<'IN'
{"a":"x,y","b \"q\"":1.50,"c":null}
{"a":"two\nlines","b \"q\"":"","c":"\""}
IN
  cmp "$BATS_TEST_TMPDIR/expected" "$BATS_TEST_TMPDIR/actual"
}

@test "ndtable: csv with and without -c is the same" {
  local text='{"a":1,"b":"x"}
{"a":2,"b":[1]}'
  ndtable --format csv <<<"$text" >"$BATS_TEST_TMPDIR/gathered"
  ndtable --format csv -c a,b <<<"$text" >"$BATS_TEST_TMPDIR/streamed"
  cmp "$BATS_TEST_TMPDIR/gathered" "$BATS_TEST_TMPDIR/streamed"
}

@test "ndtable: --line-buffered csv comes row by row" {
  mkfifo "$BATS_TEST_TMPDIR/in" "$BATS_TEST_TMPDIR/out"
  ndtable --line-buffered --format csv -c a <"$BATS_TEST_TMPDIR/in" >"$BATS_TEST_TMPDIR/out" 3>&- &
  local pid=$! title row
  exec 8>"$BATS_TEST_TMPDIR/in" 9<"$BATS_TEST_TMPDIR/out"
  echo '{"a":1}' >&8
  read -r -t 20 title <&9
  read -r -t 20 row <&9
  exec 8>&- 9<&-
  wait "$pid"
  [ "$title$row" = $'a\r1\r' ]
}

@test "ndtable: tsv escapes tab, newline and backslash" {
  check ndtable --format tsv --null NULL <<'IN' 4<<'OUT'
{"a":"x\ty\nz\\","b":null,"c":"\"q\""}
IN
a	b	c
x\ty\nz\\	NULL	"q"
OUT
}

@test "ndtable: --spreadsheet defuses formulas, not numbers" {
  check ndtable --format tsv --spreadsheet <<'IN' 4<<'OUT'
{"=t":"=1+1","b":"+1","c":"-1","d":"@x","e":"\tx","f":-1,"g":"a=b"}
IN
'=t	b	c	d	e	f	g
'=1+1	'+1	'-1	'@x	'\tx	-1	a=b
OUT
}

@test "ndtable: html is escaped and has a footer" {
  check ndtable --format html --total --caption 'A & B' <<'IN' 4<<'OUT'
{"<t>":"a&b<script>\"'\n\u0007","n":1}
IN
<table class="ndtable" style="font-variant-numeric:tabular-nums">
<caption>A &amp; B</caption>
<thead>
<tr><th scope="col" class="text" style="text-align:start">&lt;t&gt;</th><th scope="col" class="number" style="text-align:right">n</th></tr>
</thead>
<tbody>
<tr><th scope="row" class="text" style="text-align:start;font-weight:normal">a&amp;b&lt;script&gt;&quot;&#39;<br>\x07</th><td class="number" style="text-align:right">1</td></tr>
</tbody>
<tfoot>
<tr><th scope="row" class="text" style="text-align:start;font-weight:normal">total</th><td class="number" style="text-align:right">1</td></tr>
</tfoot>
</table>
OUT
}

@test "ndtable: hostile titles and texts act in no format" {
  local -r hostile='{"t\u202e<i>":"<b>|`$(x)`\u001b[2J\u009b1m\u202e\u2066\u200f\u061c\u200b\ufeff[a](http://x.y)\u0000"}'
  local format
  for format in text markdown html; do
    ndtable --format "$format" <<<"$hostile" >out
    run -1 grep -aP '[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8b\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]|\xd8\x9c|\xef\xbb\xbf' out
    grep -qF 'u202e' out
    grep -qF 'u200b' out
  done
  ndtable --format html <<<"$hostile" >out
  run -1 grep -E '<(i|b)>' out
  check ndtable --format markdown <<<"$hostile" 4<<'OUT'
| t\\u202e\<i>                                                                                       |
| -------------------------------------------------------------------------------------------------- |
| \<b>\|\`\$(x)\`\\x1b\[2J\\u009b1m\\u202e\\u2066\\u200f\\u061c\\u200b\\ufeff\[a\](http\://x.y)\\x00 |
OUT
}

@test "ndtable: --bom comes before csv and tsv" {
  ndtable --format csv --bom <<<'{"a":1}' >out
  printf '\357\273\277a\r\n1\r\n' | cmp - out
  ndtable --format tsv -c a --bom <<<'{"a":1}' >out
  printf '\357\273\277a\n1\n' | cmp - out
}

@test "ndtable: --spreadsheet guards behind blanks and semicolons" {
  ndtable --format csv -c a --spreadsheet >out <<'IN'
{"a":" =1"}
{"a":"x;@y"}
{"a":-5}
IN
  printf "a\r\n' =1\r\n\"x;'@y\"\r\n-5\r\n" | cmp - out
}

@test "ndtable: a table too wide is parted, each part with the first column" {
  check ndtable --width 22 --caption Wide <<'IN' 4<<'OUT'
{"city":"北京","plays":123456789,"likes":1234567,"posts":12}
IN
Wide

city      plays
----  ---------
北京  123456789

city    likes  posts
----  -------  -----
北京  1234567     12
OUT
}

@test "ndtable: COLUMNS says how wide a pipe is, not a file; --width comes first" {
  local -r record='{"a":"0123456789 0123456789","b":"0123456789"}'
  COLUMNS=20 ndtable <<<"$record" >out
  run -0 tail -n 1 out
  [[ $output == '0123456789 0123456789  0123456789' ]]
  # shellcheck disable=SC2312  # the status of ndtable is checked by what comes through
  COLUMNS=24 ndtable <<<"$record" | tail -n 1 >out
  [[ $(<out) == '0123456789 …  0123456789' ]]
  # shellcheck disable=SC2312
  COLUMNS=24 ndtable --width 0 <<<"$record" | tail -n 1 >out
  [[ $(<out) == '0123456789 0123456789  0123456789' ]]
}

# in_terminal COLUMNS COMMAND: what a terminal of that width gets from the shell's COMMAND.
in_terminal() {
  python3 - "$@" <<'PYTHON'
import fcntl, os, pty, struct, sys, termios
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0))
    os.execvp("bash", ["bash", "-c", sys.argv[2]])
got = b""
while True:
    try:
        block = os.read(terminal, 65536)
    except OSError:
        break
    if not block:
        break
    got += block
sys.stdout.buffer.write(got.replace(b"\r\n", b"\n"))
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
PYTHON
}

@test "ndtable: a terminal gets its own width, and styles unless NO_COLOR is set" {
  printf '%s\n' '{"title":"0123456789 0123456789 0123456789","n":1}' >in
  unset COLUMNS NO_COLOR
  export TERM=xterm
  check in_terminal 30 'ndtable in' 4<<OUT
$(printf '\e[1m')title$(printf '\e[0m')                        $(printf '\e[1m')n$(printf '\e[0m')
$(printf '\e[2m')---------------------------  -$(printf '\e[0m')
0123456789 0123456789 0123…  1
OUT
  check in_terminal 100 'NO_COLOR=1 ndtable in' 4<<'OUT'
title                             n
--------------------------------  -
0123456789 0123456789 0123456789  1
OUT
  run -0 in_terminal 80 'ndtable --color never in'
  [[ $output != *$'\e'* ]]
  run -0 ndtable --color always in
  [[ $output == *$'\e[1mtitle'* ]]
}

@test "ndtable: csv on a terminal shows control characters, in a file it has them" {
  printf '%s\n' '{"a":"\u001b[2Jx"}' >in
  run -0 in_terminal 80 'ndtable --format csv in'
  [[ $output == *'\x1b[2Jx'* ]]
  ndtable --format csv in >out
  printf 'a\r\n\e[2Jx\r\n' | cmp - out
}

@test "ndtable: a suppressed record is withheld, no null and no 0, and neither is the sum" {
  check ndtable -c city,users,plays --int plays --total --null - <<'IN' 4<<'OUT'
{"city":"a","users":12,"plays":1000}
{"city":"b","users":null,"plays":null,"suppressed":true}
{"city":"c","users":7,"plays":null}
IN
city   users  plays
-----  -----  -----
a         12  1,000
b        [c]    [c]
c          7      -
-----  -----  -----
total    [c]    [c]

[c] withheld: too few people are behind the number
OUT
  check ndtable -c city,users --format csv <<<'{"city":"b","users":null,"suppressed":true}' 4<<<$'city,users\r\nb,\r'
}

@test "ndtable: a suppressed record that has values shows none of them, in any format" {
  printf '%s\n' '{"city":"a","tier":1,"users":9,"plays":10}' '{"city":"b","tier":2,"users":null,"plays":77,"suppressed":true}' \
    '{"city":"c","tier":3,"users":8,"plays":77,"suppressed":true}' >in
  check ndtable -c city,tier,users,plays --total in 4<<'OUT'
city   tier  users  plays
-----  ----  -----  -----
a         1      9     10
b         2    [c]    [c]
c       [c]    [c]    [c]
-----  ----  -----  -----
total   [c]    [c]    [c]

[c] withheld: too few people are behind the number
OUT
  check ndtable --format csv in 4<<<$'city,tier,users,plays,suppressed\r\na,1,9,10,\r\nb,2,,,true\r\nc,,,,true\r'
  check ndtable -c plays,city --format tsv in 4<<<$'plays\tcity\n10\ta\n\tb\n\tc'
  local arguments
  for arguments in '' '-c plays' '--pivot city,tier,plays' '--pivot city,tier,plays --format csv' '-c plays --bars plays'; do
    # shellcheck disable=SC2086  # the words of a command line
    run -0 ndtable $arguments in
    [[ $output != *77* ]]
  done
}

@test "ndtable: a record that is a total stands below the others and never counts twice" {
  printf '%s\n' '{"$total":true,"n":30,"x":null}' '{"city":"a","n":10,"x":1}' '{"city":"b","n":20,"x":2}' >in
  check ndtable -c city,n --bars n in 4<<'OUT'
city    n
-----  --  --------------------
a      10  ██████████
b      20  ████████████████████
-----  --  --------------------
total  30
OUT
  check ndtable in 4<<'OUT'
 n  x  city
--  -  ----
10  1  a
20  2  b
--  -  ----
30
OUT
  local columns
  for columns in '' '-c city,n' '--format csv -c city,n'; do
    # shellcheck disable=SC2086  # the words of a command line
    run -3 --separate-stderr ndtable $columns --total in
    [[ $stderr == *'in:1: the record is a total of others already, so leave out --total'* ]]
  done
  check ndtable -c city,n --format tsv in 4<<<$'city\tn\n\t30\na\t10\nb\t20'
  check ndtable -c city,n <<<'{"city":null,"$total":true,"n":null,"suppressed":true}' 4<<'OUT'
city     n
-----  ---
-----  ---
total  [c]

[c] withheld: too few people are behind the number
OUT
}

@test "ndtable: what ndyoy says of a change stands in its place, what qualifies it beside it" {
  check ndtable -c period,cur,prev,pct --pct pct <<'IN' 4<<'OUT'
{"period":"2023","cur":5,"prev":null,"pct":null,"state":"new"}
{"period":"2024","cur":6,"prev":5,"pct":0.2,"state":"ok","breaks":[{"date":"2024-03-01"}]}
{"period":"2025","cur":6,"prev":6,"pct":null,"state":"partial","provisional":true}
IN
period  cur   prev    pct  note
------  ---  -----  -----  ----
2023      5  [new]  [new]
2024      6      5  20.0%  [b]
2025      6      6    [i]  [p]

[new] there is no earlier value to compare with
[i] incomplete: there are days without data
[b] break: what is counted changed in between
[p] provisional: the number may still change
OUT
}

@test "ndtable: the marks of a pivot stand in its cells" {
  check ndtable --pivot city,year,users <<'IN' 4<<'OUT'
{"city":"a","year":2023,"users":5}
{"city":"a","year":2024,"users":6,"provisional":true}
{"city":"b","year":2024,"users":null,"suppressed":true}
IN
city  2023   2024
----  ----  -----
a        5  6 [p]
b             [c]

[c] withheld: too few people are behind the number
[p] provisional: the number may still change
OUT
}

@test "ndtable: a pivot takes no total, and nothing beside a withheld value" {
  run -3 --separate-stderr ndtable --pivot k,c,v <<<'{"$total":true,"v":5}'
  [[ $stderr == *"belongs to no cell"*"ndfilter '.[\"\$total\"] != true'"* ]]
  local second
  for second in '{"v":5}' '{"v":null,"suppressed":true}'; do
    run -3 --separate-stderr ndtable --pivot k,c,v <<<'{"v":null,"suppressed":true}'$'\n'"$second"
    [[ $stderr == *'row null has a second value for column null'* ]]
  done
}

@test "ndtable: a total beyond the doubles is exact" {
  printf '{"k":"a","x":%s}\n' 1.5e308 1.5e308 >records
  ndtable --format csv --total records >actual
  printf 'k,x\na,1.5e308\na,1.5e308\ntotal,%s\n' "$(python3 -c 'print(2 * int(1.5e308))')" >expected
  diff expected <(tr -d '\r' <actual)
}
