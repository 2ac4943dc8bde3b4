import { bondTax } from "../../sdk/bonds/bondTax.ts";
import { positions } from "../../sdk/client/readers/positions.ts";
import { formatAmount } from "../../sdk/encoding/formatAmount.ts";
import type { Party } from "../../sdk/terms/Party.ts";
import type { Scenario } from "../../sdk/terms/Scenario.ts";
import type { Tabulated } from "./Narrator.ts";
import type { OpenHouse } from "./openHouse.ts";

/** What `positionRows` works on. */
export interface PositionRowsOptions {
  readonly scenario: Scenario;
  readonly house: OpenHouse;
  readonly settlementBank: string;
}

/**
 * What every party holds, of the bond and of cash, with the totals. Parties that never hold anything are left out, and who
 * takes the tax until there is some.
 */
export async function positionRows(options: PositionRowsOptions): Promise<Tabulated> {
  const { scenario, house, settlementBank } = options;
  const { terms, parties, cash } = scenario;
  const [bond, money] = await Promise.all([
    house.kessai.bond(terms.isin),
    house.kessai.currency({ currency: cash.currency, settlementBank }),
  ]);
  const tokens = [await bond.getAddress(), await money.getAddress()];
  const tax = bondTax(terms).account;
  const isHolder = ({ roles }: Party): boolean =>
    roles.some((role) => role === "issuer" || role === "securitiesFirm" || role === "investor");
  const holders = parties.filter((party) => isHolder(party) || party.id === tax);
  const read = await positions(house.kessai, {
    accounts: holders.map(({ id }) => house.accountOf(id)),
    tokens,
  });
  const lines = holders
    .map((party, index) => ({ party, bond: read[2 * index], cash: read[2 * index + 1] }))
    .filter(({ party, cash: money }) => isHolder(party) || money?.balance !== 0n)
    .map(({ party, ...figures }) => ({
      ...figures,
      id: isHolder(party) ? party.id : `tax, ${party.id}`,
    }));
  const sum = (values: readonly (bigint | undefined)[]): bigint =>
    values.reduce<bigint>((total, value) => total + (value ?? 0n), 0n);
  const row = (name: string, figures: readonly bigint[]): readonly string[] => [
    name,
    ...figures.map((figure) => (figure === 0n ? "-" : formatAmount(figure))),
  ];
  const figuresOf = (of: typeof lines): readonly bigint[] => {
    const units = sum(of.map(({ bond: position }) => position?.balance));
    return [
      units,
      units * terms.denomination,
      sum(of.map(({ bond: position }) => position?.held)),
      sum(of.map(({ cash: position }) => position?.balance)),
      sum(of.map(({ cash: position }) => position?.held)),
    ];
  };
  return {
    head: ["party", "units", `face ${terms.currency}`, "held", `cash ${cash.currency}`, "held cash"],
    right: [1, 2, 3, 4, 5],
    rows: [...lines.map((line) => row(line.id, figuresOf([line]))), row("total", figuresOf(lines))],
  };
}
