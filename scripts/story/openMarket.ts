import { secondsAtStartOfDay } from "../../sdk/calendar/secondsAtStartOfDay.ts";
import { admit } from "../../sdk/client/actions/admit.ts";
import { appointOperator } from "../../sdk/client/actions/appointOperator.ts";
import { setExposure } from "../../sdk/client/actions/setExposure.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import { identityCommitment } from "../../sdk/participants/identityCommitment.ts";
import type { LoadedMarket } from "../support/trading/loadMarket.ts";
import type { Case } from "./beginCase.ts";
import { storySalt } from "./openHouse.ts";

/** Nine firms join the market: each appoints it and says how far it may be taken up; so do the investors that will ask. */
export async function openMarket(told: Case, { sheet, dealers }: LoadedMarket): Promise<void> {
  const { scenario, house, narrator, act, step } = told;
  const { terms } = scenario;
  const { kessai, accountOf } = house;
  const operator = kessai.deployment.addresses.requestForQuote;
  await step(`${sheet.dealers.length} securities firms join the secondary market`);
  for (const party of dealers) {
    const kycExpiry = secondsAtStartOfDay(party.kycExpiry, terms.businessCentre);
    const commitment = identityCommitment(storySalt(party.id), party);
    const account = accountOf(party.id);
    await act(terms.registrar, admit(kessai, { account, classes: party.classes, kycExpiry, commitment }));
  }
  const expiry = secondsAtStartOfDay(terms.maturityDate, terms.businessCentre);
  const appoint = appointOperator(kessai, { operator, scopes: ["trade"], expiry });
  for (const { firm, limit } of sheet.dealers) {
    await act(firm, appoint);
    const units = limit / terms.denomination;
    await act(firm, setExposure(kessai, { isin: terms.isin, sellCap: units, buyCap: units }));
  }
  for (const investor of new Set(sheet.requests.map((request) => request.investor))) {
    await act(investor, appoint);
  }
  const limits = sheet.dealers.reduce((sum, { limit }) => sum + limit, 0n);
  narrator.say(
    `Each appoints the market as its operator for trades, and says how much it may be taken up on: ` +
      `${formatAmount(limits)} ${terms.currency} of face together. Nobody has to trust who runs the market.`,
  );
}
