// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IDvPEscrow} from "../interfaces/IDvPEscrow.sol";
import {IFundAccount} from "../interfaces/IFundAccount.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IRequestForQuote} from "../interfaces/IRequestForQuote.sol";
import {ITrades} from "../interfaces/ITrades.sol";
import {Approvals} from "../libraries/Approvals.sol";
import {Scopes} from "../libraries/Scopes.sol";

/// @title FundAccount
/// @notice See {IFundAccount}.
/// @dev Trusts the market and the settlement that it is opened with, both immutable. Upholds INV-2 for the fund: its one operator
/// is the market, which asks here who has which duty.
contract FundAccount is IFundAccount, EIP712 {
    using Approvals for address;

    bytes32 private constant INSTRUCTION_TYPEHASH = keccak256(
        "Instruction(address target,bytes data,uint40 validUntil,bytes32 salt)"
    );

    /// @inheritdoc IFundAccount
    address public immutable custodian;
    /// @inheritdoc IFundAccount
    IRequestForQuote public immutable requestForQuote;
    /// @inheritdoc IFundAccount
    IDvPEscrow public immutable escrow;
    /// @inheritdoc IFundAccount
    IParticipantRegistry public immutable registry;

    /// @dev A duty, from when on somebody has it, and until when somebody that had one can object.
    struct Assignment {
        Duty duty;
        uint40 effectiveAt;
        uint40 objectsUntil;
    }

    uint40 private constant NOTICE = 1 days;
    uint40 private constant OBJECTION = 30 days;
    uint40 private immutable _openedAt;

    mapping(address person => Assignment) private _assignments;
    /// @inheritdoc IFundAccount
    mapping(bytes32 instruction => bool) public isPerformed;
    /// @inheritdoc IFundAccount
    bool public needsAffirmation;

    modifier onlyCustodian() {
        if (msg.sender != custodian) revert FundOnlyCustodian(msg.sender, custodian);
        _;
    }

    constructor(
        IRequestForQuote requestForQuote_,
        address custodian_,
        bool needsAffirmation_
    ) EIP712("Kessai Fund Account", "1") {
        if (custodian_ == address(0)) revert FundInvalidPerson(custodian_);
        custodian = custodian_;
        requestForQuote = requestForQuote_;
        escrow = requestForQuote_.escrow();
        registry = requestForQuote_.registry();
        needsAffirmation = needsAffirmation_;
        _openedAt = uint40(block.timestamp);
        emit FundAccountOpened(custodian_, address(requestForQuote_), needsAffirmation_);
        registry.appointOperator(address(requestForQuote_), Scopes.TRADE, type(uint40).max);
    }

    // ------------------------------------------------------------------ duties

    /// @inheritdoc IFundAccount
    function assign(address person, Duty duty) external onlyCustodian {
        Assignment memory before = _assignments[person];
        Duty previous = before.duty;
        // Check:
        if (person == address(0) || person == custodian || person == address(this)) {
            revert FundInvalidPerson(person);
        }
        if (duty != Duty.None && previous != Duty.None) revert FundDutyTaken(person, previous, duty);
        // Effect:
        uint40 current = uint40(block.timestamp);
        bool isAtOnce = duty == Duty.None || current < _openedAt + NOTICE;
        uint40 effectiveAt = isAtOnce ? current : current + NOTICE;
        uint40 objectsUntil = before.objectsUntil;
        if (duty == Duty.None && dutyOf(person) != Duty.None) objectsUntil = current + OBJECTION;
        _assignments[person] = Assignment(duty, effectiveAt, objectsUntil);
        emit DutyAssigned(person, previous, duty, effectiveAt);
    }

    /// @inheritdoc IFundAccount
    function object(address person) external {
        Assignment memory waiting = _assignments[person];
        // Check:
        bool isWaiting = waiting.duty != Duty.None && block.timestamp < waiting.effectiveAt;
        bool mayObject =
            dutyOf(msg.sender) != Duty.None || block.timestamp < _assignments[msg.sender].objectsUntil;
        if (!isWaiting || !mayObject) revert FundNoObjection(person, msg.sender);
        // Effect:
        _assignments[person] = Assignment(Duty.None, 0, waiting.objectsUntil);
        emit DutyObjected(person, waiting.duty, msg.sender);
    }

    /// @inheritdoc IFundAccount
    function setAffirmation(bool needed) external onlyCustodian {
        bool previous = needsAffirmation;
        // Effect:
        needsAffirmation = needed;
        emit AffirmationChanged(previous, needed);
    }

    // ------------------------------------------------------------------ settlement

    /// @inheritdoc IFundAccount
    function affirm(ITrades.Trade calldata trade, ITrades.Side side) external onlyCustodian {
        escrow.releaseInstruction(trade, side);
    }

    /// @inheritdoc IFundAccount
    function earmark(ITrades.Trade calldata trade, ITrades.Side side) external onlyCustodian {
        escrow.hold(trade, side);
    }

    /// @inheritdoc IFundAccount
    function withdraw(ITrades.Trade calldata trade, ITrades.Side side) external onlyCustodian {
        escrow.cancel(trade, side);
    }

    /// @inheritdoc IFundAccount
    function withdrawLinked(uint48 firstSequence, ITrades.Trade[] calldata trades) external onlyCustodian {
        requestForQuote.cancelLinked(firstSequence, trades, address(this));
    }

    // ------------------------------------------------------------------ anything else

    /// @inheritdoc IFundAccount
    function perform(
        address target,
        bytes calldata data,
        uint40 validUntil,
        bytes32 salt,
        address manager,
        bytes calldata signature
    ) external onlyCustodian returns (bytes memory) {
        bytes32 id = _instructionHash(target, data, validUntil, salt);
        // Check:
        if (
            target == address(escrow) ||
            target == address(requestForQuote) ||
            target == address(registry) ||
            target == address(this)
        ) revert FundForbiddenTarget(target);
        if (data.length >= 4 && bytes4(data[:4]) == IERC20.approve.selector) {
            revert FundForbiddenCall(IERC20.approve.selector);
        }
        if (block.timestamp >= validUntil) revert FundInstructionExpired(id, validUntil, block.timestamp);
        if (isPerformed[id]) revert FundInstructionUsed(id);
        if (dutyOf(manager) != Duty.Manager) revert FundNotManager(manager, dutyOf(manager));
        if (!manager.hasSigned(_hashTypedDataV4(id), signature)) revert FundInvalidSignature(id, manager);
        // Effect:
        isPerformed[id] = true;
        emit InstructionPerformed(id, target, manager, data);
        // Interaction:
        return Address.functionCall(target, data);
    }

    /// @inheritdoc IFundAccount
    function dutyOf(address person) public view returns (Duty) {
        Assignment memory assigned = _assignments[person];
        return block.timestamp < assigned.effectiveAt ? Duty.None : assigned.duty;
    }

    /// @inheritdoc IFundAccount
    function assignmentOf(address person) external view returns (Duty duty, uint40 effectiveAt) {
        return (_assignments[person].duty, _assignments[person].effectiveAt);
    }

    /// @inheritdoc IFundAccount
    function instructionDigest(
        address target,
        bytes calldata data,
        uint40 validUntil,
        bytes32 salt
    ) external view returns (bytes32) {
        return _hashTypedDataV4(_instructionHash(target, data, validUntil, salt));
    }

    function _instructionHash(
        address target,
        bytes calldata data,
        uint40 validUntil,
        bytes32 salt
    ) private pure returns (bytes32) {
        return keccak256(abi.encode(INSTRUCTION_TYPEHASH, target, keccak256(data), validUntil, salt));
    }
}
