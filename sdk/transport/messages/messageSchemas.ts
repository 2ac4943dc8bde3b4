import { z } from "zod";

import {
  addressField,
  bytes32Field,
  signatureField,
  wholeField,
  wordsField,
} from "../../terms/chainFields.ts";
import {
  signedAcknowledgementSchema,
  signedPassSchema,
  signedQuoteSchema,
  signedRequestSchema,
} from "../../trading/messageSchemas.ts";
import { ROLES } from "../Login.ts";
import { NOTICE_CODES } from "./noticeCodes.ts";

// Messages as JSON has them: as in sdk/trading, with the type of the message beside the fields.

const roleField = z.enum(ROLES);

const signedLoginSchema = z.strictObject({
  login: z.strictObject({ account: addressField, role: roleField, challenge: bytes32Field }),
  signature: signatureField,
});

const signedWithdrawalSchema = z.strictObject({
  withdrawal: z.strictObject({
    request: bytes32Field,
    quote: bytes32Field,
    dealer: addressField,
    at: wholeField(0n, 2n ** 64n - 1n),
  }),
  signature: signatureField,
});

const dealerMessages = [
  signedQuoteSchema.extend({ type: z.literal("quote") }),
  signedPassSchema.extend({ type: z.literal("pass") }),
  signedAcknowledgementSchema.extend({ type: z.literal("acknowledgement") }),
  signedWithdrawalSchema.extend({ type: z.literal("withdrawal") }),
] as const;

const outcomeSchema = z.strictObject({
  type: z.literal("outcome"),
  request: bytes32Field,
  quotes: z.array(bytes32Field),
});

/** A message to a hub. */
export const clientMessageSchema = z.discriminatedUnion(
  "type",
  [
    signedLoginSchema.extend({ type: z.literal("login") }),
    signedRequestSchema.extend({
      type: z.literal("ask"),
      dealers: z.array(addressField),
      dealersSalt: bytes32Field,
    }),
    z.strictObject({ type: z.literal("close"), request: bytes32Field }),
    z.strictObject({ type: z.literal("cancel"), request: bytes32Field }),
    outcomeSchema,
    ...dealerMessages,
  ],
  { error: "must be a message to a hub, with its type" },
);

/** A message of a hub. */
export const hubMessageSchema = z.discriminatedUnion(
  "type",
  [
    z.strictObject({ type: z.literal("challenge"), challenge: bytes32Field }),
    z.strictObject({ type: z.literal("welcome"), account: addressField, role: roleField }),
    signedRequestSchema.extend({ type: z.literal("request") }),
    z.strictObject({ type: z.literal("closed"), request: bytes32Field, timedOut: z.array(addressField) }),
    z.strictObject({ type: z.literal("cancelled"), request: bytes32Field }),
    outcomeSchema,
    z.strictObject({
      type: z.literal("notice"),
      code: z.enum(NOTICE_CODES),
      text: wordsField(1_000),
      request: bytes32Field,
    }),
    ...dealerMessages,
  ],
  { error: "must be a message of a hub, with its type" },
);
