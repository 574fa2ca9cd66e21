#!/usr/bin/env bats
# install: what `cmake --install` puts in place, and that it works there and wherever it is moved.
# shellcheck disable=SC2154  # bats sets stderr

bats_require_minimum_version 1.5.0

setup_file() {
  export LC_ALL=C.UTF-8 ROOT=$BATS_TEST_DIRNAME/../..
  cmake --install "$ND_BUILD" --prefix "$BATS_FILE_TMPDIR/first" >/dev/null || return
  # Another place than the one it was installed to.
  mv "$BATS_FILE_TMPDIR/first" "$BATS_FILE_TMPDIR/at home"
  export PLACE="$BATS_FILE_TMPDIR/at home"
}

# bare COMMAND...: runs it as a person does who has nothing of annals in PATH.
bare() { env -i HOME="$HOME" PATH=/usr/local/bin:/usr/bin:/bin "$@"; }

@test "install: each tool has its program, page and three completions" {
  local tool
  for tool in $ND_TOOLS; do
    [[ -x $PLACE/bin/$tool && -s $PLACE/share/man/man1/$tool.1 ]]
    [[ -s $PLACE/share/bash-completion/completions/$tool && -s $PLACE/share/zsh/vendor-completions/_$tool ]]
    [[ -s $PLACE/share/fish/vendor_completions.d/$tool.fish ]]
  done
}

@test "install: every manual page, the licence, and the scripts but those that build and test" {
  local file
  for file in "$ROOT"/man/*; do [[ -s $PLACE/share/man/man${file##*.}/${file##*/} ]]; done
  [[ -s $PLACE/share/doc/annals/copyright ]]
  cd "$ROOT/scripts"
  find . -type f ! -path './package/*' -printf '%P\n' >"$BATS_TEST_TMPDIR/scripts"
  cd "$PLACE/share/annals"
  find . -type f -printf '%P\n' >"$BATS_TEST_TMPDIR/installed"
  cd "$BATS_TEST_TMPDIR"
  sort -o scripts scripts
  sort -o installed installed
  comm -3 scripts installed >left
  printf '%s\n' bench lib/setup.bash quickstart test | diff - left
}

@test "install: a report is made and checked with nothing in PATH" {
  cd "$BATS_TEST_TMPDIR"
  mkdir events
  "$PLACE/bin/ndgen" events -o events/events.ndjson
  bare "$PLACE/bin/annual-report" --events events -o report
  run -0 bare "$PLACE/bin/verify-report" report
  [[ $output == *'as its cells have it'* ]]
  ln -s "$PLACE/bin/verify-report" linked
  run -0 bare ./linked report
}

@test "install: nothing knows the folder that it was built in" {
  cd "$ROOT"
  run -1 grep -rlF -e "$PWD" "$PLACE/share" "$PLACE/bin/annual-report" "$PLACE/bin/verify-report"
}
