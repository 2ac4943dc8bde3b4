import type { Ledger, Name, Participant, PeopleCommand } from "./types.ts";

/** The account that stands in the place of a lost one, after as many replacements as there were. */
export function successorOf(ledger: Ledger, lost: Name): Name | undefined {
  const next = ledger.successors.get(lost);
  return next === undefined ? undefined : (successorOf(ledger, next) ?? next);
}

export function isOperator(ledger: Ledger, account: Name, operator: Name, scope: number): boolean {
  const appointment = ledger.appointments.get(`${account}>${operator}`);
  return (
    appointment !== undefined && (appointment.scopes & scope) === scope && ledger.now < appointment.expiry
  );
}

/** Every reason why an account may not take part now. */
export function ineligibility(ledger: Ledger, account: Name, requiredClasses: number): string[] {
  const known = ledger.participants.get(account);
  if (known === undefined) return ["ParticipantNotAdmitted"];
  const reasons: string[] = [];
  if (known.status === "suspended") reasons.push("ParticipantIsSuspended");
  if (known.status === "closed") reasons.push("ParticipantIsClosed");
  if (known.status === "replaced") reasons.push("ParticipantIsReplaced");
  if (ledger.now >= known.kycExpiry) reasons.push("ParticipantExpired");
  if ((known.classes & requiredClasses) !== requiredClasses) reasons.push("ParticipantLacksClasses");
  return reasons;
}

export function peopleRefusals(ledger: Ledger, command: PeopleCommand): string[] {
  const known = ledger.participants.get(command.account);
  const isOpen = known?.status === "active" || known?.status === "suspended";
  const open = isOpen ? [] : ["ParticipantWrongStatus"];
  const waiting = ledger.replacements.get(command.account);

  switch (command.type) {
    case "admit":
      return known === undefined ? [] : ["ParticipantAlreadyKnown"];
    case "update":
    case "close":
      return open;
    case "suspend":
      return known?.status === "active" ? [] : ["ParticipantWrongStatus"];
    case "reinstate":
      return known?.status === "suspended" ? [] : ["ParticipantWrongStatus"];
    case "appoint":
      return command.operator === command.account ? ["OperatorInvalid"] : [];
    case "proposeReplacement": {
      const isKnown = ledger.participants.has(command.successor);
      return [
        ...open,
        ...(isKnown ? ["ParticipantAlreadyKnown"] : []),
        ...(waiting === undefined ? [] : ["ReplacementPending"]),
      ];
    }
    case "withdrawReplacement":
      if (waiting === undefined) return ["ReplacementNotProposed"];
      return known?.status === "active" ? [] : ["ReplacementNotAllowed"];
    case "completeReplacement":
      if (waiting === undefined) return ["ReplacementNotProposed"];
      return [
        ...open,
        ...(ledger.now < waiting.effectiveAt ? ["ReplacementTooEarly"] : []),
        ...(ledger.participants.has(waiting.successor) ? ["ParticipantAlreadyKnown"] : []),
      ];
  }
}

export function applyToPeople(ledger: Ledger, command: PeopleCommand): void {
  const { account } = command;
  switch (command.type) {
    case "admit":
      ledger.participants.set(account, {
        status: "active",
        classes: command.classes,
        kycExpiry: ledger.now + command.expiresIn,
      });
      return;
    case "update":
      Object.assign(participant(ledger, account), {
        classes: command.classes,
        kycExpiry: ledger.now + command.expiresIn,
      });
      return;
    case "suspend":
      participant(ledger, account).status = "suspended";
      return;
    case "reinstate":
      participant(ledger, account).status = "active";
      return;
    case "close":
      participant(ledger, account).status = "closed";
      return;
    case "appoint":
      ledger.appointments.set(`${account}>${command.operator}`, {
        scopes: command.scopes,
        expiry: command.scopes === 0 ? 0 : ledger.now + command.expiresIn,
      });
      return;
    case "proposeReplacement": {
      const effectiveAt = ledger.now + ledger.rules.replacementDelay;
      ledger.replacements.set(account, { successor: command.successor, effectiveAt });
      return;
    }
    case "withdrawReplacement":
      ledger.replacements.delete(account);
      return;
    case "completeReplacement": {
      const waiting = ledger.replacements.get(account);
      if (waiting === undefined) throw new Error("refused commands are not applied");
      ledger.replacements.delete(account);
      ledger.successors.set(account, waiting.successor);
      ledger.participants.set(waiting.successor, { ...participant(ledger, account) });
      participant(ledger, account).status = "replaced";
      return;
    }
  }
}

function participant(ledger: Ledger, account: Name): Participant {
  const known = ledger.participants.get(account);
  if (known === undefined) throw new Error("refused commands are not applied");
  return known;
}
