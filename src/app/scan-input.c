/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/scan-input.h"

#include <gdk/gdk.h>
#ifdef GDK_WINDOWING_X11
#include <gdk/x11/gdkx.h>
#endif

#include "scan/image.h"
#include "scan/picture.h"
#include "scan/screen.h"

typedef struct {
  YqqScanFlow *flow;
  YqqClaimVia via;
  GCancellable *cancellable;
} Input;

static Input *
input_new (YqqScanFlow *flow, YqqClaimVia via, GCancellable *cancellable)
{
  Input *self = g_new0 (Input, 1);
  self->flow = g_object_ref (flow);
  self->via = via;
  g_set_object (&self->cancellable, cancellable);
  return self;
}

static void
input_free (Input *self)
{
  g_object_unref (self->flow);
  g_clear_object (&self->cancellable);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Input, input_free)

static void
hand_over (Input *self, GPtrArray *readings, const GError *error)
{
  if (readings)
    yqq_scan_flow_take_readings (self->flow, readings, self->via);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    yqq_scan_flow_fail (self->flow, error);
}

static void
on_picture_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Input) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = yqq_scan_image_finish (result, &error);
  hand_over (self, readings, error);
}

static void
on_screen_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Input) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) readings = yqq_scan_screen_finish (result, &error);
  hand_over (self, readings, error);
}

/* The name under which the desktop knows our window, so that its dialog stands above it. */
static char *
dup_window_name (GtkWidget *widget)
{
#ifdef GDK_WINDOWING_X11
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native ? gtk_native_get_surface (native) : NULL;
  if (surface && GDK_IS_X11_SURFACE (surface))
    return g_strdup_printf ("x11:%lx", gdk_x11_surface_get_xid (surface));
#endif
  return g_strdup ("");
}

void
yqq_scan_input_take_screen (YqqScanFlow *flow, GtkWidget *widget, GCancellable *cancellable)
{
  g_autofree char *window = dup_window_name (widget);
  yqq_scan_screen_async (window, YQQ_SCAN_SCREEN_LIMIT_MS, cancellable, on_screen_read,
                         input_new (flow, YQQ_CLAIM_VIA_SCREEN, cancellable));
}

void
yqq_scan_input_take_file (YqqScanFlow *flow,
                          GFile *file,
                          YqqClaimVia via,
                          GCancellable *cancellable)
{
  g_autofree char *path = g_file_get_path (file);
  yqq_scan_image_file_async (path ? path : "", cancellable, on_picture_read,
                             input_new (flow, via, cancellable));
}

/* GTK gives premultiplied pixels in the machine's order; transparent parts become white. */
static GBytes *
download (GdkTexture *texture, guint width, guint height)
{
  gsize size = (gsize)width * height * 4;
  guint8 *pixels = g_malloc (size);
  gdk_texture_download (texture, pixels, (gsize)width * 4);
  for (gsize i = 0; i < size; i += 4) {
    guint32 pixel = *(guint32 *)(gpointer)(pixels + i);
    guint white = 255 - (pixel >> 24);
    pixels[i] = (guint8)MIN (255, (pixel >> 16 & 255) + white);
    pixels[i + 1] = (guint8)MIN (255, (pixel >> 8 & 255) + white);
    pixels[i + 2] = (guint8)MIN (255, (pixel & 255) + white);
    pixels[i + 3] = 255;
  }
  return g_bytes_new_take (pixels, size);
}

void
yqq_scan_input_take_texture (YqqScanFlow *flow,
                             GdkTexture *texture,
                             YqqClaimVia via,
                             GCancellable *cancellable)
{
  guint width = (guint)gdk_texture_get_width (texture);
  guint height = (guint)gdk_texture_get_height (texture);
  if ((guint64)width * height > YQQ_PICTURE_MAX_PIXELS) {
    g_autoptr (GError) error =
        g_error_new_literal (YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_TOO_LARGE, "Too many pixels");
    yqq_scan_flow_fail (flow, error);
    return;
  }
  g_autoptr (GBytes) rgba = download (texture, width, height);
  yqq_scan_image_rgba_async (rgba, width, height, (gsize)width * 4, cancellable, on_picture_read,
                             input_new (flow, via, cancellable));
}

/* A pasted or dropped text is a link, or names a picture. */
static void
take_text (YqqScanFlow *flow, const char *text, YqqClaimVia via, GCancellable *cancellable)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  if (g_str_has_prefix (stripped, "file://") || g_path_is_absolute (stripped)) {
    g_autoptr (GFile) file = g_file_new_for_commandline_arg (stripped);
    yqq_scan_input_take_file (flow, file, via, cancellable);
  } else {
    yqq_scan_flow_take_text (flow, stripped, via);
  }
}

static void
on_text_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Input) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  if (!g_cancellable_is_cancelled (self->cancellable))
    take_text (self->flow, text ? text : "", self->via, self->cancellable);
}

static void
on_texture_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Input) self = user_data;
  g_autoptr (GdkTexture) texture =
      gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr (GError) error =
      g_error_new_literal (YQQ_SCAN_ERROR, YQQ_SCAN_ERROR_NOT_A_PICTURE, "Nothing to paste");
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (texture)
    yqq_scan_input_take_texture (self->flow, texture, self->via, self->cancellable);
  else
    yqq_scan_flow_fail (self->flow, error);
}

static void
on_files_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Input) self = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);
  if (value)
    yqq_scan_input_take_value (self->flow, value, self->via, self->cancellable);
}

void
yqq_scan_input_take_clipboard (YqqScanFlow *flow,
                               GdkClipboard *clipboard,
                               GCancellable *cancellable)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  Input *input = input_new (flow, YQQ_CLAIM_VIA_PASTE, cancellable);
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, cancellable,
                                    on_files_pasted, input);
  else if (gdk_content_formats_contain_gtype (formats, G_TYPE_STRING) ||
           gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8"))
    gdk_clipboard_read_text_async (clipboard, cancellable, on_text_pasted, input);
  else
    gdk_clipboard_read_texture_async (clipboard, cancellable, on_texture_pasted, input);
}

static gboolean
take_files (YqqScanFlow *flow, const GValue *value, YqqClaimVia via, GCancellable *cancellable)
{
  GSList *files = g_value_get_boxed (value);
  if (files)
    yqq_scan_input_take_file (flow, files->data, via, cancellable);
  return files != NULL;
}

gboolean
yqq_scan_input_take_value (YqqScanFlow *flow,
                           const GValue *value,
                           YqqClaimVia via,
                           GCancellable *cancellable)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    return take_files (flow, value, via, cancellable);
  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    yqq_scan_input_take_texture (flow, g_value_get_object (value), via, cancellable);
  else if (G_VALUE_HOLDS_STRING (value))
    take_text (flow, g_value_get_string (value), via, cancellable);
  else
    return FALSE;
  return TRUE;
}
