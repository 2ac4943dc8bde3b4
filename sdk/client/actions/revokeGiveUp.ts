import { encodeGiveUp } from "../../trading/encodeGiveUp.ts";
import type { GiveUp } from "../../trading/GiveUp.ts";
import { giveUpId } from "../../trading/giveUpHash.ts";
import type { Call } from "../Call.ts";
import type { Kessai } from "../Kessai.ts";
import { tradingCall } from "./tradingCall.ts";

/** Takes a broker's consent back. Sender: the broker, or its operator in scope cancel. */
export function revokeGiveUp(kessai: Kessai, giveUp: GiveUp): Call {
  const data = kessai.requestForQuote.interface.encodeFunctionData("revokeGiveUp", [encodeGiveUp(giveUp)]);
  return tradingCall(kessai, data, `revoke the give-up ${giveUpId(giveUp).slice(0, 10)}...`);
}
