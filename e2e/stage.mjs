// The built program with the demo content, for pictures: it starts here, and people of the demo sign in.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authenticator } from './totp.mjs';

export const ROOT = join(import.meta.dirname, '..');

/** @typedef {{ origin: string, hints: Map<string, string>, stop: () => Promise<void> }} Program */
/** @typedef {import('@playwright/test').Page} Page */

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || !address) throw new Error('no free port');
  return address.port;
}

/** @returns {Promise<Program>} */
export async function start() {
  const program = process.env['GATEHOUSE_BINARY'] ?? join(ROOT, 'target', 'debug', 'gatehouse');
  const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-shots-'));
  const address = `127.0.0.1:${await freePort()}`;
  const environment = { ...process.env, GATEHOUSE__LISTEN: address, GATEHOUSE__DATA_DIR: dataDir, GATEHOUSE__RATE_LIMITS: 'false' };
  const child = spawn(program, ['serve', '--demo'], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.kill()) await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  for (;;) {
    const ready = await fetch(`http://${address}/health/ready`).then((answer) => answer.ok, () => false);
    if (ready && output.includes('Activation code')) break;
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const hints = new Map(output.split('\n').map((line) => /** @type {[string, string]} */ (line.trim().split(/\s{2,}/).slice(0, 2))));
  return { origin: `http://${address}`, hints, stop };
}

/** @param {Program} program @param {string} name */
export function hint(program, name) {
  const value = program.hints.get(name);
  if (!value) throw new Error(`the demo content has no ${name}`);
  return value;
}

/** @param {Page} page @param {Program} program @param {string} where @param {string} email */
export async function givePassword(page, program, where, email) {
  await page.goto(`${program.origin}${where}?lang=en`);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(hint(program, 'password'));
  await page.locator('main button.primary[type=submit]').click();
}

/** The first link's address that fits. @param {Page} page @param {string} address @param {string} selector */
export async function linkOn(page, address, selector) {
  await page.goto(address);
  const href = await page.locator(selector).first().getAttribute('href', { timeout: 10_000 });
  if (!href) throw new Error(`${address} has no ${selector}`);
  return href;
}

/** @param {Page} page */
export const submit = (page) => page.locator('main form button[type=submit]').last().click();

/** Signs a customer of the demo in. @param {Page} page @param {Program} program @param {string} email */
export async function enter(page, program, email) {
  await givePassword(page, program, '/sign-in', email);
  await page.waitForURL('**/home');
}

/** Gives the clerk's code, after the password. @param {Page} page @param {Program} program */
export const giveCode = (page, program) => giveCodeAt(page, program, '/staff/sign-in/code', '**/staff');

/**
 * Gives the code of the demo's one secret. Each person gives one: a code opens once.
 * @param {Page} page
 * @param {Program} program
 * @param {string} where
 * @param {string} then where it leads
 */
export async function giveCodeAt(page, program, where, then) {
  const app = new Authenticator(hint(program, 'authenticator'));
  await page.goto(`${program.origin}${where}?lang=en`);
  await page.locator('input[name=code]').fill(await app.code());
  // Beside the form stands that of a passkey, where there is one.
  await page.locator('input[name=code]').press('Enter');
  await page.waitForURL(then);
}
