import { z } from "zod";

import { addressField, bytes32Field, signatureField, wholeField, wordsField } from "../terms/chainFields.ts";
import { currencyField, flagField, isinField, referenceField } from "../terms/fields.ts";
import { SIDES } from "../trade/Trade.ts";
import { QUOTE_KINDS } from "./Quote.ts";

// Messages and files of trading as JSON has them: whole numbers are texts of digits, of which each field takes as many as its
// type on the chain; hexadecimal is in lower case, but for addresses.

const unitsField = wholeField(1n, most(112));
const feeField = wholeField(0n, most(112));
const priceField = wholeField(1n, most(64));
const secondsField = wholeField(0n, most(40));
const millisecondsField = wholeField(0n, most(64));
const sideField = z.enum(SIDES);

/** Characters in which somebody may say why. */
const MOST_WORDS = 1000;

/** A quote and its signature. */
export const signedQuoteSchema = z.strictObject({
  quote: z.strictObject({
    request: bytes32Field,
    dealer: addressField,
    investor: addressField,
    broker: addressField,
    isin: isinField,
    currency: currencyField,
    settlementBank: addressField,
    side: sideField,
    kind: z.enum(QUOTE_KINDS),
    cleanPriceE7: priceField,
    cashPerUnit: unitsField,
    minimumQuantity: unitsField,
    maximumQuantity: unitsField,
    tradeDate: secondsField,
    settleFrom: secondsField,
    settleBy: secondsField,
    validUntil: secondsField,
    lastLook: wholeField(0n, most(16)),
    sequence: wholeField(0n, most(48)),
    commonReference: referenceField,
  }),
  signature: signatureField,
});

/** A request and its signature. */
export const signedRequestSchema = z.strictObject({
  request: z.strictObject({
    isin: isinField,
    currency: currencyField,
    settlementBank: addressField,
    side: sideField,
    quantity: unitsField,
    tradeDate: secondsField,
    settleFrom: secondsField,
    settleBy: secondsField,
    asker: addressField,
    broker: addressField,
    isAnonymous: flagField,
    dealers: bytes32Field,
    dealerCount: wholeField(1n, most(16)),
    askedAt: millisecondsField,
    answerBy: millisecondsField,
    commonReference: referenceField,
    salt: bytes32Field,
  }),
  signature: signatureField,
});

/** A pass and its signature. */
export const signedPassSchema = z.strictObject({
  pass: z.strictObject({
    request: bytes32Field,
    dealer: addressField,
    reason: wordsField(MOST_WORDS),
    at: millisecondsField,
  }),
  signature: signatureField,
});

/** An acknowledgement and its signature. */
export const signedAcknowledgementSchema = z.strictObject({
  acknowledgement: z.strictObject({
    request: bytes32Field,
    dealer: addressField,
    answers: z.array(bytes32Field),
    at: millisecondsField,
  }),
  signature: signatureField,
});

/** A ticket, as it stands in its file. */
export const ticketSchema = z.strictObject({
  manager: addressField,
  isin: isinField,
  currency: currencyField,
  settlementBank: addressField,
  side: sideField,
  maximumQuantity: unitsField,
  limitPriceE7: wholeField(0n, most(64)),
  limitCashPerUnit: feeField,
  validUntil: secondsField,
  settleBy: secondsField,
  maximumFeePerUnit: feeField,
  compliance: bytes32Field,
  salt: bytes32Field,
  split: z.array(z.strictObject({ account: addressField, quantity: unitsField })),
});

/** A give-up, as it stands in its file. */
export const giveUpSchema = z.strictObject({
  broker: addressField,
  investor: addressField,
  request: bytes32Field,
  isin: isinField,
  currency: currencyField,
  settlementBank: addressField,
  maximumQuantity: unitsField,
  feePerUnit: feeField,
  validUntil: secondsField,
  salt: bytes32Field,
});

const givenAnswerSchema = z.discriminatedUnion(
  "kind",
  [
    signedQuoteSchema.extend({ kind: z.literal("quote"), receivedAt: millisecondsField }),
    signedPassSchema.extend({ kind: z.literal("pass"), receivedAt: millisecondsField }),
  ],
  { error: 'must be an answer whose kind is "quote" or "pass"' },
);

/** What a file of evidence holds beside its format and version. */
export const evidenceFields = {
  request: signedRequestSchema,
  dealers: z.array(addressField),
  dealersSalt: bytes32Field,
  answers: z.array(givenAnswerSchema),
  timeOuts: z.array(addressField),
  chosen: bytes32Field,
  reason: wordsField(MOST_WORDS),
  justification: z.strictObject({
    referencePriceE7: wholeField(0n, most(64)),
    source: wordsField(MOST_WORDS),
    text: wordsField(MOST_WORDS),
  }),
  decidedAt: millisecondsField,
  acknowledgements: z.array(signedAcknowledgementSchema),
  late: z.array(givenAnswerSchema).optional(),
};

function most(bits: number): bigint {
  return 2n ** BigInt(bits) - 1n;
}
