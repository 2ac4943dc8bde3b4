import { HINTS } from "./hints.ts";
import type { RevertSentences } from "./RevertSentence.ts";

const STATE = "Look at its state with the book job.";
const APPOINT =
  "Have the account appoint the caller, or the offering contract, as operator: the offer, tap and order jobs do.";
const TERMS = "Correct the offering's terms.";
const EARLIER = "Do it earlier, or offer again with other dates.";

/** The primary market: offerings, books of orders, allotments, closings, lock-ups. */
export const offerings: RevertSentences = {
  BondFactoryInvalidPrimaryMarket: {
    sentence: "{primaryMarket} cannot be the primary market contract.",
    hint: "Name a contract that is not the present one.",
  },
  BondTokenNotPrimaryMarket: {
    sentence: "Only {primaryMarket} issues units of the bond {isin} against payment, not {caller}.",
    hint: "Bring the units to market with an offering: npm run kessai -- offer",
  },
  BondTokenOffered: {
    sentence: "The bond {isin} is being offered: the closing of its offering issues it.",
    hint: "Close the offering, or call it off first.",
  },
  BondTokenInvalidLockUp: {
    sentence: "Units of the bond {isin} cannot be locked up for {account} until {until}: it is {timestamp}.",
    hint: HINTS.internal,
  },
  BondTokenLockedUp: {
    sentence:
      "{account} cannot pass on {amount} units of the bond {isin}: {lockedUnits} that it was allotted are locked up until {until}.",
    hint: "Wait until the lock-up is over, or move no more than the other units.",
  },
  OfferingNotAppointed: {
    sentence: "{caller} may not act for {account} in the offering of {isin}.",
    hint: APPOINT,
  },
  OfferingUnknownBond: {
    sentence: "There is no bond {isin} that could be offered.",
    hint: "Create the bond first: npm run kessai -- offer does so from its term sheet.",
  },
  OfferingUnknownCurrency: {
    sentence: "There is no digital {currency} of {settlementBank} in which {isin} could be paid for.",
    hint: "Have the settlement bank create its currency first: npm run kessai -- mint-cash",
  },
  OfferingNotOfferable: {
    sentence:
      "The bond {isin} cannot be offered: its life cycle is {lifeCycle}, or its units were issued already.",
    hint: "A bond is offered before it is issued, or as a tap while it is outstanding.",
  },
  OfferingForeignBond: {
    sentence:
      "Units of the bond {isin} are issued by {primaryMarket} and settle at {settlement}: this house cannot offer it.",
    hint: "Offer it where it was created.",
  },
  OfferingNotPerforming: {
    sentence: "The bond {isin} is {standing}: no more of it is offered.",
    hint: "Look at its state with the servicing job.",
  },
  OfferingInProgress: {
    sentence:
      "Offering {number} of the bond {isin} is still under way, or has allotments that can still settle.",
    hint: "Close it, or unwind it first: npm run kessai -- close-offering",
  },
  OfferingLockedUp: {
    sentence: "The issuer of {isin} undertook to offer no more of it until {until}; it is {timestamp}.",
    hint: "Wait until the lock-up is over.",
  },
  OfferingInvalidTerms: {
    sentence: "The terms of the offering of {isin} do not fit together: {field}.",
    hint: TERMS,
  },
  OfferingInvalidMember: {
    sentence:
      "{firm} cannot be a member of the syndicate of {isin}: it is named twice, or is the issuer, or nobody.",
    hint: TERMS,
  },
  OfferingWrongStage: {
    sentence: "The offering of {isin} is at stage {actual}, and this is done at stage {expected}.",
    hint: STATE,
  },
  OfferingNotMember: {
    sentence: "{account} is no member of the syndicate of {isin}.",
    hint: "Go through a member of the syndicate; the book job names them.",
  },
  OfferingAlreadySigned: {
    sentence: "{firm} has signed the underwriting of {isin} already.",
    hint: "Nothing needs to be done.",
  },
  OfferingTooManyOfferees: {
    sentence: "{count} investors would be offered the bond {isin}; a small-number placement allows {limit}.",
    hint: "Approach fewer investors, or make it a public offering.",
  },
  OfferingBookClosed: {
    sentence: "The book of {isin} is open from {from} until {until}; it is {timestamp}.",
    hint: "Orders are entered, amended and withdrawn while the book is open.",
  },
  OrderEmptyCommitment: {
    sentence: "An order for {isin} cannot be entered without its hash.",
    hint: HINTS.internal,
  },
  OrderUnknown: {
    sentence: "There is no order at position {position} of the book of {isin}, or it was withdrawn.",
    hint: STATE,
  },
  OrderNotYours: {
    sentence:
      "The order at position {position} of the book of {isin} was entered by {enteredBy}, not by {account}.",
    hint: "Have the account that entered it amend or withdraw it.",
  },
  OrderAlreadyRevoked: {
    sentence: "The order {commitment} for {isin} is taken back already.",
    hint: "Nothing needs to be done.",
  },
  OrderAlreadyEntered: {
    sentence: "The investor has an order of its own in the book of {isin} already, at position {position}.",
    hint: "Amend that order.",
  },
  OfferingTooEarly: {
    sentence: "The offering of {isin} does this from {from} on; it is {timestamp}.",
    hint: "Wait until then.",
  },
  OfferingTooLate: {
    sentence: "The offering of {isin} did this until {until}; it is {timestamp}.",
    hint: EARLIER,
  },
  OfferingPriceOutsideRange: {
    sentence: "The price {price} of {isin} is outside of its range, {floor} to {cap}.",
    hint: "Price within the range of the terms.",
  },
  OfferingInvalidRate: {
    sentence:
      "A spread of {spreadE8} over {referenceYieldE8} is no price condition for {isin}: rates are between -100 % and 100 %.",
    hint: "Give the reference yield in percent.",
  },
  OfferingOtherNumber: {
    sentence: "Offering {number} of {isin} is not the present one, which is {present}.",
    hint: "Look at the terms of the present offering before signing it.",
  },
  OfferingUnsignedMember: {
    sentence: "{firm} has not signed the underwriting of {isin} yet.",
    hint: "Have it sign: npm run kessai -- offer",
  },
  OfferingAllocationNotApproved: {
    sentence:
      "The allocation {allocationHash} of {isin} departs from the rule, and the issuer approved {approved}.",
    hint: "Have the issuer approve it: npm run kessai -- allocate --approve",
  },
  OfferingAllocationChanged: {
    sentence: "The allocation of {isin} is {allocationHash}, not {approved}.",
    hint: "Look at the allocation again, and approve that one.",
  },
  OfferingNothingFails: {
    sentence: "The terms of the offering of {isin} let nothing close when one investor does not pay.",
    hint: "Wait for its money until the cut-off; then the offering lapses.",
  },
  OfferingIncomplete: {
    sentence: "The closing of {isin} has {expected} trades; {trades} were given.",
    hint: "Give every allotment that has not failed, and the syndicate's trades.",
  },
  OfferingForeignVenue: {
    sentence: "The closing of {isin} settles trades of its own venue, not of {venue}.",
    hint: "Give the trades of this offering.",
  },
  OfferingForeignTrade: {
    sentence: "The closing of {isin} cannot settle trades in {actual}.",
    hint: "Settle other bonds by themselves.",
  },
  OfferingNotEnded: {
    sentence: "The offering of {isin} has not ended: there is nothing to unwind.",
    hint: "Unwind it after its cut-off, or once it was called off.",
  },
  AllotmentFilledTwice: {
    sentence:
      "The order {commitment} at position {position} of {isin} is filled already, at another position.",
    hint: "Fill each order once.",
  },
  AllotmentUnordered: {
    sentence: "Position {position} of the book of {isin} cannot be allotted any more: the next is {next}.",
    hint: "Allot each order once, in the order of the book.",
  },
  AllotmentNotCommitted: {
    sentence:
      "The order shown for position {position} of the book of {isin} is not the one that was entered: its hash is {commitment}, not {expected}.",
    hint: "Show the order as its investor signed it before the book closed.",
  },
  AllotmentInvalidUnits: {
    sentence: "The order at position {position} of {isin} is for {minimum} to {maximum} units, not {units}.",
    hint: "Allot within what was ordered.",
  },
  AllotmentOutsideLimit: {
    sentence:
      "The order at position {position} of {isin} does not accept the price {price} with the spread {spreadE8}.",
    hint: "Allot nothing to it.",
  },
  AllotmentInvalidSignature: {
    sentence: "{investor} did not sign the order at position {position} of {isin}.",
    hint: "Show the order with its investor's signature.",
  },
  AllotmentNotOfferee: {
    sentence: "{investor} was not counted among the offerees of {isin} (position {position}).",
    hint: "Count investors before they are offered the bond: npm run kessai -- order --offerees",
  },
  AllotmentRevoked: {
    sentence: "The investor took back the order {commitment} at position {position} of {isin}.",
    hint: "Allot nothing to it.",
  },
  AllotmentOfSyndicate: {
    sentence:
      "{investor} is the issuer of {isin} or a member of its syndicate (position {position}): an order of its own would prop up the price.",
    hint: "Stabilisation is not offered here; what the syndicate takes, it takes by its commitment.",
  },
  AllotmentUnknownFirm: {
    sentence:
      "The order at position {position} of {isin} is to be sold by {firm}, which is no member of the syndicate or did not enter it.",
    hint: "Allot nothing to it.",
  },
  AllotmentExceedsOffering: {
    sentence: "{units} more units of {isin} cannot be allotted: {left} are left.",
    hint: "Allot no more than is offered.",
  },
  AllotmentsTooMany: {
    sentence: "An offering of {isin} closes with at most {limit} allotments, all in one transaction.",
    hint: "Allot to fewer orders, for instance with larger lots.",
  },
  AllotmentUnknown: {
    sentence: "The trade {tradeId} is not the allotment of position {position} of {isin}.",
    hint: "Give the trade as the allotment made it.",
  },
  AllotmentAlreadyEarmarked: {
    sentence: "The money for the allotment at position {position} of {isin} is held already.",
    hint: "Nothing needs to be done.",
  },
  AllotmentCanPay: {
    sentence: "{investor} can pay for its allotment of {isin} (position {position}): it has not failed.",
    hint: "Close with it.",
  },
};
