/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/page.h"

#include "app/accessible.h"
#include "app/wrap.h"

typedef struct {
  char *title;
  char *subtitle;
} YqqPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (YqqPage, yqq_page, ADW_TYPE_BIN)

enum { PROP_TITLE = 1, PROP_SUBTITLE, PROPERTIES };

static GParamSpec *properties[PROPERTIES];

static void
replace_text (YqqPage *self, char **member, const char *text, guint property)
{
  if (g_strcmp0 (*member, text) == 0)
    return;
  g_free (*member);
  *member = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
yqq_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  YqqPage *self = YQQ_PAGE (object);
  if (id == PROP_TITLE)
    g_value_set_string (value, yqq_page_get_title (self));
  else if (id == PROP_SUBTITLE)
    g_value_set_string (value, yqq_page_get_subtitle (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
yqq_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  YqqPage *self = YQQ_PAGE (object);
  if (id == PROP_TITLE)
    yqq_page_set_title (self, g_value_get_string (value));
  else if (id == PROP_SUBTITLE)
    yqq_page_set_subtitle (self, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

/* While there is nothing else to have the focus, what scrolls has it. */
static void
name_scrolled (GtkWidget *widget, const char *title)
{
  if (GTK_IS_SCROLLED_WINDOW (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                    -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    name_scrolled (child, title);
}

/* A search keeps Escape to itself: the first one empties it, one more is a step back as anywhere.
 */
static void
on_search_stopped (GtkSearchEntry *search)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (search)))
    gtk_editable_set_text (GTK_EDITABLE (search), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (search), "win.back", NULL);
}

static void
lead_out_of_searches (GtkWidget *widget)
{
  if (GTK_IS_SEARCH_ENTRY (widget))
    g_signal_connect (widget, "stop-search", G_CALLBACK (on_search_stopped), NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    lead_out_of_searches (child);
}

static void
yqq_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (yqq_page_parent_class)->constructed (object);
  name_scrolled (GTK_WIDGET (object), yqq_page_get_title (YQQ_PAGE (object)));
  lead_out_of_searches (GTK_WIDGET (object));
  yqq_wrap_texts (GTK_WIDGET (object));
  yqq_accessible_name_fields (GTK_WIDGET (object));
}

static void
yqq_page_finalize (GObject *object)
{
  YqqPagePrivate *private = yqq_page_get_instance_private (YQQ_PAGE (object));
  g_free (private->title);
  g_free (private->subtitle);
  G_OBJECT_CLASS (yqq_page_parent_class)->finalize (object);
}

static void
real_arrive (YqqPage *self)
{
  yqq_page_enter (GTK_WIDGET (self));
}

static void
yqq_page_class_init (YqqPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  object_class->get_property = yqq_page_get_property;
  object_class->set_property = yqq_page_set_property;
  object_class->constructed = yqq_page_constructed;
  object_class->finalize = yqq_page_finalize;
  class->arrive = real_arrive;
  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUBTITLE] =
      g_param_spec_string ("subtitle", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, PROPERTIES, properties);
}

static void
yqq_page_init (YqqPage *self)
{
}

const char *
yqq_page_get_title (YqqPage *self)
{
  YqqPagePrivate *private = yqq_page_get_instance_private (self);
  return private->title ? private->title : "";
}

void
yqq_page_set_title (YqqPage *self, const char *title)
{
  YqqPagePrivate *private = yqq_page_get_instance_private (self);
  replace_text (self, &private->title, title, PROP_TITLE);
}

const char *
yqq_page_get_subtitle (YqqPage *self)
{
  YqqPagePrivate *private = yqq_page_get_instance_private (self);
  return private->subtitle ? private->subtitle : "";
}

void
yqq_page_set_subtitle (YqqPage *self, const char *subtitle)
{
  YqqPagePrivate *private = yqq_page_get_instance_private (self);
  replace_text (self, &private->subtitle, subtitle, PROP_SUBTITLE);
}

void
yqq_page_arrive (YqqPage *self)
{
  YQQ_PAGE_GET_CLASS (self)->arrive (self);
}

/* NULL too for what scrolls: GTK gives it the focus where what had it goes. */
static GtkWidget *
find_focus (GtkWidget *part)
{
  GtkRoot *root = gtk_widget_get_root (part);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  return GTK_IS_SCROLLED_WINDOW (focus) ? NULL : focus;
}

/* As it stands in the page: GTK goes by where things are on the screen, and where what has just
 * come would be first, for it is nowhere yet. */
static gboolean
enter_first (GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return FALSE;
  if (gtk_widget_get_focusable (widget) && !GTK_IS_SCROLLED_WINDOW (widget))
    return gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (enter_first (child))
      return TRUE;
  return FALSE;
}

void
yqq_page_enter (GtkWidget *part)
{
  GtkWidget *focus = find_focus (part);
  GtkRoot *root = gtk_widget_get_root (part);
  if (focus && gtk_widget_get_mapped (focus) && gtk_widget_is_ancestor (focus, part))
    return;
  if (root && !focus)
    gtk_root_set_focus (root, NULL); /* from itself, what scrolls leads nowhere but out */
  if (!enter_first (part))
    gtk_widget_child_focus (part, GTK_DIR_TAB_FORWARD);
}

gboolean
yqq_page_get_shown (YqqPage *self)
{
  GtkWidget *stack = gtk_widget_get_parent (GTK_WIDGET (self));
  return !GTK_IS_STACK (stack) ||
         gtk_stack_get_visible_child (GTK_STACK (stack)) == GTK_WIDGET (self);
}

static gboolean
has_lost_focus (YqqPage *self)
{
  return gtk_widget_get_root (GTK_WIDGET (self)) && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
         yqq_page_get_shown (self) && !find_focus (GTK_WIDGET (self));
}

void
yqq_page_keep_focus (YqqPage *self)
{
  if (has_lost_focus (self))
    yqq_page_arrive (self);
}

void
yqq_page_regain_focus (YqqPage *self)
{
  if (has_lost_focus (self))
    yqq_page_enter (GTK_WIDGET (self));
}

void
yqq_page_leave (YqqPage *self)
{
  if (YQQ_PAGE_GET_CLASS (self)->leave)
    YQQ_PAGE_GET_CLASS (self)->leave (self);
}

gboolean
yqq_page_back (YqqPage *self)
{
  return YQQ_PAGE_GET_CLASS (self)->back && YQQ_PAGE_GET_CLASS (self)->back (self);
}
