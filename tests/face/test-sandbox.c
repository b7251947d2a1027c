/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is no longer possible in the child: each is tried in a process of its own. */
#include "face/face-sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORKED = 40, WAS_REFUSED, HAD_NO_SANDBOX };

/* Goes into the sandbox and tries what returns a negative number where it is refused. */
static int
try_inside (long (*what) (void))
{
  pid_t child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0) {
    yqq_face_sandbox_prepare ();
    if (!yqq_face_sandbox_enter (NULL))
      _exit (HAD_NO_SANDBOX);
    errno = 0;
    _exit (what () >= 0 ? WORKED : errno == EPERM ? WAS_REFUSED : HAD_NO_SANDBOX);
  }
  int status;
  while (waitpid (child, &status, 0) < 0)
    g_assert_cmpint (errno, ==, EINTR);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static long
make_socket (void)
{
  return socket (AF_INET, SOCK_STREAM, 0);
}

static long
make_local_socket (void)
{
  return socket (AF_UNIX, SOCK_STREAM, 0);
}

static long
open_file (void)
{
  return open ("/dev/null", O_RDONLY);
}

static long
make_file (void)
{
  return open ("made-in-the-sandbox", O_CREAT | O_WRONLY, 0600);
}

static long
run_program (void)
{
  char *arguments[] = {(char *)"/bin/true", NULL};
  return execve (arguments[0], arguments, environ);
}

static long
make_process (void)
{
  return syscall (__NR_clone, SIGCHLD, 0, 0, 0, 0);
}

static long
look_into_parent (void)
{
  char byte;
  struct {
    void *base;
    size_t size;
  } here = {&byte, 1}, there = {&byte, 1};
  return syscall (__NR_process_vm_readv, getppid (), &here, 1, &there, 1, 0);
}

static long
make_memory_to_execute (void)
{
  return mmap (NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
               0) == MAP_FAILED
             ? -1
             : 0;
}

static long
end_another_process (void)
{
  return kill (getppid (), 0);
}

static long
allocate (void)
{
  volatile char *memory = malloc (1 << 20);
  if (memory == NULL)
    return -1;
  memory[4096] = 1;
  return memory[4096];
}

static long
write_something (void)
{
  return write (STDERR_FILENO, "", 0);
}

static void
nothing_of_the_world_can_be_reached (void)
{
  static const struct {
    const char *name;
    long (*what) (void);
  } forbidden[] = {
      {"socket", make_socket},       {"local socket", make_local_socket},
      {"open", open_file},           {"create", make_file},
      {"execve", run_program},       {"fork", make_process},
      {"ptrace", look_into_parent},  {"executable memory", make_memory_to_execute},
      {"kill", end_another_process},
  };
  for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++) {
    int result = try_inside (forbidden[i].what);
    if (result != WAS_REFUSED)
      g_error ("%s: %d", forbidden[i].name, result);
  }
}

static void
computing_reading_and_writing_go_on (void)
{
  g_assert_cmpint (try_inside (allocate), ==, WORKED);
  g_assert_cmpint (try_inside (write_something), ==, WORKED);
}

/* --- threads ---------------------------------------------------------------------------------- */

static int go[2];
static int answers[2];

/* Runs before the sandbox is there, and tries once it is. */
static void *
try_later (void *data)
{
  char byte = 0;
  if (write (answers[1], &byte, 1) != 1 || read (go[0], &byte, 1) != 1)
    return NULL;
  byte = open ("/dev/null", O_RDONLY) >= 0 ? WORKED : errno == EPERM ? WAS_REFUSED : 0;
  return write (answers[1], &byte, 1) == 1 ? data : NULL;
}

static long
ask_other_thread (void)
{
  char byte = 0;
  if (write (go[1], &byte, 1) != 1 || read (answers[0], &byte, 1) != 1)
    return 0;
  errno = EPERM;
  return byte == WAS_REFUSED ? -1 : 0;
}

static void
threads_from_before_are_inside_as_well (void)
{
  g_assert_cmpint (pipe (go), ==, 0);
  g_assert_cmpint (pipe (answers), ==, 0);
  pid_t child = fork ();
  if (child == 0) {
    pthread_t thread;
    int nothing = 0;
    if (pthread_create (&thread, NULL, try_later, &nothing) != 0 ||
        read (answers[0], &nothing, 1) != 1 || !yqq_face_sandbox_enter (NULL))
      _exit (HAD_NO_SANDBOX);
    _exit (ask_other_thread () < 0 ? WAS_REFUSED : WORKED);
  }
  int status;
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (WEXITSTATUS (status), ==, WAS_REFUSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/face/sandbox/" #name, name)
  ADD (nothing_of_the_world_can_be_reached);
  ADD (computing_reading_and_writing_go_on);
  ADD (threads_from_before_are_inside_as_well);
  return g_test_run ();
}
