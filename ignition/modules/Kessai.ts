import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/** Role ids, as in contracts/libraries/Roles.sol. */
const ADMIN = 0n;

/**
 * The whole house: access manager, registry, factories, settlement.
 *
 * The deployer wires the contracts together, grants the roles it is told to, and ends with no power at all. Resumable:
 * an interrupted deployment goes on where it stopped.
 *
 * Parameters: `admin` (address), `adminDelay`, `courtOrderDelay`, `replacementDelay` (seconds) and `members`, a
 * list of `{ role, account, delay }` as JSON text.
 */
export default buildModule("Kessai", (m) => {
  const deployer = m.getAccount(0);
  const admin = m.getParameter<string>("admin");
  const adminDelay = m.getParameter<number>("adminDelay");
  const courtOrderDelay = m.getParameter<number>("courtOrderDelay");
  const replacementDelay = m.getParameter<number>("replacementDelay");

  const manager = m.contract("DutyManager", [deployer, adminDelay, courtOrderDelay]);
  const registry = m.contract("ParticipantRegistry", [manager, replacementDelay]);
  const bondFactory = m.contract("BondFactory", [manager, registry]);
  const currencyFactory = m.contract("CurrencyFactory", [manager, registry]);
  const escrow = m.contract("DvPEscrow", [manager, registry, bondFactory, currencyFactory]);

  const wired = [
    m.call(bondFactory, "setSettlement", [escrow], { id: "SettleBondsInEscrow" }),
    m.call(currencyFactory, "setSettlement", [escrow], { id: "SettleCurrenciesInEscrow" }),
  ];
  const granted = m.call(manager, "grantRole", [ADMIN, admin, adminDelay], { id: "GrantAdmin", after: wired });
  m.call(manager, "renounceRole", [ADMIN, deployer], { id: "DeployerLeaves", after: [granted] });

  return { manager, registry, bondFactory, currencyFactory, escrow };
});
