. /tmp/kitenv.sh
cd $1; (date -u; cargo test --offline --workspace --all-targets --no-run --no-fail-fast 2>&1; echo "rc $?"; date -u) > $2 2>&1
