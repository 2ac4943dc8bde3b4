// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IBondFactory} from "../../../contracts/interfaces/IBondFactory.sol";
import {IBondSchedules} from "../../../contracts/interfaces/IBondSchedules.sol";
import {IBondToken} from "../../../contracts/interfaces/IBondToken.sol";
import {ICurrencyFactory} from "../../../contracts/interfaces/ICurrencyFactory.sol";
import {IDigitalCurrency} from "../../../contracts/interfaces/IDigitalCurrency.sol";
import {IDvPEscrow} from "../../../contracts/interfaces/IDvPEscrow.sol";
import {IPaymentAgent} from "../../../contracts/interfaces/IPaymentAgent.sol";
import {IParticipantRegistry} from "../../../contracts/interfaces/IParticipantRegistry.sol";
import {IRedemptionAgent} from "../../../contracts/interfaces/IRedemptionAgent.sol";
import {ITaxTable} from "../../../contracts/interfaces/ITaxTable.sol";
import {Roles} from "../../../contracts/libraries/Roles.sol";
import {Scopes} from "../../../contracts/libraries/Scopes.sol";
import {VM} from "../../support/IVm.sol";

/// @title House
/// @notice The whole house with one bond and one currency, its cast, and its clock.
/// @dev Knows the contracts by their interfaces and artifacts only. The duties act without delay here.
abstract contract House {
    bytes12 internal constant ISIN = "JP3633400001";
    bytes3 internal constant YEN = "JPY";
    uint112 internal constant UNITS = 1_000;
    uint32 internal constant QUALIFIED = 1;
    uint40 internal constant START = 1_654_009_200;
    uint40 internal constant CLOSED_FROM = START + 40 days;
    uint40 internal constant FAR = 4_102_444_800;
    uint40 internal constant REPLACEMENT_DELAY = 1 days;

    /// Issuer, settlement bank, five traders, and three accounts that are not admitted at first.
    uint256 internal constant ISSUER = 0;
    uint256 internal constant BANK = 1;
    uint256 internal constant FIRST_TRADER = 2;
    uint256 internal constant TRADERS = 5;
    uint256 internal constant FIRST_NEWCOMER = 7;
    uint256 internal constant HOLDERS = 10;

    // Those who never hold anything
    uint256 internal constant OPERATOR = 20;
    uint256 internal constant STRANGER = 21;
    uint256 internal constant REGISTRAR = 30;
    uint256 internal constant ISSUER_AGENT = 31;
    uint256 internal constant COMPLIANCE = 32;
    uint256 internal constant PAUSER = 33;
    uint256 internal constant COURT = 34;

    IParticipantRegistry public immutable registry;
    IDvPEscrow public immutable escrow;
    IBondToken public immutable bond;
    IDigitalCurrency public immutable cash;
    IBondSchedules public immutable schedules;
    IPaymentAgent public immutable paymentAgent;
    IRedemptionAgent public immutable redemptionAgent;

    /// The time of the house: the runner forgets a warp from one call to the next.
    uint256 public clock = START;

    uint40[] internal _recordCutoffs = [START + 3 days, START + 7 days, START + 8 days, START + 20 days];

    error NotDeployed(string artifact);

    constructor() {
        VM.warp(clock);
        address manager = _deploy("DutyManager.sol:DutyManager", abi.encode(address(this), 0, 0));
        registry = IParticipantRegistry(
            _deploy("ParticipantRegistry.sol:ParticipantRegistry", abi.encode(manager, REPLACEMENT_DELAY))
        );
        bytes memory arguments = abi.encode(manager, registry);
        IBondFactory bonds = IBondFactory(_deploy("BondFactory.sol:BondFactory", arguments));
        ICurrencyFactory currencies = ICurrencyFactory(
            _deploy("CurrencyFactory.sol:CurrencyFactory", arguments)
        );
        address sets = _deploy("TradeSets.sol:TradeSets", abi.encode(registry, bonds, currencies));
        escrow = IDvPEscrow(_deploy("DvPEscrow.sol:DvPEscrow", abi.encode(manager, sets)));
        bonds.setSettlement(address(escrow));
        currencies.setSettlement(address(escrow));
        schedules = IBondSchedules(
            _deploy("BondSchedules.sol:BondSchedules", abi.encode(manager, bonds, currencies))
        );
        address tax = _deploy("TaxTable.sol:TaxTable", abi.encode(manager, _taxEntries()));
        paymentAgent = IPaymentAgent(
            _deploy("PaymentAgent.sol:PaymentAgent", abi.encode(manager, schedules, tax))
        );
        address options = _deploy(
            "RedemptionOptions.sol:RedemptionOptions",
            abi.encode(manager, schedules, tax, paymentAgent)
        );
        redemptionAgent = IRedemptionAgent(
            _deploy(
                "RedemptionAgent.sol:RedemptionAgent",
                abi.encode(manager, schedules, tax, paymentAgent, options)
            )
        );
        bonds.setServicing(address(redemptionAgent));
        _grantDuties(IAccessManager(manager));
        for (uint256 i = 0; i < FIRST_NEWCOMER; ++i) _admit(i);

        VM.prank(account(BANK));
        cash = IDigitalCurrency(currencies.createCurrency(YEN, 0, "Digital yen"));
        VM.prank(account(ISSUER));
        registry.appointOperator(account(ISSUER_AGENT), Scopes.ISSUE, FAR);
        VM.prank(account(ISSUER_AGENT));
        bond = IBondToken(bonds.createBond(_terms()));
        schedules.adopt(ISIN, _schedule());
        VM.prank(account(ISSUER_AGENT));
        bond.issue();
    }

    function _deploy(string memory artifact, bytes memory arguments) private returns (address deployed) {
        bytes memory code = bytes.concat(VM.getCode(artifact), arguments);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
        }
        if (deployed == address(0)) revert NotDeployed(artifact);
    }

    function _grantDuties(IAccessManager manager) private {
        manager.grantRole(Roles.REGISTRAR, account(REGISTRAR), 0);
        manager.grantRole(Roles.SETTLEMENT_BANK, account(BANK), 0);
        manager.grantRole(Roles.ISSUER_AGENT, account(ISSUER_AGENT), 0);
        manager.grantRole(Roles.COMPLIANCE, account(COMPLIANCE), 0);
        manager.grantRole(Roles.PAUSER, account(PAUSER), 0);
        manager.grantRole(Roles.COURT_ORDER, account(COURT), 0);
    }

    function _admit(uint256 index) private {
        VM.prank(account(REGISTRAR));
        registry.admit(account(index), QUALIFIED, FAR, bytes22("identity"));
    }

    function _terms() private view returns (IBondToken.Terms memory) {
        return
            IBondToken.Terms({
                isin: ISIN,
                name: "Test bond",
                issuer: account(ISSUER),
                currency: YEN,
                denomination: 100_000_000,
                units: UNITS,
                requiredClasses: QUALIFIED,
                issueDate: START,
                maturityDate: START + 60 days,
                closedFrom: CLOSED_FROM,
                recordCutoffs: _recordCutoffs,
                termsHash: "terms",
                scheduleHash: keccak256(abi.encode(_schedule()))
            });
    }

    /// Half a year's interest at 1.483 % at each record date but the second, paid at once.
    function _schedule() internal view returns (IBondSchedules.Schedule memory schedule) {
        schedule.settlementBank = account(BANK);
        schedule.taxAccount = account(BANK);
        schedule.rateE8 = 1_483_000;
        schedule.capE8 = type(uint40).max;
        schedule.redemptionPerUnit = 100_000_000;
        schedule.gracePeriod = 1 days;
        schedule.payments = new IBondSchedules.Payment[](_recordCutoffs.length - 1);
        for (uint256 i = 0; i < schedule.payments.length; ++i) {
            uint40 cutoff = _recordCutoffs[i == 0 ? 0 : i + 1];
            schedule.payments[i] = IBondSchedules.Payment({
                recordCutoff: cutoff,
                payFrom: cutoff,
                accrueFrom: START,
                accrueTo: cutoff,
                fractionNumerator: 1,
                fractionDenominator: 2,
                principalPerUnit: 0
            });
        }
    }

    /// 15.315 % for every class but the exempt one.
    function _taxEntries() private pure returns (ITaxTable.Entry[] memory entries) {
        entries = new ITaxTable.Entry[](4);
        for (uint256 i = 0; i < entries.length; ++i) {
            ITaxTable.TaxClass taxClass = ITaxTable.TaxClass(i);
            uint24 rate = taxClass == ITaxTable.TaxClass.Exempt ? 0 : 15_315;
            entries[i] = ITaxTable.Entry({
                instrumentClass: 0,
                taxClass: taxClass,
                from: 0,
                nationalE5: rate,
                localE5: 0
            });
        }
    }

    /// The account of a member of the cast.
    function account(uint256 index) public pure returns (address) {
        return VM.addr(_key(index));
    }

    function _key(uint256 index) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode("kessai", index)));
    }
}
