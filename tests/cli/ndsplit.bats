#!/usr/bin/env bats
# ndsplit: each record to the file that its fields name.
# shellcheck disable=SC2154  # bats sets stderr
#
#: frame {k}.out --force
#: hostile {p}.out --force -k p=([.a?]|length)
#: faults {p}.out --force -k p=(.v%3) in.ndjson
#: faults-all {p}.out.gz --force --open 1 -k p=(.v%3) in.ndjson
#: faults-all --nest x/{p}/y.zst --force --rejects bad -k p=(.v%3) dirty.ndjson

load helper

@test "ndsplit: empty input gives no file and an empty list" {
  check ndsplit '{a}.n' </dev/null 4</dev/null
  [[ -z $(ls ./*.n 2>/dev/null) ]]
}

@test "ndsplit: one record leaves byte for byte" {
  check ndsplit '{a}.n' <<<'{ "a" : "x", "b":1.50 }' 4<<<'{"file":"x.n","records":1,"bytes":24}'
  check cat x.n 4<<<'{ "a" : "x", "b":1.50 }'
}

@test "ndsplit: a bad line is exit 3 with its place, and no file appears" {
  run -3 --separate-stderr ndsplit '{a}.n' <<<$'{"a":2}\n{"a":'
  wrote_nothing && [[ $stderr == 'ndsplit: -:2:'* ]]
  [[ ! -e 2.n ]]
}

@test "ndsplit: a missing field is a bad record, which --rejects takes" {
  run -3 --separate-stderr ndsplit '{a}.n' <<<'{"i":1}'
  wrote_nothing && [[ $stderr == *'a is missing: no file can be called by it'* ]]
  sets_aside 1 2 bad ndsplit '{a}.n' --rejects bad <<<$'{"i":1}\n{"a":1}' 4<<<'{"file":"1.n","records":1,"bytes":8}'
}

@test "ndsplit: usage errors" {
  run -2 --separate-stderr ndsplit
  [[ $stderr == 'ndsplit: '* ]]
  misused "'out.ndjson' has no {NAME}: all records would go to one file; -o writes one" ndsplit out.ndjson
  misused "'{a}/b.n': a placeholder names a folder; --nest allows that, and makes the folders that are not there" \
    ndsplit '{a}/b.n'
  misused "-k 'b=.x': the template has no such {NAME}, or had it already" ndsplit '{a}.n' -k b=.x
  misused "-k 'a=.y': the template has no such {NAME}, or had it already" ndsplit '{a}.n' -k a=.x -k a=.y
  misused '--open 0 leaves no file to write to' ndsplit '{a}.n' --open 0
  misused '{.x|f} is no field; -k NAME=EXPR gives a name to an expression' ndsplit '{.x|f}.n'
}

@test "ndsplit: survives a closed pipe" {
  seq -f '{"a":%.0f}' 2000 >many.ndjson
  survives_closed_pipe ndsplit '{a}.n' many.ndjson
}

@test "ndsplit: -k takes expressions, a field goes by its path" {
  check ndsplit '{day}-{b.c}.n' -k 'day=(.ms|ms|day)' <<<'{"ms":1719792000000,"b":{"c":"x"}}' \
    4<<<'{"file":"2024-07-01-x.n","records":1,"bytes":35}'
  check ndsplit '{"id.h"}.n' <<<'{"id.h":5}' 4<<<'{"file":"5.n","records":1,"bytes":11}'
}

@test "ndsplit: --drop leaves fields out" {
  ndsplit '{a}.n' --drop a,c.d <<<'{"a":1, "b":2,"c":{"d":3,"e":4}}' >list
  check cat 1.n 4<<<'{"b":2,"c":{"e":4}}'
}

@test "ndsplit: data never chooses a folder" {
  mkdir in
  cd in
  local value
  for value in '../x' '/tmp/x' 'a/b' '.' '..' '.bashrc' '' 'a\u0000b' 'a\nb' '\u001b[2J'; do
    run -3 ndsplit '{a}' <<<"{\"a\":\"$value\"}"
    run -3 ndsplit --nest 'n/{a}/f' <<<"{\"a\":\"$value\"}"
  done
  [[ -z $(ls -A) && $(ls -A ..) == *in* && ! -e ../x ]]
}

@test "ndsplit: --nest makes folders, without it they must be there" {
  run -4 --separate-stderr ndsplit 'x/{a}.n' <<<'{"a":1}'
  [[ $stderr == "ndsplit: cannot make a temporary file beside 'x/1.n': No such file or directory" ]]
  check ndsplit --nest 'x/{a}/{b}.n' <<<$'{"a":1,"b":2}\n{"a":2,"b":1}' 4<<'OUT'
{"file":"x/1/2.n","records":1,"bytes":14}
{"file":"x/2/1.n","records":1,"bytes":14}
OUT
  check cat x/1/2.n 4<<<'{"a":1,"b":2}'
  # Those that a failed run has made go again.
  run -3 ndsplit --nest 'y/{a}/{b}.n' <<<$'{"a":1,"b":2}\n{"a":'
  [[ ! -e y ]]
}

@test "ndsplit: an existing file is exit 4 unless --force, an input is never replaced" {
  echo old >1.n
  fails 4 "ndsplit: cannot write '1.n': it exists; --force replaces it" ndsplit '{a}.n' <<<'{"a":1}'
  check cat 1.n 4<<<'old'
  ndsplit '{a}.n' --force <<<'{"a":1}' >list
  check cat 1.n 4<<<'{"a":1}'
  fails 4 "ndsplit: cannot write '1.n': it is also an input" ndsplit '{a}.n' --force 1.n
  ln -s nowhere 2.n
  fails 4 "ndsplit: cannot write '2.n': it is no regular file" ndsplit '{a}.n' --force <<<'{"a":2}'
}

@test "ndsplit: gz and zst by the name, the same bytes for the same records" {
  seq -f '{"a":%.0f,"b":"some text that is repeated"}' 50000 >many.ndjson
  ndsplit '{p}.n.gz' -k 'p=(.a%3)' many.ndjson >list
  ndsplit '{p}.n.zst' -k 'p=(.a%3)' many.ndjson >list
  local part
  for part in 0 1 2; do
    ndfilter --arg p $part '(.a % 3|tostring) == $p' many.ndjson >wanted
    gzip -dc $part.n.gz | cmp - wanted
    zstd -dcq $part.n.zst | cmp - wanted
  done
  # Also where few files are open, and other files are written at the same time.
  sha256sum ./*.n.gz ./*.n.zst >sums
  ndsplit '{p}.n.gz' --open 1 --force -k 'p=(.a%3)' many.ndjson >list
  ndfilter '.a % 3 == 2' many.ndjson | ndsplit '{p}.n.zst' --force -k 'p=(.a%3)' >list
  sha256sum -c --quiet sums
}

@test "ndsplit: 800 days in one pass with 4 open files, nothing lost and nothing left" {
  seq 0 39999 | sed 's/.*/{"t":&}/' | ndmap --set 'day=((.t % 800) * 86400 + 1600000000 | day)' >days.ndjson
  mkdir out
  # Fewer descriptors than files.
  (ulimit -n 20 && ndsplit 'out/{day}.n' --open 4 days.ndjson >list)
  [[ $(wc -l <list) == 800 && $(ls -A out | wc -l) == 800 ]]
  ndsort -k day days.ndjson >wanted
  ndmap -r .file list >names
  xargs cat <names | cmp - wanted
  [[ $(ndgroup -a 'n=sum(.records)' list) == '{"n":40000}' ]]
}

@test "ndsplit: kill -9 at random moments leaves whole files or none" {
  seq 0 59999 | sed 's/.*/{"p":&}/' >many.ndjson
  mkdir wanted out
  ndsplit 'wanted/{p}.n' -k 'p=(.p%60)' many.ndjson >list
  local file pid
  for _ in {1..25}; do
    ndsplit 'out/{p}.n' --open 8 -k 'p=(.p%60)' many.ndjson >list 2>&1 3>&- &
    pid=$!
    sleep "0.0$((RANDOM % 10))$((RANDOM % 10))"
    kill -9 "$pid" 2>kill.txt || true
    wait "$pid" 2>wait.txt || true
    for file in out/*; do
      if [[ -e $file ]]; then cmp "$file" "wanted/${file#out/}" || return; fi
    done
    rm -rf out
    mkdir out
  done
}

@test "ndsplit: a disk that is full leaves no file" {
  seq -f '{"a":%.0f}' 30000 >many.ndjson
  run -4 --separate-stderr bash -c "ulimit -f 8 && exec ndsplit '{p}.n' -k 'p=(.a%3)' many.ndjson"
  [[ $stderr == "ndsplit: cannot write '"*"'"*'File too large' ]]
  [[ -z $(ls -A ./*.n .*.tmp 2>/dev/null) ]]
}
