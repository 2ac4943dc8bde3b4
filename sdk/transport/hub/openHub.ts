import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";

import { HubAddressError } from "../errors/HubAddressError.ts";
import { textOfFrame } from "../textOfFrame.ts";
import { Heartbeat } from "./Heartbeat.ts";
import type { HubCounters } from "./HubCounters.ts";
import { HubHost } from "./HubHost.ts";
import type { HubOptions } from "./HubHost.ts";
import { HUB_LIMITS } from "./HubLimits.ts";

/** What `openHub` works on. */
export interface OpenHubOptions extends HubOptions {
  /** 0 for any that is free. */
  readonly port: number;
  /** Address of this machine on which to listen. Left out: 127.0.0.1, which nobody else reaches. */
  readonly host?: string | undefined;
  /** Milliseconds between looking after clients; one that has not answered the last look is hung up. Left out: 20,000. */
  readonly heartbeat?: bigint | undefined;
  /** Bytes that may wait for a client that reads slowly, before it is hung up. Left out: 16 MiB. */
  readonly mostWaiting?: number | undefined;
}

/** A hub that is open. */
export interface OpenHub {
  /** Where it is reached: ws://host:port. */
  readonly url: string;
  readonly port: number;
  readonly counters: HubCounters;
  /** Tells everybody, hangs up, and waits until the port is free again. */
  close(): Promise<void>;
}

const HEARTBEAT = 20_000n;
const MOST_WAITING = 2 ** 24;
const GOING_AWAY = 1001; // RFC 6455, section 7.4.1
/** A frame that is so much longer than a message may be is not even read to its end. */
const FRAME_FACTOR = 4;
/** Milliseconds that a client has to answer when the hub hangs up. */
const PARTING = 2_000n;

/**
 * Opens a hub for WebSockets in this process. It speaks without encryption: in front of a network that others use too stands a
 * proxy that speaks TLS.
 *
 * @throws HubAddressError when it cannot listen there
 */
export async function openHub(options: OpenHubOptions): Promise<OpenHub> {
  const { port, host = "127.0.0.1", mostWaiting = MOST_WAITING, clock, limits } = options;
  const hub = new HubHost(options);
  const maxPayload = (limits?.messageLength ?? HUB_LIMITS.messageLength) * FRAME_FACTOR;
  const server = new WebSocketServer({ port, host, maxPayload, perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.on("error", (error) => {
      reject(new HubAddressError(`${host}:${port}`, error));
    });
  });
  const heartbeat = new Heartbeat({ clock, every: options.heartbeat ?? HEARTBEAT });
  server.on("connection", (socket) => {
    heartbeat.watch(socket);
    connect(hub, socket, mostWaiting);
  });

  const address = server.address();
  const opened = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `ws://${host.includes(":") ? `[${host}]` : host}:${opened}`,
    port: opened,
    get counters() {
      return hub.counters;
    },
    close: async () => {
      heartbeat.stop();
      hub.close();
      for (const socket of server.clients) socket.close(GOING_AWAY);
      await new Promise<void>((resolve) => {
        const callOff = clock.at(clock.now() + PARTING, () => {
          for (const socket of server.clients) socket.terminate();
        });
        server.close(() => {
          callOff();
          resolve();
        });
      });
    },
  };
}

function connect(hub: HubHost, socket: WebSocket, mostWaiting: number): void {
  const listener = hub.accept({
    send: (text) => {
      if (socket.bufferedAmount > mostWaiting) socket.terminate();
      else socket.send(text);
    },
    hangUp: () => {
      socket.close(GOING_AWAY);
    },
  });
  socket.on("message", (data, isBinary) => {
    listener.received(textOfFrame(data, isBinary));
  });
  // What is wrong with a frame ends the connection: `close` follows.
  socket.on("error", () => undefined);
  socket.once("close", () => {
    listener.closed("the client has hung up");
  });
}
