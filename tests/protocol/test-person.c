/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/authority-info.h"
#include "protocol/certificates.h"
#include "protocol/enrolment.h"
#include "protocol/me.h"
#include "protocol/relying-party-registration.h"

#include "message.h"
#include "samples.h"

#define CERTIFICATE                                                                                \
  "{\"fingerprint\":\"" FINGERPRINT "\",\"algorithm\":\"sm2-sm3\",\"certificate\":\"MAA=\","       \
  "\"chain\":[\"MAE=\",\"MAI=\"],\"not_before\":\"" TIME "\",\"not_after\":\"" LATER               \
  "\",\"state\":\"superseded\",\"this_device\":false}"
#define REGISTRATION(number)                                                                       \
  "{\"challenge_id\":\"c1\",\"name\":\"张三\",\"id_type\":\"resident-id\",\"id_number\":\"" number \
  "\",\"method\":\"staff-code\",\"evidence\":{\"code\":\"12345678\"},\"public_key\":\"MAA=\","     \
  "\"label\":\"office PC\"}"

static const MessageKind challenge_request =
    MESSAGE ("{\"purpose\":\"transfer\",\"subject\":\"g1\"}",
             yqq_identity_challenge_request,
             "subject");
static const MessageKind challenge =
    MESSAGE ("{\"challenge_id\":\"c1\",\"nonce\":\"" BYTES_32
             "\",\"methods\":[\"staff-code\",\"oidc\"],\"ways\":[[\"staff-code\"],[\"staff-code\","
             "\"oidc\"]],\"satisfied\":false,\"offers\":{\"oidc\":{\"name\":\"n\"}},"
             "\"unavailable\":{\"face\":\"expired\"},\"expires_at\":\"" LATER "\"}",
             yqq_identity_challenge,
             NULL);
static const MessageKind evidence =
    MESSAGE ("{\"challenge_id\":\"c1\",\"method\":\"staff-code\",\"evidence\":{\"code\":\"1\"}}",
             yqq_identity_evidence,
             NULL);
static const MessageKind answer =
    MESSAGE ("{\"satisfied\":false,\"proven\":[\"device\"],\"missing\":[[\"face\"]]}",
             yqq_identity_answer,
             NULL);
static const MessageKind registration =
    MESSAGE (REGISTRATION ("11010519491231002X"), yqq_device_registration, NULL);
static const MessageKind registered =
    MESSAGE ("{\"device_id\":\"v1\",\"person\":" PERSON "}", yqq_device_registered, NULL);
static const MessageKind me =
    MESSAGE ("{\"device_id\":\"v1\",\"person\":" PERSON
             ",\"pin\":{\"set\":true,\"tries_left\":4,\"locked\":false},\"memberships\":["
             "{\"enterprise\":" ENTERPRISE ",\"roles\":[\"administrator\",\"employee\"]}],"
             "\"demonstration\":true}",
             yqq_me,
             NULL);
static const MessageKind install_request =
    MESSAGE ("{\"request\":\"MAA=\",\"algorithm\":\"p256-sha256\"}", yqq_install_request, NULL);
static const MessageKind certificate = {
    .text = CERTIFICATE,
    .read = (MessageReader)yqq_certificate_from_json,
    .write = (MessageWriter)yqq_certificate_to_json,
    .free = g_object_unref,
    .optional = "state this_device",
};
static const MessageKind grants = {
    .text = "{\"grants\":[{\"id\":\"g1\",\"code\":\"YQ44-1\",\"enterprise\":" ENTERPRISE
            ",\"kind\":\"enterprise\",\"roles\":[\"legal-representative\"],\"state\":"
            "\"suspended\",\"permissions\":[\"seal:s1\"],\"not_after\":\"" LATER
            "\",\"certificates\":[" CERTIFICATE "]}]}",
    .read = (MessageReader)yqq_grants_from_json,
    .write = (MessageWriter)yqq_grants_to_json,
    .free = (GDestroyNotify)g_ptr_array_unref,
};
static const MessageKind party_registration =
    MESSAGE ("{\"name\":\"电子招投标\",\"domains\":[\"sign.example.cn\"],\"public_key\":\"MAA=\"}",
             yqq_relying_party_registration,
             NULL);
static const MessageKind party_registered = {
    .text = "{\"relying_party_id\":\"rp1\",\"name\":\"电子招投标\",\"domains\":[\"::1\"]}",
    .read = (MessageReader)yqq_relying_party_registered_from_json,
    .write = (MessageWriter)yqq_relying_party_registered_to_json,
    .free = g_object_unref,
};
static const MessageKind people = {
    .text = "{\"people\":[{\"name\":\"演示张三\",\"id_type\":\"resident-id\",\"id_number\":"
            "\"11010519491231002X\",\"role\":\"administrator\",\"enterprise\":\"演示企业\","
            "\"staff_code\":\"12345678\"}]}",
    .read = (MessageReader)yqq_demonstration_people_from_json,
    .write = (MessageWriter)yqq_demonstration_people_to_json,
    .free = (GDestroyNotify)g_ptr_array_unref,
};
static const MessageKind info =
    MESSAGE ("{\"name\":\"演示\",\"demonstration\":true,\"origin\":\"http://127.0.0.1:1\","
             "\"home_province\":\"44\",\"time\":\"" TIME
             "\",\"roots\":[\"-----BEGIN CERTIFICATE-----\\nMAA=\\n\"],\"version\":\"0.1.0\"}",
             yqq_authority_info,
             NULL);

static void
enrolment_comes_back (void)
{
  message_check (&challenge_request);
  message_check (&challenge);
  message_check (&evidence);
  message_check (&answer);
  message_check (&registration);
  message_check (&registered);
}

static void
the_person_comes_back (void)
{
  message_check (&me);
  message_check (&grants);
  message_check (&install_request);
  message_check (&certificate);
}

/* Authorities before permissions gave nothing else. */
static void
a_grant_without_permissions_is_of_the_certificate (void)
{
  static const char *const usual[] = {YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, NULL};
  static const char *const chosen[] = {"seal:s1", NULL};
  g_autoptr (JsonObject) object = message_parse (grants.text);
  g_autoptr (GPtrArray) with = yqq_grants_from_json (object, NULL);
  json_object_remove_member (
      json_array_get_object_element (json_object_get_array_member (object, "grants"), 0),
      "permissions");
  g_autoptr (GPtrArray) without = yqq_grants_from_json (object, NULL);
  g_assert_cmpstrv (yqq_grant_get_permissions (g_ptr_array_index (with, 0)), chosen);
  g_assert_cmpstrv (yqq_grant_get_permissions (g_ptr_array_index (without, 0)), usual);
}

static void
relying_parties_and_the_authority_come_back (void)
{
  message_check (&party_registration);
  message_check (&party_registered);
  message_check (&info);
  message_check (&people);
}

static void
a_number_that_cannot_be_is_refused_before_anybody_looks (void)
{
  message_check_refused (&registration, REGISTRATION ("110105194912310021"), "id_number");
  message_check_refused (&registration, REGISTRATION ("H12345678"), "id_number");
}

static void
an_answer_to_an_installation_is_an_active_certificate_of_this_device (void)
{
  g_autoptr (JsonObject) object = message_parse (CERTIFICATE);
  json_object_remove_member (object, "state");
  json_object_remove_member (object, "this_device");
  g_autoptr (YqqCertificate) read = yqq_certificate_from_json (object, NULL);
  g_assert_cmpint (yqq_certificate_get_state (read), ==, YQQ_ISSUED_STATE_ACTIVE);
  g_assert_true (yqq_certificate_get_this_device (read));
  g_assert_cmpuint (yqq_certificate_get_chain (read)->len, ==, 2);
}

static void
unknown_words_are_refused (void)
{
  message_check_refused (&me,
                         "{\"device_id\":\"v1\",\"person\":" PERSON
                         ",\"pin\":{\"set\":true,\"tries_left\":4,\"locked\":false},"
                         "\"memberships\":[{\"enterprise\":" ENTERPRISE
                         ",\"roles\":[\"owner\"]}],\"demonstration\":true}",
                         "roles");
  message_check_refused (&me,
                         "{\"device_id\":\"v1\",\"person\":" PERSON
                         ",\"pin\":{\"set\":true,\"tries_left\":6,\"locked\":false},"
                         "\"memberships\":[],\"demonstration\":true}",
                         "tries_left");
}

static void
domains_are_host_names (void)
{
  static const char *const good[] = {"sign.example.cn", "localhost", "127.0.0.1", "::1", "xn--fiq"};
  static const char *const bad[] = {"",      "Sign.example.cn", "例子.cn", "a b", "a/b",   "a:80",
                                    ".a.cn", "a..cn",           "a.cn.",   "-a",  "*.a.cn"};
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (yqq_domain_is_valid (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (yqq_domain_is_valid (bad[i]));
  message_check_refused (&party_registration,
                         "{\"name\":\"x\",\"domains\":[],\"public_key\":\"MAA=\"}", "domains");
  message_check_refused (&party_registration,
                         "{\"name\":\"x\",\"domains\":[\"a b\"],\"public_key\":\"MAA=\"}",
                         "domains");
}

#define ADD(test) g_test_add_func ("/protocol/person/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (enrolment_comes_back);
  ADD (the_person_comes_back);
  ADD (a_grant_without_permissions_is_of_the_certificate);
  ADD (relying_parties_and_the_authority_come_back);
  ADD (a_number_that_cannot_be_is_refused_before_anybody_looks);
  ADD (an_answer_to_an_installation_is_an_active_certificate_of_this_device);
  ADD (unknown_words_are_refused);
  ADD (domains_are_host_names);
  return g_test_run ();
}
