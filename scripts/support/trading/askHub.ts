import { hexlify, randomBytes } from "ethers";
import type { Signer } from "ethers";

import { signatureChecks } from "../../../sdk/client/readers/signatureChecks.ts";
import { formatAmount } from "../../../sdk/encoding/formatAmount.ts";
import { settlementBankOf } from "../../../sdk/terms/settlementBankOf.ts";
import { rankQuotes } from "../../../sdk/trading/rankQuotes.ts";
import { requestOf } from "../../../sdk/trading/market/requestOf.ts";
import type { SignedRequest } from "../../../sdk/trading/Request.ts";
import { signRequest } from "../../../sdk/trading/signRequest.ts";
import type { BookEvent } from "../../../sdk/transport/asker/BookEvent.ts";
import type { ClosedBook } from "../../../sdk/transport/asker/ClosedBook.ts";
import type { OpenBook } from "../../../sdk/transport/asker/OpenBook.ts";
import { RfqClient } from "../../../sdk/transport/asker/RfqClient.ts";
import type { Transport } from "../../../sdk/transport/Transport.ts";
import type { JobContext } from "../JobContext.ts";
import { formatPrice } from "./answerTable.ts";
import type { MarketClock } from "./marketClock.ts";
import type { RfqJob } from "./readRfqJob.ts";
import { requireHub } from "./requireHub.ts";

/** An asker that is connected, and what came of what it asked. */
export interface AskedHub {
  readonly book: ClosedBook;
  /** Opens the account of an anonymous request. */
  readonly accountSalt: string;
  /** Tells dealers what came of it, and hangs up. */
  readonly end: (taken: readonly string[]) => Promise<void>;
}

/** Asks the dealers of a job over its hub, and shows their answers as they come. */
export async function askHub(
  context: JobContext,
  job: RfqJob,
  { clock, signer }: { readonly clock: MarketClock; readonly signer: Signer },
): Promise<AskedHub> {
  const { kessai, book: addresses } = context;
  const { ticket, scenario } = job;
  const domain = kessai.tradingDomain;
  const account = addresses.accountOf(ticket.investor);
  const dealers = job.dealers.map((dealer) => addresses.accountOf(dealer));
  const [dealersSalt, accountSalt, salt] = [random(), random(), random()];
  const request = requestOf({
    ticket,
    termSheet: scenario.terms,
    account,
    broker: job.giveUp?.giveUp.broker,
    settlementBank: addresses.accountOf(settlementBankOf(scenario)),
    dealers,
    dealersSalt,
    accountSalt,
    salt,
    askedAt: clock.now(),
  });
  const signed: SignedRequest = request.isAnonymous
    ? { request, signature: "0x" }
    : await signRequest(signer, { domain, request });
  const transport = await requireHub(context, { url: job.hub, account, role: "asker", signer, clock });
  const client = new RfqClient({ domain, transport, clock, checks: signatureChecks(kessai) });
  const open = client.ask({ request: signed, dealers, dealersSalt, closesWhenAnswered: true });
  context.reporter.progress(
    `${ticket.id}: ${dealers.length} dealers are asked${request.isAnonymous ? ", who do not see who asks" : ""}.`,
  );
  await tellAnswers(context, open, { request, clock });
  const book = await open.closed;
  return { book, accountSalt, end: (taken) => end({ client, transport, request: book.id }, taken) };
}

async function end(
  {
    client,
    transport,
    request,
  }: { readonly client: RfqClient; readonly transport: Transport; readonly request: string },
  taken: readonly string[],
): Promise<void> {
  // A courtesy to dealers, who see on the chain what was taken: nothing depends on it.
  await client.tellOutcome(request, taken).catch(() => undefined);
  await client.close();
  await transport.close();
}

async function tellAnswers(
  { reporter, names }: JobContext,
  open: OpenBook,
  { request, clock }: { readonly request: SignedRequest["request"]; readonly clock: MarketClock },
): Promise<void> {
  const name = (account: string): string => names(account) ?? account;
  for await (const event of open) {
    const line = lineOf(event, name);
    if (line === undefined) continue;
    const { best } = rankQuotes({ request, quotes: open.standing, at: clock.now() });
    const isBest = event.kind === "quote" && best?.id === event.id;
    reporter.progress(`  ${line}${isBest ? "  <- best so far" : ""}`);
  }
}

function lineOf(event: BookEvent, name: (account: string) => string): string | undefined {
  switch (event.kind) {
    case "quote": {
      const { dealer, cleanPriceE7, cashPerUnit, kind } = event.quote;
      return `${name(dealer)} ${formatPrice(cleanPriceE7)} (${formatAmount(cashPerUnit)} a unit, ${kind})`;
    }
    case "pass":
      return `${name(event.pass.dealer)} passes: ${event.pass.reason}`;
    case "withdrawal":
      return `${name(event.withdrawal.dealer)} withdraws a quote`;
    case "refusal":
      return `a message was not taken: ${event.refusal.reason} ${event.refusal.text}`.trimEnd();
    case "notice":
      return `the hub says: ${event.text}`;
    case "acknowledgement":
    case "closing":
      return undefined;
  }
}

function random(): string {
  return hexlify(randomBytes(32));
}
