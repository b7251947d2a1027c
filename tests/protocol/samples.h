/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values that many messages share. */
#pragma once

#define FINGERPRINT "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define BYTES_8 "AAECAwQFBgc="
#define BYTES_16 "AAECAwQFBgcICQoLDA0ODw=="
#define BYTES_32 "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
#define BYTES_64                                                                                   \
  "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8AAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHw=="
#define TIME "2026-11-22T08:00:00.000Z"
#define LATER "2026-11-22T08:02:00.500Z"

#define PERSON                                                                                     \
  "{\"id\":\"p1\",\"name\":\"张三\",\"id_type\":\"resident-id\","                                \
  "\"id_number_masked\":\"4401**********1234\",\"phone_masked\":\"138****5678\"}"
#define ENTERPRISE                                                                                 \
  "{\"id\":\"e1\",\"name\":\"演示企业\",\"credit_code\":\"914403001922038216\","               \
  "\"legal_representative\":\"李四\",\"demonstration\":true}"
#define RELYING_PARTY                                                                              \
  "{\"id\":\"rp1\",\"name\":\"电子招投标\",\"domains\":[\"sign.example.cn\",\"127.0.0.1\"],"  \
  "\"first_use\":true}"
#define VERIFICATION                                                                               \
  "{\"valid\":true,\"signature\":true,\"digest\":true,\"chain\":true,\"validity\":true,"           \
  "\"signer\":{\"name\":\"张三\",\"enterprise\":\"演示企业\","                               \
  "\"credit_code\":\"914403001922038216\",\"serial\":\"0a\",\"fingerprint\":\"" FINGERPRINT        \
  "\"},\"signed_at\":\"" TIME "\"}"
#define DOCUMENT_DIGESTS                                                                           \
  "{\"id\":\"d1\",\"name\":\"合同 1.pdf\",\"size\":1024,\"digests\":{\"sm3\":\"" BYTES_32          \
  "\",\"sha-256\":\"" BYTES_32 "\"}}"
#define DOCUMENT_DIGEST                                                                            \
  "{\"id\":\"d1\",\"name\":\"合同 1.pdf\",\"size\":1024,\"digest\":\"" BYTES_32 "\"}"
#define DOCUMENT_BARE "{\"id\":\"d2\",\"name\":\"附件.pdf\",\"size\":0}"
#define DOCUMENT_SUPPLIED                                                                          \
  "{\"id\":\"d1\",\"name\":\"合同 1.pdf\",\"size\":1024,\"digest\":\"" BYTES_32                    \
  "\",\"supplied\":true}"
