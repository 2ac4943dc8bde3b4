import { hexlify, randomBytes } from "ethers";
import type { Command } from "commander";
import { z } from "zod";

import { addDays } from "../../sdk/calendar/addDays.ts";
import { secondsAtStartOfDay } from "../../sdk/calendar/secondsAtStartOfDay.ts";
import { admit } from "../../sdk/client/actions/admit.ts";
import { participants } from "../../sdk/client/readers/participants.ts";
import { classMask } from "../../sdk/participants/classes.ts";
import { identityCommitment } from "../../sdk/participants/identityCommitment.ts";
import { PAYING_CONTRACT_EXPIRY, payingContracts } from "../../sdk/participants/payingContracts.ts";
import type { Party } from "../../sdk/terms/Party.ts";
import type { JobContext } from "../support/JobContext.ts";
import { JobError } from "../support/JobError.ts";
import { loadScenario } from "../support/loadScenario.ts";
import type { LoadedScenario } from "../support/loadScenario.ts";
import { jobCommand, scenarioOptions, withScenario } from "../support/options.ts";
import { perform } from "../support/perform.ts";
import { runJob } from "../support/runJob.ts";
import { requireMarket } from "../support/trading/requireMarket.ts";

const admitOptions = scenarioOptions.extend({ dealers: z.boolean().default(false) });

/** Who is admitted, to hold a bond of which terms. */
type Admission = Pick<LoadedScenario, "parties" | "terms">;

/** Admits the parties of a scenario to the participant register. */
export function admitCommand(): Command {
  const description = {
    name: "admit",
    summary:
      "Admit every party of the party list, and the paying contracts, to the register (duty: registrar).",
    example: "admit --scenario jpx-2022\n  npm run kessai -- admit --scenario jpx-2022 --dealers",
  };
  return withScenario(jobCommand(description))
    .option("--dealers", "admit the dealers of the scenario's secondary market instead (dealers.yaml)")
    .action((written: unknown) => runJob("admit", written, () => read(written), admitAll));
}

function read(written: unknown): Admission {
  const { dealers, ...options } = admitOptions.parse(written);
  const { parties, terms } = loadScenario(options);
  if (!dealers) return { parties, terms };
  return { parties: requireMarket(options.scenario, terms).dealers, terms };
}

async function admitAll(context: JobContext, { parties, terms }: Admission): Promise<void> {
  const { book, kessai, folder, reporter } = context;
  await book.assign(parties);
  const roles = folder.record()?.roles;
  if (roles === undefined) throw new JobError("Nobody is registrar.", "Run the deploy job.");
  for (const party of parties) {
    const account = book.accountOf(party.id);
    // The identity check is valid through its last day.
    const kycExpiry = secondsAtStartOfDay(addDays(party.kycExpiry, 1), terms.businessCentre);
    const { classes } = party;
    await perform(context, {
      what: `admit ${party.id}`,
      sender: roles.registrar,
      isDone: async () => {
        const [known] = await participants(kessai, [account]);
        if (known === undefined || known.status === "unknown") return false;
        if (classMask(known.classes) !== classMask(classes) || known.kycExpiry !== kycExpiry)
          reporter.progress(`  note: the register has other classes or another expiry for ${party.id}`);
        return true;
      },
      call: () => admit(kessai, { account, classes, kycExpiry, commitment: commitmentOf(context, party) }),
    });
  }
  for (const { name, account, commitment } of payingContracts(kessai.deployment)) {
    await perform(context, {
      what: `admit the house's ${name}`,
      sender: roles.registrar,
      isDone: async () => (await participants(kessai, [account]))[0]?.status !== "unknown",
      call: () => admit(kessai, { account, classes: [], kycExpiry: PAYING_CONTRACT_EXPIRY, commitment }),
    });
  }
  const register = await participants(
    kessai,
    parties.map(({ id }) => book.accountOf(id)),
    book.names,
  );
  reporter.table(
    ["party", "account", "status", "classes"],
    register.map(({ name, account, status, classes }) => [name ?? "", account, status, classes.join("\n")]),
  );
  reporter.data("participants", register);
}

/** The salt is in the registrar's book before the commitment that needs it is on the chain. */
function commitmentOf({ folder, options }: JobContext, party: Party): string {
  const salts = folder.salts();
  const salt = salts[party.id] ?? hexlify(randomBytes(32));
  if (salts[party.id] === undefined && !options.dryRun) folder.saveSalts({ ...salts, [party.id]: salt });
  return identityCommitment(salt, party);
}
