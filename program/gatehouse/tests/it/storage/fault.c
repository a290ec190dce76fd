/*
 * A disk that fails on command. Loaded before the C library into the program under test, it lets writes or syncs fail on
 * files whose path contains FAULT_FILES while the file FAULT_PLAN exists. The plan's text is the number of the error and
 * what fails: "28 w" (writes: no space left), "5 s" (syncs: input/output error), "5 ws".
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

/* The error that this call must fail with, or 0. */
static int planned(int fd, char what) {
    const char *plan = getenv("FAULT_PLAN"), *files = getenv("FAULT_FILES");
    if (!plan || !files || access(plan, F_OK) != 0) return 0;
    int keep = errno;
    char text[32] = {0}, link[64], path[512];
    int in = open(plan, O_RDONLY | O_CLOEXEC);
    if (in < 0) { errno = keep; return 0; }
    ssize_t length = read(in, text, sizeof text - 1);
    close(in);
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, sizeof path - 1);
    errno = keep;
    if (length <= 0 || size <= 0) return 0;
    path[size] = 0;
    char *kinds = strchr(text, ' ');
    if (!strstr(path, files) || !kinds || !strchr(kinds, what)) return 0;
    return atoi(text);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL(fd, what) do { int error = planned(fd, what); if (error) { errno = error; return -1; } } while (0)

ssize_t write(int fd, const void *bytes, size_t count) { FAIL(fd, 'w'); return NEXT(write)(fd, bytes, count); }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) { FAIL(fd, 'w'); return NEXT(pwrite)(fd, bytes, count, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) { FAIL(fd, 'w'); return NEXT(pwrite64)(fd, bytes, count, at); }
ssize_t writev(int fd, const struct iovec *parts, int count) { FAIL(fd, 'w'); return NEXT(writev)(fd, parts, count); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { FAIL(fd, 'w'); return NEXT(pwritev)(fd, parts, count, at); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) { FAIL(fd, 'w'); return NEXT(pwritev64)(fd, parts, count, at); }
int ftruncate(int fd, off_t length) { FAIL(fd, 'w'); return NEXT(ftruncate)(fd, length); }
int ftruncate64(int fd, off64_t length) { FAIL(fd, 'w'); return NEXT(ftruncate64)(fd, length); }
int posix_fallocate(int fd, off_t at, off_t length) { int error = planned(fd, 'w'); return error ? error : NEXT(posix_fallocate)(fd, at, length); }
int posix_fallocate64(int fd, off64_t at, off64_t length) { int error = planned(fd, 'w'); return error ? error : NEXT(posix_fallocate64)(fd, at, length); }
int fallocate(int fd, int mode, off_t at, off_t length) { FAIL(fd, 'w'); return NEXT(fallocate)(fd, mode, at, length); }
int fsync(int fd) { FAIL(fd, 's'); return NEXT(fsync)(fd); }
int fdatasync(int fd) { FAIL(fd, 's'); return NEXT(fdatasync)(fd); }
