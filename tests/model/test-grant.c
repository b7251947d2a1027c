/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/grant.h"

#include "model/person.h"
#include "model/relying-party.h"

static YqqCertificate *
make_certificate (const char *fingerprint,
                  YqqAlgorithm algorithm,
                  YqqIssuedState state,
                  gboolean this_device)
{
  g_autoptr (GBytes) der = g_bytes_new_static ("der", 3);
  return yqq_certificate_new (fingerprint, algorithm, der, NULL, 1, 2, state, this_device);
}

static YqqGrant *
make_grant (void)
{
  g_autoptr (YqqEnterprise) enterprise =
      yqq_enterprise_new ("e1", "演示企业", "914403001922038216", "张三", TRUE);
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  const YqqAlgorithm sm2 = YQQ_ALGORITHM_SM2_SM3;
  g_ptr_array_add (certificates, make_certificate ("a", sm2, YQQ_ISSUED_STATE_ACTIVE, TRUE));
  g_ptr_array_add (certificates, make_certificate ("b", sm2, YQQ_ISSUED_STATE_ACTIVE, TRUE));
  g_ptr_array_add (certificates, make_certificate ("c", sm2, YQQ_ISSUED_STATE_REVOKED, TRUE));
  g_ptr_array_add (certificates, make_certificate ("d", sm2, YQQ_ISSUED_STATE_ACTIVE, FALSE));
  return yqq_grant_new ("g1", "YQ44-1", enterprise, YQQ_CERTIFICATE_KIND_ENTERPRISE,
                        YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_EMPLOYEE, YQQ_GRANT_STATE_ACTIVE, 99,
                        certificates);
}

static void
the_newest_usable_certificate_of_this_device_is_found (void)
{
  g_autoptr (YqqGrant) grant = make_grant ();
  YqqCertificate *found = yqq_grant_find_certificate (grant, YQQ_ALGORITHM_SM2_SM3);
  g_assert_cmpstr (yqq_certificate_get_fingerprint (found), ==, "b");
  g_assert_null (yqq_grant_find_certificate (grant, YQQ_ALGORITHM_P256_SHA256));
}

static void
a_grant_without_certificates_has_an_empty_list (void)
{
  g_autoptr (YqqEnterprise) enterprise =
      yqq_enterprise_new ("e1", "演示企业", "914403001922038216", NULL, FALSE);
  g_autoptr (YqqGrant) grant = yqq_grant_new ("g1", "c", enterprise, YQQ_CERTIFICATE_KIND_EMPLOYEE,
                                              0, YQQ_GRANT_STATE_SUSPENDED, 0, NULL);
  g_assert_cmpuint (yqq_grant_get_certificates (grant)->len, ==, 0);
  g_assert_null (yqq_grant_find_certificate (grant, YQQ_ALGORITHM_SM2_SM3));
}

/* Every property says what its getter says; templates bind to them by name. */
static void
properties_say_what_getters_say (void)
{
  g_autoptr (YqqGrant) grant = make_grant ();
  g_autofree char *id = NULL, *code = NULL, *name = NULL, *credit_code = NULL,
                  *representative = NULL;
  g_autoptr (YqqEnterprise) enterprise = NULL;
  int kind, state;
  guint roles;
  gint64 not_after;
  gboolean demonstration;
  g_object_get (grant, "id", &id, "code", &code, "enterprise", &enterprise, "kind", &kind, "roles",
                &roles, "state", &state, "not-after-ms", &not_after, NULL);
  g_assert_cmpstr (id, ==, yqq_grant_get_id (grant));
  g_assert_cmpstr (code, ==, "YQ44-1");
  g_assert_true (enterprise == yqq_grant_get_enterprise (grant));
  g_assert_cmpint (kind, ==, YQQ_CERTIFICATE_KIND_ENTERPRISE);
  g_assert_cmpuint (roles, ==, yqq_grant_get_roles (grant));
  g_assert_cmpint (state, ==, YQQ_GRANT_STATE_ACTIVE);
  g_assert_cmpint (not_after, ==, 99);
  g_object_get (enterprise, "name", &name, "credit-code", &credit_code, "legal-representative",
                &representative, "demonstration", &demonstration, NULL);
  g_assert_cmpstr (name, ==, "演示企业");
  g_assert_cmpstr (credit_code, ==, "914403001922038216");
  g_assert_cmpstr (representative, ==, "张三");
  g_assert_true (demonstration);
}

static void
a_person_and_a_relying_party_keep_what_they_were_given (void)
{
  static const char *const domains[] = {"sign.example.cn", NULL};
  g_autoptr (YqqPerson) person =
      yqq_person_new ("p", "李四", YQQ_ID_TYPE_PASSPORT, "E1*****78", NULL);
  g_autoptr (YqqRelyingParty) party = yqq_relying_party_new ("r", "某系统", domains, TRUE);
  g_autofree char *masked = NULL, *phone = NULL;
  g_auto (GStrv) held = NULL;
  gboolean first_use;
  int type;
  g_object_get (person, "id-number-masked", &masked, "phone-masked", &phone, "id-type", &type,
                NULL);
  g_assert_cmpstr (masked, ==, "E1*****78");
  g_assert_null (phone);
  g_assert_cmpint (type, ==, YQQ_ID_TYPE_PASSPORT);
  g_object_get (party, "domains", &held, "first-use", &first_use, NULL);
  g_assert_cmpstrv (held, domains);
  g_assert_true (held != (GStrv)yqq_relying_party_get_domains (party));
  g_assert_true (first_use);
}

static void
roles_are_one_bit_each (void)
{
  static const char *const nicks[] = {"administrator", "legal-representative", "employee",
                                      "reviewer"};
  for (guint i = 0; i < YQQ_ROLE_COUNT; i++) {
    YqqRole role;
    g_assert_true (yqq_role_from_nick (nicks[i], &role));
    g_assert_cmpint (role, ==, 1 << i);
    g_assert_cmpstr (yqq_role_to_nick (role), ==, nicks[i]);
  }
  g_assert_null (yqq_role_to_nick (YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_EMPLOYEE));
  g_assert_null (yqq_role_to_nick (0));
}

#define ADD(test) g_test_add_func ("/model/grant/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (the_newest_usable_certificate_of_this_device_is_found);
  ADD (a_grant_without_certificates_has_an_empty_list);
  ADD (properties_say_what_getters_say);
  ADD (a_person_and_a_relying_party_keep_what_they_were_given);
  ADD (roles_are_one_bit_each);
  return g_test_run ();
}
