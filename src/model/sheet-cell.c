/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sheet-cell.h"

#include <string.h>

#include "model/identity-document.h"
#include "model/permission.h"

#define FULL_WIDTH_FIRST 0xff01
#define FULL_WIDTH_LAST 0xff5e
#define FULL_WIDTH_DISTANCE 0xfee0
#define BYTE_ORDER_MARK 0xfeff
#define ZERO_WIDTH_SPACE 0x200b
#define COUNTRY_CODE "+86"

typedef struct {
  const char *word;
  const char *meaning;
} Word;

static const Word id_types[] = {
    {"居民身份证", "resident-id"},
    {"身份证", "resident-id"},
    {"中国居民身份证", "resident-id"},
    {"二代身份证", "resident-id"},
    {"residentidentitycard", "resident-id"},
    {"residentid", "resident-id"},
    {"idcard", "resident-id"},
    {"港澳居民来往内地通行证", "hk-macao-permit"},
    {"港澳通行证", "hk-macao-permit"},
    {"回乡证", "hk-macao-permit"},
    {"mainlandtravelpermitforhongkongandmacaoresidents", "hk-macao-permit"},
    {"台湾居民来往大陆通行证", "taiwan-permit"},
    {"台胞证", "taiwan-permit"},
    {"mainlandtravelpermitfortaiwanresidents", "taiwan-permit"},
    {"港澳台居民居住证", "hk-macao-taiwan-residence"},
    {"residencepermitforhongkong,macaoandtaiwanresidents", "hk-macao-taiwan-residence"},
    {"护照", "passport"},
};

/* A meaning of NULL: none now. */
static const Word permission_words[] = {
    {"机构证书", YQQ_PERMISSION_ENTERPRISE_CERTIFICATE},
    {"企业证书", YQQ_PERMISSION_ENTERPRISE_CERTIFICATE},
    {"enterprisecertificate", YQQ_PERMISSION_ENTERPRISE_CERTIFICATE},
    {"可稍后设置", NULL},
    {"稍后设置", NULL},
    {"无", NULL},
    {"later", NULL},
    {"none", NULL},
};

static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == BYTE_ORDER_MARK || c == ZERO_WIDTH_SPACE;
}

static const char *
pass_blanks (const char *text)
{
  while (*text != '\0' && is_blank (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

static gsize
measure_without_blanks_behind (const char *text)
{
  const char *end = text + strlen (text);
  while (end > text && is_blank (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  return (gsize)(end - text);
}

static char *
strip (const char *text)
{
  const char *begin = pass_blanks (text);
  return g_strndup (begin, measure_without_blanks_behind (begin));
}

/* ="0123" is how a number is kept as text in a spreadsheet. */
static gboolean
is_text_formula (const char *text)
{
  return strlen (text) >= 3 && g_str_has_prefix (text, "=\"") && g_str_has_suffix (text, "\"");
}

char *
yqq_sheet_cell_dup_text (const char *cell)
{
  const char *begin = pass_blanks (cell);
  if (*begin == '\'')
    begin++;
  g_autofree char *text = strip (begin);
  if (is_text_formula (text)) {
    g_autofree char *inside = g_strndup (text + 2, strlen (text) - 3);
    g_free (text);
    text = strip (inside);
  }
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static gunichar
make_plain (gunichar c)
{
  return c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST ? c - FULL_WIDTH_DISTANCE : c;
}

/* Plain characters without blanks; change is g_unichar_toupper or g_unichar_tolower. */
static char *
dup_compact (const char *cell, gunichar (*change) (gunichar))
{
  g_autofree char *text = yqq_sheet_cell_dup_text (cell);
  g_autoptr (GString) compact = g_string_new (NULL);
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (!is_blank (c))
      g_string_append_unichar (compact, change (make_plain (c)));
  }
  return g_string_free (g_steal_pointer (&compact), FALSE);
}

/* Takes text. */
static char *
null_if_empty (char *text)
{
  if (*text != '\0')
    return text;
  g_free (text);
  return NULL;
}

char *
yqq_sheet_cell_dup_number (const char *cell)
{
  return null_if_empty (dup_compact (cell, g_unichar_toupper));
}

gboolean
yqq_sheet_cell_is_shortened (const char *number)
{
  const char *p = number + strspn (number, "0123456789");
  if (p == number)
    return FALSE;
  if (*p == '.')
    p += 1 + strspn (p + 1, "0123456789");
  return g_str_has_prefix (p, "E+") && p[2] != '\0' &&
         strspn (p + 2, "0123456789") == strlen (p + 2);
}

char *
yqq_sheet_cell_dup_phone (const char *cell)
{
  g_autofree char *text = dup_compact (cell, g_unichar_toupper);
  const char *number = g_str_has_prefix (text, COUNTRY_CODE) ? text + strlen (COUNTRY_CODE) : text;
  g_autoptr (GString) plain = g_string_new (number);
  /* a hyphen inside "1.38E-10" is no hyphen of a phone number */
  if (strspn (number, "0123456789-") == strlen (number))
    g_string_replace (plain, "-", "", 0);
  return null_if_empty (g_string_free (g_steal_pointer (&plain), FALSE));
}

char *
yqq_sheet_cell_dup_key (const char *cell)
{
  g_autofree char *key = dup_compact (cell, g_unichar_tolower);
  g_autoptr (GString) bare = g_string_new (NULL);
  for (const char *p = key; *p != '\0' && *p != '(' && *p != '['; p++)
    if (strchr ("*_-:", *p) == NULL)
      g_string_append_c (bare, *p);
  return g_string_free (g_steal_pointer (&bare), FALSE);
}

static const Word *
find_word (const Word *words, guint count, const char *text)
{
  g_autofree char *key = yqq_sheet_cell_dup_key (text);
  for (guint i = 0; i < count; i++)
    if (g_str_equal (words[i].word, key))
      return &words[i];
  return NULL;
}

/* Nicks are words like the others, compared without their hyphens. */
static const char *
find_nick (const char *text)
{
  g_autofree char *key = yqq_sheet_cell_dup_key (text);
  for (guint i = 0; i < YQQ_ID_TYPE_COUNT; i++) {
    g_autofree char *nick = yqq_sheet_cell_dup_key (yqq_id_type_to_nick (i));
    if (g_str_equal (nick, key))
      return yqq_id_type_to_nick (i);
  }
  return NULL;
}

char *
yqq_sheet_cell_dup_id_type (const char *cell)
{
  g_autofree char *text = yqq_sheet_cell_dup_text (cell);
  if (text == NULL)
    return NULL;
  const Word *word = find_word (id_types, G_N_ELEMENTS (id_types), text);
  const char *nick = word != NULL ? word->meaning : find_nick (text);
  return nick != NULL ? g_strdup (nick) : g_steal_pointer (&text);
}

gint64
yqq_sheet_cell_get_years (const char *cell)
{
  static const char *const units[] = {"", "年", "Y", "YEAR", "YEARS"};
  g_autofree char *text = dup_compact (cell, g_unichar_toupper);
  char *end;
  if (*text == '\0')
    return 0;
  if (!g_ascii_isdigit (*text))
    return -1;
  guint64 years = g_ascii_strtoull (text, &end, 10);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (end, units[i]))
      return years > 0 && years < 1000 ? (gint64)years : -1;
  return -1;
}

static gboolean
read_digits (const char **text, guint most, int *value)
{
  guint n = 0;
  *value = 0;
  for (; n < most && g_ascii_isdigit (**text); n++, (*text)++)
    *value = *value * 10 + (**text - '0');
  return n > 0;
}

/* Takes one of the separators, which is written as a text of its own. */
static gboolean
read_separator (const char **text, const char *chinese)
{
  if (g_str_has_prefix (*text, chinese)) {
    *text += strlen (chinese);
    return TRUE;
  }
  if (**text == '\0' || strchr ("-/.", **text) == NULL)
    return FALSE;
  (*text)++;
  return TRUE;
}

/* 2027-03-01, 2027/3/1, 2027.3.1, 2027年3月1日 or 20270301. */
static gboolean
read_day (const char *text, int *year, int *month, int *day)
{
  gboolean joined = strlen (text) == 8 && strspn (text, "0123456789") == 8;
  if (!read_digits (&text, 4, year) || (!joined && !read_separator (&text, "年")) ||
      !read_digits (&text, 2, month) || (!joined && !read_separator (&text, "月")) ||
      !read_digits (&text, 2, day))
    return FALSE;
  if (g_str_has_prefix (text, "日"))
    text += strlen ("日");
  return *text == '\0' && *year >= 1970 && *month >= 1 && *month <= 12 && *day >= 1 &&
         g_date_valid_dmy ((GDateDay)*day, (GDateMonth)*month, (GDateYear)*year);
}

gboolean
yqq_sheet_cell_get_day (const char *cell, gint64 *begin_ms, gint64 *end_ms)
{
  int year, month, day;
  g_autofree char *text = dup_compact (cell, g_unichar_toupper);
  if (!read_day (text, &year, &month, &day))
    return FALSE;
  g_autoptr (GDateTime) begin = g_date_time_new_local (year, month, day, 0, 0, 0);
  g_autoptr (GDateTime) end = g_date_time_new_local (year, month, day, 23, 59, 59);
  *begin_ms = g_date_time_to_unix (begin) * 1000;
  *end_ms = g_date_time_to_unix (end) * 1000;
  return *begin_ms >= 0;
}

gint64
yqq_sheet_cell_get_until (const char *cell, gint64 certificate_not_after_ms)
{
  gint64 begin_ms, end_ms;
  if (!yqq_sheet_cell_get_day (cell, &begin_ms, &end_ms))
    return 0;
  if (certificate_not_after_ms >= begin_ms && certificate_not_after_ms < end_ms)
    return certificate_not_after_ms;
  return end_ms;
}

static gboolean
is_list_separator (gunichar c)
{
  switch (c) {
  case ',':
  case ';':
  case '/':
  case '|':
  case '\n':
  case 0xff0c: /* ， */
  case 0xff1b: /* ； */
  case 0x3001: /* 、 */
    return TRUE;
  default:
    return FALSE;
  }
}

static void
add_permission (GPtrArray *permissions, const char *entry)
{
  g_autofree char *text = strip (entry);
  const Word *word = find_word (permission_words, G_N_ELEMENTS (permission_words), text);
  if (*text != '\0' && (word == NULL || word->meaning != NULL))
    g_ptr_array_add (permissions, g_strdup (word != NULL ? word->meaning : text));
}

GStrv
yqq_sheet_cell_dup_permissions (const char *cell)
{
  g_autofree char *text = yqq_sheet_cell_dup_text (cell);
  g_autoptr (GPtrArray) permissions = g_ptr_array_new ();
  g_autoptr (GString) entry = g_string_new (NULL);
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (!is_list_separator (c)) {
      g_string_append_unichar (entry, c);
      continue;
    }
    add_permission (permissions, entry->str);
    g_string_truncate (entry, 0);
  }
  add_permission (permissions, entry->str);
  if (permissions->len == 0)
    return NULL;
  g_ptr_array_add (permissions, NULL);
  return (GStrv)g_ptr_array_free (g_steal_pointer (&permissions), FALSE);
}
