import type { ChainEvent } from "../../events/ChainEvent.ts";
import type { ParticipantStatus } from "../../participants/statuses.ts";
import { PARTICIPANT_STATUSES } from "../../participants/statuses.ts";
import { RegisterLogError } from "../errors/RegisterLogError.ts";
import { EventFields } from "./EventFields.ts";
import type { LedgerParticipant } from "./RegisterLedger.ts";

const STATUS_AFTER: Readonly<Record<string, ParticipantStatus>> = {
  ParticipantSuspended: "suspended",
  ParticipantReinstated: "active",
  ParticipantClosed: "closed",
};

/** What was decided about every participant, from the events of the participant register. */
export class ParticipantBook {
  readonly participants = new Map<string, LedgerParticipant>();

  /** Takes in the next event of the participant register. */
  apply({ name, args }: ChainEvent): void {
    const fields = new EventFields(name, args);
    switch (name) {
      case "ParticipantAdmitted":
        this.participants.set(fields.text("account"), { status: "active", ...wordOf(fields) });
        return;
      case "ParticipantUpdated": {
        const current = fields.struct("current");
        const status = PARTICIPANT_STATUSES[Number(current.whole("status"))] ?? "unknown";
        this.participants.set(fields.text("account"), { status, ...wordOf(current) });
        return;
      }
      case "ParticipantSuspended":
      case "ParticipantReinstated":
      case "ParticipantClosed":
        this.#decide(fields.text("account"), STATUS_AFTER[name] ?? "unknown");
        return;
      case "ParticipantReplaced": {
        const [lost, successor] = [fields.text("lost"), fields.text("successor")];
        this.participants.set(successor, this.#known(lost));
        this.#decide(lost, "replaced");
        return;
      }
      default:
    }
  }

  #decide(account: string, status: ParticipantStatus): void {
    this.participants.set(account, { ...this.#known(account), status });
  }

  #known(account: string): LedgerParticipant {
    const known = this.participants.get(account);
    if (known === undefined) throw new RegisterLogError(`the log never says that ${account} was admitted`);
    return known;
  }
}

function wordOf(fields: EventFields): Omit<LedgerParticipant, "status"> {
  return {
    classMask: fields.whole("classes"),
    kycExpiry: fields.whole("kycExpiry"),
    commitment: fields.text("identityCommitment"),
  };
}
