import type { SignedRequest } from "../../trading/Request.ts";
import type { SignatureChecks } from "../SignatureChecks.ts";
import type { RequestRefusalReason } from "./DealerEvent.ts";

/** Why a request is not taken up. */
export interface RequestRefusal {
  readonly reason: RequestRefusalReason;
  /** More about it, where there is more to say; else empty. */
  readonly text: string;
}

/** What `refusalOf` works on. */
export interface RefusalOfOptions {
  readonly signed: SignedRequest;
  /** In milliseconds. */
  readonly now: bigint;
  readonly isSigned: SignatureChecks["request"];
}

/** What is wrong with a request for a dealer that is asked; `undefined` when nothing is. */
export async function refusalOf({
  signed,
  now,
  isSigned,
}: RefusalOfOptions): Promise<RequestRefusal | undefined> {
  if (signed.request.answerBy <= now) return { reason: "late", text: "" };
  try {
    return (await isSigned(signed)) ? undefined : { reason: "forged", text: "" };
  } catch (error) {
    return { reason: "unchecked", text: error instanceof Error ? error.message : String(error) };
  }
}
