#!/usr/bin/env bats
# ndstat: what fields and values a file holds.
# shellcheck disable=SC2154  # bats sets stderr
#
#: frame
#: hostile-none it walks every line whole, and says of each what the walk says; unit/stat/path_tree_test.cc has them
#: faults in.ndjson
#: faults-all --schema in.ndjson

load helper

# The tests that need real data look for it beside the project.
data=$BATS_TEST_DIRNAME/../../../shared/data

@test "ndstat: empty input gives no path" {
  check ndstat </dev/null 4</dev/null
  check ndstat --schema </dev/null 4<<<'{"$schema":"https://json-schema.org/draft/2020-12/schema"}'
}

@test "ndstat: one record" {
  check ndstat <<<'{"a":1.50}' 4<<'OUT'
{"path":".","types":{"object":1},"missing":0,"distinct":0,"approximate":false,"min":null,"max":null,"mean":null,"form":null,"examples":[]}
{"path":".a","types":{"number":1},"missing":0,"distinct":1,"approximate":false,"min":1.50,"max":1.50,"mean":1.5,"form":null,"examples":[1.50]}
OUT
}

@test "ndstat: a bad line is exit 3 with its place, or is refused whole" {
  run -3 --separate-stderr ndstat <<<$'{"a":2}\n{"a":tru}'
  wrote_nothing && [[ $stderr == 'ndstat: -:2:6: expected a value'* ]]
  # Nothing of a refused record is counted.
  ndstat <<<'{"a":2}' >wanted
  ndstat --rejects bad 2>messages <<<$'{"a":2}\n{"a":1,"b":{"c":[1,2' >got
  cmp got wanted
  [[ $(<messages) == "ndstat: 1 of 2 records was refused; it is in 'bad'" ]]
}

@test "ndstat: a missing field is counted in the objects around it" {
  ndstat <<<$'{"a":{"x":1}}\n{"a":{}}\n{"b":[{"y":1},{"y":2},{}]}' >out
  check ndmap -r '.path + " " + (.missing|tostring)' out 4<<'OUT'
. 0
.a 1
.a.x 1
.b 2
.b[] 0
.b[].y 1
OUT
}

@test "ndstat: usage errors" {
  misused '--schema makes a schema, --check takes one: give one of them' ndstat --schema --check x.json
  misused '--depth is for the list of paths' ndstat --schema --depth 2
  misused '--keys 0 leaves no path below the record' ndstat --keys 0
  echo '{"pattern":"x"}' >s.json
  run -2 --separate-stderr ndstat --check s.json
  [[ $stderr == "ndstat: --check 's.json': the schema has the keyword 'pattern', which is not understood; those that are: type, "* ]]
  fails 4 "ndstat: cannot open 'none.json': No such file or directory" ndstat --check none.json
}

@test "ndstat: survives a closed pipe" {
  seq -f '{"a%.0f":1}' 900 >many.ndjson
  survives_closed_pipe ndstat many.ndjson
}

@test "ndstat: any number of threads and any order of the records give the same bytes" {
  seq 200000 | sed 's/.*/{"id":"u&","n":&,"t":[&,{"x":&}],"d":"2024-07-0/' | sed 's/$/1"}/' >many.ndjson
  ndstat -j1 many.ndjson >wanted
  ndstat -j2 many.ndjson | cmp - wanted
  shuf --random-source=many.ndjson many.ndjson | ndstat | cmp - wanted
  ndfilter '.approximate' wanted >approximate
  [[ $(wc -l <approximate) == 4 ]]
  ndfilter '.approximate and (.distinct < 190000 or .distinct > 210000)' wanted | cmp - /dev/null
}

@test "ndstat: an object with many keys has one path" {
  seq 50 | sed 's/.*/{"plays":{"u&":&}}/' >many.ndjson
  ndstat --keys 49 many.ndjson | ndmap -r .path >paths
  check cat paths 4<<<$'.\n.plays\n.plays.*'
  ndstat --keys 50 many.ndjson | ndmap -r .path >paths
  [[ $(wc -l <paths) == 52 ]]
}

@test "ndstat: records pass their own schema, others are named with status 1" {
  printf '%s\n' '{"u":"u1","d":"2024-07-01","t":[1,2.5]}' '{"u":"u2","d":"2024-07-02"}' >day.ndjson
  ndstat --schema day.ndjson >s.json
  check cat s.json 4<<'OUT'
{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"d":{"type":"string","format":"date"},"t":{"type":"array","items":{"type":"number"}},"u":{"type":"string"}},"required":["d","u"],"additionalProperties":false}
OUT
  check ndstat --check s.json day.ndjson 4</dev/null
  printf '%s\n' '{"u":5,"d":"2024-07-03"}' '{"u":"u4","d":"July","n":1}' >next.ndjson
  judge 1 '' ndstat --check s.json next.ndjson 4<<'OUT'
{"file":"next.ndjson","line":1,"path":".u","error":"is an integer, not a string"}
{"file":"next.ndjson","line":2,"path":".d","error":"is no date"}
{"file":"next.ndjson","line":2,"path":".n","error":"is not in the schema"}
OUT
  # A bad line is worse than a difference.
  run -3 ndstat --check s.json <<<'{"u":'
}

@test "ndstat: lines are counted over blocks and blank lines" {
  { seq -f '{"a":%.0f}' 100000 && echo && echo '{"b":1}' && seq -f '{"a":%.0f}' 100000 && echo '{"b":1}'; } >many.ndjson
  echo '{"required":["a"]}' >s.json
  judge 1 '' ndstat --check s.json many.ndjson 4<<'OUT'
{"file":"many.ndjson","line":100002,"path":".a","error":"is missing"}
{"file":"many.ndjson","line":200003,"path":".a","error":"is missing"}
OUT
}

@test "ndstat: lines are counted in each file, also where blocks stand in the same place" {
  printf '{"a":1}\n{"a":1}\n{"a":1}\n{"b":1}\n' >first.ndjson
  printf '{"a":1111111111111}\n{"b":1}\n{"b":1}\n' >second.ndjson
  echo '{"required":["a"]}' >s.json
  judge 1 '' ndstat --check s.json first.ndjson second.ndjson 4<<'OUT'
{"file":"first.ndjson","line":4,"path":".a","error":"is missing"}
{"file":"second.ndjson","line":2,"path":".a","error":"is missing"}
{"file":"second.ndjson","line":3,"path":".a","error":"is missing"}
OUT
}

@test "ndstat: the figures of random records are sqlite's" {
  if ! command -v sqlite3 >/dev/null; then skip 'no sqlite3'; fi
  seq 5000 | ndmap '{s: ((. * 7919) % 313 | tostring), n: ((. * 104729) % 1009 - 500), f: ((. * 31) % 97 / 8)}' >random.ndjson
  sqlite3 >wanted <<'SQL'
CREATE TABLE r(s TEXT, n INTEGER, f REAL);
WITH RECURSIVE i(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM i WHERE x < 5000)
INSERT INTO r SELECT CAST((x * 7919) % 313 AS TEXT), (x * 104729) % 1009 - 500, ((x * 31) % 97) / 8.0 FROM i;
.mode list
SELECT '.f', count(DISTINCT f), min(f), max(f), round(avg(f), 9) FROM r;
SELECT '.n', count(DISTINCT n), min(n), max(n), round(avg(n), 9) FROM r;
SELECT '.s', count(DISTINCT s), min(s), max(s), NULL FROM r;
SQL
  ndstat random.ndjson | ndfilter '.path != "."' >got
  ndmap -r '[.path, .distinct, .min, .max, (if .mean == null then "" else (.mean * 1e9 | round / 1e9) end) | tostring] | join("|")' got |
    sed 's/|0|12|/|0.0|12.0|/' | diff -u wanted -
}

@test "ndstat: what is in each real data set fits a screen" {
  if [[ ! -d $data ]]; then skip "no real data at $data"; fi
  local file lines
  shown() {
    "$@" | ndtable -c path,types,missing,distinct,form,min,max >shown
    lines=$(wc -l <shown)
    # One row has 53 columns, the others fit 50 lines.
    ((lines > 3 && lines <= 56)) || { echo "$* gives $lines lines" && return 1; }
  }
  for file in "$data"/kuairand_pure/*.csv.gz "$data"/kuairec_side/*.csv "$data"/github_innovation_graph/*.csv; do
    ndparse --infer "$file" >records
    shown ndstat records
  done
  for file in "$data"/weibo_hot_search/*.gz "$data"/zeek_json/*.gz "$data"/platform_nano/*.ndjson*; do
    shown ndstat "$file"
  done
  for file in "$data"/github_events/*.gz; do
    shown ndstat --depth 2 "$file"
  done
}
