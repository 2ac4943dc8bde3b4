import type { InputIssue } from "../errors/InvalidInputError.ts";
import { issue } from "../terms/issue.ts";
import { signedRequestSchema } from "./messageSchemas.ts";
import { readMessage } from "./readMessage.ts";
import type { SignedRequest } from "./Request.ts";

/**
 * Checks a request with its signature as it comes over the wire (`writtenSignedRequest`): every field by itself, that its
 * moments are in order, and that an anonymous one is not signed. Whether its asker has signed another, `isRequestSigned` tells.
 *
 * @param input plain data, as JSON.parse returns it
 * @throws InvalidInputError (REQUEST_INVALID) with every issue found, its path beginning with `message`
 */
export function parseSignedRequest(input: unknown): SignedRequest {
  const kind = { code: "REQUEST_INVALID", subject: "signed request" };
  return readMessage({ schema: signedRequestSchema, input, path: "message", rules, ...kind });
}

function rules({ request, signature }: SignedRequest): readonly InputIssue[] {
  const { tradeDate, settleFrom, settleBy, askedAt, answerBy, isAnonymous } = request;
  const issues: InputIssue[] = [];
  const add = (path: string, value: unknown, rule: string): void =>
    void issues.push(issue(`message.${path}`, value, rule));
  if (settleFrom < tradeDate)
    add("request.settleFrom", settleFrom, `must not be before ${tradeDate}, tradeDate`);
  if (settleBy <= settleFrom) add("request.settleBy", settleBy, `must be after ${settleFrom}, settleFrom`);
  if (answerBy <= askedAt) add("request.answerBy", answerBy, `must be after ${askedAt}, askedAt`);
  if (isAnonymous && signature !== "0x") {
    add(
      "signature",
      signature,
      'must be "0x": the request is anonymous, and a signature would show who asks',
    );
  }
  return issues;
}
