/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kill -9 at random points under load: what was acknowledged is there, and no PIN try was free. */
#include <string.h>

#include "support.h"

#define ROUNDS 50
#define CLIENTS 4
#define LONGEST_MS 250

typedef struct {
  TestDevice *device;
  gboolean pin_set; /* acknowledged */
  gint tries_left;  /* the last acknowledged */
} Known;

static TestAuthority *authority;
static GMutex mutex;
static GPtrArray *known; /* Known */

static void
known_free (gpointer pointer)
{
  Known *one = pointer;
  test_device_free (one->device);
  g_free (one);
}

/* Logs in, sets a PIN, types it wrong, again and again until the authority dies. */
static gpointer
write_until_death (gpointer data)
{
  for (;;) {
    TestDevice *device = test_log_in (authority, 0);
    if (device == NULL)
      return NULL;
    Known *one = g_new0 (Known, 1);
    one->device = device;
    one->tries_left = 5;
    g_mutex_lock (&mutex);
    g_ptr_array_add (known, one);
    g_mutex_unlock (&mutex);
    one->pin_set = test_set_pin (device, authority);
    if (!one->pin_set)
      return NULL;
    g_autoptr (TestAnswer) wrong = test_open_gate (device, authority, "check", "x", FALSE);
    if (wrong->json == NULL)
      return NULL;
    one->tries_left = (gint)test_answer_get_int (wrong, "tries_left");
  }
}

static void
check_known (Known *one)
{
  g_autoptr (TestAnswer) me = test_device_request (one->device, authority, "GET", "/v1/me", NULL);
  g_assert_cmpuint (me->status, ==, 200);
  JsonObject *pin = json_object_get_object_member (me->json, "pin");
  if (one->pin_set)
    g_assert_true (json_object_get_boolean_member (pin, "set"));
  g_assert_cmpint (json_object_get_int_member (pin, "tries_left"), <=, one->tries_left);
}

static void
run_and_kill (GRand *dice)
{
  GThread *clients[CLIENTS];
  for (guint i = 0; i < CLIENTS; i++)
    clients[i] = g_thread_new ("client", write_until_death, NULL);
  g_usleep ((gulong)g_rand_int_range (dice, 1, LONGEST_MS) * 1000);
  test_authority_kill (authority);
  for (guint i = 0; i < CLIENTS; i++)
    g_thread_join (clients[i]);
  test_authority_start (authority);
}

static void
nothing_acknowledged_is_lost_in_fifty_deaths (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (g_test_rand_int ());
  guint total = 0;
  authority = test_authority_new (NULL);
  for (guint round = 0; round < ROUNDS; round++) {
    known = g_ptr_array_new_with_free_func (known_free);
    run_and_kill (dice);
    for (guint i = 0; i < known->len; i++)
      check_known (g_ptr_array_index (known, i));
    total += known->len;
    g_ptr_array_unref (known);
  }
  g_test_message ("%u acknowledged devices in %u deaths", total, ROUNDS);
  g_assert_cmpuint (total, >, ROUNDS);
  test_authority_free (authority);
}

typedef struct {
  TestDevice *device;
  gint answered; /* wrong tries that were answered as such */
} Guessing;

static gpointer
guess_until_death (gpointer data)
{
  Guessing *guessing = data;
  for (;;) {
    g_autoptr (TestAnswer) answer =
        test_open_gate (guessing->device, authority, "check", "x", FALSE);
    if (answer->json == NULL)
      return NULL;
    const char *type = test_answer_get_text (answer, "type");
    if (g_str_has_suffix (type, "pin-wrong"))
      g_atomic_int_inc (&guessing->answered);
    else if (g_str_has_suffix (type, "pin-locked"))
      return NULL;
  }
}

/* Guesses at several places at once, with deaths in the middle, until the gate is locked. */
static void
guess_until_locked (GRand *dice)
{
  Guessing guessing = {.device = test_log_in (authority, 0)};
  g_assert_true (test_set_pin (guessing.device, authority));
  for (guint deaths = 0;; deaths++) {
    GThread *clients[CLIENTS];
    for (guint i = 0; i < CLIENTS; i++)
      clients[i] = g_thread_new ("guess", guess_until_death, &guessing);
    /* Longer from death to death: on a slow machine a guess needs more than the first of them. */
    g_usleep ((gulong)g_rand_int_range (dice, 0, 12000 + 3000 * (gint)deaths));
    test_authority_kill (authority);
    for (guint i = 0; i < CLIENTS; i++)
      g_thread_join (clients[i]);
    test_authority_start (authority);
    g_autoptr (TestAnswer) me =
        test_device_request (guessing.device, authority, "GET", "/v1/me", NULL);
    gint64 left =
        json_object_get_int_member (json_object_get_object_member (me->json, "pin"), "tries_left");
    /* Every guess that was looked at had been counted before. */
    g_assert_cmpint (guessing.answered + left, <=, 5);
    if (left == 0)
      break;
    g_assert_cmpuint (deaths, <, 100);
  }
  g_assert_cmpint (guessing.answered, <=, 4);
  g_autoptr (TestAnswer) right = test_open_gate (guessing.device, authority, "check", "x", TRUE);
  test_assert_problem (right, "pin-locked");
  test_device_free (guessing.device);
}

static void
no_wrong_pin_is_free_by_killing_the_authority (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (g_test_rand_int ());
  authority = test_authority_new (NULL);
  for (guint i = 0; i < 10; i++)
    guess_until_locked (dice);
  test_authority_free (authority);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authority/kill/nothing_acknowledged_is_lost_in_fifty_deaths",
                   nothing_acknowledged_is_lost_in_fifty_deaths);
  g_test_add_func ("/authority/kill/no_wrong_pin_is_free_by_killing_the_authority",
                   no_wrong_pin_is_free_by_killing_the_authority);
  return g_test_run ();
}
