import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";

import { z } from "zod";

const request = z.looseObject({ method: z.string(), params: z.unknown().optional() });

/** A question to the node. */
export type Question = z.infer<typeof request>;

/** What a proxy does with a question: passes it on, or passes it on and never answers. */
export type Treatment = "answer" | "swallow";

/** Stands between a job and its node, and does something at a moment that a test chooses. */
export class NodeProxy {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}`;
  }

  /**
   * @param node where the node answers
   * @param treat is asked before a question is passed on; what it does happens before that
   */
  static async open(node: string, treat: (question: Question) => Promise<Treatment>): Promise<NodeProxy> {
    const server = createServer((incoming, outgoing) => {
      void (async () => {
        const body = await bodyOf(incoming);
        const parsed: unknown = JSON.parse(body);
        const questions = z.array(request).parse(Array.isArray(parsed) ? parsed : [parsed]);
        const treatments: Treatment[] = [];
        for (const question of questions) treatments.push(await treat(question));
        const answer = await fetch(node, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body,
        });
        const text = await answer.text();
        if (treatments.includes("swallow")) return;
        outgoing.writeHead(answer.status, { "content-type": "application/json" });
        outgoing.end(text);
      })().catch((error: unknown) => outgoing.writeHead(500).end(String(error)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the proxy has no port");
    return new NodeProxy(server, address.port);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of incoming) body += String(chunk);
  return body;
}
