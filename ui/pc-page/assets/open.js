/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On the page that explains a code opened in a browser: the same code as a link to the application. */
import { linkOf } from './code-link.js';

const link = linkOf(location.href, location.origin);
if (link) {
  document.getElementById('open').href = link;
  for (const element of document.querySelectorAll('.open-link'))
    element.hidden = false;
}
