#!/bin/sh
# What a killed container left in its scratch folder is of no use to the next.
set -eu
find "$TMPDIR" -mindepth 1 -delete
exec "$@"
