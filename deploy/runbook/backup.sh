#!/usr/bin/env bash
# deploy/runbook/backup.sh FOLDER: database and objects of the running installation into FOLDER, for restore.sh.
# Run it again on the same FOLDER: the database is replaced, of the objects only new ones are copied.
set -euo pipefail
folder=${1:?usage: deploy/runbook/backup.sh FOLDER}
mkdir -p "$folder/objects"
folder=$(cd "$folder" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# The database first: an object is stored before its row and never changed, so all that a row names is there later.
docker compose exec -T postgres pg_dump --username colophon --format custom colophon >"$folder/database.part"
mv "$folder/database.part" "$folder/database"
# mc says 0 whatever happens: what counts is that nothing differs afterwards, but for uploads meanwhile.
docker compose run --rm --no-deps -T --user "$(id -u):$(id -g)" --volume "$folder/objects:/backup" \
  --entrypoint sh s3 -c '
    export MC_HOST_store="http://$MINIO_ROOT_USER:$MINIO_ROOT_PASSWORD@s3:9000"
    for attempt in 1 2 3; do
      mc mirror --overwrite store /backup >/dev/null
      left=$(mc diff store /backup) && [ -z "$left" ] && exit 0
    done
    printf "%s\n" "not copied:" "$left" >&2
    exit 1'
echo "backed up: $(du -sh "$folder" | cut -f1) in $folder; keep .env as well, but elsewhere"
