/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/slip.h"

#include <string.h>

#define TITLE_SIZE 18 /* points */
#define TEXT_SIZE 12
#define MARGIN 20 /* millimetres */

typedef struct {
  char *title;
  char *text;
  PangoLayout *layout;
  GArray *breaks; /* the first line of each page after the first */
} Slip;

static void
slip_free (gpointer data)
{
  Slip *self = data;
  g_free (self->title);
  g_free (self->text);
  g_clear_object (&self->layout);
  g_array_unref (self->breaks);
  g_free (self);
}

static void
set_texts (Slip *self)
{
  g_autofree char *whole = g_strdup_printf ("%s\n\n%s", self->title, self->text);
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *size = pango_attr_size_new (TITLE_SIZE * PANGO_SCALE);
  PangoAttribute *weight = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
  size->end_index = weight->end_index = (guint)strlen (self->title);
  pango_attr_list_insert (attributes, size);
  pango_attr_list_insert (attributes, weight);
  pango_layout_set_text (self->layout, whole, -1);
  pango_layout_set_attributes (self->layout, attributes);
  pango_attr_list_unref (attributes);
}

static void
find_breaks (Slip *self, double height)
{
  g_autoptr (GArray) breaks = g_array_new (FALSE, FALSE, sizeof (int));
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);
  double top = 0;
  int line = 0;
  do {
    PangoRectangle place;
    pango_layout_iter_get_line_extents (iter, NULL, &place);
    if ((double)(place.y + place.height) / PANGO_SCALE - top > height) {
      top = (double)place.y / PANGO_SCALE;
      g_array_append_val (breaks, line);
    }
    line++;
  } while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  g_array_set_size (self->breaks, 0);
  g_array_append_vals (self->breaks, breaks->data, breaks->len);
}

static void
on_begin_print (GtkPrintOperation *operation, GtkPrintContext *context, Slip *self)
{
  PangoFontDescription *font = pango_font_description_from_string ("sans");
  pango_font_description_set_size (font, TEXT_SIZE * PANGO_SCALE);
  g_clear_object (&self->layout);
  self->layout = gtk_print_context_create_pango_layout (context);
  pango_layout_set_font_description (self->layout, font);
  pango_layout_set_width (self->layout, (int)(gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_spacing (self->layout, 4 * PANGO_SCALE);
  set_texts (self);
  find_breaks (self, gtk_print_context_get_height (context));
  gtk_print_operation_set_n_pages (operation, (int)self->breaks->len + 1);
  pango_font_description_free (font);
}

static int
get_first_line (Slip *self, guint page)
{
  if (page == 0)
    return 0;
  return page > self->breaks->len ? G_MAXINT : g_array_index (self->breaks, int, page - 1);
}

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, Slip *self)
{
  cairo_t *cairo = gtk_print_context_get_cairo_context (context);
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);
  int first = get_first_line (self, (guint)page);
  int end = get_first_line (self, (guint)page + 1);
  int line = 0;
  double top = -1;
  do {
    PangoRectangle place;
    pango_layout_iter_get_line_extents (iter, NULL, &place);
    if (line >= first && line < end) {
      if (top < 0)
        top = (double)place.y / PANGO_SCALE;
      cairo_move_to (cairo, (double)place.x / PANGO_SCALE,
                     (double)pango_layout_iter_get_baseline (iter) / PANGO_SCALE - top);
      pango_cairo_show_layout_line (cairo, pango_layout_iter_get_line_readonly (iter));
    }
    line++;
  } while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

static GtkPageSetup *
create_page_setup (void)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  gtk_page_setup_set_paper_size (setup, paper);
  gtk_page_setup_set_top_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_paper_size_free (paper);
  return setup;
}

GtkPrintOperation *
yqq_slip_new (const char *title, const char *text)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = create_page_setup ();
  Slip *slip = g_new0 (Slip, 1);
  slip->title = g_strdup (title);
  slip->text = g_strdup (text);
  slip->breaks = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  g_object_set_data_full (G_OBJECT (operation), "slip", slip, slip_free);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_print), slip);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page), slip);
  return operation;
}
