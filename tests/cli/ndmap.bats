#!/usr/bin/env bats
# ndmap: records reshaped by an expression or by edits.
# shellcheck disable=SC2154  # bats sets stderr
#
#: frame '{k, v, t}'
#: hostile --first '{"a":["good 1"]}' '{a: [.a?]}'
#: faults '{k, w: (.v + 1)}' in.ndjson.gz
#: faults-all --set v=.v+1 in.ndjson

load helper

@test "ndmap: empty input gives empty output" {
  check ndmap . </dev/null 4</dev/null
  check ndmap --set a=1 </dev/null 4</dev/null
}

@test "ndmap: one record; what is not touched leaves byte for byte" {
  check ndmap . <<<'{ "a" : 1.50, "b":[1, 2] }' 4<<<'{ "a" : 1.50, "b":[1, 2] }'
  check ndmap --set c=1 <<<'{ "a" : 1.50, "b":[1, 2] }' 4<<<'{ "a" : 1.50, "b":[1, 2],"c":1 }'
}

@test "ndmap: a bad line is exit 3 with its place; what stands before it is written" {
  fails 3 $'ndmap: -:2:6: expected a value\nndmap:   {"a":}' ndmap .a 4<<<1 <<'IN'
{"a":1}
{"a":}
IN
  run -3 --separate-stderr ndmap --drop a <<<'{"a":1,"b":}'
  wrote_nothing && [[ $stderr == 'ndmap: -:1:'*': '* ]]
}

@test "ndmap: a missing field is null; with --strict it is an error" {
  fails 0 'ndmap: no record has the field .b; the nearest is .a' ndmap '{a, b}' <<<'{"a":1}' 4<<<'{"a":1,"b":null}'
  run -3 --separate-stderr ndmap --strict '{a, b}' <<<'{"a":1}'
  wrote_nothing && [[ $stderr == *'.b is missing'* ]]
}

@test "ndmap: usage errors" {
  misused $'expected a value\nndmap:   {a:}\nndmap:      ^' ndmap '{a:}'
  misused "'x' is not NAME=EXPR" ndmap --set x
  misused "'x==1' is not NAME=EXPR" ndmap --set x==1
  misused "'.' is the whole record, a field is needed here" ndmap --drop .
  misused "'.' is the whole record, a field is needed here" ndmap --set .=1
  misused "'a' is not NEW=OLD" ndmap --rename a
  misused 'a field cannot be renamed into itself: a.b=a' ndmap --rename a.b=a
  misused '--raw is for the outputs of EXPR' ndmap -r --drop a
}

@test "ndmap: survives a closed pipe" {
  seq -f '{"a":%.0f}' 200000 >many.ndjson
  survives_closed_pipe ndmap .a many.ndjson
}

@test "ndmap: a full disk is exit 4" {
  seq -f '{"a":%.0f}' 50000 >many.ndjson
  fails_on_full_disk ndmap .a many.ndjson
}

@test "ndmap: every output is a record" {
  check ndmap '.t[], empty, {n: (1, 2)}' <<<'{"t":["a",[1]]}' 4<<'OUT'
"a"
[1]
{"n":1}
{"n":2}
OUT
}

@test "ndmap: a record that fails writes nothing of itself" {
  fails 3 $'ndmap: -:2: cannot add string ("x") and number (1) in \'.[] + 1\'\nndmap:   [2,"x"]' ndmap '.[] + 1' 4<<<2 <<'IN'
[1]
[2,"x"]
IN
}

@test "ndmap: -r writes strings without quotes, all else as JSON" {
  check ndmap -r '.[]' <<<'["a\tb","é\"",1,["x"],null]' 4<<'OUT'
a	b
é"
1
["x"]
null
OUT
}

@test "ndmap: --set replaces in place, or adds last, nested too" {
  check ndmap --set 'b=.a + 1' --set '.c.x=.a' --set '.n.m="new"' <<'IN' 4<<'OUT'
{"b" : 0, "a":1 ,"c":{"x":0, "y":2}}
{"a":2}
{}
null
IN
{"b" : 2, "a":1 ,"c":{"x":1, "y":2},"n":{"m":"new"}}
{"a":2,"b":3,"c":{"x":2},"n":{"m":"new"}}
{"b":1,"c":{"x":null},"n":{"m":"new"}}
{"b":1,"c":{"x":null},"n":{"m":"new"}}
OUT
}

@test "ndmap: edits are made in their order, each on what the ones before it made" {
  check ndmap --set 'a=.a + 1' --set 'b=.a * 2' --rename c=b --set 'd=.c' --drop a <<<'{"a":1}' 4<<<'{"c":4,"d":4}'
  check ndmap --drop a --set a=1 <<<'{"a":0,"b":2}' 4<<<'{"b":2,"a":1}'
  check ndmap --keep a --set 'b=.c' <<<'{"a":0,"c":2}' 4<<<'{"a":0,"b":null}'
}

@test "ndmap: the lists of --keep add up, and those of --drop" {
  local record='{"a":1, "b":2, "c":{"x":1,"y":2}, "d":4}'
  check ndmap --keep b --keep a <<<"$record" 4<<<'{"a":1, "b":2}'
  check ndmap --keep c.x --keep a,c <<<"$record" 4<<<'{"a":1,"c":{"x":1,"y":2}}'
  check ndmap --keep c --keep c.x --keep d <<<"$record" 4<<<'{"c":{"x":1,"y":2}, "d":4}'
  check ndmap --keep a --set 'e=.a + .b' --keep b <<<"$record" 4<<<'{"a":1, "b":2,"e":3}'
  check ndmap --drop a --drop b,c --drop a <<<"$record" 4<<<'{"d":4}'
  check ndmap --drop c.x --drop c <<<"$record" 4<<<'{"a":1, "b":2,"d":4}'
  check ndmap --keep a,b --drop a <<<"$record" 4<<<'{"b":2}'
}

@test "ndmap: the renames of one list are made at once" {
  check ndmap --rename g=name,name=g <<<'{"g":1,"name":"x", "o":0}' 4<<<'{"name":1,"g":"x", "o":0}'
  check ndmap --rename b=a,c=b,a=c <<<'{"a":1,"b":2,"c":3}' 4<<<'{"b":1,"c":2,"a":3}'
  check ndmap --rename b=a,c=b <<<$'{"a":1,"b":2,"c":3}\n{"b":2}\n{"a":1,"c":3}' 4<<<$'{"b":1,"c":2}\n{"c":2}\n{"b":1,"c":3}'
  check ndmap --rename c=b,b=a <<<'{"a":1,"b":2,"c":3}' 4<<<'{"b":1,"c":2}'
  check ndmap --rename o.a=o.b,o.b=o.a <<<'{"o":{"a":1,"b":2}}' 4<<<'{"o":{"b":1,"a":2}}'
  check ndmap --rename g=g,h=name <<<'{"g":1,"name":2}' 4<<<'{"g":1,"h":2}'
  check ndmap --rename b=a --rename c=b <<<'{"a":1,"b":2,"c":3}' 4<<<'{"c":1}'
  misused "two fields are renamed to 'x'" ndmap --rename x=a,x=b
  misused "the field 'a' is renamed twice" ndmap --rename x=a,y=a
  misused "'x=a.b' and 'y=a' touch the same field; give each its own --rename" ndmap --rename x=a.b,y=a
  misused "'top=a.b' and 'a.b=top' touch the same field; give each its own --rename" ndmap --rename top=a.b,a.b=top
}

@test "ndmap: with --strict a record must have what is kept, dropped or renamed" {
  for edit in --keep=zz --drop=zz --rename=y=zz --keep=a,zz --drop=o.zz; do
    run -3 --separate-stderr ndmap --strict "${edit%%=*}" "${edit#*=}" <<<'{"a":1,"o":{}}'
    wrote_nothing && [[ $stderr == *'zz is missing'* ]]
  done
  check ndmap --strict --set zz=1 --keep zz,a <<<'{"a":1}' 4<<<'{"a":1,"zz":1}'
}

@test "ndmap: --set wants exactly one value" {
  fails 3 $'ndmap: -:1: \'.t[]\' has more than one value here, exactly one is needed\nndmap:   {"t":[1,2]}' \
    ndmap --set 'x=.t[]' <<<'{"t":[1,2]}'
  run -3 --separate-stderr ndmap --set x=empty <<<'{}'
  wrote_nothing && [[ $stderr == *'has no value here'* ]]
}

@test "ndmap: --drop, --keep and --rename take lists, odd names and paths; what is missing is passed over" {
  local none='ndmap: no record has the field .q; the nearest is .a'
  fails 0 "$none" ndmap --drop 'a,"x y",c.d' --drop q <<<'{"a":1, "x y":2, "b":3, "c":{"d":1,"e":2}}' 4<<<'{"b":3, "c":{"e":2}}'
  fails 0 "$none" ndmap --keep 'c.e,b,q' <<<'{"a":1, "b":3, "c":{"d":1, "e":2}}' 4<<<'{"b":3, "c":{"e":2}}'
  fails 0 "$none" ndmap --rename 'n=a,.c.x=.c.d,m=q' <<<'{"a":1, "m":0, "c":{"d" : 1}}' 4<<<'{"n":1, "m":0, "c":{"x" : 1}}'
  check ndmap --rename 'b=a' <<<'{"b":0,"a":1,"c":2}' 4<<<'{"b":1,"c":2}'
  check ndmap --rename 'b=a' <<<$'{"b":0,"c":2}\n{"a":1}' 4<<<$'{"b":0,"c":2}\n{"b":1}'
  check ndmap --rename 'top=.a.b' <<<'{"a":{"b":"é\n","c":1}}' 4<<<'{"a":{"c":1},"top":"é\n"}'
  check ndmap --drop a <<<'{"a":1,"b":2,"\u0061":3}' 4<<<'{"b":2}'
}

@test "ndmap: a path through what is no object is a bad record" {
  fails 3 $'ndmap: -:1:1: only an object has fields, and this is none\nndmap:   5' ndmap --set a=1 <<<5
  fails 3 $'ndmap: -:1:6: only an object has fields, and this is none\nndmap:   {"a":5}' ndmap --drop a.b <<<'{"a":5}'
  fails 3 $'ndmap: -:1: cannot look for field "a" in array in \'.a\'\nndmap:   [1]' ndmap .a <<<'[1]'
}

@test "ndmap: what a program makes of a record is compact, each key once, and its numbers keep their text" {
  check ndmap '.b = .a | del(.x.y) | .n.m += 1' <<'IN' 4<<'OUT'
{"a":1.0,"x":{"y":1,"z":[1e5,-0]},"big":12345678901234567890123}
{ "a" : 0.10, "x": {"z" : [ 1, 2 ], "y":0}, "s":"\u0041\/\n\u001F" }
{"a":[ 1, {"k":1,"k":2} ],"a":2,"b":3,"b":4}
{}
null
IN
{"a":1.0,"x":{"z":[1e5,-0]},"big":12345678901234567890123,"b":1.0,"n":{"m":1}}
{"a":0.10,"x":{"z":[1,2]},"s":"A/\n\u001f","b":0.10,"n":{"m":1}}
{"a":[1,{"k":1}],"b":[1,{"k":1}],"n":{"m":1}}
{"b":null,"n":{"m":1}}
{"b":null,"n":{"m":1}}
OUT
  check ndmap '{a, c: .b.c, d: (.b.c|length)}' <<<'{ "a" : "\u0041", "b":{"c":[ 1.0, "é" ]} }' \
    4<<<'{"a":"A","c":[1.0,"é"],"d":2}'
  check ndmap '. + {a: .b, b: .a}' <<<$'{"a":1,"c":0}\n{"a":1, "b":2}' 4<<<$'{"a":null,"c":0,"b":1}\n{"a":2,"b":1}'
}

@test "ndmap: a program that changes records fails at one as any other does" {
  fails 3 $'ndmap: -:2: cannot add string ("x") and number (1) in \'.a += 1\'\nndmap:   {"a":"x"}' \
    ndmap '.a += 1' 4<<<'{"a":2}' <<<$'{"a":1}\n{"a":"x"}\n{"a":3}'
  fails 3 $'ndmap: -:2: cannot look for field "b" in number (5) in \'.a.b\'\nndmap:   {"a":5}' \
    ndmap '.a.b = 1' 4<<<'{"a":{"b":1}}' <<<$'{}\n{"a":5}'
  run -3 --separate-stderr ndmap 'del(.a)' <<<'{"a":1,"b":}'
  wrote_nothing && [[ $stderr == 'ndmap: -:1:'*': '* ]]
}

@test "ndmap: fields that a changed record lacks are told where its first step asks for them" {
  fails 0 'ndmap: no record has the field .q; the nearest is .a' ndmap '.b = .q' <<<'{"a":1}' 4<<<'{"a":1,"b":null}'
  check ndmap '.b = 1 | .c = .q' <<<'{"a":1}' 4<<<'{"a":1,"b":1,"c":null}'
  check ndmap '.b |= 1 | del(.q)' <<<'{"a":1}' 4<<<'{"a":1,"b":1}'
  run -3 --separate-stderr ndmap --strict '.b = .q' <<<'{"a":1}'
  wrote_nothing && [[ $stderr == *'the field .q is missing'* ]]
  check ndmap --strict '.b = .a | .c |= 5 | .d = .q' <<<'{"a":1}' 4<<<'{"a":1,"b":1,"c":5,"d":null}'
}

@test "ndmap: the same bytes with any number of jobs" {
  seq -f '{"a":%.0f,"pad":"0123456789012345678901234567890123456789"}' 100000 >many.ndjson
  ndmap -j 1 '{a, b: (.a % 7, 1)}' many.ndjson >one
  ndmap -j 3 '{a, b: (.a % 7, 1)}' many.ndjson >three
  cmp one three
  ndmap -j 1 --set 'b=.a + 1' --drop pad many.ndjson >one
  ndmap -j 3 --set 'b=.a + 1' --drop pad many.ndjson >three
  cmp one three
  ndmap -j 1 '.b = .a + 1 | del(.pad)' many.ndjson >one
  ndmap -j 3 '.b = .a + 1 | del(.pad)' many.ndjson >three
  cmp one three
}

# The agreed differences of ndexpr(7), in the order of its table.

@test "ndmap: difference: the first of two equal keys counts" {
  check ndmap .a <<<'{"a":1,"a":2}' 4<<<1
}

@test "ndmap: difference: a record that fails ends the run" {
  run -3 --separate-stderr ndmap '.a | tonumber' <<<$'{"a":"x"}\n{"a":"1"}'
  wrote_nothing && [[ $stderr == 'ndmap: -:1: "x" is no number in '* ]]
}

@test "ndmap: difference: integers within 64 bits are exact, overflow is an error" {
  check ndmap '. + 1' <<<9007199254740993 4<<<9007199254740994
  check ndmap '[. + 1 | tojson]' <<<123456789012345678 4<<<'["123456789012345679"]'
  run -3 --separate-stderr ndmap '. + 1' <<<18446744073709551615
  wrote_nothing && [[ $stderr == *'the result does not fit 64 bits'* ]]
  run -3 --separate-stderr ndmap '. + 1' <<<100000000000000000000
  wrote_nothing && [[ $stderr == *'is beyond what can be computed with'* ]]
  check ndmap '0 * -1 | tojson' <<<1 4<<<'"0"'
}

@test "ndmap: difference: nan and infinite leave as null" {
  check ndmap '[nan, infinite, -infinite], (infinite | tostring)' <<<1 4<<<$'[null,null,null]\n"null"'
  run -3 --separate-stderr ndmap fromjson <<<'"[1,nan]"'
  wrote_nothing && [[ $stderr == *'is not JSON'* ]]
}

@test "ndmap: difference: regular expressions are those of RE2" {
  run -2 --separate-stderr ndmap 'test("a(?=b)")' </dev/null
  wrote_nothing && [[ $stderr == *'needs look-ahead'* ]]
  check ndmap '[match("";"g").offset], test("\\bx")' <<<'"éx"' 4<<<$'[0,1,2]\ntrue'
  check ndmap 'test("a$")' <<<'"a\n"' 4<<<false
}

@test "ndmap: difference: dates take fractions and offsets, and lie within the years 0000 to 9999" {
  check ndmap fromdate <<<'"2015-03-05T23:51:47.5+08:00"' 4<<<1425570707.5
  run -3 --separate-stderr ndmap todate <<<253402300800
  wrote_nothing && [[ $stderr == *'outside the years 0000 to 9999'* ]]
}

@test "ndmap: difference: an object's value may be any expression without a comma" {
  check ndmap '{a: .x + 1, b: 2}' <<<'{"x":1}' 4<<<'{"a":2,"b":2}'
}

@test "ndmap: an array of records is named where fields of it are asked for" {
  local form
  for form in '--keep a' '--drop a' '--set b=.a' '.a'; do
    # shellcheck disable=SC2086  # two words
    run -3 --separate-stderr ndmap $form <<<'[{"a":1}]'
    [[ $stderr == *'; ndparse --from json makes a record of each of its objects'* ]]
  done
  check ndmap '.[]' <<<'[{"a":1}]' 4<<<'{"a":1}'
  check ndmap --keep a <<<$'{"a":1}' 4<<<'{"a":1}'
}

@test "ndmap: a result beyond the doubles is an error that names the record, not null" {
  local expression
  for expression in '.x * 10' '.x + .x' '(-.x) - .x' '.x / 1e-10' '[.x, .x] | add'; do
    run -3 --separate-stderr ndmap "$expression" <<<'{"x":1e308}'
    wrote_nothing && [[ ${stderr%%$'\n'*} == 'ndmap: -:1: '*'the result is beyond the range of a double'* ]]
  done
  check ndmap '[infinite * 2, infinite - infinite]' <<<1 4<<<'[null,null]'
}
