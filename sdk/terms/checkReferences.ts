import type { InputIssue } from "../errors/InvalidInputError.ts";
import { issue } from "./issue.ts";
import type { Party, PartyRole } from "./Party.ts";
import type { Scenario } from "./Scenario.ts";

/**
 * The rules between the files of a scenario: every party named is listed and has the role it is named for;
 * buyers belong to the classes the bond requires and their identity check outlasts settlement; one currency
 * throughout.
 */
export function checkReferences(scenario: Scenario): readonly InputIssue[] {
  return [...termReferences(scenario), ...tradeReferences(scenario), ...cashReferences(scenario)];
}

function termReferences({ terms, parties }: Scenario): readonly InputIssue[] {
  const named: readonly (readonly [path: string, id: string | undefined, role?: PartyRole])[] = [
    ["terms.issuer", terms.issuer, "issuer"],
    ["terms.fiscalAgent", terms.fiscalAgent, "fiscalAgent"],
    ["terms.registrar", terms.registrar, "registrar"],
    ["terms.underwriting.underwriter", terms.underwriting.underwriter, "securitiesFirm"],
    ["terms.settlementBank", terms.settlementBank, "settlementBank"],
    ["terms.tax.account", terms.tax?.account],
  ];
  return named.flatMap(([path, id, role]) => {
    if (id === undefined) return [];
    const party = find(parties, id);
    if (party === undefined) return [unknownParty(path, id)];
    if (role === undefined || party.roles.includes(role)) return [];
    return [issue(path, id, `must be a party with the role ${role}`)];
  });
}

function tradeReferences({ terms, parties, trades }: Scenario): readonly InputIssue[] {
  return trades.flatMap(({ seller, buyer, settlementDate }, index) => {
    const path = `trades[${index}]`;
    const holder = find(parties, buyer);
    const issues = find(parties, seller) === undefined ? [unknownParty(`${path}.seller`, seller)] : [];
    if (holder === undefined) return [...issues, unknownParty(`${path}.buyer`, buyer)];
    const missing = terms.requiredInvestorClasses.filter((name) => !holder.classes.includes(name));
    return [
      ...issues,
      ...missing.map((name) =>
        issue(`${path}.buyer`, buyer, `must belong to the class ${name}, which the bond requires`),
      ),
      ...(holder.kycExpiry < settlementDate
        ? [
            issue(
              `${path}.buyer`,
              buyer,
              `must have an identity check valid on ${settlementDate}; it expired on ${holder.kycExpiry}`,
            ),
          ]
        : []),
    ];
  });
}

function cashReferences({ terms, parties, cash }: Scenario): readonly InputIssue[] {
  const currency =
    cash.currency === terms.currency
      ? []
      : [issue("cash.currency", cash.currency, `must be the bond's currency ${terms.currency}`)];
  const unknown = cash.deposits.flatMap(({ party }, index) =>
    find(parties, party) === undefined ? [unknownParty(`cash.deposits[${index}].party`, party)] : [],
  );
  return [...currency, ...unknown];
}

function find(parties: readonly Party[], id: string): Party | undefined {
  return parties.find((party) => party.id === id);
}

function unknownParty(path: string, id: string): InputIssue {
  return issue(path, id, "must be the id of a party in the party list");
}
