/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The smallest libadwaita window with something to press: what the desktop harness is tested on. */
#include <adwaita.h>

static void
on_clicked (GtkButton *button, gpointer label)
{
  gtk_label_set_label (label, "Pressed");
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
}

static void
on_toggled (GtkToggleButton *button, gpointer stack)
{
  gtk_stack_set_visible_child_name (stack, "second");
}

static GtkWidget *
create_pages (void)
{
  GtkWidget *stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (stack), gtk_label_new ("First page"), "first");
  gtk_stack_add_named (GTK_STACK (stack), gtk_label_new ("Second page"), "second");
  return stack;
}

static GtkWidget *
create_content (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *label = gtk_label_new ("Waiting");
  GtkWidget *button = gtk_button_new_with_label ("Press here");
  GtkWidget *pages = create_pages ();
  GtkWidget *turn = gtk_toggle_button_new_with_label ("Turn the page");
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), label);
  g_signal_connect (turn, "toggled", G_CALLBACK (on_toggled), pages);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_entry_new ());
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), pages);
  gtk_box_append (GTK_BOX (box), turn);
  return box;
}

static void
on_activate (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 360);
  gtk_window_set_title (GTK_WINDOW (window), "Sample");
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), create_content ());
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application =
      adw_application_new ("cn.yueqiqian.sample", G_APPLICATION_DEFAULT_FLAGS);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
