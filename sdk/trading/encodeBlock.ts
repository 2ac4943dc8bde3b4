import { ZeroHash } from "ethers";

import { NO_GIVE_UP, NO_TICKET, OUTCOMES } from "./Acceptance.ts";
import type { Acceptance, Allocation } from "./Acceptance.ts";
import { encodeGiveUp } from "./encodeGiveUp.ts";
import type { EncodedGiveUp } from "./encodeGiveUp.ts";
import { encodeTicket } from "./encodeTicket.ts";
import type { EncodedTicket } from "./encodeTicket.ts";
import type { Share } from "./Ticket.ts";

/** An acceptance as the contract takes it: IBlocks.Block. Its lists are its own, since ethers takes no readonly ones. */
export interface EncodedBlock {
  readonly allocations: Allocation[];
  /** IBlocks.Then */
  readonly then: bigint;
  readonly salt: string;
  readonly evidence: string;
  readonly ticket: Omit<EncodedTicket, "split"> & { readonly split: Share[] };
  readonly ticketSignature: string;
  readonly giveUp: EncodedGiveUp;
  readonly giveUpSignature: string;
  readonly set: string;
}

/**
 * An acceptance in the form of the contract: what is not there is zero.
 *
 * @throws InvalidTextError when a text of ticket or give-up is too long or not ASCII
 */
export function encodeBlock(acceptance: Acceptance): EncodedBlock {
  const { allocations, then, salt, evidence, ticket, giveUp, set } = acceptance;
  const { split, ...rest } = ticket === undefined ? NO_TICKET : encodeTicket(ticket.ticket);
  return {
    allocations: allocations.map((each) => ({ ...each })),
    then: BigInt(OUTCOMES.indexOf(then)),
    salt: salt ?? ZeroHash,
    evidence,
    ticket: { ...rest, split: split.map((each) => ({ ...each })) },
    ticketSignature: ticket?.signature ?? "0x",
    giveUp: giveUp === undefined ? { ...NO_GIVE_UP } : encodeGiveUp(giveUp.giveUp),
    giveUpSignature: giveUp?.signature ?? "0x",
    set: set ?? "0x",
  };
}
