/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of a request share. */
#pragma once

#include "authority/http/request.h"

G_BEGIN_DECLS

struct _YqqHttpRequest {
  gatomicrefcount references;
  struct evhttp_request *request; /* NULL once answered, or the server is gone */
  struct bufferevent *events;     /* NULL once the connection is gone */
  YqqConnections *connections;
  char *path;
  char *query;
  char *peer;
  GBytes *body;
  GStrv places;
  YqqDevice *device;
  GSourceOnceFunc on_closed;
  gpointer closed_data;
};

G_END_DECLS
