import type { DetailValue } from "../../errors/KessaiError.ts";
import { RegisterLogError } from "../errors/RegisterLogError.ts";

/** Reads the arguments of an event by name and kind; an event that has none such is refused. */
export class EventFields {
  readonly #name: string;
  readonly #fields: Readonly<Record<string, DetailValue>>;

  constructor(name: string, fields: Readonly<Record<string, DetailValue>>) {
    this.#name = name;
    this.#fields = fields;
  }

  text(field: string): string {
    const value = this.#fields[field];
    if (typeof value === "string") return value;
    throw this.#missing(field);
  }

  whole(field: string): bigint {
    const value = this.#fields[field];
    if (typeof value === "bigint") return value;
    throw this.#missing(field);
  }

  truth(field: string): boolean {
    const value = this.#fields[field];
    if (typeof value === "boolean") return value;
    throw this.#missing(field);
  }

  struct(field: string): EventFields {
    const value = this.#fields[field];
    if (isRecord(value)) return new EventFields(`${this.#name}.${field}`, value);
    throw this.#missing(field);
  }

  #missing(field: string): RegisterLogError {
    return new RegisterLogError(`the event ${this.#name} has no readable ${field}`);
  }
}

function isRecord(value: DetailValue | undefined): value is Readonly<Record<string, DetailValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
