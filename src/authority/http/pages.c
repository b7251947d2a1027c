/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/http/pages.h"

#include <gio/gio.h>
#include <string.h>

#include "authority/pc-page-resources.h"

#define MAX_FILE_BYTES (4 * 1024 * 1024)

static const char policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'";

static const char *
find_type (const char *name)
{
  static const char *const types[][2] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".json", "application/json"},
      {".txt", "text/plain; charset=utf-8"},
      {".woff2", "font/woff2"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (name, types[i][0]))
      return types[i][1];
  return NULL;
}

/* Letters, digits and ".-_/", no part that begins with a dot: nothing leads out of the folder. */
static gboolean
is_plain (const char *name)
{
  if (name[0] == '\0' || name[0] == '.' || name[0] == '/' || strstr (name, "/.") != NULL ||
      strstr (name, "//") != NULL)
    return FALSE;
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr (".-_/", *c) == NULL)
      return FALSE;
  return TRUE;
}

static GBytes *
load (const char *name)
{
  const char *directory = g_getenv ("YQQ_PC_PAGE_DIR");
  if (directory == NULL) {
    g_autofree char *path = g_strconcat ("/cn/yueqiqian/authority/pc-page/", name, NULL);
    return g_resource_lookup_data (yqq_pc_page_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                   NULL);
  }
  g_autofree char *path = g_build_filename (directory, name, NULL);
  char *data;
  gsize size;
  if (!g_file_get_contents (path, &data, &size, NULL))
    return NULL;
  return g_bytes_new_take (data, size);
}

/* "/" is the page, "/assets/…" its files, "/S/…" of any case the help for a scanned code. */
static const char *
find_name (const char *path)
{
  if (strcmp (path, "/") == 0)
    return "index.html";
  if (g_str_has_prefix (path, "/assets/"))
    return path + 1;
  if (g_ascii_strncasecmp (path, "/s/", 3) == 0)
    return "open.html";
  return NULL;
}

gboolean
yqq_pages_serve (YqqHttpRequest *request)
{
  const char *name = find_name (yqq_http_request_get_path (request));
  const char *type = name != NULL ? find_type (name) : NULL;
  if (type == NULL || !is_plain (name) ||
      strcmp (yqq_http_request_get_method (request), "GET") != 0)
    return FALSE;
  g_autoptr (GBytes) file = load (name);
  if (file == NULL || g_bytes_get_size (file) > MAX_FILE_BYTES)
    return FALSE;
  yqq_http_request_set_answer_header (request, "Content-Security-Policy", policy);
  yqq_http_request_set_answer_header (request, "X-Frame-Options", "DENY");
  yqq_http_request_set_answer_header (request, "Cross-Origin-Opener-Policy", "same-origin");
  yqq_http_request_set_answer_header (request, "Cache-Control", "no-cache");
  yqq_http_request_reply_bytes (request, 200, type, file);
  return TRUE;
}
