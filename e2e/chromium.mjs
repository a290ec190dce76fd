// The system's Chromium, started so that it speaks to nobody but the program under test.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The browser named by CHROMIUM, else the first one on the PATH: the one without windows needs two thirds of the time.
 * @returns {string}
 */
export function chromiumPath() {
  const named = process.env['CHROMIUM'];
  if (named) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  for (const name of ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']) {
    const folder = folders.find((candidate) => existsSync(join(candidate, name)));
    if (folder) return join(folder, name);
  }
  throw new Error('Chromium was not found: install the package chromium, or name the program in CHROMIUM');
}

/** Without a sandbox as root, where Chromium has none; without the calls that it makes home by itself. */
export function chromiumFlags() {
  return [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
}
