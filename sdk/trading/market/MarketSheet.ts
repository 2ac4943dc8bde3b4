import type { CalendarDate } from "../../calendar/CalendarDate.ts";

/** What a securities firm quotes for the bond of a scenario. */
export interface DealerSheet {
  /** The party. */
  readonly firm: string;
  /** Price of 100 of face at which it buys, a decimal text; left out when it does not. */
  readonly bid?: string | undefined;
  /** Price of 100 of face at which it sells, a decimal text; left out when it has nothing to sell. */
  readonly offer?: string | undefined;
  /** Most face that it sells or buys, net, in minor units. */
  readonly limit: bigint;
}

/** Why the only quote there was is a fair one. */
export interface SheetJustification {
  /** Price of 100 of face to compare with, a decimal text. */
  readonly referencePrice: string;
  readonly source: string;
  readonly text: string;
}

/** What an investor asks all firms for. */
export interface RequestTicket {
  /** At most 16 ASCII characters. */
  readonly id: string;
  readonly isin: string;
  readonly investor: string;
  readonly does: "buy" | "sell";
  /** In minor units. */
  readonly faceAmount: bigint;
  readonly tradeDate: CalendarDate;
  readonly settlementDate: CalendarDate;
  /** Time of day in the bond's business centre from which it cannot settle any more. */
  readonly cutOff: string;
  /** Seconds that the firms have to answer. */
  readonly answerSeconds: bigint;
  readonly isAnonymous: boolean;
  readonly justification?: SheetJustification | undefined;
}

/** The secondary market of a scenario: who quotes what, and who asks for what. */
export interface MarketSheet {
  readonly dealers: readonly DealerSheet[];
  readonly requests: readonly RequestTicket[];
}
