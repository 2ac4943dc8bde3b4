import { WebSocket } from "ws";

import type { Clock } from "./Clock.ts";
import type { Dial } from "./Line.ts";
import { textOfFrame } from "./textOfFrame.ts";

/** What `webSocketDial` works on. */
export interface WebSocketDialOptions {
  /** ws:// or, over a network that others use too, wss://. */
  readonly url: string;
  readonly clock: Clock;
  /** Longest message that is taken, in bytes. Left out: 1 MiB. */
  readonly mostBytes?: number | undefined;
  /** Milliseconds without any sign of the hub after which the connection is given up. Left out: 60,000. */
  readonly silence?: bigint | undefined;
}

const MEBIBYTE = 2 ** 20;
const SILENCE = 60_000n;

/**
 * Reaches a hub over a WebSocket (RFC 6455).
 *
 * @throws SyntaxError when dialling a text that is no such address
 */
export function webSocketDial({
  url,
  clock,
  mostBytes = MEBIBYTE,
  silence = SILENCE,
}: WebSocketDialOptions): Dial {
  return (listener) => {
    const socket = new WebSocket(url, { maxPayload: mostBytes, perMessageDeflate: false });
    const waiting: string[] = [];
    /** What went wrong first; nothing when left out. */
    let fault: string | undefined;
    let heardAt = clock.now();
    let callOff = clock.at(heardAt + silence, watch);

    function hear(): void {
      heardAt = clock.now();
    }
    function watch(): void {
      if (clock.now() >= heardAt + silence) {
        fault ??= "nothing was heard of the hub any more";
        socket.terminate();
      } else {
        callOff = clock.at(heardAt + silence, watch);
      }
    }
    socket.on("open", () => {
      hear();
      for (const text of waiting.splice(0)) socket.send(text);
    });
    socket.on("ping", hear);
    socket.on("message", (data, isBinary) => {
      hear();
      listener.received(textOfFrame(data, isBinary));
    });
    socket.on("error", (error) => {
      fault ??= error.message;
    });
    socket.once("close", () => {
      callOff();
      listener.closed(fault ?? "the hub has hung up");
    });
    return {
      send: (text) => {
        if (socket.readyState === WebSocket.CONNECTING) waiting.push(text);
        else if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      hangUp: () => {
        if (socket.readyState === WebSocket.CONNECTING) socket.terminate();
        else socket.close();
      },
    };
  };
}
