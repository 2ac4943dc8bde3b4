/** Reads CSV as RFC 4180 has it, character by character. */
export function csvRecords(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  let isQuoted = false;
  for (let place = 0; place < text.length; place++) {
    const letter = text.charAt(place);
    if (isQuoted) {
      if (letter !== '"') field += letter;
      else if (text.charAt(place + 1) === '"') field += text.charAt(++place);
      else isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === ",") {
      record.push(field);
      field = "";
    } else if (letter === "\r" && text.charAt(place + 1) === "\n") {
      place++;
      records.push([...record, field]);
      record = [];
      field = "";
    } else field += letter;
  }
  if (field !== "" || record.length > 0) throw new Error("the last line is not ended");
  return records;
}
