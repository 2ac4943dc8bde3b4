import { getAddress } from "ethers";

import { decodeAscii, encodeAscii } from "../../encoding/asciiBytes.ts";
import { textOf } from "../../encoding/textOf.ts";
import type { ChainEvent } from "../../events/ChainEvent.ts";
import { RegisterBondUnknownError } from "../errors/RegisterBondUnknownError.ts";
import { EventFields } from "./EventFields.ts";
import { HoldBook } from "./HoldBook.ts";
import { ParticipantBook } from "./ParticipantBook.ts";
import { recoveryTransfers } from "./recoveryTransfers.ts";
import type { CreatedBond, RegisterLedger } from "./RegisterLedger.ts";
import { UnitBook } from "./UnitBook.ts";

/** What `replayRegister` works on. */
export interface ReplayOptions {
  readonly isin: string;
  /** The contracts whose word counts. */
  readonly addresses: { readonly registry: string; readonly bondFactory: string };
  /** Events of the house, of whatever contract, in any order. */
  readonly events: readonly ChainEvent[];
}

/**
 * Replays the log for one bond. Only what the right contract recorded counts: the creation is the factory's to tell,
 * participants are the participant register's, units the bond's, and holds those of the bond's settlement contracts.
 *
 * @throws RegisterBondUnknownError when the log does not create the bond
 * @throws RegisterLogError when the log contradicts itself
 */
export function replayRegister({ isin, addresses, events }: ReplayOptions): RegisterLedger {
  const id = encodeAscii(isin, 12);
  const ordered = events.toSorted(inOrder);
  const [registry, factory] = [getAddress(addresses.registry), getAddress(addresses.bondFactory)];
  const created = ordered.find(
    ({ name, address, args }) => name === "BondCreated" && address === factory && args["isin"] === id,
  );
  if (created === undefined) throw new RegisterBondUnknownError(isin);
  const bond = createdBond(new EventFields(created.name, created.args));
  const recoveries = recoveryTransfers(ordered.filter(({ address }) => address === bond.address));

  const units = new UnitBook();
  const holds = new HoldBook(id);
  const people = new ParticipantBook();
  const settlements = new Set<string>();
  for (const event of ordered) {
    if (event.address === bond.address) {
      if (event.name === "SettlementChanged") settlements.add(textOf(event.args["settlementAfter"]));
      units.apply(event, recoveries.has(event));
    } else if (event.address === registry) people.apply(event);
    else if (settlements.has(event.address)) holds.apply(event);
  }
  const { issuedInBlock, issued, supply, accounts } = units;
  const { participants } = people;
  return { isin, bond, issuedInBlock, issued, supply, accounts, held: holds.held, participants };
}

function createdBond(event: EventFields): CreatedBond {
  const terms = event.struct("terms");
  return {
    address: event.text("bond"),
    name: terms.text("name"),
    issuer: terms.text("issuer"),
    currency: decodeAscii(terms.text("currency")),
    denomination: terms.whole("denomination"),
    units: terms.whole("units"),
    requiredClasses: terms.whole("requiredClasses"),
    issueDate: terms.whole("issueDate"),
    maturityDate: terms.whole("maturityDate"),
    closedFrom: terms.whole("closedFrom"),
    termsHash: terms.text("termsHash"),
  };
}

function inOrder(one: ChainEvent, other: ChainEvent): number {
  return one.blockNumber - other.blockNumber || one.logIndex - other.logIndex;
}
