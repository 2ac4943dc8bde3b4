import type { CalendarDate } from "../../sdk/calendar/CalendarDate.ts";

/** One payment as a picture shows it, in major units of the currency. */
export interface ProfilePayment {
  readonly date: CalendarDate;
  readonly interest: number;
  /** Whether its rate is known from the terms or a fixing; otherwise it is supposed. */
  readonly isRateKnown: boolean;
  readonly redemption: number;
}

/** What a picture of a bond's payments shows. */
export interface PaymentProfile {
  readonly title: string;
  /** Smaller, below the title. */
  readonly subtitle: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly issueDate: CalendarDate;
  /** In order of date, never empty. */
  readonly payments: readonly ProfilePayment[];
  /** Dates on which the bond can end early, with a word for whose right it is. */
  readonly options: readonly { readonly date: CalendarDate; readonly name: string }[];
}
