#!/usr/bin/env bats
# shellcheck disable=SC2154,SC2016  # run --separate-stderr sets stderr; $NAMEs are the tools' own
# --let: a value of the record that has a name.

load helper

@test "lets: a let is its expression's value, in every tool that has expressions" {
  local records=$'{"t":1719792000000,"k":1}\n{"t":1719878400000,"k":2}\n'
  check ndfilter --let 'day=.t|ms|day' '$day == "2024-07-02"' <<<"$records" 4<<<'{"t":1719878400000,"k":2}'
  check ndmap --let 'day=.t|ms|day' '{$day, k}' <<<"$records" 4<<'OUT'
{"day":"2024-07-01","k":1}
{"day":"2024-07-02","k":2}
OUT
  check ndgroup --let 'day=.t|ms|day' -w '$day > "2024-07-01"' -g 'd=$day' -a 'n=count($day != null)' -a 'l=list($day)' <<<"$records" \
    4<<<'{"d":"2024-07-02","n":1,"l":["2024-07-02"]}'
  check ndsort --let 'back=-.k' -k '$back' <<<"$records" 4<<'OUT'
{"t":1719878400000,"k":2}
{"t":1719792000000,"k":1}
OUT
  check ndsort -m --let 'back=-.k' -k '$back' <(sed -n 2p <<<"$records") <(sed -n 1p <<<"$records") 4<<'OUT'
{"t":1719878400000,"k":2}
{"t":1719792000000,"k":1}
OUT
  check nduniq --let 'one=.k > 0' -k 'o=$one' <<<"$records" 4<<<'{"t":1719792000000,"k":1}'
  check ndtop --let 'odd=.k % 2' --count 'odd=$odd' <<<"$records" 4<<'OUT'
{"odd":0,"count":1}
{"odd":1,"count":1}
OUT
  echo '{"day":"2024-07-02","x":5}' >days
  check ndjoin --let 'day=.t|ms|day' -k '$day:day' days <<<"$records" 4<<<'{"t":1719878400000,"k":2,"x":5}'
  ndgroup --partial -g k <<<"$records" >part
  check ndmerge --let 'half=.k > 1' -g 'high=$half' part 4<<'OUT'
{"high":false,"n":1}
{"high":true,"n":1}
OUT
}

@test "lets: no record, one record, a bad line, a missing field" {
  check ndmap --let 'x=.a + 1' '$x' </dev/null
  check ndmap --let 'x=.a + 1' '$x' <<<'{"a":1}' 4<<<2
  run -3 --separate-stderr ndmap --let 'x=.a + 1' '$x' <<<'{"a":'
  [[ $stderr == 'ndmap: -:1:6: '* ]]
  check ndmap --let 'x=.a + 1' '$x' <<<'{"b":1}'$'\n''{"a":1}' 4<<<$'1\n2'
  run -3 --separate-stderr ndmap --strict --let 'x=.a + 1' '$x' <<<'{"b":1}'
  [[ $stderr == *'the field .a is missing'* ]]
}

@test "lets: later ones may use earlier ones, and none a later one" {
  check ndmap --let 'a=.x + 1' --let 'b=$a * 10' --let 'c=[$a, $b]' '$c' <<<'{"x":1}' 4<<<'[2,20]'
  run -2 --separate-stderr ndmap --let 'b=$a * 10' --let 'a=.x + 1' '$b'
  [[ $stderr == *'$a is the value of a --let that does not stand before this one'*'$a * 10'* ]]
  run -2 --separate-stderr ndmap --let 'a=$a + 1' '$a'
  [[ $stderr == *'does not stand before this one'* ]]
}

@test "lets: --arg may be used in a let, and as \$x hides it" {
  check ndmap --argjson by 3 --let 'x=.a * $by' '[$x, (5 as $x | $x), (7 as $by | $x)]' <<<'{"a":2}' 4<<<'[6,5,6]'
}

@test "lets: none or several values are an error of the record, and only where they are asked for" {
  local some='.a[]'
  check ndmap --let "x=$some" 'if .a then $x else 0 end' <<<$'{"a":[4]}\n{}' 4<<<$'4\n0'
  run -3 --separate-stderr ndmap --let "x=$some" '$x' <<<$'{"a":[4]}\n{"a":[]}'
  [[ ${output%%$'\n'*} == 4 && $stderr == *"-:2: a let has no value, exactly one is needed, in '.a[]' of \$x"* ]]
  run -3 --separate-stderr ndmap --let "x=$some" 'try $x catch 1' <<<'{"a":[4,5]}'
  [[ $stderr == *"-:1: a let has more than one value, exactly one is needed"* ]]
  check ndmap --rejects refused --max-errors 9 --let "x=$some" '$x' <<<$'{"a":[]}\n{"a":[4]}' 4<<<4
  [[ $(wc -l <refused) == 1 ]]
}

@test "lets: an error of a let is one where it is asked for" {
  run -3 --separate-stderr ndmap --let 'x=.a|tonumber' '$x + 1' <<<'{"a":"z"}'
  [[ $stderr == "ndmap: -:1: "*" in '.a|tonumber' of \$x"$'\n'* ]]
  # Where it is, also where other lets and functions of another text ask for it.
  run -3 --separate-stderr ndmap --let 'x=.a + 1' --let 'y=[$x]' '$y' <<<'{"a":"z"}'
  [[ $stderr == "ndmap: -:1: cannot add string (\"z\") and number (1) in '.a + 1' of \$x"$'\n'* ]]
  run -3 --separate-stderr ndgroup --let 'x=.a + 1' -g 'k=$x' <<<'{"a":"z"}'
  [[ $stderr == "ndgroup: -:1: cannot add string (\"z\") and number (1) in '.a + 1' of \$x"$'\n'* ]]
  # What comes after it is not of the let.
  run -3 --separate-stderr ndmap --let 'x=.a|tonumber' '(try $x catch 1) + "a"' <<<'{"a":"z"}'
  [[ $stderr == "ndmap: -:1: "*" in '(try \$x catch 1) + \"a\"'"$'\n'* ]]
  check ndmap --let 'x=.a|tonumber' '[$x?], (try $x catch "no")' <<<'{"a":"z"}' 4<<<$'[]\n"no"'
}

@test "lets: one name is bound once, whatever binds it" {
  echo '{"k":1}' >t
  misused '--let: $x is bound by --arg or --argjson already' ndmap --arg x 1 --let x=.a .
  misused '--arg: $x is bound by --let already' ndmap --let x=.a --arg x 1 .
  misused '--table: $x is bound by --let already' ndmap --let x=.a --table x=t:k .
  misused '--let: $x is bound by --table already' ndmap --table x=t:k --let x=.a .
  misused '--table: $x is bound by --table already' ndmap --table x=t:k --table x=t:k .
  misused "--let: \$x is bound twice, to '.a' and to '.b'" ndmap --let x=.a --let x=.b .
  misused '--let: $ENV is the environment; choose another name' ndmap --let ENV=.a .
  misused "--let: 'x' is not NAME=EXPR" ndmap --let x .
  misused "--let: 'x=' is not NAME=EXPR" ndmap --let x= .
  misused "--let: 'a b' is not a name; write letters, digits and _" ndmap --let 'a b=.x' .
  check ndmap --let x=.a --let x=.a '$x' <<<'{"a":1}' 4<<<1
}

@test "lets: what is wrong in a let is said with its text" {
  run -2 --separate-stderr ndmap --let 'x=.a +' '$x'
  [[ $stderr == 'ndmap: --let x: '*'.a +'* ]]
  run -2 --separate-stderr ndmap --let 'x=day' '$x'
  [[ $stderr == "ndmap: --let x: 'day' is a function here"* ]]
}

@test "lets: a condition that is an assignment is refused where a let names it" {
  local meant="'=' sets a field, and the record that it gives is true; did you mean ==?"
  misses() {
    run -2 --separate-stderr "$@" <<<'{"a":1,"b":2}'
    [[ $stderr == *": --let c: $meant"$'\n'*'.a=2'* ]] || { echo "$* $stderr" && return 1; }
  }
  misses ndfilter --let 'c=.a=2' '$c'
  misses ndfilter --let 'c=.a=2' --let 'd=.b|$c' '.b and ($d|not)'
  misses ndgroup --let 'c=.a=2' -w '$c'
  misses ndgroup --let 'c=.a=2' -a 'n=count($c)'
  misses ndmap --let 'c=.a=2' 'select($c)'
  check ndmap --let 'c=.a=2' '$c' <<<'{"a":1}' 4<<<'{"a":2}'
  check ndfilter --let 'c=.a=2' '.b as $c | $c' <<<'{"b":false}'
  run -2 --separate-stderr ndfilter --let 'c=$c' '$c' <<<'{}'
  [[ $stderr == *'does not stand before this one'* ]]
}

@test "lets: what stands before one in a pipe keeps its errors" {
  run -3 --separate-stderr ndmap --let 'x=.a' '.b.c | $x' <<<'{"a":1,"b":2}'
  [[ $stderr == 'ndmap: -:1: cannot look for field "c" in number (2)'* ]]
  run -3 --separate-stderr ndmap '. as $r | .b.c | $r.a' <<<'{"a":1,"b":2}'
  [[ $stderr == 'ndmap: -:1: cannot look for field "c" in number (2)'* ]]
  check ndmap --let 'x=.a' '.b.c | $x' <<<'{"a":1,"b":{"c":2}}' 4<<<1
}

@test "lets: not in --having" {
  run -2 --separate-stderr ndgroup --let x=.a+1 -g a --having '$x > 1'
  [[ $stderr == 'ndgroup: --having: $x is about a record that was read, and this is about results'* ]]
}

@test "lets: a let is about the record as it was read, whatever is set before" {
  check ndmap --let 'x=.a + 1' --let 'same=.a' --set 'a=10' --set 'b=$x' --set 'c=[.a, $same, $x]' <<<'{"a":1}' \
    4<<<'{"a":10,"b":2,"c":[10,1,2]}'
}

@test "lets: several groupings and threads find the same" {
  local i
  for i in {1..3000}; do echo "{\"t\":$((i * 3600)),\"k\":$((i % 7))}"; done >events
  local -a options=(--let 'day=.t|day' --let 'month=$day|month'
    --grouping a -g 'd=$day' -a n=count --grouping b -w '.k > 3' -g 'm=$month' -a 'd=distinct($day)')
  ndgroup "${options[@]}" -j 1 events >one
  check ndgroup "${options[@]}" -j 4 events 4<one
  check ndgroup --grouping a -g 'd=(.t|day)' -a n=count --grouping b -w '.k > 3' -g 'm=(.t|day|month)' -a 'd=distinct(.t|day)' events 4<one
}

@test "lets: a field that only a let reads is missed as any other" {
  check ndgroup --let 'x=(.nmae // "" | length)' -g 'n=$x' -a 'c=count' <<<'{"name":"A"}' 4<<<'{"n":0,"c":1}'
  run --separate-stderr ndfilter --let 'x=.nmae + 1' '$x > 1' <<<'{"name":"A"}'
  [[ $status == 0 && $stderr == *"no record has the field .nmae"*name* ]] || { echo "$stderr" && return 1; }
}

@test "lets: partials agree if the lets that they use do" {
  local record='{"a":1}'
  id() { ndgroup --partial "$@" <<<"$record" | head -n 1 | ndmap -r '.["$nd"]'; }
  local with
  with=$(id --let 'x=.a + 1' -g 'k=$x')
  [[ $(id --let 'x=.a  +  1' -g 'k=$x') == "$with" ]]
  [[ $(id --let 'unused=.z' --let 'x=.a + 1' -g 'k=$x') == "$with" ]]
  [[ $(id --let 'x=.a + 2' -g 'k=$x') != "$with" ]]
  [[ $(id --let 'y=.a' --let 'x=$y|tostring' -g 'k=$x') != $(id --let 'y=.b' --let 'x=$y|tostring' -g 'k=$x') ]]
  [[ $(id --let 'x=.a|day' --tz UTC -g 'k=$x') != $(id --let 'x=.a|day' --tz Asia/Shanghai -g 'k=$x') ]]
  run -2 --separate-stderr ndgroup --partial --let 'x=now - .a' -g 'k=$x' <<<"$record"
  [[ $stderr == *"'now' cannot be used with --partial"* ]]
}
