import type { RawData } from "ws";

/** What a WebSocket has received, as text. Frames of bytes are no text: they come out as one that nothing reads. */
export function textOfFrame(data: RawData, isBinary: boolean): string {
  if (isBinary) return "";
  if (Array.isArray(data)) return Buffer.concat(data).toString("utf8");
  return Buffer.isBuffer(data) ? data.toString("utf8") : Buffer.from(data).toString("utf8");
}
