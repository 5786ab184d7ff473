# shellcheck shell=bash disable=SC2034
# The parts a script starts: named, each in a process group of its own, none outliving the script.
# A guard outside the script's group reads a pipe that only the script holds open: when the script ends, in whatever
# way, the pipe ends, and the guard stops what is left. Sourced after common.sh.

# parts_open <home>: from here on, what the script starts ends with it. One script at a time in each home.
parts_open() {
  PARTS=$1
  WATCHED=()
  mkdir -p "$PARTS/logs"
  parts_lock
  parts_stop "$PARTS"
  rm -f "$PARTS/closing" "$PARTS/alive"
  mkfifo "$PARTS/alive"
  exec 9<>"$PARTS/alive"
  set -m
  "$ROOT/scripts/lib/guard" "$PARTS" <"$PARTS/alive" 9>&- &
  GUARD=$!
  set +m
  echo "$GUARD" >"$PARTS/lock/guard"
  watch guard "$GUARD"
  trap parts_close EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

parts_lock() {
  local tries=0 owner
  until mkdir "$PARTS/lock" 2>/dev/null; do
    owner=$(cat "$PARTS/lock/pid" 2>/dev/null || true)
    if [ -n "$owner" ] && alive "$owner" && [[ $(command_of "$owner") == *scripts/* ]]; then
      die "already running as process $owner; stop that one first"
    fi
    # Its guard may still be tidying up; with the guard gone too, we do that.
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ] || ! alive "$(cat "$PARTS/lock/guard" 2>/dev/null || echo none)"; then rm -rf "$PARTS/lock"; fi
    sleep 0.1
  done
  echo $$ >"$PARTS/lock/pid"
}

# part <name> <command>...: starts it in the background; PART is its process, logs/<name>.log its words.
part() {
  local name=$1
  shift
  set -m
  # It signs in before it looks whether we are closing, and closing is declared before the list is read: none is missed.
  # shellcheck disable=SC2016
  bash -c 'echo "$1 $$" >>"$2/parts"; [ ! -e "$2/closing" ] || exit 1; shift 2; exec "$@"' part "$name" "$PARTS" "$@" \
    </dev/null >"$PARTS/logs/$name.log" 2>&1 9>&- &
  PART=$!
  set +m
}

# part_run <name> <command>...: the same, waited for; shows its last words when it fails.
part_run() {
  local status=0
  part "$@"
  wait "$PART" 2>/dev/null || status=$?
  [ "$status" = 0 ] || tail -n 40 "$PARTS/logs/$1.log" >&2
  return "$status"
}

# watch <name> <process>: disowned, or the shell would report its end in words of its own.
watch() {
  WATCHED+=("$1 $2")
  disown "$2"
}

# parts_intact: are all that we watch still there? If not, PART_LOST names the first that is gone.
parts_intact() {
  local entry
  for entry in "${WATCHED[@]}"; do
    alive "${entry##* }" || { PART_LOST=${entry% *}; return 1; }
  done
}

parts_close() {
  local status=$?
  trap '' INT TERM HUP
  exec 9>&-
  while alive "$GUARD"; do sleep 0.1; done
  parts_stop "$PARTS"
  rm -rf "$PARTS/lock" "$PARTS/alive"
  exit "$status"
}

# parts_stop <home>: asks, waits, insists; the database last, because the others speak to it.
parts_stop() {
  : >"$1/closing"
  [ -e "$1/parts" ] || : >"$1/parts"
  stop_those TERM 150 "$(sed -n '/^database /!s/.* //p' "$1/parts")"
  stop_those INT 300 "$(sed -n '/^database /s/.* //p' "$1/parts")"
  : >"$1/parts"
  if [ -e "$1/docker" ]; then sh "$1/docker" stop; fi
}

# stop_those <signal> <tenths of a second to wait before killing> <pids>
stop_those() {
  local tries=0
  signal_group "$1" "$3" || return 0
  while [ "$tries" -lt "$2" ] && signal_group 0 "$3"; do
    sleep 0.1
    tries=$((tries + 1))
  done
  signal_group KILL "$3" || true
}

# signal_group <signal> <pids>: to the groups that are there; 1 when none is.
signal_group() {
  local pid any=1
  for pid in $2; do
    if alive "$pid"; then ours "$pid" || continue; fi
    if kill "-$1" -- "-$pid" 2>/dev/null && ! zombie "$pid"; then any=0; fi
  done
  return "$any"
}

# A list may be older than the last reboot: a number in it may be somebody else's by now.
ours() { [[ $(command_of "$1") == *"$ROOT"* || $(command_of "$1") == *dotnet* || $(command_of "$1") == *postgres* ]]; }
