/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "face/face-sandbox.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "face/face-error.h"

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#elif defined(__loongarch64)
#define ARCHITECTURE AUDIT_ARCH_LOONGARCH64
#else
#error "Say here which AUDIT_ARCH this processor is: the face engine does not run without a filter."
#endif

/* PROT_EXEC of mmap and mprotect: their third argument on every architecture above. */
#define PROTECTION_ARGUMENT 2
#define PROTECTION_EXECUTE 0x4

/* Nothing here opens, finds, starts or reaches anything. mlock is for secret bytes. */
static const long allowed[] = {
    __NR_read,
    __NR_write,
    __NR_readv,
    __NR_writev,
    __NR_close,
    __NR_ppoll,
    __NR_futex,
    __NR_munmap,
    __NR_mremap,
    __NR_madvise,
    __NR_brk,
    __NR_mlock,
    __NR_munlock,
    __NR_clock_gettime,
    __NR_clock_nanosleep,
    __NR_gettimeofday,
    __NR_sched_yield,
    __NR_getpid,
    __NR_gettid,
    __NR_tgkill,
    __NR_rt_sigreturn,
    __NR_rt_sigprocmask,
    __NR_rt_sigaction,
    __NR_sigaltstack,
    __NR_restart_syscall,
    __NR_getrandom,
    __NR_exit,
    __NR_exit_group,
#ifdef __NR_poll
    __NR_poll,
#endif
};

void
yqq_face_sandbox_prepare (void)
{
  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
  if (unshare (CLONE_NEWUSER | CLONE_NEWNET) != 0)
    g_debug ("no network namespace of its own: %s", g_strerror (errno));
}

static void
set_limit (int resource, rlim_t value)
{
  struct rlimit limit = {value, value};
  setrlimit (resource, &limit);
}

static void
set_limits (void)
{
  /* The address sanitizer reserves terabytes, and the tests run under it. */
#if !defined(__SANITIZE_ADDRESS__)
  set_limit (RLIMIT_AS, YQQ_FACE_SANDBOX_MAX_MEMORY);
#endif
  set_limit (RLIMIT_CORE, 0);
  set_limit (RLIMIT_FSIZE, 0);
  set_limit (RLIMIT_NPROC, 0);
}

#define LOAD(offset) BPF_STMT (BPF_LD | BPF_W | BPF_ABS, (guint32)(offset))
#define IF_EQUAL(value, yes, no) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, (guint32)(value), yes, no)
#define ANSWER(what) BPF_STMT (BPF_RET | BPF_K, (guint32)(what))

/* The lower half of an argument. */
#define ARGUMENT(n)                                                                                \
  (offsetof (struct seccomp_data, args) + (n)*8 + (G_BYTE_ORDER == G_BIG_ENDIAN ? 4 : 0))

static void
add (GArray *program, struct sock_filter instruction)
{
  g_array_append_val (program, instruction);
}

/* number is allowed unless it asks for memory that could be executed. */
static void
add_memory_call (GArray *program, long number)
{
  add (program, (struct sock_filter)LOAD (offsetof (struct seccomp_data, nr)));
  add (program, (struct sock_filter)IF_EQUAL (number, 0, 4));
  add (program, (struct sock_filter)LOAD (ARGUMENT (PROTECTION_ARGUMENT)));
  add (program,
       (struct sock_filter)BPF_JUMP (BPF_JMP | BPF_JSET | BPF_K, PROTECTION_EXECUTE, 0, 1));
  add (program, (struct sock_filter)ANSWER (SECCOMP_RET_ERRNO | EPERM));
  add (program, (struct sock_filter)ANSWER (SECCOMP_RET_ALLOW));
}

static GArray *
write_program (void)
{
  GArray *program = g_array_new (FALSE, FALSE, sizeof (struct sock_filter));
  add (program, (struct sock_filter)LOAD (offsetof (struct seccomp_data, arch)));
  add (program, (struct sock_filter)IF_EQUAL (ARCHITECTURE, 1, 0));
  add (program, (struct sock_filter)ANSWER (SECCOMP_RET_KILL_PROCESS));
  add_memory_call (program, __NR_mmap);
  add_memory_call (program, __NR_mprotect);
  add (program, (struct sock_filter)LOAD (offsetof (struct seccomp_data, nr)));
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++) {
    add (program, (struct sock_filter)IF_EQUAL (allowed[i], 0, 1));
    add (program, (struct sock_filter)ANSWER (SECCOMP_RET_ALLOW));
  }
  add (program, (struct sock_filter)ANSWER (SECCOMP_RET_ERRNO | EPERM));
  return program;
}

gboolean
yqq_face_sandbox_enter (GError **error)
{
  set_limits ();
  g_autoptr (GArray) instructions = write_program ();
  struct sock_fprog program = {(unsigned short)instructions->len,
                               (struct sock_filter *)(gpointer)instructions->data};
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
      syscall (__NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0)
    return TRUE;
  g_set_error (error, YQQ_FACE_ERROR, YQQ_FACE_ERROR_FAILED, "the kernel filters no calls: %s",
               g_strerror (errno));
  return FALSE;
}
