/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SM3 and SHA-256 digests of a file, computed on this computer without stopping the page. */

/* Gives {sm3, sha256} as bytes. onProgress gets 0…1; aborting signal ends the work at once. */
export function digestFile(file, { onProgress = () => {}, signal } = {}) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./digest-worker.js', import.meta.url), { type: 'module' });
    const end = (settle, value) => {
      worker.terminate();
      settle(value);
    };
    signal?.addEventListener('abort', () => end(reject, signal.reason), { once: true });
    worker.addEventListener('error', () => end(reject, new Error('the digests could not be computed')));
    worker.addEventListener('message', ({ data }) => {
      if (data.failed)
        end(reject, new Error('the file could not be read'));
      else if (data.sm3)
        end(resolve, data);
      else
        onProgress(data.total ? data.done / data.total : 1);
    });
    worker.postMessage(file);
  });
}
