import type { Role } from "../Login.ts";
import type { HubMessage } from "../messages/HubMessage.ts";

/** A message for whoever is logged in as an account in a role; nobody has it when nobody is. */
export interface Delivery {
  readonly role: Role;
  readonly account: string;
  readonly message: HubMessage;
}
