#!/usr/bin/env bash
# deploy/runbook/restore.sh FOLDER: what backup.sh wrote, into an installation that has no data yet.
set -euo pipefail
folder=$(cd "${1:?usage: deploy/runbook/restore.sh FOLDER}" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
[ -s "$folder/database" ] || { echo "no backup in $folder: the file 'database' is missing" >&2; exit 1; }

docker compose up --wait postgres s3
tables=$(docker compose exec -T postgres psql --username colophon --tuples-only --no-align \
  --command "select count(*) from information_schema.tables where table_schema = 'intake'" colophon)
if [ "$tables" != 0 ]; then
  echo "this installation has data; 'docker compose down --volumes' deletes it, all of it" >&2
  exit 1
fi
docker compose run --rm --no-deps -T --user "$(id -u):$(id -g)" --volume "$folder/objects:/backup:ro" \
  --entrypoint sh s3 -c '
    export MC_HOST_store="http://$MINIO_ROOT_USER:$MINIO_ROOT_PASSWORD@s3:9000"
    for bucket in /backup/*/; do mc mb --ignore-existing "store/$(basename "$bucket")" >/dev/null; done
    mc mirror --overwrite /backup store >/dev/null
    left=$(mc diff /backup store) && [ -z "$left" ] || { printf "%s\n" "not copied:" "$left" >&2; exit 1; }'
docker compose exec -T postgres pg_restore --username colophon --exit-on-error --single-transaction \
  --dbname colophon <"$folder/database"
# Kafka starts empty: services send the newest events again, and drop those that they know.
docker compose up --wait
echo "restored from $folder"
