// The program under test: the real binary on a free port with a data folder of its own, a copy of the demo's.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { copyDemo, type Engine, program as built } from './demo.ts';

export type { Engine };

/** The longest that a busy machine may take. */
const START_MS = 90_000;
const STOP_MS = 10_000;
/** How much of its log is kept for a failed test. */
const LOG_LINES = 400;

/** What the demo content says about itself. */
export interface Demo {
  /** The password of every person in it. */
  password: string;
  /** The authenticator secret of its staff, in base32. */
  secret: string;
  /** A code for so many devices, and thus accounts, that every test can add it to one of its own. */
  siteCode: string;
}

const run = promisify(execFile);

export class Gatehouse {
  readonly log: string[] = [];
  #demo: Demo | undefined;
  #process: ChildProcess | undefined;

  private constructor(
    readonly program: string,
    readonly origin: string,
    readonly dataDir: string,
    readonly environment: NodeJS.ProcessEnv,
  ) {}

  /**
   * Starts it and waits until it is ready. `extra` are more configuration keys, such as `GATEHOUSE__…`. `host` is what browsers call it:
   * passkeys belong to a name, so they need `localhost`.
   */
  static async start(
    engine: Engine,
    smtpPort: number,
    extra: Record<string, string> = {},
    host = '127.0.0.1',
  ): Promise<Gatehouse> {
    const program = built();
    const port = await freePort();
    const origin = `http://${host}:${port}`;
    const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-e2e-'));
    const gatehouse = new Gatehouse(program, origin, dataDir, {
      ...process.env,
      GATEHOUSE__LISTEN: `127.0.0.1:${port}`,
      GATEHOUSE__ORIGIN: origin,
      GATEHOUSE__DATA_DIR: dataDir,
      GATEHOUSE__MAIL: `smtp://127.0.0.1:${smtpPort}`,
      // All tests come from one network. The limits themselves are tested in Rust.
      GATEHOUSE__RATE_LIMITS: 'false',
      // Into `text-messages.jsonl` of the data folder.
      GATEHOUSE__TEXT_MESSAGES__COUNTRIES: 'JP,US',
      GATEHOUSE__TEXT_MESSAGES__PROVIDERS__HERE__KIND: 'file',
      ...(await copyDemo(engine, dataDir)),
      ...extra,
    });
    await gatehouse.serve();
    return gatehouse;
  }

  /** How the demo content is entered. */
  get demo(): Demo {
    if (!this.#demo) throw new Error('the program printed nothing about its demo content');
    return this.#demo;
  }

  /** Starts the server again after `stop`, on the same address and data. */
  async serve(): Promise<void> {
    const child = spawn(this.program, ['serve', '--demo'], { env: this.environment, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    let ended: string | undefined;
    child.on('error', (error) => (ended = String(error)));
    child.on('exit', (code, signal) => (ended ??= `it ended with ${signal ?? code}`));
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => this.#keep(chunk));
    const end = Date.now() + START_MS;
    while (!(await this.#isReady()) || !this.#demo) {
      if (ended !== undefined || Date.now() > end) {
        await this.#end('SIGKILL');
        throw new Error(`${this.program} serve is not ready: ${ended ?? 'too slow'}\n${this.log.join('\n')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Stops it in order. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Stops it and removes its data. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** Runs another command of the program on the same data, such as `staff create`; gives what it printed. */
  async command(...args: string[]): Promise<string> {
    const { stdout } = await run(this.program, args, { env: this.environment, timeout: START_MS });
    return stdout;
  }

  /** Asks as a product does: from no browser, so without cookies. */
  async ask(path: string, data: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return fetch(new URL(path, this.origin), { method: 'POST', headers, body: JSON.stringify(data) });
  }

  /** The latest text message to a number, once there are so many of them. */
  async textTo(number: string, count = 1): Promise<string> {
    const end = Date.now() + 20_000;
    for (;;) {
      const lines = await readFile(join(this.dataDir, 'text-messages.jsonl'), 'utf8').catch(() => '');
      const sent = lines
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as { to: string; text: string })
        .filter((message) => message.to === number);
      const last = sent.at(-1);
      if (last && sent.length >= count) return last.text;
      if (Date.now() > end) throw new Error(`${sent.length} of ${count} text messages came`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async #isReady(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.origin}/health/ready`, { signal: AbortSignal.timeout(2_000) });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }

  #keep(chunk: Buffer): void {
    this.log.push(...chunk.toString('utf8').split('\n').filter(Boolean));
    this.#demo ??= readDemo(this.log);
    this.log.splice(0, this.log.length - LOG_LINES);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await exited;
    clearTimeout(force);
  }
}

/** The hints of `serve --demo`: a label, two spaces or more, the value. */
function readDemo(lines: string[]): Demo | undefined {
  const value = (label: string) => lines.map((line) => line.trim()).find((line) => line.startsWith(`${label}  `))?.slice(label.length).trim();
  const [password, secret, siteCode] = [value('password'), value('authenticator'), value('Site code')];
  // The last line stands for all of them: the output may come in pieces.
  return password && secret && siteCode && value('Activation code') ? { password, secret, siteCode } : undefined;
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || !address) throw new Error('no free port');
  return address.port;
}
