// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IBondSchedules} from "../interfaces/IBondSchedules.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {IPaymentAgent} from "../interfaces/IPaymentAgent.sol";
import {IRedemptions} from "../interfaces/IRedemptions.sol";
import {IRedemptionOptions} from "../interfaces/IRedemptionOptions.sol";
import {ITaxTable} from "../interfaces/ITaxTable.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {RedemptionBook} from "./RedemptionBook.sol";

/// @title RedemptionOptions
/// @notice Redemption before maturity: calls, calls by lot, repayments pro rata, puts.
/// @dev A draw counts all units in the order of their holders' accounts and takes every one at which the running share of
/// called units, begun at a random start, passes a whole number: each unit has the same chance, and their number is exact.
/// A room of {RedemptionAgent}, which lets it work on its own storage: it holds nothing itself.
contract RedemptionOptions is IRedemptionOptions, RedemptionBook {
    constructor(
        address authority_,
        IBondSchedules schedules_,
        ITaxTable taxTable_,
        IPaymentAgent paymentAgent_
    ) RedemptionBook(authority_, schedules_, taxTable_, paymentAgent_) {}

    // ------------------------------------------------------------------ notice

    /// @inheritdoc IRedemptionOptions
    function announceCall(bytes12 isin, uint256 option, uint256 units, bytes32 seedHash) external restricted {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        IBondSchedules.Option memory given = schedules.optionOf(isin, option);
        bool byLot = given.kind == IBondSchedules.OptionKind.CallByLot;
        // Check:
        _requireAgent(isin, header);
        if (!byLot) _requireKind(isin, option, given.kind, IBondSchedules.OptionKind.Call);
        _requireNotice(isin, option, given.noticeBy);
        uint256 redemption = option + 1;
        Record storage record = _records[isin][redemption];
        if (record.isAnnounced) revert OptionAlreadyExercised(isin, option);
        uint256 supply = IERC20(header.bond).totalSupply();
        bool isRight = byLot ? units != 0 && units < supply && seedHash != 0 : units == 0 && seedHash == 0;
        if (!isRight) revert OptionInvalidUnits(isin, option, units, supply);

        // Effect:
        record.isAnnounced = true;
        // casting is safe: units are fewer than the supply, which has 112 bits
        // forge-lint: disable-next-line(unsafe-typecast)
        record.askedUnits = uint112(units);
        _draws[isin][redemption].seedHash = seedHash;
        emit CallAnnounced(isin, redemption, units, seedHash, msg.sender);
    }

    /// @inheritdoc IRedemptionOptions
    function announceRepayment(
        bytes12 isin,
        uint256 option,
        uint256 payment,
        uint112 principalPerUnit
    ) external restricted {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        IBondSchedules.Option memory given = schedules.optionOf(isin, option);
        Record storage record = _records[isin][option + 1];
        // Check:
        _requireAgent(isin, header);
        _requireKind(isin, option, given.kind, IBondSchedules.OptionKind.CallProRata);
        _requireNotice(isin, option, given.noticeBy);
        if (record.isAnnounced) revert OptionAlreadyExercised(isin, option);
        if (principalPerUnit == 0) revert OptionInvalidUnits(isin, option, 0, header.denomination);
        uint256 payFrom = schedules.paymentOf(isin, payment).payFrom;
        if (payFrom != given.date || payment >= header.regularPayments) {
            revert OptionNotPaymentDate(isin, option, given.date, payFrom);
        }

        // Effect:
        record.isAnnounced = true;
        emit PartialRepaymentAnnounced(isin, option, payment, principalPerUnit, msg.sender);
        schedules.raisePrincipal(isin, payment, principalPerUnit);
    }

    /// @inheritdoc IRedemptionOptions
    function exercisePut(bytes12 isin, uint256 option, address account, uint256 units) external {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        IBondSchedules.Option memory given = schedules.optionOf(isin, option);
        // Check:
        if (msg.sender != account && !_registry.isOperator(account, msg.sender, Scopes.TRADE)) {
            revert OptionNotHolder(isin, account, msg.sender);
        }
        _requireKind(isin, option, given.kind, IBondSchedules.OptionKind.Put);
        _requireNotice(isin, option, given.noticeBy);
        uint256 balance = IERC20(header.bond).balanceOf(account);
        if (units > balance) revert OptionInvalidUnits(isin, option, units, balance);

        // Effect:
        uint256 redemption = option + 1;
        Record storage record = _records[isin][redemption];
        mapping(address => uint256) storage asked = _asked[isin][redemption][0];
        uint256 previous = asked[account];
        asked[account] = units;
        record.isAnnounced = true;
        // units that change hands may be put twice, until they lapse: a sum beyond 112 bits is refused
        record.askedUnits = SafeCast.toUint112(record.askedUnits - previous + units);
        emit PutExercised(isin, redemption, account, previous, units);
    }

    // ------------------------------------------------------------------ by lot

    /// @inheritdoc IRedemptionOptions
    function openDraw(bytes12 isin, uint256 redemption, bytes32 seed) external restricted {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        Draw storage lots = _draws[isin][redemption];
        // Check:
        _requireAgent(isin, header);
        if (lots.seedHash == 0) revert DrawNotOpen(isin, redemption);
        if (lots.isOpen || lots.isCompleted) revert DrawAlreadyOpen(isin, redemption);
        uint256 date = schedules.optionOf(isin, redemption - 1).date;
        if (block.timestamp < date)
            revert IRedemptions.RedemptionTooEarly(isin, redemption, date, block.timestamp);
        bytes32 seedHash = keccak256(abi.encode(seed));
        if (seedHash != lots.seedHash && block.timestamp < date + header.gracePeriod) {
            revert DrawWrongSeed(isin, redemption, seedHash, lots.seedHash);
        }
        _requireFunded(isin, redemption, header);

        // Effect:
        lots.isOpen = true;
        ++_openDraws[isin];
        uint256 chance = uint256(
            keccak256(abi.encode(seed, block.prevrandao, blockhash(block.number - 1), isin, redemption))
        );
        _beginCount(isin, redemption, header.bond, chance);
        emit DrawOpened(isin, redemption, _records[isin][redemption].askedUnits, lots.supply, lots.start);
        IBondToken(header.bond).stopTransfers(true);
    }

    /// @inheritdoc IRedemptionOptions
    function draw(bytes12 isin, uint256 redemption, address[] calldata holders) external restricted {
        Draw storage lots = _draws[isin][redemption];
        // Check:
        address bond = _requireDrawing(isin, lots, redemption);
        uint256 called = _records[isin][redemption].askedUnits;
        uint256 counted = lots.counted;
        address last = lots.last;

        // Effect: holder by holder
        for (uint256 i = 0; i < holders.length; ++i) {
            address holder = holders[i];
            if (holder <= last) revert DrawUnordered(isin, redemption, last, holder);
            last = holder;
            uint256 next = counted + IERC20(bond).balanceOf(holder);
            uint256 units = _sharesUntil(next, called, lots) - _sharesUntil(counted, called, lots);
            counted = next;
            if (units == 0) continue;
            _asked[isin][redemption][lots.round][holder] = units;
            emit UnitsDrawn(isin, redemption, holder, units);
        }
        if (counted > lots.supply) revert DrawExceeded(isin, redemption, counted, lots.supply);
        // casting is safe: counted is at most the supply, which has 112 bits
        // forge-lint: disable-next-line(unsafe-typecast)
        (lots.counted, lots.last) = (uint112(counted), last);
        if (counted != lots.supply) return;
        lots.isCompleted = true;
        emit DrawCompleted(isin, redemption, called);
    }

    /// @inheritdoc IRedemptionOptions
    function restartDraw(bytes12 isin, uint256 redemption) external restricted {
        Draw storage lots = _draws[isin][redemption];
        // Check:
        address bond = _requireDrawing(isin, lots, redemption);
        // Effect: what was drawn in earlier rounds is void
        ++lots.round;
        (lots.counted, lots.last) = (0, address(0));
        _beginCount(isin, redemption, bond, lots.start);
        emit DrawRestarted(isin, redemption, lots.round, lots.supply, lots.start);
    }

    /// @inheritdoc IRedemptionOptions
    function endDraw(bytes12 isin, uint256 redemption) external restricted {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        Draw storage lots = _draws[isin][redemption];
        // Check:
        _requireAgent(isin, header);
        if (!lots.isOpen || !lots.isCompleted) revert DrawNotOpen(isin, redemption);
        // Effect:
        lots.isOpen = false;
        --_openDraws[isin];
        emit DrawEnded(isin, redemption, _records[isin][redemption].askedUnits);
        _resumeTransfers(isin, header);
    }

    /// @dev Counts all units that there are, from a start among them; not more are drawn than there are.
    function _beginCount(bytes12 isin, uint256 redemption, address bond, uint256 chance) private {
        uint256 supply = IERC20(bond).totalSupply();
        Draw storage lots = _draws[isin][redemption];
        Record storage record = _records[isin][redemption];
        // casting is safe: both are at most the supply, which has 112 bits
        // forge-lint: disable-next-line(unsafe-typecast)
        (lots.supply, lots.start) = (uint112(supply), supply == 0 ? 0 : uint112(chance % supply));
        // forge-lint: disable-next-line(unsafe-typecast)
        if (record.askedUnits > supply) record.askedUnits = uint112(supply);
    }

    function _requireDrawing(
        bytes12 isin,
        Draw storage lots,
        uint256 redemption
    ) private view returns (address bond) {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        _requireAgent(isin, header);
        if (!lots.isOpen || lots.isCompleted) revert DrawNotOpen(isin, redemption);
        return header.bond;
    }

    /// @dev Units drawn from the first `counted` ones.
    function _sharesUntil(uint256 counted, uint256 called, Draw storage lots) private view returns (uint256) {
        return lots.supply == 0 ? 0 : (counted * called + lots.start) / lots.supply;
    }

    // ------------------------------------------------------------------ checks

    function _requireKind(
        bytes12 isin,
        uint256 option,
        IBondSchedules.OptionKind actual,
        IBondSchedules.OptionKind expected
    ) private pure {
        if (actual != expected) {
            revert OptionWrongKind(isin, option, uint256(actual), uint256(expected));
        }
    }

    function _requireNotice(bytes12 isin, uint256 option, uint256 noticeBy) private view {
        if (block.timestamp >= noticeBy) {
            revert OptionNoticeTooLate(isin, option, noticeBy, block.timestamp);
        }
    }
}
