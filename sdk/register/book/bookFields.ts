import { z } from "zod";

import { amountField, dateField, isinField, textField } from "../../terms/fields.ts";

/** The fields of an entry that people write: everything but who it is. Used by the book and by the file of details. */
export const bookFields = {
  address: textField.optional(),
  addressJa: textField.optional(),
  taxNote: textField.optional(),
  trustNotice: textField.optional(),
};

/** A pledge as it is written. */
export const pledgeFields = z
  .strictObject({
    isin: isinField,
    units: amountField,
    pledgee: textField,
    pledgeeAddress: textField.optional(),
    registeredOn: dateField,
    releasedOn: dateField.optional(),
  })
  .refine(({ registeredOn, releasedOn }) => releasedOn === undefined || releasedOn >= registeredOn, {
    path: ["releasedOn"],
    message: "must not be before the day on which the pledge was registered",
  });
