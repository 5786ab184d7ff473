# shellcheck shell=bash disable=SC2034
# The product as a person sees it: built, with its secrets, its database brought up to date, its three processes.
# Sourced by scripts/run after common.sh, parts.sh and postgres.sh.
HOME_RUN=$LOCAL/run
APP=$LOCAL/app
SEED=$HOME_RUN/seed.json
DEMO=$LOCAL/demo.json

# The sources, in one number: nothing is built or migrated twice.
sources() {
  find src docs/api CHANGELOG.md Directory.*.props global.json BannedSymbols.txt .editorconfig -type f \
    -not -path '*/bin/*' -not -path '*/obj/*' -print0 | LC_ALL=C sort -z | xargs -0 cksum | cksum | tr ' ' -
}

# build: publishes both hosts to .local/app, unless the same sources are there already.
build() {
  BUILD=$(sources)
  [ "$(cat "$APP/sources" 2>/dev/null)" != "$BUILD" ] || return 0
  say "Building (log: .local/run/logs/build.log) ..."
  rm -rf "$APP"
  part_run build sh -c "dotnet publish src/Admin.Api -c Release -o '$APP/admin' && dotnet publish src/Portal -c Release -o '$APP/portal'" ||
    die "the build failed"
  printf '%s\n' "$BUILD" >"$APP/sources"
}

secrets() {
  local file=$HOME_RUN/secrets.env name
  if [ ! -s "$file" ]; then
    (
      umask 077
      printf 'VAULT_MASTER_KEY=%s\n' "$(head -c 32 /dev/urandom | base64)" >"$file"
      for name in PORTAL ADMIN WORKER; do printf '%s_DB_PASSWORD=%s\n' "$name" "$(random_hex 24)" >>"$file"; done
    )
  fi
  # shellcheck source=/dev/null
  . "$file"
}

# as_login <login> <password>: the owner's connection string, for another user.
as_login() {
  printf '%s' "$DB" | tr ';' '\n' | grep -viE '^ *(user|user ?name|user ?id|uid|password|pwd|psw) *=' | tr '\n' ';'
  printf 'Username=%s;Password=%s;Maximum Pool Size=50;Timeout=5' "$1" "$2"
}

# configure: what the processes are told. Each is given the database user that is its own, and only that one.
configure() {
  unset ConnectionStrings__Db
  PORTAL_URL=http://127.0.0.1:$PORTAL_PORT
  ADMIN_URL=http://127.0.0.1:$ADMIN_PORT
  PORTAL_DB=$(as_login acerto_portal_login "$PORTAL_DB_PASSWORD")
  ADMIN_DB=$(as_login acerto_admin_login "$ADMIN_DB_PASSWORD")
  WORKER_DB=$(as_login acerto_worker_login "$WORKER_DB_PASSWORD")
  mkdir -p "$HOME_RUN/files"
  export ASPNETCORE_ENVIRONMENT=Development Vault__MasterKey=$VAULT_MASTER_KEY Files__Root=$HOME_RUN/files
  export Portal__PublicUrl=$PORTAL_URL Admin__PublicUrl=$ADMIN_URL
}

# in_app <part|part_run> <name> <folder> <command>...: in its own folder, as when deployed.
in_app() {
  # shellcheck disable=SC2016
  "$1" "$2" sh -c 'cd "$0" && exec "$@"' "$APP/$3" "${@:4}"
}

as_owner() {
  ConnectionStrings__Db=$DB ConnectionStrings__Portal=$PORTAL_DB ConnectionStrings__Admin=$ADMIN_DB \
    ConnectionStrings__Worker=$WORKER_DB in_app part_run "$1" admin dotnet Admin.Api.dll "$@"
}

# prepare: the schema of this build, and the demo, each once. A server of somebody else's is asked every time.
prepare() {
  if [ -n "${EXTERNAL:-}" ] || [ "$(cat "$HOME_RUN/migrated" 2>/dev/null)" != "$BUILD" ]; then
    say "Migrating the database ..."
    as_owner migrate || die "the migration failed"
    printf '%s\n' "$BUILD" >"$HOME_RUN/migrated"
  fi
  if [ -n "${EXTERNAL:-}" ] || [ ! -s "$SEED" ]; then
    say "Making the demo ..."
    as_owner seed --out "$SEED" || die "the demo could not be made"
  fi
}

# serve: starts the three processes and waits until each says it is ready.
serve() {
  local worker_port
  worker_port=$(free_port)
  ConnectionStrings__Portal=$PORTAL_DB ASPNETCORE_URLS=$PORTAL_URL in_app part portal portal dotnet Portal.dll
  watch portal "$PART"
  ConnectionStrings__Admin=$ADMIN_DB ASPNETCORE_URLS=$ADMIN_URL in_app part admin admin dotnet Admin.Api.dll serve
  watch admin "$PART"
  ConnectionStrings__Worker=$WORKER_DB ASPNETCORE_URLS=http://127.0.0.1:$worker_port in_app part worker admin dotnet Admin.Api.dll work
  watch worker "$PART"
  ready "$PORTAL_PORT"
  ready "$ADMIN_PORT"
  ready "$worker_port"
}

ready() {
  local tries=0
  until http_ok "$1" /health/ready; do
    parts_intact || lost
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || die "port $1 is not ready after a minute; see .local/run/logs"
    sleep 0.2
  done
}

# lost: a part ended by itself. Says which, with its last words; the rest is stopped on the way out.
lost() {
  tail -n 20 "$HOME_RUN/logs/$PART_LOST.log" 2>/dev/null >&2 || true
  die "$PART_LOST ended by itself; stopping the rest (logs: .local/run/logs)"
}

# announce: what the seed wrote, with today's addresses before it.
announce() {
  (
    umask 077
    awk -v portal="$PORTAL_URL" -v admin="$ADMIN_URL" '
      !open && sub(/{/, "") { open = 1; printf "{\n  \"portalUrl\": \"%s\",\n  \"adminUrl\": \"%s\",\n", portal, admin }
      !/"(portalUrl|adminUrl)"/ && NF' "$SEED" >"$DEMO"
  )
  say "
Portal   $PORTAL_URL
Admin    $ADMIN_URL   (API under /v1)
Console  $ADMIN_URL/console   ($(field email), $(field password); the second proof is in the file below)
CPFs     $(field cpfs)
API key  $(field apiKey)   (test mode: $(field testApiKey))
Codes    shown on the code page, and with every other message at $PORTAL_URL/dev/mensagens
The same is in .local/demo.json. Ctrl-C stops everything."
}

# field <name>: of the demo file; a list comes out on one line.
field() {
  tr -d '\n' <"$DEMO" | sed -nE 's/.*"'"$1"'": *(\[[^]]*\]|"[^"]*").*/\1/p' | sed 's/[]["]//g; s/  */ /g; s/^ //; s/ $//'
}
