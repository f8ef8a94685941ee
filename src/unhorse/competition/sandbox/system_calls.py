"""Which requests to the kernel foreign code may make: a list of what Python and torch need. Everything else does not exist, or is refused.

What is left out on purpose: other name spaces, mounting, other processes' memory, kernel keys, modules, tracing, io_uring, user fault
handlers, sockets of every kind (local ones hold memory that no process shows), and memfd, System V and POSIX shared memory and queues likewise.
"""

from __future__ import annotations

import errno
from typing import BinaryIO

CLONE_NAMESPACES = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000
"""CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET, from linux/sched.h."""
CONTROLS = (0x5401, 0x540F, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451, 0x5452)
"""The only `ioctl` requests: TCGETS, TIOCGPGRP, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX and FIOASYNC, from asm/ioctls.h."""
WORD = 0xFFFFFFFF

FILES = """read write open openat openat2 close close_range creat lseek pread64 pwrite64 readv writev preadv pwritev preadv2 pwritev2 access
faccessat faccessat2 stat fstat lstat newfstatat statx statfs fstatfs getdents getdents64 readlink readlinkat getcwd chdir fchdir mkdir mkdirat
rmdir unlink unlinkat rename renameat renameat2 link linkat symlink symlinkat mknod mknodat chmod fchmod fchmodat fchmodat2 chown fchown lchown
fchownat umask truncate ftruncate fallocate fsync fdatasync sync_file_range fadvise64 readahead utime utimes utimensat futimesat dup dup2 dup3
fcntl flock pipe pipe2 sendfile copy_file_range splice tee inotify_init inotify_init1 inotify_add_watch inotify_rm_watch getxattr lgetxattr
fgetxattr listxattr llistxattr flistxattr cachestat"""
MEMORY = """mmap munmap mprotect mremap madvise brk msync mincore mlock mlock2 munlock munlockall mlockall membarrier get_mempolicy
set_mempolicy mbind pkey_alloc pkey_free pkey_mprotect map_shadow_stack"""
PROCESSES = """fork vfork execve execveat exit exit_group wait4 waitid kill tkill tgkill getpid getppid gettid getpgid getpgrp setpgid getsid
setsid getuid geteuid getgid getegid getresuid getresgid getgroups setuid setgid setreuid setregid setresuid setresgid setgroups setfsuid
setfsgid capget capset prctl arch_prctl set_tid_address set_robust_list get_robust_list rseq futex futex_waitv futex_wait futex_wake
futex_requeue sched_yield sched_getaffinity sched_setaffinity sched_getparam sched_getscheduler sched_setscheduler sched_setparam
sched_get_priority_max sched_get_priority_min sched_rr_get_interval sched_getattr getcpu getpriority setpriority getrlimit setrlimit prlimit64
getrusage times sysinfo uname getrandom pidfd_open pidfd_send_signal restart_syscall"""
SIGNALS_AND_TIME = """rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait rt_sigqueueinfo rt_tgsigqueueinfo
sigaltstack pause alarm getitimer setitimer nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time timer_create timer_settime
timer_gettime timer_getoverrun timer_delete timerfd_create timerfd_settime timerfd_gettime signalfd signalfd4 poll ppoll select pselect6
epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 eventfd eventfd2"""
DANGEROUS = """socket socketpair unshare setns mount umount2 pivot_root chroot move_mount open_tree fsopen fsmount fsconfig fspick mount_setattr
ptrace process_vm_readv process_vm_writev process_madvise kcmp pidfd_getfd memfd_create memfd_secret shmget shmat shmctl msgget msgsnd msgrcv msgctl
semget semop semctl semtimedop mq_open mq_unlink bpf perf_event_open io_uring_setup io_uring_enter io_uring_register userfaultfd keyctl add_key
request_key init_module finit_module delete_module kexec_load reboot swapon swapoff personality syslog acct quotactl name_to_handle_at
open_by_handle_at fanotify_init setxattr lsetxattr fsetxattr io_setup io_submit vmsplice sethostname setdomainname iopl ioperm
clock_settime settimeofday adjtimex"""
"""These tell "not permitted", so that a program shows what it tried; calls in neither list do not exist for it."""
ALLOWED, REFUSED = f"{FILES} {MEMORY} {PROCESSES} {SIGNALS_AND_TIME}".split(), DANGEROUS.split()
PROBED: tuple[str, ...] = ("mount", "unshare", "setns", "ptrace", "process_vm_readv", "memfd_create", "shmget", "mq_open", "bpf", "perf_event_open")
PROBED += ("io_uring_setup", "userfaultfd", "keyctl", "add_key", "name_to_handle_at", "open_by_handle_at", "chroot", "pivot_root", "kcmp")


def write_filter(file: BinaryIO) -> None:
    """Writes the filter as the kernel and bubblewrap read it, for the processor of this machine.

    Raises:
        OSError: libseccomp is not installed.
    """
    import pyseccomp as seccomp

    table = seccomp.SyscallFilter(seccomp.ERRNO(errno.ENOSYS))
    refusal = seccomp.ERRNO(errno.EPERM)
    for name in ALLOWED:
        _add(table, seccomp.ALLOW, name)
    for name in REFUSED:
        _add(table, refusal, name)
    # clone3 hides its flags behind a pointer: it stays without a rule, does not exist, and the C library falls back to clone.
    no_namespace = seccomp.Arg(0, seccomp.MASKED_EQ, CLONE_NAMESPACES, 0)
    _add(table, seccomp.ALLOW, "clone", no_namespace)
    for request in CONTROLS:
        _add(table, seccomp.ALLOW, "ioctl", seccomp.Arg(1, seccomp.MASKED_EQ, WORD, request))
    table.export_bpf(file)


def number(name: str) -> int:
    """The number of a system call on this machine; negative where it has none."""
    import pyseccomp as seccomp

    return int(seccomp.resolve_syscall(seccomp.system_arch(), name))


def _add(table: object, action: int, name: str, *arguments: object) -> None:
    """One rule; a call that this machine's libseccomp does not know keeps the default, which is that it does not exist."""
    try:
        table.add_rule(action, name, *arguments)  # type: ignore[attr-defined]  # pyseccomp's classes are untyped
    except (ValueError, OSError):
        return
