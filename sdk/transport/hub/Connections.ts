import type { Role } from "../Login.ts";

/** Who speaks through a connection. */
export interface Client {
  readonly account: string;
  readonly role: Role;
}

/** A connection to a hub. */
export interface Connection {
  /** Whatever it is called by. */
  readonly name: string;
  /** What its login must answer. */
  readonly challenge: string;
  /** Who has logged in; left out while nobody has. */
  readonly client?: Client | undefined;
}

/** Who is connected to a hub, and through what: one connection for an account in a role. */
export class Connections {
  readonly #connections = new Map<string, Connection>();
  readonly #byClient = new Map<string, string>();

  get size(): number {
    return this.#connections.size;
  }

  get names(): readonly string[] {
    return [...this.#connections.keys()];
  }

  /** Number of those logged in in a role. */
  count(role: Role): number {
    return [...this.#connections.values()].filter(({ client }) => client?.role === role).length;
  }

  get(name: string): Connection | undefined {
    return this.#connections.get(name);
  }

  add(connection: Connection): void {
    this.#connections.set(connection.name, connection);
  }

  /** The connection of an account in a role. */
  of(client: Client): string | undefined {
    return this.#byClient.get(clientKey(client));
  }

  logIn(connection: Connection, client: Client): void {
    this.#connections.set(connection.name, { ...connection, client });
    this.#byClient.set(clientKey(client), connection.name);
  }

  remove(name: string): void {
    const client = this.#connections.get(name)?.client;
    if (client !== undefined) this.#byClient.delete(clientKey(client));
    this.#connections.delete(name);
  }
}

/** What tells clients apart. */
export function clientKey({ account, role }: Client): string {
  return `${role} ${account}`;
}
