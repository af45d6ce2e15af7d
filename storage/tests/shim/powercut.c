/* What a disk keeps when the power fails.
 *
 * Preloaded into a process, it follows writes to files below $POWERCUT_ROOT and copies to $POWERCUT_SHADOW only
 * what was synced: the byte ranges of a file at fsync/fdatasync, the entries of a folder at its fsync. Killing the
 * process is then a power cut, and the shadow is what the disk holds.
 *
 * $POWERCUT_FAIL_AT=k makes the k-th write, sync, truncation, rename or creation below the root fail with
 * $POWERCUT_ERRNO; the path that failed is noted in $POWERCUT_SHADOW/failed.
 *
 * Shadow: f/<inode>-<birth> holds a file's synced bytes, d/<inode>-<birth> a folder's synced entries, one
 * "<id> <f|d> <name>" a line.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *root, *shadow;
static long fail_at, fail_errno, operations;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

struct range { off_t from, to; struct range *next; };
struct dirty { char id[64]; int truncated; off_t length; struct range *ranges; struct dirty *next; };
static struct dirty *dirty_files;

static void setup(void) {
    root = getenv("POWERCUT_ROOT");
    shadow = getenv("POWERCUT_SHADOW");
    fail_at = getenv("POWERCUT_FAIL_AT") ? atol(getenv("POWERCUT_FAIL_AT")) : 0;
    fail_errno = getenv("POWERCUT_ERRNO") ? atol(getenv("POWERCUT_ERRNO")) : EIO;
}

static int below_root(const char *path) {
    size_t length = root ? strlen(root) : 0;
    return length && strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == 0);
}

/* The path of an open file if it lies below the root. */
static int followed(int fd, char *path) {
    char link[64];
    pthread_once(&once, setup);
    if (!root) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return below_root(path);
}

static int identify(int fd, const char *path, char *id, mode_t *mode) {
    struct statx s;
    int done = path ? statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS | STATX_BTIME, &s)
                    : statx(fd, "", AT_EMPTY_PATH, STATX_BASIC_STATS | STATX_BTIME, &s);
    if (done) return -1;
    snprintf(id, 64, "%llu-%lld.%09u", (unsigned long long)s.stx_ino, (long long)s.stx_btime.tv_sec,
             s.stx_btime.tv_nsec);
    if (mode) *mode = s.stx_mode;
    return 0;
}

/* Whether this operation is the one that fails. Call with the lock held. */
static int fails(const char *path) {
    if (!fail_at || ++operations != fail_at) return 0;
    char name[PATH_MAX];
    snprintf(name, sizeof name, "%s/failed", shadow);
    int fd = syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (fd >= 0) {
        syscall(SYS_write, fd, path, strlen(path));
        syscall(SYS_close, fd);
    }
    errno = (int)fail_errno;
    return 1;
}

static struct dirty *entry(int fd) {
    char id[64];
    if (identify(fd, NULL, id, NULL)) return NULL;
    for (struct dirty *d = dirty_files; d; d = d->next)
        if (!strcmp(d->id, id)) return d;
    struct dirty *d = calloc(1, sizeof *d);
    strcpy(d->id, id);
    d->next = dirty_files;
    return dirty_files = d;
}

static void note(int fd, off_t from, ssize_t length) {
    struct dirty *d = length > 0 ? entry(fd) : NULL;
    if (!d) return;
    if (d->ranges && d->ranges->to == from) {
        d->ranges->to += length;
        return;
    }
    struct range *r = malloc(sizeof *r);
    *r = (struct range){from, from + length, d->ranges};
    d->ranges = r;
}

static int shadow_file(const char *kind, const char *id, const char *suffix, int flags) {
    char name[PATH_MAX];
    snprintf(name, sizeof name, "%s/%s/%s%s", shadow, kind, id, suffix);
    return syscall(SYS_openat, AT_FDCWD, name, flags | O_CREAT, 0644);
}

/* Brings the synced bytes of a file up to date. */
static void keep_file(int fd, const char *path) {
    struct dirty *d = entry(fd);
    if (!d) return;
    int out = shadow_file("f", d->id, "", O_WRONLY);
    int in = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY, 0);
    static char buffer[1 << 20];
    while (d->ranges) {
        struct range *r = d->ranges;
        for (off_t at = r->from; at < r->to;) {
            size_t want = (size_t)(r->to - at) < sizeof buffer ? (size_t)(r->to - at) : sizeof buffer;
            ssize_t got = syscall(SYS_pread64, in, buffer, want, at);
            if (got <= 0) break;
            syscall(SYS_pwrite64, out, buffer, got, at);
            at += got;
        }
        d->ranges = r->next;
        free(r);
    }
    struct stat s;
    if (!fstat(fd, &s)) syscall(SYS_ftruncate, out, s.st_size);
    syscall(SYS_close, in);
    syscall(SYS_close, out);
}

/* Brings the synced entries of a folder up to date, at once. */
static void keep_dir(const char *path, const char *id) {
    int fd = shadow_file("d", id, ".new", O_WRONLY | O_TRUNC);
    DIR *dir = opendir(path);
    struct dirent *e;
    while (dir && (e = readdir(dir))) {
        char child[PATH_MAX + 256], child_id[64], line[PATH_MAX];
        mode_t mode;
        if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
        snprintf(child, sizeof child, "%s/%s", path, e->d_name);
        if (identify(-1, child, child_id, &mode)) continue;
        int length = snprintf(line, sizeof line, "%s %c %s\n", child_id, S_ISDIR(mode) ? 'd' : 'f', e->d_name);
        syscall(SYS_write, fd, line, length);
    }
    if (dir) closedir(dir);
    syscall(SYS_close, fd);
    char from[PATH_MAX], to[PATH_MAX];
    snprintf(from, sizeof from, "%s/d/%s.new", shadow, id);
    snprintf(to, sizeof to, "%s/d/%s", shadow, id);
    syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
    REAL(pwrite64);
    char path[PATH_MAX];
    if (!followed(fd, path)) return real(fd, bytes, length, at);
    pthread_mutex_lock(&lock);
    ssize_t done = fails(path) ? -1 : real(fd, bytes, length, at);
    int kept = errno;
    note(fd, at, done);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return pwrite64(fd, bytes, length, at); }

static off_t position(int fd) {
    struct stat s;
    if (fcntl(fd, F_GETFL) & O_APPEND) return fstat(fd, &s) ? 0 : s.st_size;
    return lseek(fd, 0, SEEK_CUR);
}

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(write);
    char path[PATH_MAX];
    if (!followed(fd, path)) return real(fd, bytes, length);
    pthread_mutex_lock(&lock);
    off_t at = position(fd);
    ssize_t done = fails(path) ? -1 : real(fd, bytes, length);
    int kept = errno;
    note(fd, at, done);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(writev);
    char path[PATH_MAX];
    if (!followed(fd, path)) return real(fd, parts, count);
    pthread_mutex_lock(&lock);
    off_t at = position(fd);
    ssize_t done = fails(path) ? -1 : real(fd, parts, count);
    int kept = errno;
    note(fd, at, done);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

int ftruncate64(int fd, off64_t length) {
    REAL(ftruncate64);
    char path[PATH_MAX];
    if (!followed(fd, path)) return real(fd, length);
    pthread_mutex_lock(&lock);
    int done = fails(path) ? -1 : real(fd, length);
    int kept = errno;
    entry(fd);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int sync_with(int fd, int (*real)(int)) {
    char path[PATH_MAX], id[64];
    mode_t mode;
    if (!followed(fd, path)) return real(fd);
    pthread_mutex_lock(&lock);
    int done = fails(path) ? -1 : 0;
    int kept = errno;
    if (!done && !identify(fd, NULL, id, &mode)) {
        if (S_ISDIR(mode)) keep_dir(path, id);
        else keep_file(fd, path);
    }
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

/* The real sync is left out: the shadow is the disk, and the test is faster. */
int fsync(int fd) {
    REAL(fsync);
    return sync_with(fd, real);
}

int fdatasync(int fd) {
    REAL(fdatasync);
    return sync_with(fd, real);
}

int rename(const char *from, const char *to) {
    REAL(rename);
    pthread_once(&once, setup);
    if (!below_root(from)) return real(from, to);
    pthread_mutex_lock(&lock);
    int done = fails(from) ? -1 : real(from, to);
    int kept = errno;
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

int open64(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = va_arg(arguments, mode_t);
    va_end(arguments);
    REAL(open64);
    pthread_once(&once, setup);
    if (!(flags & O_CREAT) || !below_root(path)) return real(path, flags, mode);
    pthread_mutex_lock(&lock);
    int done = fails(path) ? -1 : real(path, flags, mode);
    int kept = errno;
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}
