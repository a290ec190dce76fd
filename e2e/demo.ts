// The demo content, made once before the journeys: it takes the program several seconds, and each worker of each engine starts with it.
// Each program under test gets a copy: of the data folder, and on PostgreSQL of the database.

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Mail, Mailbox } from './smtp.ts';

export type Engine = 'sqlite' | 'postgres';

/** A machine that is busy with other things makes both at once. */
const MADE_MS = 240_000;
/** Where the workers find the folder with a data folder for each engine, and the name of the database. */
const [FOLDER, DATABASE] = ['GATEHOUSE_E2E_DEMO', 'GATEHOUSE_E2E_DEMO_DATABASE'];

const run = promisify(execFile);

/** The program under test. */
export function program(): string {
  return process.env['GATEHOUSE_BINARY'] ?? join(import.meta.dirname, '..', 'target', 'debug', 'gatehouse');
}

/** Playwright calls it before the workers, and what it gives back after them. */
export default async function prepare(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-e2e-demo-'));
  const make = async (engine: Engine, more: NodeJS.ProcessEnv) => {
    const dataDir = join(folder, engine);
    await mkdir(dataDir, { mode: 0o700 });
    const mailbox = await Mailbox.start();
    const environment = { GATEHOUSE__DATA_DIR: dataDir, GATEHOUSE__MAIL: `smtp://127.0.0.1:${mailbox.port}`, ...more };
    try {
      await run(program(), ['demo'], { env: { ...process.env, ...environment }, timeout: MADE_MS });
    } finally {
      await mailbox.stop();
    }
    await writeFile(mailsOf(folder, engine), JSON.stringify(mailbox.all()));
  };
  const name = `e2e_demo_${randomBytes(8).toString('hex')}`;
  try {
    const onPostgres = async () => make('postgres', { GATEHOUSE__DATABASE: await newDatabase(name, 'template0') });
    await Promise.all([make('sqlite', {}), ...(process.env['GATEHOUSE_TEST_POSTGRES'] ? [onPostgres()] : [])]);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  process.env[FOLDER] = folder;
  process.env[DATABASE] = name;
  return () => rm(folder, { recursive: true, force: true });
}

/** The mails that left while the demo content was made. */
export async function demoMails(engine: Engine): Promise<Mail[]> {
  const folder = process.env[FOLDER];
  return folder ? (JSON.parse(await readFile(mailsOf(folder, engine), 'utf8')) as Mail[]) : [];
}

function mailsOf(folder: string, engine: Engine): string {
  return join(folder, `${engine}-mails.json`);
}

/** A copy for one program: fills its data folder, and gives the settings that name its database. */
export async function copyDemo(engine: Engine, dataDir: string): Promise<Record<string, string>> {
  const [folder, database] = [process.env[FOLDER], process.env[DATABASE]];
  if (!folder || !database) throw new Error('the demo content was not made: run through playwright.config.ts');
  await cp(join(folder, engine), dataDir, { recursive: true });
  if (engine === 'sqlite') return {};
  return { GATEHOUSE__DATABASE: await newDatabase(`e2e_${randomBytes(8).toString('hex')}`, database) };
}

/** A database on the server that `cargo xtask test` started; it goes with that server. */
async function newDatabase(name: string, template: string): Promise<string> {
  const server = process.env['GATEHOUSE_TEST_POSTGRES'];
  if (!server) throw new Error('GATEHOUSE_TEST_POSTGRES names no server: run through cargo xtask test');
  await run('psql', [server, '--quiet', '--no-psqlrc', '--command', `create database ${name} template ${template}`]);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
