import type { Order } from "./Order.ts";

/** An order and its place in the book, from 0. */
export interface BookOrder {
  readonly position: bigint;
  readonly order: Order;
}
