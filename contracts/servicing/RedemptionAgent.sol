// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IBondSchedules} from "../interfaces/IBondSchedules.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {IPaymentAgent} from "../interfaces/IPaymentAgent.sol";
import {IRedemptionAgent} from "../interfaces/IRedemptionAgent.sol";
import {IRedemptionOptions} from "../interfaces/IRedemptionOptions.sol";
import {ITaxTable} from "../interfaces/ITaxTable.sol";
import {RedemptionBook} from "./RedemptionBook.sol";
import {Redemptions} from "./Redemptions.sol";

/// @title RedemptionAgent
/// @notice See {IRedemptionAgent}.
/// @dev The servicing contract of bonds. {Redemptions} ends units, default and what follows are here, and {RedemptionOptions}
/// is a room of its own, called on this contract's storage: the two are one contract in two pieces, as one alone would exceed
/// 24,576 bytes (EIP-170). Trusts what {RedemptionBook} trusts.
contract RedemptionAgent is Redemptions, IRedemptionAgent {
    /// @notice Seconds after the grace period from which holders can declare a default themselves.
    uint256 public constant HOLDERS_WAIT = 30 days;

    /// @inheritdoc IRedemptionAgent
    address public immutable optionsRoom;

    constructor(
        address authority_,
        IBondSchedules schedules_,
        ITaxTable taxTable_,
        IPaymentAgent paymentAgent_,
        address optionsRoom_
    ) RedemptionBook(authority_, schedules_, taxTable_, paymentAgent_) {
        optionsRoom = optionsRoom_;
    }

    // ------------------------------------------------------------------ options, in their room

    /// @inheritdoc IRedemptionOptions
    function announceCall(bytes12, uint256, uint256, bytes32) external {
        _callOptions();
    }

    /// @inheritdoc IRedemptionOptions
    function announceRepayment(bytes12, uint256, uint256, uint112) external {
        _callOptions();
    }

    /// @inheritdoc IRedemptionOptions
    function exercisePut(bytes12, uint256, address, uint256) external {
        _callOptions();
    }

    /// @inheritdoc IRedemptionOptions
    function openDraw(bytes12, uint256, bytes32) external {
        _callOptions();
    }

    /// @inheritdoc IRedemptionOptions
    function draw(bytes12, uint256, address[] calldata) external {
        _callOptions();
    }

    /// @inheritdoc IRedemptionOptions
    function restartDraw(bytes12, uint256) external {
        _callOptions();
    }

    /// @inheritdoc IRedemptionOptions
    function endDraw(bytes12, uint256) external {
        _callOptions();
    }

    /// @dev The room asks for the caller's role itself: it sees the same caller and the same call.
    function _callOptions() private {
        Address.functionDelegateCall(optionsRoom, msg.data);
    }

    // ------------------------------------------------------------------ default

    /// @inheritdoc IRedemptionAgent
    function declareDefault(bytes12 isin, Obligation obligation, uint256 index, bytes32 evidence) external {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        Life storage life = _lives[isin];
        // Check:
        _requireStanding(isin, Standing.Performing);
        _requireEvidence(isin, evidence);
        bool isForeseen = obligation == Obligation.Redemption || index < header.regularPayments;
        if (!isForeseen || !_isUnpaid(isin, obligation, index)) revert DefaultNotDue(isin, obligation, index);
        if (!_isAgent(header)) {
            uint256 from = _dueFrom(isin, obligation, index, header) + header.gracePeriod + HOLDERS_WAIT;
            bool isHolder = IERC20(header.bond).balanceOf(msg.sender) != 0;
            if (!isHolder || block.timestamp < from) {
                revert DefaultNotAllowed(isin, msg.sender, from, block.timestamp);
            }
        }

        // Effect:
        life.standing = Standing.InDefault;
        life.obligation = obligation;
        // casting is safe: payments and redemptions have at most 256 numbers, and time has 40 bits
        // forge-lint: disable-next-line(unsafe-typecast)
        (life.obligationIndex, life.defaultedAt) = (uint16(index), uint40(block.timestamp));
        emit DefaultDeclared(isin, obligation, index, evidence, msg.sender);
        if (!header.tradesInDefault) IBondToken(header.bond).stopTransfers(true);
    }

    /// @inheritdoc IRedemptionAgent
    function cureDefault(bytes12 isin, bytes32 evidence) external restricted {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        // Check:
        _requireAgent(isin, header);
        _requireStanding(isin, Standing.InDefault);
        _requireEvidence(isin, evidence);
        _requireNothingOverdue(isin, header);

        // Effect:
        delete _lives[isin];
        emit DefaultCured(isin, evidence, msg.sender);
        _resumeTransfers(isin, header);
    }

    /// @inheritdoc IRedemptionAgent
    function accelerate(bytes12 isin, bytes32 evidence) external restricted {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        // Check:
        _requireAgent(isin, header);
        _requireStanding(isin, Standing.InDefault);
        _requireEvidence(isin, evidence);

        // Effect:
        uint256 price = header.redemptionPerUnit;
        if (block.timestamp < header.maturityDate) {
            price = schedules.faceAt(isin, block.timestamp) + schedules.accruedPerUnit(isin, block.timestamp);
        }
        _claims[isin] = price;
        _lives[isin].standing = Standing.Accelerated;
        _lives[isin].acceleratedAt = uint40(block.timestamp);
        emit PrincipalAccelerated(isin, price, evidence, msg.sender);
    }

    /// @inheritdoc IRedemptionAgent
    function openRecovery(
        bytes12 isin,
        uint40 recordCutoff,
        uint40 payFrom,
        uint112 amountPerUnit,
        bytes32 evidence
    ) external restricted returns (uint256 payment) {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        // Check:
        _requireAgent(isin, header);
        _requireStanding(isin, Standing.Accelerated);
        _requireEvidence(isin, evidence);
        if (payFrom < recordCutoff || amountPerUnit == 0) {
            revert RecoveryInvalid(isin, recordCutoff, payFrom, amountPerUnit);
        }

        // Effect:
        IBondToken(header.bond).addRecordDate(recordCutoff);
        payment = schedules.append(
            isin,
            IBondSchedules.Payment({
                recordCutoff: recordCutoff,
                payFrom: payFrom,
                accrueFrom: 0,
                accrueTo: 0,
                fractionNumerator: 0,
                fractionDenominator: 1,
                principalPerUnit: amountPerUnit
            })
        );
        emit RecoveryOpened(isin, payment, recordCutoff, amountPerUnit, evidence);
    }

    /// @inheritdoc IRedemptionAgent
    function closeOut(bytes12 isin, uint112 pricePerUnit, bytes32 evidence) external restricted {
        uint256 previous = _priceOf(isin, MATURITY, schedules.headerOf(isin));
        // Check:
        _requireStanding(isin, Standing.Accelerated);
        _requireEvidence(isin, evidence);
        if (pricePerUnit > previous) revert CloseOutTooHigh(isin, pricePerUnit, previous);

        // Effect: recoveries that were paid lower the claim by as much again, so they are added to it
        _claims[isin] = _claims[isin] - (previous - pricePerUnit);
        emit ClosedOut(isin, previous, pricePerUnit, evidence);
    }

    // ------------------------------------------------------------------ internal

    function _requireNothingOverdue(bytes12 isin, IBondSchedules.Header memory header) private view {
        for (uint256 i = 0; i < header.regularPayments; ++i) {
            if (_paymentAgent.isOverdue(isin, i)) revert DefaultNotCured(isin, Obligation.Payment, i);
        }
        for (uint256 i = 0; i <= header.optionCount; ++i) {
            if (isOverdue(isin, i)) revert DefaultNotCured(isin, Obligation.Redemption, i);
        }
    }

    function _isUnpaid(bytes12 isin, Obligation obligation, uint256 index) private view returns (bool) {
        return
            obligation == Obligation.Payment ? _paymentAgent.isOverdue(isin, index) : isOverdue(isin, index);
    }

    function _dueFrom(
        bytes12 isin,
        Obligation obligation,
        uint256 index,
        IBondSchedules.Header memory header
    ) private view returns (uint256) {
        if (obligation == Obligation.Payment) return schedules.paymentOf(isin, index).payFrom;
        return _payFromOf(isin, index, header);
    }

    function _requireStanding(bytes12 isin, Standing expected) private view {
        Standing actual = _lives[isin].standing;
        if (actual != expected) revert DefaultWrongStanding(isin, actual, expected);
    }

    function _requireEvidence(bytes12 isin, bytes32 evidence) private pure {
        if (evidence == 0) revert DefaultMissingEvidence(isin);
    }
}
