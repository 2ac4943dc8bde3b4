import { HINTS } from "./hints.ts";
import type { RevertSentences } from "./RevertSentence.ts";

/** Duties. */
export const duties: RevertSentences = {
  DutyManagerIncompatibleRoles: {
    sentence: "{account} has the duty {roleHeld} and must not have {roleGranted} as well.",
    hint: "Give the duty to another account.",
  },
  DutyManagerFixedDuty: {
    sentence:
      "The duty {selector} of {target} belongs to the role that the table of duties says, not to {role}.",
    hint: "Grant the role of the table to the account that is to do it.",
  },
  DutyManagerUnknownRole: {
    sentence: "The house has no role {role}.",
    hint: "Use one of the roles in docs/trust.md.",
  },
  DutyManagerDelayTooShort: {
    sentence:
      "{account} would have the duty {role} with a delay of {delay} seconds; at least {minimum} are needed.",
    hint: "Grant it with a longer delay.",
  },
  AccessManagedUnauthorized: {
    sentence: "{caller} does not have the duty that this needs.",
    hint: "Sign with the account that has the duty (the status job lists them).",
  },
  AccessManagedRequiredDelay: {
    sentence: "{caller} may do this only after announcing it and waiting {delay} seconds.",
    hint: "Schedule the call in the access manager, and execute it when the delay has passed.",
  },
  AccessManagedInvalidAuthority: {
    sentence: "{authority} cannot be the access manager.",
    hint: HINTS.internal,
  },
  AccessManagerAlreadyScheduled: {
    sentence: "The operation {operationId} is scheduled already.",
    hint: "Execute it when its delay has passed.",
  },
  AccessManagerBadConfirmation: {
    sentence: "A duty can be given up only by the account that has it.",
    hint: "Sign with that account.",
  },
  AccessManagerExpired: {
    sentence: "The scheduled operation {operationId} was not executed in time.",
    hint: "Schedule it again.",
  },
  AccessManagerInvalidInitialAdmin: {
    sentence: "{initialAdmin} cannot be the first administrator.",
    hint: "Deploy with an account of your own.",
  },
  AccessManagerLockedFunction: {
    sentence: "The function {selector} cannot be reassigned.",
    hint: HINTS.internal,
  },
  AccessManagerLockedRole: { sentence: "The duty {roleId} cannot be changed.", hint: HINTS.internal },
  AccessManagerNotReady: {
    sentence: "The delay of the scheduled operation {operationId} has not passed.",
    hint: HINTS.wait,
  },
  AccessManagerNotScheduled: {
    sentence: "The operation {operationId} is not scheduled.",
    hint: "Schedule it first and wait for its delay.",
  },
  AccessManagerUnauthorizedAccount: {
    sentence: "{msgsender} does not have the duty {roleId}, which this needs.",
    hint: "Sign with the account that has it (the status job lists them).",
  },
  AccessManagerUnauthorizedCall: {
    sentence: "{caller} may not call the function {selector} of {target}.",
    hint: "Sign with the account that has the duty (the status job lists them).",
  },
  AccessManagerUnauthorizedCancel: {
    sentence: "{msgsender} may not cancel what {caller} has scheduled.",
    hint: "Sign as the one who scheduled it, or as guardian or administrator of the duty.",
  },
  AccessManagerUnauthorizedConsume: {
    sentence: "{target} may not use up a scheduled operation.",
    hint: HINTS.internal,
  },
};
