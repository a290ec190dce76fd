// A receiver of webhooks with the public library standardwebhooks (npm): takes what the library vouches for, and nothing else.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** A message that the library vouched for. */
export interface Message {
  type: string;
  timestamp: string;
  sequence?: number;
  data: Record<string, string>;
}

export class WebhookReceiver {
  readonly messages: Message[] = [];
  refused = 0;
  /** The secret that it checks by. */
  secret = '';

  private constructor(
    readonly url: string,
    readonly server: Server,
  ) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const receiver = new WebhookReceiver(`http://127.0.0.1:${port}/hooks`, server);
    server.on('request', async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) {
        parts.push(part as Buffer);
      }
      let message: Message;
      try {
        const headers = request.headers as Record<string, string>;
        message = new Webhook(receiver.secret).verify(Buffer.concat(parts).toString(), headers) as Message;
      } catch {
        receiver.refused += 1;
        response.writeHead(401).end();
        return;
      }
      receiver.messages.push(message);
      if (message.type === 'webhook.challenge') {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ challenge: message.data['challenge'] }));
        return;
      }
      response.writeHead(204).end();
    });
    return receiver;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
