# A path names the same place in what a tool writes as in what it read: every tool that writes fields.
# shellcheck disable=SC2154  # run --separate-stderr sets stderr

load helper

nested='{"repo":{"name":"x","stars":3},"type":"Push","n":1}
{"repo":{"name":"y","stars":1},"type":"Push","n":2}
{"repo":{"name":"x","stars":5},"type":"Fork","n":4}'

@test "paths: empty input" {
  check ndgroup -g repo.name </dev/null
  check ndtop -k repo.stars --rank a.b </dev/null
}

@test "paths: ndgroup keys keep their place, and the next tool finds them" {
  check ndgroup -g repo.name <<<"$nested" 4<<'OUT'
{"repo":{"name":"x"},"n":2}
{"repo":{"name":"y"},"n":1}
OUT
  check ndgroup -g .repo.name,type <<<"$nested" 4<<'OUT'
{"repo":{"name":"x"},"type":"Fork","n":1}
{"repo":{"name":"x"},"type":"Push","n":1}
{"repo":{"name":"y"},"type":"Push","n":1}
OUT
  ndgroup -g repo.name,type <<<"$nested" >groups
  check ndgroup -g repo.name -a 'n=sum(.n)' groups 4<<'OUT'
{"repo":{"name":"x"},"n":2}
{"repo":{"name":"y"},"n":1}
OUT
}

@test "paths: the first segment stands where it is first written, keys and aggregates alike" {
  check ndgroup -g repo.name,type,repo.stars <<<'{"repo":{"name":"x","stars":3},"type":"Push"}' \
    4<<<'{"repo":{"name":"x","stars":3},"type":"Push","n":1}'
  check ndgroup -g repo.name -a u=count -a 'repo.stars=sum(.repo.stars)' <<<"$nested" 4<<'OUT'
{"repo":{"name":"x","stars":8},"u":2}
{"repo":{"name":"y","stars":1},"u":1}
OUT
  check ndgroup -a u=count -a 'a.b.c=max(.n)' -a v=count -a 'a.d=min(.n)' <<<"$nested" \
    4<<<'{"u":3,"a":{"b":{"c":4},"d":1},"v":3}'
}

@test "paths: NAME left of = is flat, nested, or one key with a dot" {
  check ndgroup -g 'name=repo.name' <<<"$nested" 4<<'OUT'
{"name":"x","n":2}
{"name":"y","n":1}
OUT
  check ndgroup -g 'a.b=(.n % 2)' <<<"$nested" 4<<'OUT'
{"a":{"b":0},"n":2}
{"a":{"b":1},"n":1}
OUT
  check ndgroup -g '"a.b"=(.n % 2)' -a '"x y"=count' -a '"r.s"=sum(.n)' <<<"$nested" 4<<'OUT'
{"a.b":0,"x y":2,"r.s":6}
{"a.b":1,"x y":1,"r.s":1}
OUT
  check ndgroup -g '."id.orig_h"' <<<'{"id.orig_h":"::1","id":{"orig_h":2}}' 4<<<'{"id.orig_h":"::1","n":1}'
}

@test "paths: --total, --having, --min-group and --fill see the nested record" {
  check ndgroup -g repo.name -a s.n=count -a 's.stars=sum(.repo.stars)' --total --having '.s.n > 1' <<<"$nested" 4<<'OUT'
{"repo":{"name":"x"},"s":{"n":2,"stars":8}}
{"$total":true,"s":{"n":3,"stars":9}}
OUT
  check ndgroup -g repo.name -a s.n=count -a 's.stars=sum(.repo.stars)' --min-group 2:s.n <<<"$nested" 4<<'OUT'
{"repo":{"name":"x"},"s":{"n":2,"stars":8}}
{"repo":{"name":"y"},"s":{"n":null,"stars":null},"suppressed":true}
OUT
  check ndgroup -g at.day -a at.n=count --fill day <<'IN' 4<<'OUT'
{"at":{"day":"2024-02-28"}}
{"at":{"day":"2024-03-01"}}
IN
{"at":{"day":"2024-02-28","n":1}}
{"at":{"day":"2024-02-29","n":0}}
{"at":{"day":"2024-03-01","n":1}}
OUT
}

@test "paths: an output path that is another's beginning is a usage error" {
  misused "the field 'a.b' of the output would lie within 'a', which is a field itself: give one of them another name, NAME=..." \
    ndgroup -g a,a.b
  misused "the field 'k.n' of the output would lie within 'k', which is a field itself: give one of them another name, NAME=..." \
    ndgroup -g k -a k.n=count
  misused "two fields of the output would be called 'n': give one of them another name, NAME=..." ndgroup -g n
  misused "the name 'grouping.x' cannot be given: 'grouping' and what starts with '\$' are taken" ndgroup -g grouping.x
  misused "the name 'a.\"\$n\"' cannot be given: 'grouping' and what starts with '\$' are taken" ndgroup -a 'a."$n"=count'
  misused "the field 'suppressed.x' of the output would lie within 'suppressed', which is a field itself: give one of them another name, NAME=..." \
    ndgroup -g suppressed.x --min-group 2:n
  misused "the field 'count.x' of the output would lie within 'count', which is a field itself: give one of them another name, NAME=..." \
    ndtop --count count.x
  misused "the field 'r.s' of the output would lie within 'r', which is a field itself: give one of them another name, NAME=..." \
    ndtop -k v --rank r --share r.s
  misused "the field 'g.h' of the output would lie within 'g', which is a field itself: give one of them another name, NAME=..." \
    ndtop -k v -g g.h --rest g
  misused "the key 'period.x' has the name of a field of the answer; rename it: NAME=period.x" ndyoy -t t -v v -g period.x
  echo '{"k":1}' >table
  misused "the field 'a.b' of the output would lie within 'a', which is a field itself: give one of them another name, NAME=..." \
    ndjoin -k k --take a,a.b table
}

@test "paths: partials hold the paths, and merge to what the direct run gives" {
  ndgroup --partial -g repo.name,type -a u=count -a 'repo.stars=sum(.repo.stars)' <<<"$nested" >part
  run -0 head -n 1 part
  [[ $output == '{"$nd":"2:'*'","$k":["repo.name","type"],"$a":["u","repo.stars"],"repo":{"name":"x","stars":{"$sum":'* ]]
  ndgroup -g repo.name,type -a u=count -a 'repo.stars=sum(.repo.stars)' <<<"$nested" >direct
  check ndmerge part 4<direct
  ndgroup -g repo.name -a u=count -a 'repo.stars=sum(.repo.stars)' <<<"$nested" >direct
  check ndmerge -g repo.name part 4<direct
  ndgroup -g type -a u=count -a 'repo.stars=sum(.repo.stars)' --total <<<"$nested" >direct
  check ndmerge -g type --total part 4<direct
  ndmerge -g type --partial part | ndmerge --total >again
  diff direct again
  ndgroup -g 'short.name=(.repo.name[:1])' -a u=count -a 'repo.stars=sum(.repo.stars)' <<<"$nested" >direct
  check ndmerge -g 'short.name=(.repo.name[:1])' part 4<direct
  # Filtered on a key, as records would be.
  ndfilter '.repo.name == "x"' <<<"$nested" | ndgroup -g repo.name,type -a u=count -a 'repo.stars=sum(.repo.stars)' >direct
  ndfilter '.repo.name == "x"' part >filtered
  fails 0 'ndmerge: no source record has come: the input is empty, or was cut at its end' ndmerge - 4<direct <filtered
}

@test "paths: ndmerge -g takes keys alone, by their paths" {
  ndgroup --partial -g repo.name <<<"$nested" >part
  run -3 --separate-stderr ndmerge -g repo part
  [[ $stderr == *"groups are made of the keys of the partials alone, and 'repo' is none of them: repo.name"* ]]
  run -3 --separate-stderr ndmerge -g 'all=(.|tojson)' part
  [[ $stderr == *"'.' is none of them: repo.name"* ]]
  run -0 ndmerge -g 'x=(.repo.name as $r | {$r} | .r + "!")' part
  [[ ${lines[0]} == '{"x":"x!","n":2}' ]]
  run -0 ndmerge -g 'x=(if .repo.name == "x" then "first" else "other" end)' part
  [[ ${lines[1]} == '{"x":"other","n":1}' ]]
  run -2 --separate-stderr ndmerge -g 'n.x=.repo.name' part
  [[ $stderr == *"the field 'n.x' of the output would lie within 'n'"* ]]
}

@test "paths: keys like {\"\$oid\":…} go through partials" {
  echo '{"_id":{"$oid":"a"},"v":1}' >in
  ndgroup -g '_id."$oid"' -a 's=sum(.v)' in >direct
  [[ $(<direct) == '{"_id":{"$oid":"a"},"s":1}' ]]
  check ndmerge <(ndgroup --partial -g '_id."$oid"' -a 's=sum(.v)' in) 4<direct
}

@test "paths: partials of the version before this one are flat, and merge with new ones of flat names" {
  old='{"$nd":"1:a:b","$k":["a.b"],"a.b":1,"x.n":{"$count":"2"}}'
  run -0 --separate-stderr ndmerge <<<"$old"
  [[ $output == '{"a.b":1,"x.n":2}' ]]
  run -0 --separate-stderr ndmerge --partial <<<"$old"
  [[ ${lines[0]} == '{"$nd":"2:a:b","$k":["\"a.b\""],"a.b":1,"x.n":{"$count":"2"}}' ]]
  run -0 --separate-stderr ndmerge <<'IN'
{"$nd":"1:a:b","$k":["k"],"k":1,"n":{"$count":"2"}}
{"$nd":"2:a:b","$k":["k"],"k":1,"n":{"$count":"3"}}
IN
  [[ $output == '{"k":1,"n":5}' ]]
  run -3 --separate-stderr ndmerge <(echo "$old") <(echo '{"$nd":"2:a:b","$k":["a.b"],"a":{"b":1},"x":{"n":{"$count":"2"}}}')
  [[ $stderr == *'the partials before have other keys: "a.b"'* ]]
}

@test "paths: damaged partials are refused" {
  run -3 --separate-stderr ndmerge <<<'{"$nd":"2:a:b","$k":["a..b"],"n":{"$count":"2"}}'
  [[ $stderr == *"'a..b' is named in this partial record and is no path of a field"* ]]
  run -3 --separate-stderr ndmerge <<<'{"$nd":"2:a:b","$k":["a","a.b"],"a":{"b":1},"n":{"$count":"2"}}'
  [[ $stderr == *"would lie within"* ]]
  run -3 --separate-stderr ndmerge <<<'{"$nd":"2:a:b","$k":["a.b"],"$a":["m"],"a":{"b":1},"n":{"$count":"2"}}'
  [[ $stderr == *"the list of states, '\$a', is not of those that are there"* ]]
  run -3 --separate-stderr ndmerge <<<'{"$nd":"2:a:b","$k":["a.b"],"a":{"b":1},"n":{"m":2}}'
  [[ $stderr == *"the field 'n.m' is neither a key nor a state"* ]]
  run -3 --separate-stderr ndmerge <<<'{"$nd":"2:a:b","$k":["a.b"],"a":7,"n":{"$count":"2"}}'
  [[ $status == 3 ]]
}

@test "paths: ndtop --rank and --share add fields within objects" {
  check ndtop -k repo.stars -n 2 --rank repo.rank --share s.share <<<"$nested" 4<<'OUT'
{"repo":{"name":"x","stars":5,"rank":1},"type":"Fork","n":4,"s":{"share":0.5555555555555556}}
{"repo":{"name":"x","stars":3,"rank":2},"type":"Push","n":1,"s":{"share":0.3333333333333333}}
OUT
  check ndtop -k v --rank a.b <<<'{"v":1,"a":null}' 4<<<'{"v":1,"a":{"b":1}}'
  run -3 --separate-stderr ndtop -k v --rank a.b <<<'{"v":1,"a":[]}'
  [[ $stderr == "ndtop: -:1: no field can be set within 'a', which is of type array"* ]]
  run -3 --separate-stderr ndtop -k v --share a.b.c <<<'{"v":1,"a":{"b":"x"}}'
  [[ $stderr == *"no field can be set within 'a.b', which is of type string"* ]]
}

@test "paths: ndtop --rest and --count make nested records" {
  check ndtop -k repo.stars -n 1 -g repo.name --rest left.out --share repo.share <<<"$nested" 4<<'OUT'
{"repo":{"name":"x","stars":5,"share":0.625},"type":"Fork","n":4}
{"repo":{"name":"x","stars":3,"share":0.375},"left":{"out":1}}
{"repo":{"name":"y","stars":1,"share":1},"type":"Push","n":2}
OUT
  check ndtop --count repo.name -g type <<<"$nested" 4<<'OUT'
{"type":"Fork","repo":{"name":"x"},"count":1}
{"type":"Push","repo":{"name":"x"},"count":1}
{"type":"Push","repo":{"name":"y"},"count":1}
OUT
  ndtop --count repo.name <<<"$nested" >counts
  check ndtop -k count -n 1 --rank repo.rank counts 4<<<'{"repo":{"name":"x","rank":1},"count":2}'
}

@test "paths: ndyoy keeps groups in their place; values are called by their paths" {
  printf '{"at":{"y":"%s"},"repo":{"name":"x"},"s":{"n":%s}}\n' 2023 365 2024 732 >years
  fails 0 'ndyoy: no record has the field .k; the nearest is .s' \
    ndyoy -t at.y -v s.n -g repo.name,k --from 2024 years 4<<'OUT'
{"repo":{"name":"x"},"k":null,"period":"2024","metric":"s.n","cur":2,"prev":1,"delta":1,"pct":1,"basis":"daily","days_cur":366,"days_prev":365,"expected_cur":366,"expected_prev":365,"state":"ok"}
OUT
  ndyoy -t at.y -v s.n -g repo.name --from 2024 years >out
  check ndfilter '.repo.name == "x"' out 4<out
  printf '{"m":"2023-%s","s":{"n":31}}\n{"m":"2024-%s","s":{"n":62}}\n' 07 07 08 08 >months
  run -0 ndyoy -t m -v s.n --by quarter --sum .s.n months
  [[ ${lines[1]} == *'"metric":"s.n","cur":2,"prev":1,'* ]]
}

@test "paths: ndjoin --take writes into objects and leaves the rest of them" {
  cat >table <<'END'
{"id":1,"a":{"b":"B","c":"C"},"x":7}
{"id":2,"x":8}
END
  check ndjoin -k id --take a.b,x,a.c table <<'IN' 4<<'OUT'
{"id":1}
{"id":1,"a":{"own":0,"b":"old"},"z":1}
{"id":1,"a":null}
{"id":2,"a":{"own":0}}
IN
{"id":1,"a":{"b":"B","c":"C"},"x":7}
{"id":1,"a":{"own":0,"b":"B","c":"C"},"z":1,"x":7}
{"id":1,"a":{"b":"B","c":"C"},"x":7}
{"id":2,"a":{"own":0},"x":8}
OUT
  check ndjoin -k id --take b=a.b,n.m=x --prefix t_ table <<<'{"id":1}' 4<<<'{"id":1,"t_b":"B","t_n":{"m":7}}'
  check ndjoin -k id --take a --prefix t_ table <<<'{"id":1,"t_a":{"own":0}}' 4<<<'{"id":1,"t_a":{"b":"B","c":"C"}}'
  run -3 --separate-stderr ndjoin -k id --take a.b table <<<'{"id":1,"a":5}'
  [[ $stderr == "ndjoin: -:1: no field can be set within 'a', which is of type number"* ]]
}

@test "paths: ndjoin without --take adds all but the key, wherever the key is" {
  echo '{"v":{"id":1,"t":"T","u":{"w":2}},"x":7}' >table
  check ndjoin -k v.id table <<'IN' 4<<'OUT'
{"v":{"id":1}}
{"v":{"own":0,"id":1.0,"t":"old"},"y":1}
IN
{"v":{"id":1,"t":"T","u":{"w":2}},"x":7}
{"v":{"own":0,"id":1.0,"t":"T","u":{"w":2}},"y":1,"x":7}
OUT
  echo '{"v":{"id":1},"x":7}' >table
  check ndjoin -k id:v.id table <<<'{"id":1}' 4<<<'{"id":1,"x":7}'
}

@test "paths: nduniq -c adds the field within an object" {
  check nduniq -k repo.name -c repo.times <<<"$nested" 4<<'OUT'
{"repo":{"name":"x","stars":3,"times":2},"type":"Push","n":1}
{"repo":{"name":"y","stars":1,"times":1},"type":"Push","n":2}
OUT
  check nduniq -k k -c '"a.b"' <<<'{"k":1}' 4<<<'{"k":1,"a.b":1}'
  run -3 --separate-stderr nduniq -k k -c a.b <<<'{"k":1,"a":"text"}'
  [[ $stderr == "nduniq: -:1: no field can be set within 'a', which is of type string"* ]]
  misused "--count: '.' is the whole record, a field is needed here" nduniq -k k -c .
}

@test "paths: ndtable's headers are the paths, of objects without -c too" {
  ndgroup -g repo.name,type <<<"$nested" >groups
  check ndtable --format tsv groups 4<<'OUT'
repo.name	type	n
x	Fork	1
x	Push	1
y	Push	1
OUT
  check ndtable -c repo.name,n --format tsv groups 4<<'OUT'
repo.name	n
x	1
x	1
y	1
OUT
  check ndtable --format tsv --int a.b <<<'{"a":{"b":1234,"c":{}},"d":[{"e":1}],"a.b":0,"f":{"x y":1}}' 4<<'OUT'
a.b	a.c	d	a.b	f."x y"
1,234	{}	[{"e":1}]	0	1
OUT
  check ndtable --format tsv --pivot repo.name,type,n groups 4<<'OUT'
repo.name	Fork	Push
x	1	1
y		1
OUT
}

@test "paths: ndmap and ndsort read and write the same places" {
  check ndmap --set 'a.b=.repo.name' --keep a.b,repo.stars <<<'{"repo":{"name":"x","stars":3}}' 4<<<'{"repo":{"stars":3},"a":{"b":"x"}}'
  check ndmap --rename 'name=repo.name' <<<'{"repo":{"name":"x","stars":3}}' 4<<<'{"repo":{"stars":3},"name":"x"}'
  run -3 --separate-stderr ndmap --set a.b=1 <<<'{"a":2}'
  [[ $status == 3 ]]
  ndgroup -g repo.name <<<"$nested" >groups
  check ndsort -k repo.name:r groups 4<<'OUT'
{"repo":{"name":"y"},"n":1}
{"repo":{"name":"x"},"n":2}
OUT
}

@test "paths: ndparse --nest makes objects of names with dots, of headers and logfmt" {
  check ndparse --from csv --infer <<<$'a.b,x,a.c\n1,2,3' 4<<<'{"a.b":1,"x":2,"a.c":3}'
  check ndparse --from csv --infer --nest <<<$'a.b,x,a.c\n1,2,3' 4<<<'{"a":{"b":1,"c":3},"x":2}'
  check ndparse --from csv --nest --types .a.b=int,a.c=string --require a.c <<<$'a.b,x,a.c\n1,"2""",3' 4<<<'{"a":{"b":1,"c":"3"},"x":"2\""}'
  check ndparse --from tsv --nest --add-source <<<$'a.first name\ta."x.y"\tb..c\n1\t2\t3' \
    4<<<'{"a":{"first name":"1","x.y":"2"},"b..c":"3","_file":"-","_line":2}'
  check ndparse --from logfmt --infer --nest <<<'a.b=1 x=2 a.c=3 a.flag' 4<<<'{"a":{"b":1,"c":3,"flag":true},"x":2}'
  fails 3 "ndparse: -:1: the columns 'a' and 'a.b' cannot both be: one would lie within the other" \
    ndparse --from csv --nest <<<$'a,a.b\n1,2'
  run -3 --separate-stderr ndparse --from logfmt --nest <<<'a=1 a.b=2'
  [[ $stderr == *'one would lie within the other: a, a.b'* ]]
  misused '--nest is for CSV, TSV and logfmt only; see --from' ndparse --nest
}

@test "paths: what ndtable writes as csv and tsv, ndparse --nest reads back" {
  ndgroup -g repo.name,type -a 's."x y"=sum(.repo.stars)' -a n=count <<<"$nested" >groups
  for format in csv tsv; do
    check ndparse --from $format --infer --nest <(ndtable --format $format groups) 4<groups
  done
}

@test "paths: ndparse --rename and --columns name places, --types and --require find them there" {
  check ndparse --from csv --rename repo.name=n,top=a.b --types repo.name=string,top=int <<<$'a.b,n\n1,2' \
    4<<<'{"top":1,"repo":{"name":"2"}}'
  check ndparse --from csv --no-header --columns a.b,x,'"a.c"' --types a.b=int <<<'1,2,3' 4<<<'{"a":{"b":1},"x":"2","a.c":"3"}'
  check ndparse --from logfmt --rename user.id=uid,user.name=who --require user.id <<<'uid=1 n=2 who=x' \
    4<<<'{"user":{"id":"1","name":"x"},"n":"2"}'
  check ndparse --from regex --regex '(?P<a>.)(?P<b>.)?' --rename x.a=a,x.b=b <<<'1' 4<<<'{"x":{"a":"1","b":null}}'
  check ndparse --rename name=repo.name,repo.id=id --types name=int <<<'{"repo":{"name":"7"},"id":1}' \
    4<<<'{"repo":{"id":1},"name":7}'
  misused "the field 'a.b' of the output would lie within 'a', which is a field itself: give one of them another name, NAME=..." \
    ndparse --from csv --columns a.b,a
  misused "the field 'old' is called 'new' by --rename, which options name it by" \
    ndparse --from csv --rename new=old --types old=int
}
