// The journeys' runs. Desktop runs everything; the others run what is tagged for them:
//   @phone     also on a phone         @nojs      also without JavaScript (@nojs-only: nowhere else)
//   @journey   also on PostgreSQL, when `cargo xtask test` has started one
// The two great journeys go through all of them, each language somewhere besides the desktop; everything else runs in one.

import { defineConfig } from '@playwright/test';
import { chromiumFlags, chromiumPath } from './chromium.mjs';
import type { TestOptions, WorkerOptions } from './fixtures.ts';

const ci = process.env['CI'] !== undefined;
const desktop = { viewport: { width: 1280, height: 800 } };
// As people set it who want no movement: a press need not wait for the page before to fade. On the phone, and without JavaScript, all moves.
const still = { contextOptions: { reducedMotion: 'reduce' as const } };

export default defineConfig<TestOptions, WorkerOptions>({
  testDir: './tests',
  globalSetup: './demo.ts',
  outputDir: './test-results/files',
  reporter: [['line'], ['json', { outputFile: './test-results/report.json' }]],
  forbidOnly: ci,
  // A repeat tells a journey that is broken from one that is not exact; either fails the run.
  retries: ci ? 1 : 0,
  failOnFlakyTests: true,
  workers: 2,
  // Tests share a worker's program and nothing else, so that none must wait for others of its file.
  fullyParallel: true,
  timeout: 90_000,
  globalTimeout: 25 * 60_000,
  expect: { timeout: 10_000 },
  use: {
    ...desktop,
    launchOptions: { executablePath: chromiumPath(), args: chromiumFlags() },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    timezoneId: 'Europe/Berlin',
    // Without windows Chromium asks nobody whether a page may copy, and waits.
    permissions: ['clipboard-read', 'clipboard-write'],
    // Traces cost a third of the time.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'desktop', grepInvert: /@nojs-only/, use: { ...desktop, ...still } },
    { name: 'phone', grep: /@phone/, use: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } },
    { name: 'nojs', grep: /@nojs/, use: { ...desktop, javaScriptEnabled: false } },
    ...(process.env['GATEHOUSE_TEST_POSTGRES']
      ? [{ name: 'postgres', grep: /@journey/, use: { ...desktop, ...still, engine: 'postgres' as const } }]
      : []),
  ],
});
