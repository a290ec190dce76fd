// A site of somebody else on loopback: browsers come back to it, and its server is told who signed out.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export class RelyingParty {
  /** The logout tokens that came. */
  readonly told: string[] = [];
  readonly #server: Server;
  origin = '';

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
        if (request.method === 'POST') this.told.push(form.get('logout_token') ?? '');
        response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Site</title><p>Back at the site');
      });
    });
  }

  static async start(): Promise<RelyingParty> {
    const site = new RelyingParty();
    await new Promise<void>((resolve) => site.#server.listen(0, '127.0.0.1', resolve));
    site.origin = `http://127.0.0.1:${(site.#server.address() as AddressInfo).port}`;
    return site;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
