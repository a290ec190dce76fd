. /tmp/kitenv.sh
cd /work/main
date -u
exec cargo xtask run
