#!/usr/bin/env bats
# ndprint: records as sentences.
# shellcheck disable=SC2154  # bats sets stderr
#
#: frame '{k} {v:.1f} {t}'
#: writes text
#: hostile --first 'a is good 1' --null - 'a is {a}'
#: faults '{v:~ claim}' in.ndjson

load helper

@test "ndprint: empty input is empty output" {
  check ndprint '{a}' </dev/null 4</dev/null
}

@test "ndprint: one record is one sentence" {
  check ndprint '{city.name} had {plays:,} plays, {pct:+.1%}.' 4<<'OUT' <<'IN'
Paris had 1,234,567 plays, +12.4%.
OUT
{"city":{"name":"Paris"},"plays":1234567,"pct":0.124}
IN
}

@test "ndprint: a bad line is exit 3 behind the sentences before it" {
  fails 3 $'ndprint: -:2:6: the record is cut: it does not end with \'}\'\nndprint:   {"a":' ndprint '{a}' 4<<'OUT' <<'IN'
1
OUT
{"a":1}
{"a":
IN
}

@test "ndprint: a sentence with a hole is an error, or has the text of --null" {
  fails 3 $'ndprint: -:1: b is missing; --null TEXT says what stands for it\nndprint:   {"a":1}' ndprint '{a} {b}' <<<'{"a":1}'
  run -3 --separate-stderr ndprint '{b:,}' <<<'{"b":null}'
  [[ $stderr == 'ndprint: -:1: b is null; '* ]]
  run -3 --separate-stderr ndprint '{b}' <<<'{"b":null,"suppressed":true}'
  [[ $stderr == 'ndprint: -:1: b is suppressed; '* ]]
  local withheld='{"id":7,"b":null,"c":5,"name":"x","suppressed":true}'
  run -3 --separate-stderr ndprint '{c}' <<<"$withheld"
  [[ $stderr == 'ndprint: -:1: c is suppressed; '* ]]
  check ndprint --null - --let 'd=.c | tostring' --let 'e=.id' --argjson f 1 '{id} {b} {c} {.} {name} {$d} {$e} {$f}' <<<"$withheld" 4<<<'7 - - - x - 7 1'
  check ndprint --null - '{id} {name}' <<<'{"id":7,"name":"x","suppressed":true}' 4<<<'- x'
  check ndprint --null '-' '{a}|{b:>3}|{b:3}|{b:,}|{b:4d}|{b:plural x|y}|{b:.1% claim}' <<<'{"a":1,"b":null}' 4<<<'1|  -|-  |-|   -|-|-'
  check ndprint --null '' '[{b}]' <<<'{"b":null}' 4<<<'[]'
  run -0 --separate-stderr ndprint --null - '{b}' <<<'{"a":1}'
  [[ $output == - && $stderr == 'ndprint: no record has the field .b; the nearest is .a' ]]
  sets_aside 1 2 bad ndprint --rejects bad '{a}' <<<$'{"a":null}\n{"a":2}' 4<<<'2'
  run -3 --separate-stderr ndprint '{city.teir}' <<<'{"city":{"tier":1}}'
  [[ $stderr == 'ndprint: -:1: city.teir is missing; did you mean city.tier?'* ]]
  run -3 ndprint --strict '{b}' <<<'{"a":1}'
}

@test "ndprint: words may follow a blank, and go by the number that is shown" {
  check ndprint '{n: plural # user|# users}, {n: abs}, {p:.0p plural # point|# points}, {p: .2f}' <<<'{"n":1,"p":0.01}' 4<<<'1 user, 1, 1 point,  0.01'
}

@test "ndprint: usage errors are exit 2" {
  misused "'{a:q}': 'q' is no type; the types are d f e g % s, p and pp for percentage points, and the units ~ 万 K" \
    ndprint '{a:q}'
  misused "a '}' closes nothing; the brace itself is }}" ndprint 'a}'
  misused "'{a' has no '}' that ends it; the brace itself is {{" ndprint '{a'
  misused "'{}': a placeholder names a field; the braces themselves are {{ and }}" ndprint '{}'
  misused "'{a:plural x}': plural takes ONE|MANY or NONE|ONE|MANY, as in plural day|days" ndprint '{a:plural x}'
  misused "'{a+1}': 'a+1' is not a field: write an odd name in quotes, as in .\"a b\"; a calculation gets a name by --let NAME=EXPR, and stands as {\$NAME}" \
    ndprint '{a+1}'
  misused "--lang: 'fr' is none of en, zh" ndprint --lang fr '{a}'
  run -2 --separate-stderr ndprint '{$x}' </dev/null
  [[ $stderr == *"'\$x' is not bound"* ]]
  run -2 --separate-stderr ndprint
  [ -z "$output" ]
}

@test "ndprint: a closed pipe ends it quietly, a full disk is exit 4" {
  # shellcheck disable=SC2312  # head ends it
  yes '{"a":"0123456789"}' | head -n 20000 >in
  survives_closed_pipe ndprint '{a}' in
  fails_on_full_disk ndprint '{a}' in
}

@test "ndprint: fields by name, path, quoted name and whole; braces" {
  check ndprint '{{{a}}} {.b.c} {"d e"} {."x}y"} {.f}' 4<<'OUT' <<'IN'
{1} 2 3 4 {"g":[1,true]}
OUT
{"a":1,"b":{"c":2},"d e":3,"x}y":4,"f":{"g":[1, true]}}
IN
  check ndprint '{.:>4}' <<<$'1\n"x"' 4<<<$'   1\n   x'
}

@test "ndprint: a number stands as it came, and integers of any width are exact" {
  check ndprint '{a} {b} {b:,d} {c:.2f}' 4<<'OUT' <<'IN'
1.50 123456789012345678901234567890 123,456,789,012,345,678,901,234,567,890 2.68
OUT
{"a":1.50,"b":123456789012345678901234567890,"c":2.675}
IN
}

@test "ndprint: words chosen by the value, in two languages" {
  printf '%s\n' '{"v":380123456789}' '{"v":109999999}' '{"v":430000}' >in
  check ndprint '{v:~ claim}' in 4<<<$'over 380 billion\nnearly 110 million\nexactly 430,000'
  check ndprint --lang zh '{v:~ claim}' in 4<<<$'超过3800亿\n近1.1亿\n恰好43万'
  check ndprint --lang zh '{v:~ reached}' in 4<<<$'达到3800亿\n达到1.1亿\n达到43万'
  check ndprint '{v:万}' in 4<<<$'3800亿\n1.1亿\n43万'
  printf '%s\n' '{"d":0.124}' '{"d":-0.03}' '{"d":0.0001}' >in
  check ndprint '{d:.1% sign rose by #|fell by #|stayed}, {d:+.1pp}' in 4<<'OUT'
rose by 12.4%, +12.4 percentage points
fell by 3.0%, -3.0 percentage points
stayed, 0.0 percentage points
OUT
  check ndprint --lang zh '{d:+.1pp}' in 4<<<$'+12.4个百分点\n-3.0个百分点\n0.0个百分点'
}

@test "ndprint: a claim that is not true is an error of its record" {
  run -3 --separate-stderr ndprint '{v:.0% exactly}' <<<'{"v":0.124}'
  [[ $stderr == 'ndprint: -:1: v: it is not exactly 12%'* ]]
  run -3 --separate-stderr ndprint '{v:.0% over}' <<<'{"v":-0.124}'
  [[ $stderr == 'ndprint: -:1: v: it is negative'* ]]
  run -3 --separate-stderr ndprint '{v:sign up|down}' <<<'{"v":0}'
  [[ $stderr == 'ndprint: -:1: v: it is 0'* ]]
}

@test "ndprint: a text where a number is asked for is an error that says what would do" {
  run -3 --separate-stderr ndprint '{v:,}' <<<'{"v":"12"}'
  [[ $stderr == "ndprint: -:1: v: '12' is text, and a number is asked for; tonumber makes one of it"* ]]
  run -3 --separate-stderr ndprint '{v:claim}' <<<'{"v":[1]}'
  [[ $stderr == "ndprint: -:1: v: '[1]' is an array, and a number is asked for"* ]]
  check ndprint '{v} {v:.2}' <<<'{"v":true}' 4<<<'true tr'
}

@test "ndprint: values of --arg, --argjson, --let and --table" {
  printf '%s\n' '{"id":1,"name":"one"}' >names
  check ndprint --arg when 'in {2024}' --argjson of '{"n":3}' --let 'half=.v / 2' --table 'names=names:id' \
    --let 'name=$names[.v].name' '{$when}: {$half:.2f} of {$of.n}, {$name}' <<<'{"v":1}' 4<<<'in {2024}: 0.50 of 3, one'
  run -3 --separate-stderr ndprint --let 'x=.v[]' '{$x}' <<<'{"v":[1,2]}'
}

@test "ndprint: --tz is the zone of local time" {
  check ndprint --tz Europe/Berlin --let 'at=.t|strflocaltime("%a %d %b %Y %H:%M %Z %z")' '{$at}' \
    <<<$'{"t":1711846800}\n{"t":1711846799}' 4<<<$'Sun 31 Mar 2024 03:00 CEST +0200\nSun 31 Mar 2024 01:59 CET +0100'
}

@test "ndprint: the template of -f, which may have several lines" {
  printf '# {a}\n\n{b:,} plays\n' >page
  check ndprint -f page <<<'{"a":"x","b":1234}' 4<<<$'# x\n\n1,234 plays'
  fails 4 "ndprint: cannot open 'missing': No such file or directory" ndprint -f missing
}

@test "ndprint: nothing of a value acts on a terminal, whatever --escape says" {
  for escape in none markdown html; do
    run -0 --separate-stderr ndprint --escape "$escape" '{a}' <<<'{"a":"\u001b]0;x\u0007\u202e\u2028\n\u0085y"}'
    [[ ${#lines[@]} == 1 && $output != *[$'\x1b\x07']* && $output != *[$'\u202e\u2028\u0085']* ]]
    [[ $output == *'\x1b'*'\x07'*'\u202e'*'\u2028'*'\n'*'\u0085y' ]]
  done
}

@test "ndprint: --escape keeps values from being markup, not the template" {
  check ndprint --escape markdown '**{a}** {b:~}' 4<<'OUT' <<'IN'
**\*x\* \[y\](z) \<b> \`c\`** 1 million
OUT
{"a":"*x* [y](z) <b> `c`","b":1000000}
IN
  check ndprint --escape markdown '{a}' <<<'{"a":"# no heading"}' 4<<<'\# no heading'
  check ndprint --escape html '<b title="{a}">{a}</b>' <<<'{"a":"\"><script>x</script>"}' \
    4<<<'<b title="&quot;&gt;&lt;script&gt;x&lt;/script&gt;">&quot;&gt;&lt;script&gt;x&lt;/script&gt;</b>'
}

@test "ndprint: width counts columns" {
  check ndprint '{t:.<8}{n:>6}|{t:^7}|{t:.3}' 4<<'OUT' <<'IN'
北京....     1| 北京  |北
abc.....    22|  abc  |abc
é.......   333|   é   |é
OUT
{"t":"北京","n":1}
{"t":"abc","n":22}
{"t":"\u00e9","n":333}
IN
}

@test "ndprint: the same with any number of threads" {
  # shellcheck disable=SC2312  # head ends it
  yes $'{"a":1,"b":"x"}\n{"a":23456,"b":"yy"}' | head -n 60000 >in
  ndprint -j 1 '{a:~ claim} {b:>4}' in >one
  ndprint -j 4 '{a:~ claim} {b:>4}' in >four
  cmp one four
}
