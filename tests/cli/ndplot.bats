#!/usr/bin/env bats
# ndplot: records as a chart.
#
#: frame -x t -y v --kind spark --format svg
#: writes text
#: hostile-none two records of one place are an error of their own
#: faults -x t -y v --format svg days.ndjson
#: faults-all -x t -y v --format html days.ndjson

load helper

# The letters of an SVG in the order in which they are written, one text a line, without tooltips.
letters() {
  sed -n 's/<title>.*<\/title>//; s/^<text[^>]*>\(.*\)<\/text>$/\1/p'
}

# is_xml: standard input is well-formed, as Python's expat reads it.
is_xml() {
  python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.stdin.buffer)'
}

@test "ndplot: empty input is a chart that says so" {
  run -0 --separate-stderr ndplot -x t -y v --kind line --format svg </dev/null
  [[ $output == *'>no data</text>'* ]]
  [[ -z $stderr ]]
}

@test "ndplot: one record" {
  ndplot -x city -y v --format svg <<<'{"city":"Paris","v":1234}' >one.svg
  letters <one.svg >actual
  diff -u - actual <<<$'Paris\n1,234'
}

@test "ndplot: a bad line is exit 3 with its place, and no chart" {
  run -3 --separate-stderr ndplot -x t -y v --format svg <<'IN'
{"t":"a","v":1}
{"t":
IN
  [ -z "$output" ]
  [[ $stderr == 'ndplot: -:2:'* ]]
}

@test "ndplot: with --rejects what is no number is left out, and leaves no place behind" {
  printf '%s\n' '{"t":"a","v":1}' '{"t":"b","v":"x"}' >in.ndjson
  run -0 ndplot -x t -y v --format svg --rejects bad -o out.svg in.ndjson
  letters <out.svg >actual
  diff -u - actual <<<$'a\n1'
  [[ $(wc -l <bad) == 1 ]]
}

@test "ndplot: a missing value is no data, with --strict an error" {
  ndplot -x t -y v --format svg <<<$'{"t":"a","v":1}\n{"t":"b"}' | letters >actual
  diff -u - actual <<<$'a\nb\n1\nno data'
  run -3 --separate-stderr ndplot --strict -x t -y v --format svg <<<'{"t":"b"}'
  [ -z "$output" ]
  [[ $stderr == 'ndplot: -:1:'* ]]
}

@test "ndplot: usage errors name the option" {
  misused 'which values? name their field: -y FIELD' ndplot -x t
  misused 'which places? name their field: -x FIELD' ndplot -y v --kind line
  misused 'a dumbbell compares two values: -y EARLIER,LATER, or one -y and the two groups of -g' \
    ndplot -x t -y v --kind dumbbell
  misused '--log goes with line, dumbbell, slope and hist; a bar'"'"'s length says nothing on a logarithmic axis' \
    ndplot -x t -y v --kind bar --log
  misused '--pct: only one of --int, --pct, --si and --cjk' ndplot -x t -y v --si --pct
  misused '--mark goes with line, bar, hist and strip only' ndplot -x t -y a,b --kind slope --mark goal=1
  misused '--whole goes with --kind share only' ndplot -x t -y v --whole 1
}

@test "ndplot: a reader that goes away ends it quietly" {
  printf '{"t":"a","v":1}\n' >in.ndjson
  survives_closed_pipe ndplot -x t -y v --format svg in.ndjson
}

@test "ndplot: two values of one place are exit 3" {
  fails 3 $'ndplot: -:2: '"'a' has a second value of v; aggregate first, as with ndgroup, or part them by -g"$'\nndplot:   {"t":"a","v":2}' \
    ndplot -x t -y v --format svg <<<$'{"t":"a","v":1}\n{"t":"a","v":2}'
}

@test "ndplot: a line refuses names, --log what is not above 0, a share what is below it" {
  fails 3 "ndplot: -:1: a line goes over periods or numbers, and 'a' is neither" \
    ndplot -x t -y v --kind line --format svg <<<'{"t":"a","v":1}'
  fails 3 "ndplot: '2024' has the value 0; --log takes values above 0 only" \
    ndplot -x t -y v --log --format svg <<<'{"t":"2024","v":0}'
  fails 3 "ndplot: 'a' has the value -1; a part of a whole is not below 0" \
    ndplot -x t -y v --kind share --format svg <<<'{"t":"a","v":-1}'
}

@test "ndplot: one wrong place makes no names of an axis, unless --kind says so" {
  printf '%s\n' '{"t":"2024-01","v":1}' '{"t":"2024-02","v":1}' '{"t":"2024-13","v":2}' >in.ndjson
  fails 3 "ndplot: in.ndjson:3: '2024-13' is no month, as most places are; --kind bar draws all as names" ndplot -x t -y v in.ndjson
  fails 3 "ndplot: in.ndjson:3: '2024-13' is no month, as most places are" ndplot -x t -y v --kind line in.ndjson
  run -0 ndplot -x t -y v --kind bar in.ndjson
  [[ $output == *'2024-13'* ]]
  fails 3 "ndplot: -:1: 'null' is no number, as most places are; --kind bar draws all as names" \
    ndplot -x t -y v <<<$'{"t":null,"v":1}\n{"t":1,"v":1}\n{"t":2,"v":1}'
  run -0 ndplot -x t -y v <<<$'{"t":"2024","v":1}\n{"t":"奥运","v":2}\n{"t":"麦收","v":2}'
}

@test "ndplot: parts are not more than their whole" {
  fails 3 'ndplot: the parts come to 1.3, and --whole is 1' \
    ndplot -x t -y v --kind share --whole 1 <<<$'{"t":"a","v":0.6}\n{"t":"b","v":0.7}'
  # What rounding adds up to is let pass.
  run -0 ndplot -x t -y v --kind share --whole 100 <<<$'{"t":"a","v":50.05}\n{"t":"b","v":50}'
}

@test "ndplot: every part of a share bar has its number" {
  printf '%s\n' '{"y":"2023","t":"a","v":96}' '{"y":"2023","t":"b","v":4}' '{"y":"2024","t":"a","v":50}' '{"y":"2024","t":"b","v":50}' >in.ndjson
  ndplot -x t -y v -g y --kind share --format svg in.ndjson | letters >actual
  grep -qx 'b 4.0%' actual
  grep -qx '96.0%' actual
  check ndplot -x t -y v -g y --kind share --size 40x in.ndjson 4<<'OUT'
█ a   ▒ b

2023  █████████████ 96.0% █████████████▒
      b 4.0%
2024  █████ 50.0% █████▒▒▒▒▒ 50.0% ▒▒▒▒▒
OUT
}

@test "ndplot: the last and the largest value of a line have their numbers first" {
  for i in {1..12}; do printf '{"t":"2024-%02d","v":%s}\n' "$i" $((i == 2 ? 1999999 : 1234560 + i)); done |
    ndplot -x t -y v --size 360x --format svg --digits 3 | letters >actual
  grep -qx '1.235M' actual
  grep -qx '2.000M' actual
}

@test "ndplot: a line of --mark does not strike a number through" {
  ndplot -x t -y v --mark goal=10 --format svg <<<$'{"t":"a","v":9.8}\n{"t":"b","v":3}' >bars.svg
  grep -B1 '>9.8</text>' bars.svg | grep -q '<rect class="paper"'
  run -0 grep -c 'class="paper"' bars.svg
  [[ $output == 2 ]]
}

@test "ndplot: every mark has its name, and what has no two values is told" {
  ndplot -x t -y v --mark high=10,low=-4,higher=10.1 --size 360x --format svg <<<$'{"t":"a","v":9}\n{"t":"b","v":-3}' | letters >actual
  for name in 'high 10' 'low -4' 'higher 10.1'; do grep -qx -e "$name" actual; done
  printf '%s\n' '{"t":"a","v":1,"w":2}' '{"t":"b","v":null,"w":3}' '{"t":"c","v":1,"w":2,"suppressed":true}' >in.ndjson
  for kind in slope dumbbell; do
    ndplot -x t -y 2023=v,2024=w --kind "$kind" --format svg in.ndjson | letters >actual
    grep -qxF -e '3 (2023: no data)' -e 'b 2023: no data, c: suppressed' actual
    grep -q 'suppressed' actual
  done
}

@test "ndplot: a histogram of few values counts them in whole numbers" {
  ndplot -x v --kind hist --format svg <<<'{"v":1}' >hist.svg
  grep 'text-anchor="end"' hist.svg | letters >actual
  diff -u - actual <<<$'0\n1\nmean 1\nmedian 1\nv'
}

@test "ndplot: a record that is a total has no place among the others" {
  printf '%s\n' '{"t":"a","v":1}' '{"t":null,"$total":true,"v":1}' >in.ndjson
  local kind
  for kind in bar share; do
    run -3 --separate-stderr ndplot -x t -y v --kind "$kind" in.ndjson
    [[ $stderr == *"in.ndjson:2: the record is a total of others and belongs to no place; leave it out, as with ndfilter"* ]]
  done
  run -0 ndplot -y v --kind bar <<<'{"t":null,"$total":true,"v":1}'
}

@test "ndplot: a waterfall whose steps do not reach its end is exit 3" {
  fails 3 "ndplot: 'c' is 5, but the start and the steps come to 3" \
    ndplot -y a,b,c --kind waterfall --format svg <<<'{"a":1,"b":2,"c":5}'
  ndplot -y a,b,c --kind waterfall --format svg <<<'{"a":1,"b":2,"c":3}' | letters >actual
  diff -u - actual <<<$'increase\ndecrease\na\nb\nc\n1\n+2\n3'
}

@test "ndplot: bars are ranked, ties by name, what has no value last; --order changes that" {
  printf '%s\n' '{"t":"b","v":1}' '{"t":"n","v":null}' '{"t":"c","v":2}' '{"t":"a","v":1}' >in.ndjson
  ndplot -x t -y v --format svg in.ndjson | letters | head -4 >actual
  diff -u - actual <<<$'c\na\nb\nn'
  ndplot -x t -y v --order input --format svg in.ndjson | letters | head -4 >actual
  diff -u - actual <<<$'b\nn\nc\na'
  ndplot -x t -y v --order name --format svg in.ndjson | letters | head -4 >actual
  diff -u - actual <<<$'a\nb\nc\nn'
}

@test "ndplot: what is left out is said" {
  for i in {1..100}; do printf '{"t":"g%s","v":%s}\n' "$i" "$i"; done >in.ndjson
  run -0 ndplot -x t -y v --top 3 --format svg in.ndjson
  [[ $output == *'>97 more are not shown</text>'* ]]
}

@test "ndplot: every kind is well-formed, names itself and is the same each time" {
  printf '%s\n' '{"t":"2024-01","g":"x","v":3,"w":2}' '{"t":"2024-02","g":"x","v":1,"w":4}' >in.ndjson
  local kind
  for kind in line bar dumbbell slope share heat strip spark waterfall; do
    local y=v
    if [[ $kind == dumbbell || $kind == slope ]]; then y=v,w; fi
    ndplot -x t -y "$y" --kind "$kind" --title "T $kind" --format svg in.ndjson >a.svg
    is_xml <a.svg
    grep -q 'role="img" aria-labelledby=' a.svg
    grep -q "<title id=\"[^\"]*-t\">T $kind</title>" a.svg
    grep -q '<desc id="' a.svg
    LC_ALL=C TZ=Asia/Tokyo ndplot -x t -y "$y" --kind "$kind" --title "T $kind" --format svg in.ndjson | cmp - a.svg
  done
  ndplot -x v --kind hist --format svg in.ndjson | is_xml
}

@test "ndplot: gaps break a line, what is suppressed is dotted over, a break stops it" {
  printf '%s\n' '{"t":"2024-01","v":1}' '{"t":"2024-02","v":2}' '{"t":"2024-04","v":2}' '{"t":"2024-05","v":3}' |
    ndplot -x t -y v --format svg >gap.svg
  [[ $(grep -o '<path class="l l1"[^>]*' gap.svg | grep -o M | wc -l) == 2 ]]
  printf '%s\n' '{"t":"2024-01","v":1}' '{"t":"2024-02","v":null,"suppressed":true}' '{"t":"2024-03","v":2}' |
    ndplot -x t -y v --format svg >hidden.svg
  grep -q '<path class="dots"' hidden.svg
  grep -q '>suppressed</text>' hidden.svg
  printf '%s\n' '{"t":"2024-01","v":1}' '{"t":"2024-02","v":2,"f":"break"}' |
    ndplot -x t -y v --flag f --format svg >break.svg
  run -1 grep -q '<path class="l l1"' break.svg
  grep -q '>break in series</text>' break.svg
}

@test "ndplot: a suppressed value is drawn in no format" {
  printf '%s\n' '{"t":"2024-01","v":1}' '{"t":"2024-02","v":7531,"w":8642,"suppressed":true}' '{"t":"2024-03","v":3}' >in.ndjson
  local format kind
  for format in text svg html; do
    for kind in line bar heat strip spark share; do
      run -0 ndplot -x t -y v,w --kind "$kind" --format "$format" in.ndjson
      [[ $output != *7531* && $output != *7,531* && $output != *8642* && $output != *8,642* ]]
    done
  done
  run -0 ndplot -x t -y v --format gnuplot in.ndjson
  [[ $output != *7531* ]]
}

@test "ndplot: hostile text is text in SVG and HTML" {
  cat >in.ndjson <<'IN'
{"t":"</text><script>alert(1)</script>","v":1}
{"t":"]]>&lt;&#60;<!--","v":2}
{"t":"\u001b[31mred\u202eevil\u200f\u0085","v":3}
{"t":"\" onload=\"x' y","v":4}
IN
  local format
  for format in svg html; do
    ndplot -x t -y v --title '</title><script>' --description '</desc><b>' --unit '<i>' --format "$format" in.ndjson >out
    run -1 grep -iE '<script|<b>|<i>|onload="|<!--' out
    run -1 grep -P '\x1b|\x{202e}|\x{200f}|\x{85}' out
    grep -q '\\x1b\[31mred\\u202eevil\\u200f\\u0085' out
  done
  ndplot -x t -y v --title '</title>' --format svg in.ndjson | is_xml
}

@test "ndplot: hostile text is no command of gnuplot" {
  command -v gnuplot >/dev/null || skip 'gnuplot is not installed'
  cat >in.ndjson <<'IN'
{"t":"2024-01","g":"'; system('touch pwned1'); '","v":1}
{"t":"2024-02","g":"`touch pwned2`","v":2}
{"t":"2024-03","g":"$(touch pwned3) @x {/Bold y} \n!touch pwned4","v":3}
{"t":"2024-04","g":"END_OF_DATA","v":4}
IN
  ndplot -x t -y v -g g --title "'; \`touch pwned5\`" --unit '"`touch pwned6`' --format gnuplot in.ndjson >line.plt
  ndplot -x g -y v --format gnuplot in.ndjson >bar.plt
  ndplot -x v --kind hist --format gnuplot in.ndjson >hist.plt
  local kind
  for kind in line bar hist; do
    gnuplot "$kind.plt" >"$kind.svg" 2>messages
    [[ ! -s messages ]]
    is_xml <"$kind.svg"
  done
  run -1 compgen -G "pwned*"
  misused '--format gnuplot draws line, bar, hist and spark only, not share; --format svg draws all kinds' \
    ndplot -x g -y v --kind share --format gnuplot in.ndjson
}

@test "ndplot: the figure for a page holds its data, with all digits" {
  ndplot -x t -y v --unit plays --format html <<<$'{"t":"a","v":1234567.891}\n{"t":"b","v":null}' >out
  grep -q '<figure class="ndplot-figure">' out
  grep -q '1,234,567.891' out
  grep -q '<td class="text">no data</td>' out
  [[ $(grep -c '<svg' out) == 2 ]]
}

@test "ndplot: one is not several where the unit has both" {
  printf '{"t":"a","v":%s}\n' 1 >in.ndjson
  printf '{"t":"b","v":%s}\n' 2 >>in.ndjson
  ndplot -x t -y v --kind bar --unit 'user|users' --format svg in.ndjson >out.svg
  grep -q '<title>a: 1 user</title>' out.svg
  grep -q '<title>b: 2 users</title>' out.svg
  letters <out.svg | grep -qx users
  ndplot -x t -y v --kind bar --unit users --format svg in.ndjson | grep -q '<title>a: 1 users</title>'
}

@test "ndplot: marks are numbers, days or fields that agree" {
  printf '%s\n' '{"t":"2024-01","v":1,"goal":3}' '{"t":"2024-03","v":2,"goal":3}' >in.ndjson
  ndplot -x t -y v --mark goal,launch=2024-02,least=0.5 --format svg in.ndjson | letters >actual
  grep -qx 'goal 3' actual
  grep -qx 'launch 2024-02' actual
  grep -qx 'least 0.5' actual
  run -3 --separate-stderr ndplot -x t -y v --mark v --format svg in.ndjson
  [[ $stderr == *"the mark v is '2' here and was '1' before; a mark has one value in all records"* ]]
}

@test "ndplot: a histogram counts exactly, and marks mean and median" {
  printf '{"v":%s}\n' 1 2 2 10 >in.ndjson
  ndplot -x v --kind hist --bins 5 --format svg in.ndjson >hist.svg
  grep -q '>mean 3.75</text>' hist.svg
  grep -q '>median 2</text>' hist.svg
  [[ $(grep -o '<title>[^<]*: [0-9]*</title>' hist.svg | sed 's/.*: \([0-9]*\)<.*/\1/' | paste -sd+) -eq 4 ]]
}
