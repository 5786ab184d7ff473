# shellcheck shell=bash disable=SC2034
# Common ground of the scripts: where we are, how we speak, ports, packages. Sourced, never run.
# Written for bash 3.2 (macOS) and for machines without ps, curl or jq.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
LOCAL=$ROOT/.local
cd "$ROOT"

say() { printf '%s\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
random_hex() { od -An -tx1 -N"$1" /dev/urandom | tr -d ' \n'; }

# A zombie still answers kill -0.
zombie() { grep -q '^State:.Z' "/proc/$1/status" 2>/dev/null; }
alive() { kill -0 "$1" 2>/dev/null && ! zombie "$1"; }

command_of() {
  if [ -r "/proc/$1/cmdline" ]; then tr '\0' ' ' <"/proc/$1/cmdline"; else ps -o command= -p "$1" 2>/dev/null || true; fi
}

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# free_port [file]: a free loopback port, the one kept in the file if it still is free.
free_port() {
  local port=
  if [ -n "${1:-}" ] && [ -s "$1" ]; then port=$(cat "$1"); fi
  while [ -z "$port" ] || port_taken "$port"; do port=$((20000 + RANDOM % 10000)); done
  if [ -n "${1:-}" ]; then printf '%s\n' "$port" >"$1"; fi
  printf '%s\n' "$port"
}

# http_ok <port> <path>: does it answer 200?
http_ok() (
  exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
  printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n' "$2" "$1" >&3
  IFS= read -r -t 10 status <&3
  [[ $status == *' 200 '* ]]
) 2>/dev/null

# apt_can: Debian or Ubuntu, and allowed to install.
apt_can() {
  have apt-get || return 1
  [ "$(id -u)" = 0 ] || { have sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# Quiet while it works, all its words when it fails.
apt_get() {
  local words status=0
  words=$(as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
    -o Acquire::Retries=3 "$@" </dev/null 2>&1) || status=$?
  [ "$status" = 0 ] || printf '%s\n' "$words" >&2
  return "$status"
}

apt_update() {
  [ -z "${APT_FRESH:-}" ] || return 0
  apt_get update
  APT_FRESH=yes
}

# apt_install <what for> <package>...
apt_install() {
  local purpose=$1
  shift
  say "Installing $* with apt-get: $purpose"
  apt_update && apt_get install -y --no-install-recommends "$@"
}

# need <what for> <command> <package>...: the command, by its package where it is missing.
need() {
  local purpose=$1 command=$2
  shift 2
  have "$command" && return
  apt_can || die "$command is missing ($purpose). Install it (Debian: $*) and try again."
  apt_install "$purpose" "$@"
  have "$command" || die "$command is still missing after installing $*"
}

# Build servers would outlive us, and hold our pipes.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

need_dotnet() {
  have dotnet || die "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download"
  dotnet --version >/dev/null || die "dotnet finds no SDK that global.json accepts: .NET 10 is needed"
}
