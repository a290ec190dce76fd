"""A receiver with the public library standardwebhooks (PyPI): the drill `webhooks` sends to it.

    receive.py PORT_FILE

Writes its port to the file, reads the secret from the first line of its input, and says a line for each message: `TYPE SEQUENCE` when the library
vouches for it, `refused WHY` when it does not.
"""

import json
import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from standardwebhooks import Webhook, WebhookVerificationError


class Receiver(BaseHTTPRequestHandler):
    webhook = None

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        if Receiver.webhook is None:
            Receiver.webhook = Webhook(sys.stdin.readline().strip())
        try:
            message = Receiver.webhook.verify(body, headers)
        except WebhookVerificationError as why:
            self.say(f"refused {why}")
            return self.answer(401)
        self.say(f"{message['type']} {message.get('sequence', 0)}")
        if message["type"] == "webhook.challenge":
            return self.answer(200, json.dumps({"challenge": message["data"]["challenge"]}).encode())
        return self.answer(204)

    def say(self, line):
        print(line, flush=True)

    def answer(self, status, body=b""):
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Receiver)
with open(sys.argv[1] + ".part", "w") as file:
    file.write(str(server.server_port))
os.rename(sys.argv[1] + ".part", sys.argv[1])
server.serve_forever()
