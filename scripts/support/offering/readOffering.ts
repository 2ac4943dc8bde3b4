import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { z } from "zod";

import { InvalidInputError } from "../../../sdk/errors/InvalidInputError.ts";
import type { InputIssue } from "../../../sdk/errors/InvalidInputError.ts";
import type { OfferingSheet } from "../../../sdk/offering/OfferingSheet.ts";
import { issue } from "../../../sdk/terms/issue.ts";
import type { Party, PartyRole } from "../../../sdk/terms/Party.ts";
import { readDocument } from "../../../sdk/terms/readDocument.ts";
import { parseMoment } from "../advanceTo.ts";
import { readNamedFile } from "../files.ts";
import { loadScenario } from "../loadScenario.ts";
import type { LoadedScenario } from "../loadScenario.ts";
import { scenarioFile } from "../scenarioFile.ts";
import { UsageError } from "../UsageError.ts";
import { loadOffering } from "./loadOffering.ts";
import { offeringOptions } from "./offeringOptions.ts";
import type { OfferingFileName } from "./offeringOptions.ts";

/** What the command line says of an offering: its files, read and checked. */
export interface ReadOffering {
  readonly scenario: LoadedScenario;
  readonly sheet: OfferingSheet;
  /** Whether more is issued of a bond that is outstanding (追加発行). */
  readonly isTap: boolean;
  /** The file of the offering sheet. */
  readonly path: string;
  /** Until when the clock is moved forward. */
  readonly at: bigint | undefined;
}

/** Whether the job is for a first issue, for a tap, or for whatever the sheet is for. */
export type OfferingKind = "first" | "tap" | "either";

/**
 * Reads and checks a scenario and an offering sheet of its bond. Without saying which, a sheet that is paid for after the issue
 * date of the bond is one for a tap.
 */
export function readOffering(written: unknown, kind: OfferingKind = "either"): ReadOffering {
  const options = offeringOptions.parse(written);
  const scenario = loadScenario(options);
  const { terms: termSheet, parties } = scenario;
  const path = options.offering ?? usualFile(options.scenario, kind === "tap" ? "tap.yaml" : "offering.yaml");
  const isTap = kind === "either" ? paidFor(path) > termSheet.issueDate : kind === "tap";
  const { sheet } = loadOffering({ offering: path }, { termSheet, isTap });
  requireParties(sheet, parties);
  const at = options.at === undefined ? undefined : parseMoment(options.at, termSheet.businessCentre);
  return { scenario, sheet, isTap, path, at };
}

/** The order file that goes with an offering sheet: orders.yaml beside offering.yaml, tap-orders.yaml beside tap.yaml. */
export function ordersBeside(path: string): string {
  const name = basename(path).replace(/\.ya?ml$/, "");
  return join(dirname(path), name === "offering" ? "orders.yaml" : `${name}-orders.yaml`);
}

function usualFile(scenario: string | undefined, usual: OfferingFileName): string {
  if (scenario === undefined || scenario === "")
    throw new UsageError("No offering sheet was named.", "Give --scenario <name>, or --offering <file>.");
  const path = join(dirname(scenarioFile(scenario, "terms")), usual);
  if (existsSync(path)) return path;
  throw new UsageError(`The scenario ${scenario} has no ${usual}.`, "Name a sheet with --offering <file>.");
}

/** The payment date as it is written; whether it is one is for the sheet's own rules to say. */
function paidFor(path: string): string {
  const written = z
    .looseObject({ paymentDate: z.string() })
    .safeParse(readDocument(readNamedFile(path), path));
  return written.success ? written.data.paymentDate : "";
}

function requireParties({ syndicate, allocation }: OfferingSheet, parties: readonly Party[]): void {
  const named: readonly (readonly [path: string, id: string, role: PartyRole])[] = [
    ...syndicate.map(
      ({ firm }, index) => [`offering.syndicate[${index}].firm`, firm, "securitiesFirm"] as const,
    ),
    ...allocation.tiers.flatMap(({ investors = [] }, tier) =>
      investors.map(
        (id, index) => [`offering.allocation.tiers[${tier}].investors[${index}]`, id, "investor"] as const,
      ),
    ),
  ];
  const issues = named.flatMap(([path, id, role]): readonly InputIssue[] => {
    const party = parties.find((each) => each.id === id);
    if (party === undefined) return [issue(path, id, "must be the id of a party in the party list")];
    if (role === "investor" || party.roles.includes(role)) return [];
    return [issue(path, id, `must be a party with the role ${role}`)];
  });
  if (issues.length > 0)
    throw new InvalidInputError({ code: "OFFERING_INVALID", subject: "offering sheet", issues });
}
