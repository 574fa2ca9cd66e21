"""The hand-picked pairs: cases.txt, and every builtin and operator over values at the edges."""

import json

# One of each kind, and what is odd about each.
VALUES = [
    "null", "true", "false", "0", "1", "-1", "2.5", "-0.5", "1e3", "1.0", "100000", "3e100", '""', '"a"', '"abc"', '"ABC"',
    '" a b "', '"12"', '"1.50"', '"é😀z"', '"a,b,,c"', '"2024-07-31T23:59:59Z"', '"tab\\tline\\n\\"q\\""', '"true"',
    "[]", "[1]", "[3,1,2]", '["b","a",null]', "[[1,2],[3]]", '[{"a":1},{"a":null},{}]', "[null,false,0]", "[1,1.0,2]",
    "{}", '{"a":1}', '{"b":2,"a":{"c":[1,2]}}', '{"a":null,"b":false}', '{"key":"k","value":1}', '{"é":"ü","":0}',
]

# What is asked of a value alone.
UNARY = """
.|.  .a  .a.b  .["a"]  .[0]  .[-1]  .[1:]  .[:1]  .[-2:]  .[1:2]  .[0:0]  .[]  .[]?  .a?  .[0]?  .a.b?  .a[0]?
not  type  length  utf8bytelength  tostring  tonumber  tojson  fromjson  ascii_downcase  ascii_upcase
keys  keys_unsorted  to_entries  from_entries  reverse  sort  unique  min  max  add  any  all  flatten  first  last
floor  ceil  round  sqrt  fabs  abs  log  log2  log10  exp  isnan  isinfinite
numbers  strings  booleans  nulls  arrays  objects  iterables  scalars  values
todate  fromdate  fromdateiso8601  todateiso8601  gmtime  mktime  -.  -(.)  [.]  {a:.}  [.[]]  [.[]?]
@text  @json  @csv  @tsv  @base64  @uri  "<\\(.)>"  @json"<\\(.)>"  @uri"<\\(.)>"  @base64"<\\(.)>"
map(.)  map_values(.)  map(.+1)  map_values(.+1)  map_values(empty)  sort_by(.)  group_by(.)  unique_by(.)  min_by(.)  max_by(.)
sort_by(.a)  group_by(.a)  unique_by(.a)  min_by(.a)  max_by(.a)  sort_by(.a,.)  with_entries(.)
any(.>1)  all(.>1)  any(.[];.)  all(.[];.)  any(.[]?;.)  flatten(0)  flatten(1)  flatten(-1)
has("a")  has(0)  has(1)  has(-1)  has("key")  in({"a":1})  in([1,2])  inside([1,2,3])  inside("xabcx")  inside({"a":1,"b":2})
contains("a")  contains(["a"])  contains({a:1})  contains([1])  contains({})  contains([])  contains("")  contains(1)  contains(null)
startswith("a")  endswith("c")  ltrimstr("a")  rtrimstr("c")  ltrimstr(1)  split(",")  split("")  split(1)  join(",")  join(1)
indices("a")  indices(1)  indices([1])  index("b")  rindex("b")  index(",")  rindex(",")  indices("")
test("a")  test("A";"i")  [match("a")]  [match("[a-c]";"g")]  capture("(?<x>[a-z])")  [scan("[a-z]")]  [scan("([a-z])(.)?")]
sub("a";"b")  gsub("[a-c]";"<\\(.)>")  gsub("(?<x>[a-c])";"<\\(.x)>")  [sub("a";"1","2")]  split("[,;]";null)  split(", *";"g")
[limit(4;range(.))]  [limit(2;.[])]  first(.[])  [first(.[]?)]  last(.[])  [nth(1;.[]?)]  nth(0)  [limit(0;.[])]  [limit(-1;.[]?)]
del(.a)  del(.[0])  del(.[])  del(.[1:])  del(.a,.b)  del(.[0,2])  del(.[]?|select(.==1))  pick(.a)  pick(.[0])  pick(.a.c)  pick(first)
.a=1  .[0]=1  .[1:]=[9]  .a.b=1  .[]=1  .a|=.  .a|=empty  .[]|=.  .[]+=1  .a+=1  .a-=1  .a*=2  .a/=2  .a%=2  .a//=5  .[0]//=5
.[]|=select(.!=null)  (.a,.b)=1  .a[1]=1  .[-1]=7  .[-1]|=3  .[:2]|=map(.)  (.a|.c)=1  (.[]?|select(.))|=0  .["a","b"]=1
.a//1  .[]?//1  (.a?)//"d"  .//"d"  (.a,.b)?//"d"  [.[]?//9]  try .a catch "e"  try error catch .  [.[]?|try tonumber catch "n"]
if . then 1 else 2 end  if .a? then 1 end  if . == 1 then "one" elif . == "a" then "A" else . end
. as $x|[$x,.]  .[]? as $x|$x  [.[]? as $x|$x]  . as $x|.a? as $y|[$x,$y]
IN(1,"a",null)  IN(.[]?;1,2)  select(.)  [select(.,.)]  [.,.]  [.[]?,1]  {a:1,b:.}  {(tostring):1}  {"k\\(.)":.}  {a:(1,2)}
.==.  .!=.  .<.  .<=.  .+.  .-.  .*.  ./.  .%.  .+null  null+.  .*2  2*.  .-1  1-.  ./2  .%2  . and true  . or false
strftime("%Y-%m-%d %H:%M:%S %j %a %b")  strptime("%Y-%m-%dT%H:%M:%SZ")  [.[]?|type]  [.[]?|length?]  tojson|fromjson
ascii_downcase?  error?  [error?]  (.a|=3)?  to_entries|from_entries  with_entries(.value|=tostring)  with_entries(select(.value!=null))
"""

# Pairs of values, for the operators and the functions of an argument.
PAIR_VALUES = [
    "null", "true", "false", "0", "1", "-3", "2.5", "1e3", '""', '"a"', '"ab"', '"b"', "[]", "[1]", "[1,2]", '["a"]', "{}",
    '{"a":1}', '{"a":{"b":1}}', '{"a":{"c":2},"b":null}',
]
BINARY = """
.[0]+.[1]  .[0]-.[1]  .[0]*.[1]  .[0]/.[1]  .[0]%.[1]  .[0]==.[1]  .[0]!=.[1]  .[0]<.[1]  .[0]<=.[1]  .[0]>.[1]  .[0]>=.[1]
.[0]and.[1]  .[0]or.[1]  .[0]//.[1]  .[1]as$x|.[0]|contains($x)  .[1]as$x|.[0]|inside($x)  .[1]as$x|.[0]|has($x)
.[1]as$x|.[0]|.[$x]  .[1]as$x|.[0]|indices($x)  .[1]as$x|.[0]|join($x)  .[1]as$x|.[0]|split($x)  .[1]as$x|.[0]|startswith($x)
.[1]as$x|.[0]|ltrimstr($x)  .[1]as$x|.[0]|.[$x]=7  .[1]as$x|.[0]|del(.[$x])  .[1]as$x|.[0]|.[$x:]  sort  [.[]|IN(1,"a")]  min  max
.[1]as$x|.[0]|.[$x]|=8  unique  group_by(.)  .[1]as$x|.[0]|.a+=$x
"""


def words(text):
    """Programs stand between two blanks or line ends."""
    return [program for line in text.strip().splitlines() for program in line.split("  ") if program.strip()]


def pairs(cases_file):
    """(program, records), in turn."""
    for program in words(UNARY):
        yield program, list(VALUES)
    both = [f"[{a},{b}]" for a in PAIR_VALUES for b in PAIR_VALUES]
    for program in words(BINARY):
        yield program, both
    with open(cases_file, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if not line or line.startswith("# "):
                continue
            program, _, record = line.partition("\t")
            json.loads(record or "null")
            yield program, [record or "null"]
