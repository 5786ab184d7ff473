# shellcheck shell=bash disable=SC2034
# A private PostgreSQL cluster: found or installed, kept under .local, on a free loopback port, never the system's.
# pg_start runs it as a part; DB is then the owner's connection string. Sourced after common.sh and parts.sh.
PG_OLDEST=15

# pg_start <name> [on|off]: the cluster of .local/<name>; fsync off is for tests, whose data nobody misses.
pg_start() {
  local home=$LOCAL/$1 tries=0
  pg_find "$home" || pg_install
  [ -s "$home/db.password" ] || (umask 077 && random_hex 24 >"$home/db.password")
  if [ "$PG_BIN" = docker ]; then
    pg_docker "$1"
  else
    pg_place "$home"
    [ -s "$PG_DIR/data/PG_VERSION" ] || pg_init "$home"
    pg_settings "$home" "${2:-on}"
    pg_forget_stale
    until pg_serve; do
      tries=$((tries + 1))
      [ "$tries" -lt 5 ] || { tail -n 20 "$home/logs/database.log" >&2; die "PostgreSQL does not start"; }
      sleep 1
    done
    watch database "$PART"
  fi
  DB="Host=127.0.0.1;Port=$(cat "$home/db.port");Database=acerto;Username=acerto;Password=$(cat "$home/db.password")"
}

# pg_find <home>: PG_BIN, a folder of binaries new enough, and of the release that made the cluster if there is one.
pg_find() {
  local made='' dir major
  if [ -e "$1/docker" ]; then PG_BIN=docker; return; fi
  pg_place "$1"
  if [ -s "$PG_DIR/data/PG_VERSION" ]; then made=$(cat "$PG_DIR/data/PG_VERSION"); fi
  for dir in "$(dirname "$(command -v initdb || echo /nowhere/initdb)")" $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) \
    /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin /opt/homebrew/bin /usr/local/bin; do
    if [ ! -x "$dir/initdb" ] || [ ! -x "$dir/postgres" ]; then continue; fi
    major=$("$dir/postgres" --version | sed 's/^[^0-9]*\([0-9]*\).*/\1/')
    if [ "$major" -ge "$PG_OLDEST" ] && [ "${made:-$major}" = "$major" ]; then PG_BIN=$dir; return; fi
  done
  [ -z "$made" ] || die "the data of $1 is of PostgreSQL $made, which is not here any more; start over with --reset"
  return 1
}

pg_install() {
  local offered
  if apt_can; then
    say "PostgreSQL $PG_OLDEST or newer is not here."
    apt_update
    offered=$(apt-cache policy postgresql | sed -n 's/^ *Candidate: \([0-9]*\).*/\1/p')
    if [ "${offered:-0}" -ge "$PG_OLDEST" ]; then
      pg_apt
      pg_find "$PARTS" && return
    fi
  fi
  if have docker && docker info >/dev/null 2>&1; then
    say "PostgreSQL is not here; a Docker engine is: using the db service of docker-compose.yml."
    PG_BIN=docker
    return
  fi
  die "PostgreSQL $PG_OLDEST or newer is needed. Any of these will do:
  - its binaries in PATH, in /usr/lib/postgresql/*/bin or by Homebrew (brew install postgresql@17)
  - root or sudo on Debian or Ubuntu with a release new enough: it is installed from there
  - a Docker engine that answers
  - a server of yours: ConnectionStrings__Db='Host=…;Port=…;Database=…;Username=…;Password=…' (may create roles)"
}

# The package would make and start a cluster of the system's, which nobody asked for: its settings say no for a moment.
pg_apt() {
  local settings=/etc/postgresql-common/createcluster.conf status=0
  apt_install "for the binaries, no server is set up" postgresql-common
  as_root cp -p "$settings" "$settings.before"
  echo 'create_main_cluster = false' | as_root tee -a "$settings" >/dev/null
  apt_install "a private cluster for this checkout" postgresql || status=$?
  as_root mv "$settings.before" "$settings"
  return "$status"
}

# PostgreSQL refuses to be root: PG_AS is how to become its user, from a folder which that user can read.
PG_USER=nobody
if id postgres >/dev/null 2>&1; then PG_USER=postgres; fi
PG_AS=(env)
if [ "$(id -u)" = 0 ]; then
  PG_AS=(sudo -u "$PG_USER" --)
  if have setpriv; then PG_AS=(setpriv --reuid="$PG_USER" --regid="$(id -g "$PG_USER")" --clear-groups --); fi
  # shellcheck disable=SC2016
  PG_AS+=(sh -c 'cd / && exec "$@"' sh)
fi

# pg_place <home>: PG_DIR, which the server's user owns and can reach.
pg_place() {
  local elsewhere
  PG_DIR=$1/db
  if [ -s "$1/db.path" ]; then PG_DIR=$(cat "$1/db.path"); fi
  mkdir -p "$PG_DIR"
  [ "$(id -u)" = 0 ] || return 0
  chown "$PG_USER" "$PG_DIR"
  chmod 700 "$PG_DIR"
  "${PG_AS[@]}" test -w "$PG_DIR/." 2>/dev/null && return
  elsewhere=/var/tmp/acerto-$(printf %s "$ROOT" | cksum | cut -d' ' -f1)
  mkdir -m 711 "$elsewhere" 2>/dev/null || { [ -O "$elsewhere" ] && [ ! -L "$elsewhere" ]; } || die "$elsewhere is not ours"
  rmdir "$PG_DIR"
  PG_DIR=$elsewhere/$(basename "$1")
  printf '%s\n' "$PG_DIR" >"$1/db.path"
  mkdir -p "$PG_DIR"
  chmod 700 "$PG_DIR"
  chown "$PG_USER" "$PG_DIR"
}

# Made aside and renamed, so that half a cluster is never taken for a whole one.
pg_init() {
  local locale=C
  if locale -a 2>/dev/null | grep -qix 'C.utf-\{0,1\}8'; then locale=C.UTF-8; fi
  rm -rf "$PG_DIR/data" "$PG_DIR/new"
  "${PG_AS[@]}" "$PG_BIN/initdb" -D "$PG_DIR/new" -U acerto -E UTF8 --locale="$locale" --no-instructions \
    >"$1/logs/initdb.log" 2>&1 || { cat "$1/logs/initdb.log" >&2; return 1; }
  "${PG_AS[@]}" sh -c "echo \"include 'acerto.conf'\" >>'$PG_DIR/new/postgresql.conf'"
  "${PG_AS[@]}" touch "$PG_DIR/new/acerto.conf"
  echo 'host all all 127.0.0.1/32 scram-sha-256' | "${PG_AS[@]}" tee "$PG_DIR/new/pg_hba.conf" >/dev/null
  "${PG_AS[@]}" "$PG_BIN/postgres" --single -D "$PG_DIR/new" postgres >/dev/null 2>>"$1/logs/initdb.log" <<SQL
alter role acerto password '$(cat "$1/db.password")';
create database acerto;
SQL
  mv "$PG_DIR/new" "$PG_DIR/data"
}

# No socket file: its path would be too long in a deep checkout.
pg_settings() {
  "${PG_AS[@]}" tee "$PG_DIR/data/acerto.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
port = $(free_port "$1/db.port")
unix_socket_directories = ''
max_connections = 200
shared_buffers = 256MB
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %u@%d '
fsync = $2
synchronous_commit = $2
full_page_writes = $2
CONF
}

# After a crash the number in postmaster.pid may be somebody else's by now.
pg_forget_stale() {
  local file=$PG_DIR/data/postmaster.pid pid
  [ -e "$file" ] || return 0
  pid=$(head -n 1 "$file")
  [[ $(command_of "$pid") == *postgres*"$PG_DIR"* ]] || rm -f "$file"
}

pg_serve() {
  local tries=0
  part database "${PG_AS[@]}" "$PG_BIN/postgres" -D "$PG_DIR/data"
  while alive "$PART" && [ "$tries" -lt 600 ]; do
    if sed -n 8p "$PG_DIR/data/postmaster.pid" 2>/dev/null | grep -q ready; then return 0; fi
    sleep 0.1
    tries=$((tries + 1))
  done
  return 1
}

# pg_docker <name>: the compose service instead, stopped by the file that is left beside it.
pg_docker() {
  local home=$LOCAL/$1
  cat >"$home/docker" <<SH
export DB_PORT=$(free_port "$home/db.port") DB_PASSWORD=$(cat "$home/db.password") VAULT_MASTER_KEY=unused
export PORTAL_DB_PASSWORD=unused ADMIN_DB_PASSWORD=unused WORKER_DB_PASSWORD=unused
exec docker compose -f '$ROOT/docker-compose.yml' -p 'acerto-$1' "\$@"
SH
  chmod 600 "$home/docker"
  sh "$home/docker" up --detach --wait db
}

# pg_remove <name>: the cluster and all that is in it.
pg_remove() {
  local home=$LOCAL/$1
  if [ -e "$home/docker" ]; then sh "$home/docker" down --volumes; fi
  if [ -s "$home/db.path" ]; then rm -rf "$(cat "$home/db.path")"; fi
  rm -rf "$home/db" "$home/db.path" "$home/db.password" "$home/db.port" "$home/docker"
}
