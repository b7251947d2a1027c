/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an authority can be: a Unix socket, HTTPS anywhere, plain HTTP on this machine only. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads unix:/path, https://host[:port] or http://loopback[:port]. *base is the URL that paths are
 * appended to, *socket the Unix socket to connect to instead or NULL; both owned. Error
 * YQQ_CLIENT_ERROR_ADDRESS. */
gboolean yqq_authority_address_parse (const char *address,
                                      char **base,
                                      GSocketConnectable **socket,
                                      GError **error);

G_END_DECLS
