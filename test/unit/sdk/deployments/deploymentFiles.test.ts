import { expect } from "chai";

import {
  formatDeploymentRecord,
  parseDeployment,
  parseDeploymentRecord,
} from "../../../../sdk/deployments/deploymentFiles.ts";
import type { DeploymentRecord } from "../../../../sdk/deployments/deploymentFiles.ts";
import { HOUSE_CONTRACTS } from "../../../../sdk/deployments/Deployment.ts";
import { ROLES } from "../../../../sdk/participants/roles.ts";
import { issuesOf } from "../issuesOf.ts";

const account = (digit: string): string => "0x" + digit.repeat(40);
const roles = {
  admin: account("1"),
  registrar: account("2"),
  settlementBank: account("3"),
  issuerAgent: account("4"),
  compliance: account("5"),
  pauser: account("6"),
  courtOrder: account("7"),
};
const record: DeploymentRecord = {
  network: "localhost",
  chainId: 31_337n,
  genesis: "0x" + "ab".repeat(32),
  block: 7,
  roles,
  delays: { admin: 60, courtOrder: 30, replacement: 0 },
  complete: true,
};
const addresses = Object.fromEntries(
  Object.values(HOUSE_CONTRACTS).map((name, index) => [`Kessai#${name}`, account(index.toString(16))]),
);

describe("deployment files", () => {
  it("survive writing and reading", () => {
    expect(parseDeploymentRecord(formatDeploymentRecord(record))).to.deep.equal(record);
    const deployment = parseDeployment({
      record: formatDeploymentRecord(record),
      addresses: JSON.stringify(addresses),
    });
    expect(deployment).to.deep.equal({
      network: "localhost",
      chainId: 31_337n,
      block: 7,
      addresses: {
        manager: account("0"),
        registry: account("1"),
        bondFactory: account("2"),
        currencyFactory: account("3"),
        escrow: account("4"),
        schedules: account("5"),
        taxTable: account("6"),
        paymentAgent: account("7"),
        redemptionAgent: account("8"),
        registerAnchors: account("9"),
        offering: account("a"),
        requestForQuote: account("b"),
        fundAccountFactory: account("c"),
      },
    });
  });

  it("are refused when a contract is missing, naming it", () => {
    const { "Kessai#DvPEscrow": _escrow, ...rest } = addresses;
    expect(
      issuesOf(() =>
        parseDeployment({ record: formatDeploymentRecord(record), addresses: JSON.stringify(rest) }),
      ),
    ).to.deep.equal([
      "deployed_addresses.json.Kessai#DvPEscrow: (missing) - is not deployed: run the deploy job",
    ]);
  });

  it("are refused when a field is wrong or missing", () => {
    const { pauser: _pauser, ...fewer } = roles;
    const wrong = { ...record, chainId: "31337", block: -1, roles: { ...fewer, admin: "me" } };
    expect(issuesOf(() => parseDeploymentRecord(JSON.stringify(wrong)))).to.deep.equal([
      "kessai.json.block: -1 - must be a block number",
      'kessai.json.roles.admin: "me" - must be an address (0x and 40 digits)',
      "kessai.json.roles.pauser: (missing) - Invalid input: expected string, received undefined",
    ]);
    expect(issuesOf(() => parseDeploymentRecord("{"))).to.deep.equal(['kessai.json: "{" - must be JSON']);
    expect(ROLES).to.have.length(Object.keys(roles).length);
  });
});
