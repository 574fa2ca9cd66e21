# script.bash: what all scripts that run the tools share: how they end, what they need, the folders that they make. Sourced
# first.
set -euo pipefail
if [[ -n ${SCRIPT_IS_LOADED-} ]]; then return 0; fi
SCRIPT_IS_LOADED=yes
shopt -s inherit_errexit nullglob
export LC_ALL=C.UTF-8 TZ=UTC
unset COLUMNS # a page is as wide as it needs to be
unset CDPATH  # cd says nothing

# The folder of the scripts.
HERE=${BASH_SOURCE[0]%/*}
HERE=${HERE%lib}.

WORK=   # a folder for what is needed until the end
KEPT=   # it too, where another script gave it and removes it
NEW=    # a folder for what is being made
MADE=() # the folders around it that were not there before, the innermost first

HAS_SAID_WHY= # where a message was written for the failure

# die STATUS MESSAGE...: ends the script. The status means what it means for the tools: 2 what was asked for, 3 data, 4 files.
die() {
  local status=$1
  # shellcheck disable=SC2034  # annual-report has it
  HAS_SAID_WHY=yes
  shift
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit "$status"
}

# misused MESSAGE...: ends the script, before anything is read. HINT is what its messages end with.
misused() { die 2 "$*${HINT-}"; }

# no_option VARIABLE: the path in it begins with no dash, which a tool would take for an option.
no_option() {
  local -n path=$1
  if [[ $path == -* ]]; then path=./$path; fi
}

# own_settings: a script that has its settings from options or files takes none from the environment.
own_settings() {
  unset FROM TO AS_OF TZ_REPORT MEASURE EVENTS EVENTS_WORD SETTINGS FORMAT PAGE_LANGUAGE MIN_GROUP CLAIMS FOLLOWS NAMES TOPICS CELLS \
    GIVEN_CELLS GIVEN_WORK INTO FIGURES STEPS CORRECTIONS TITLE EDITION LICENCE TABLES_OF_FIGURES MAPPED MERGED STATES ORDERED \
    REJECTS COUNTS "${!COVERED_@}"
}

# find_csv FOLDER NAME: the file NAME.csv, plain or compressed, into REPLY, which is empty where there is none.
find_csv() {
  local file
  REPLY=
  for file in "$1/$2".csv{,.gz,.zst}; do
    if [[ -e $file ]]; then REPLY=$file && return; fi
  done
}

# need_csv FOLDER NAME: the same for a file that must be there.
need_csv() {
  find_csv "$@"
  [[ -n $REPLY ]] || die 2 "there is no $2.csv in '$1'"
}

# need TOOL...: they must be there.
need() {
  local tool
  local -a missing=()
  for tool in "$@"; do
    command -v "$tool" >/dev/null || missing+=("$tool")
  done
  if ((${#missing[@]} > 0)); then
    die 2 "not in PATH: ${missing[*]}; build the tools, then put their folder there"
  fi
}

# work_folder: makes $WORK, or takes the folder $GIVEN_WORK that the script which started this one has made for it.
work_folder() {
  KEPT=${GIVEN_WORK-}
  if [[ -n ${TMPDIR-} && $TMPDIR != /* ]]; then export TMPDIR=$PWD/$TMPDIR; fi # programs are started in other folders too
  WORK=${KEPT:-$(mktemp -d)} || die 4 "there is no place for files that are needed until the end; name another with TMPDIR"
}

# new_folder FOLDER: makes $NEW, for files that publish puts into FOLDER, or makes FOLDER of. Where a script ends before that,
# nothing is left of them, and FOLDER is as it was, or not there.
new_folder() {
  local folder
  if [[ -d $1 ]]; then
    NEW=$1/.new.$$.$RANDOM # named before it is there: a signal may come at any time
    mkdir -m 700 -- "$NEW" || die 4 "cannot write to the folder '$1'"
    return
  fi
  [[ ! -e $1 && ! -L $1 ]] || die 4 "'$1' is no folder"
  folder=$(dirname -- "$1")
  NEW=$folder/.new.$$.$RANDOM
  while [[ ! -e $folder ]]; do
    MADE+=("$folder")
    folder=$(dirname -- "$folder")
  done
  mkdir -p -- "$NEW" || die 4 "cannot make the folder '$1'"
}

# publish FOLDER [LAST]: what is in $NEW is whole. It becomes FOLDER; or, where there is one, its files take their places, a
# folder that of the one of the same name. The file LAST goes first and comes last: where it is, all the others are.
publish() {
  local made old
  if [[ ! -d $1 ]]; then
    mv -T -- "$NEW" "$1" || die 4 "cannot make the folder '$1'"
    MADE=()
    return
  fi
  trap '' INT TERM HUP # it takes no time
  if [[ -n ${2-} ]]; then rm -f -- "$1/$2"; fi
  for made in "$NEW"/*; do
    if [[ ${made##*/} == "${2-}" ]]; then continue; fi
    old=$1/${made##*/}
    if [[ -d $old && ! -L $old ]]; then mv -- "$old" "$NEW/.old.${made##*/}"; fi
    mv -T -- "$made" "$old"
  done
  if [[ -n ${2-} ]]; then mv -T -- "$NEW/$2" "$1/$2"; fi
}

# end_children: ends the programs that the script has started and that still run, with theirs: where it ends early, they would
# go on, and complain of what is no longer there.
end_children() {
  local one
  local -a of=("$$") next found all=()
  while ((${#of[@]} > 0)); do
    next=()
    for one in "${of[@]}"; do
      found=()
      read -r -a found <"/proc/$one/task/$one/children" || true
      if ((${#found[@]} > 0)); then kill -STOP "${found[@]}" || true; fi # so that they start no others
      next+=("${found[@]}")
    done
    all+=("${next[@]}")
    of=("${next[@]}")
  done
  if ((${#all[@]} == 0)); then return 0; fi
  kill "${all[@]}" || true
  kill -CONT "${all[@]}" || true
  wait || true
}

clean_up() {
  local folder
  { end_children; } 2>/dev/null
  if [[ -n $NEW ]]; then rm -rf -- "$NEW"; fi
  for folder in "${MADE[@]}"; do rmdir -- "$folder" 2>/dev/null || break; done
  # Where a signal ends the script, the tools that it was waiting for may still write there.
  if [[ -z $KEPT && -n $WORK ]]; then rm -rf -- "$WORK" 2>/dev/null || rm -rf -- "$WORK" || true; fi
}
trap clean_up EXIT
