import { getBytes, id } from "ethers";

import type { CouponSchedule } from "../../sdk/bonds/types.ts";
import type { Kessai } from "../../sdk/client/Kessai.ts";
import type { TermSheet } from "../../sdk/terms/TermSheet.ts";
import type { DealerSheet, RequestTicket } from "../../sdk/trading/market/MarketSheet.ts";
import { requestOf } from "../../sdk/trading/market/requestOf.ts";
import { signRequest } from "../../sdk/trading/signRequest.ts";
import type { ClosedBook } from "../../sdk/transport/asker/ClosedBook.ts";
import type { OpenBook } from "../../sdk/transport/asker/OpenBook.ts";
import { RfqClient } from "../../sdk/transport/asker/RfqClient.ts";
import { DealerClient } from "../../sdk/transport/dealer/DealerClient.ts";
import { filePricer } from "../../sdk/transport/dealer/filePricer.ts";
import { sequenceFrom } from "../../sdk/transport/dealer/SequenceSource.ts";
import { InProcessHub } from "../../sdk/transport/hub/InProcessHub.ts";
import { HubTransport } from "../../sdk/transport/HubTransport.ts";
import type { Role } from "../../sdk/transport/Login.ts";
import { ManualClock } from "../../sdk/transport/ManualClock.ts";
import type { Transport } from "../../sdk/transport/Transport.ts";
import { pricesOf } from "../support/trading/pricesOf.ts";
import type { OpenHouse } from "./openHouse.ts";
import { storySalt } from "./openHouse.ts";

/** What `askDealers` works on. */
export interface AskDealersOptions {
  readonly house: OpenHouse;
  readonly termSheet: TermSheet;
  readonly schedule: CouponSchedule;
  readonly settlementBank: string;
  readonly dealers: readonly DealerSheet[];
  readonly ticket: RequestTicket;
  /** Number of the first quote of each dealer: one that it has not used. */
  readonly firstSequence: bigint;
}

/** What came of asking, and what opens it. */
export interface Asked {
  readonly book: ClosedBook;
  /** Opens the account of an anonymous request. */
  readonly accountSalt: string;
}

const MILLISECONDS = 1_000n;

/** Asks all dealers at once, over a hub in this process and with one program for each dealer; its clock is the chain's. */
export async function askDealers(options: AskDealersOptions): Promise<Asked> {
  const { house, termSheet, ticket, settlementBank, dealers } = options;
  const { kessai, accountOf, signerOf } = house;
  const domain = kessai.tradingDomain;
  const clock = new ManualClock((await kessai.now()) * MILLISECONDS);
  const hub = new InProcessHub({ domain, clock, randomBytes: storyBytes(ticket.id) });
  const connect = (party: string, role: Role): Transport =>
    new HubTransport({
      domain,
      dial: hub.dial,
      account: accountOf(party),
      role,
      signer: signerOf(party),
      clock,
    });
  const programs = dealers.map((dealer) => quoteFor(options, dealer, { clock, connect, kessai }));
  const line = connect(ticket.investor, "asker");
  const client = new RfqClient({ domain, transport: line, clock });

  const [dealersSalt, accountSalt] = [storySalt(`${ticket.id} dealers`), storySalt(`${ticket.id} account`)];
  const accounts = dealers.map(({ firm }) => accountOf(firm));
  const request = requestOf({
    ticket,
    termSheet,
    account: accountOf(ticket.investor),
    settlementBank,
    dealers: accounts,
    dealersSalt,
    accountSalt,
    salt: storySalt(`${ticket.id} request`),
    askedAt: clock.now(),
  });
  const signed = request.isAnonymous
    ? { request, signature: "0x" }
    : await signRequest(signerOf(ticket.investor), { domain, request });
  const open = client.ask({ request: signed, dealers: accounts, dealersSalt, closesWhenAnswered: true });
  await letTimePass(open, { clock, dealers: dealers.length });
  const book = await open.closed;

  await client.close();
  for (const program of programs) program.close();
  hub.close();
  return { book, accountSalt };
}

/**
 * Lets the clock go on once every dealer has acknowledged what it answered: not before, so that the moments of the story are the
 * same in every run, however fast it is told.
 */
async function letTimePass(
  open: OpenBook,
  { clock, dealers }: { readonly clock: ManualClock; readonly dealers: number },
): Promise<void> {
  let acknowledged = 0;
  for await (const event of open) {
    if (event.kind !== "acknowledgement" || event.acknowledgement.answers.length === 0) continue;
    acknowledged += 1;
    if (acknowledged === dealers) clock.moveBy(1n);
  }
}

/** A dealer's program: it quotes what stands in the market sheet. */
function quoteFor(
  { house, termSheet, schedule, firstSequence }: AskDealersOptions,
  dealer: DealerSheet,
  tools: {
    readonly clock: ManualClock;
    readonly connect: (party: string, role: Role) => Transport;
    readonly kessai: Kessai;
  },
): DealerClient {
  const bonds = new Map([[termSheet.isin, { termSheet, schedule }]]);
  return new DealerClient({
    domain: tools.kessai.tradingDomain,
    dealer: house.accountOf(dealer.firm),
    signer: house.signerOf(dealer.firm),
    transport: tools.connect(dealer.firm, "dealer"),
    clock: tools.clock,
    pricer: filePricer({ prices: pricesOf(dealer, termSheet), bonds }),
    sequences: sequenceFrom(firstSequence),
  });
}

/** Bytes that are the same in every run of the story. A real hub takes random ones. */
function storyBytes(name: string): (length: number) => Uint8Array {
  let count = 0;
  return (length) => {
    count += 1;
    return getBytes(id(`story ${name} ${count}`)).slice(0, length);
  };
}
