/** Types of EIP-712 structs by name, as ethers takes them. */
export type StructTypes = Readonly<
  Record<string, readonly { readonly name: string; readonly type: string }[]>
>;

/** A value as JSON has it. */
export type WrittenValue = string | boolean | readonly WrittenValue[] | WrittenStruct;

/** The fields of a struct as JSON has them. */
export interface WrittenStruct {
  readonly [field: string]: WrittenValue;
}

/** What `writtenStruct` works on. */
export interface WrittenStructOptions {
  readonly types: StructTypes;
  /** Name of the struct among the types. */
  readonly name: string;
  /** The struct in its readable form; what is no field of it is left out. */
  readonly value: object;
}

/**
 * A struct that is signed as EIP-712 typed data, as it is written in JSON: its fields by name and in order, whole numbers as
 * texts of digits so that no program rounds them, everything else as it is.
 *
 * @throws TypeError when a field is missing, or is nothing that a struct can have
 */
export function writtenStruct({ types, name, value }: WrittenStructOptions): WrittenStruct {
  const given = new Map<string, unknown>(Object.entries(value));
  const fields = (types[name] ?? []).map(({ name: field, type }) => {
    const [inner = "", list] = type.split("[");
    const write = (one: unknown): WrittenValue => writtenValue({ types, name: inner, value: one });
    const found = given.get(field);
    return [field, list !== undefined && Array.isArray(found) ? found.map(write) : write(found)] as const;
  });
  return Object.fromEntries(fields);
}

function writtenValue({ types, name, value }: WrittenStructOptions | ValueOptions): WrittenValue {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "object" && value !== null && name in types)
    return writtenStruct({ types, name, value });
  throw new TypeError(`${typeof value} cannot be written as ${name}`);
}

interface ValueOptions extends Omit<WrittenStructOptions, "value"> {
  readonly value: unknown;
}
