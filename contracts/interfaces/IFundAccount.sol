// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDvPEscrow} from "./IDvPEscrow.sol";
import {IParticipantRegistry} from "./IParticipantRegistry.sol";
import {IRequestForQuote} from "./IRequestForQuote.sol";
import {ITrades} from "./ITrades.sol";

/// @title IFundAccount
/// @notice The account of a fund under dual control (職務分離): a manager decides, a trader executes, neither can do both, and the
/// custodian (信託銀行) that keeps it can do neither by itself: it settles what they have traded.
/// @dev A contract, so that there is no key with which anybody could act alone. It trades through {IRequestForQuote} and its
/// tickets only; it signs nothing. Its market and settlement are fixed: a fund moves to new ones by opening a new account.
interface IFundAccount {
    /// @notice What somebody does for the fund.
    enum Duty {
        None,
        Manager,
        Trader,
        ComplianceOfficer
    }

    event FundAccountOpened(
        address indexed custodian,
        address indexed requestForQuote,
        bool needsAffirmation
    );
    event DutyAssigned(address indexed person, Duty previous, Duty current, uint256 effectiveAt);
    event DutyObjected(address indexed person, Duty duty, address indexed by);
    event AffirmationChanged(bool previous, bool current);
    event InstructionPerformed(
        bytes32 indexed instruction,
        address indexed target,
        address indexed manager,
        bytes data
    );

    error FundOnlyCustodian(address caller, address custodian);
    error FundInvalidPerson(address person);
    error FundDutyTaken(address person, Duty current, Duty wanted);
    error FundForbiddenTarget(address target);
    error FundForbiddenCall(bytes4 selector);
    error FundNoObjection(address person, address caller);
    error FundNotManager(address person, Duty duty);
    error FundInvalidSignature(bytes32 instruction, address manager);
    error FundInstructionExpired(bytes32 instruction, uint256 validUntil, uint256 timestamp);
    error FundInstructionUsed(bytes32 instruction);

    /// @notice Gives somebody a duty, or takes it away. Taking away is at once, and so is giving on the first day of the account;
    /// later a duty is effective after a day, in which those who have one, or had one within 30 days, can object: no custodian makes
    /// a manager unseen, nor by removing those who would see it.
    /// @dev Emits a {DutyAssigned} event.
    ///
    /// Requirements:
    /// - The caller must be the custodian.
    /// - `person` must be neither zero, the custodian, nor the account itself.
    /// - `person` must have no duty yet when it is to get one: nobody goes from one duty to another in one step.
    function assign(address person, Duty duty) external;

    /// @notice Objects to a duty that is not effective yet, which ends it.
    /// @dev Emits a {DutyObjected} event.
    ///
    /// Requirements:
    /// - The caller must have a duty that is effective, or have had it taken away within the last 30 days.
    /// - `person` must have one that is not.
    function object(address person) external;

    /// @notice Says whether the custodian affirms each trade before it can settle.
    /// @dev Emits an {AffirmationChanged} event. Trades that were made before keep what applied to them.
    ///
    /// Requirements:
    /// - The caller must be the custodian.
    function setAffirmation(bool needed) external;

    /// @notice Affirms a trade of the fund: releases the instruction, so that it binds and can settle.
    /// @dev Emits what {IDvPEscrow-releaseInstruction} emits.
    ///
    /// Requirements:
    /// - The caller must be the custodian.
    /// - Those of {IDvPEscrow-releaseInstruction}.
    function affirm(ITrades.Trade calldata trade, ITrades.Side side) external;

    /// @notice Holds the fund's leg of a trade.
    /// @dev Emits what {IDvPEscrow-hold} emits.
    ///
    /// Requirements:
    /// - The caller must be the custodian.
    /// - Those of {IDvPEscrow-hold}.
    function earmark(ITrades.Trade calldata trade, ITrades.Side side) external;

    /// @notice Withdraws the fund from a trade that it is not bound by, or agrees to cancel one that it is.
    /// @dev Emits what {IDvPEscrow-cancel} emits.
    ///
    /// Requirements:
    /// - The caller must be the custodian.
    /// - Those of {IDvPEscrow-cancel}.
    function withdraw(ITrades.Trade calldata trade, ITrades.Side side) external;

    /// @notice Agrees to cancel linked trades of the fund.
    /// @dev Emits what {IBlocks-cancelLinked} emits.
    ///
    /// Requirements:
    /// - The caller must be the custodian.
    /// - Those of {IBlocks-cancelLinked}.
    function withdrawLinked(uint48 firstSequence, ITrades.Trade[] calldata trades) external;

    /// @notice Does anything else that the fund needs (a payment, a claim, the exercise of a put): the manager signs it, the
    /// custodian does it.
    /// @dev Emits an {InstructionPerformed} event. Reverts with what the call reverts with.
    ///
    /// Requirements:
    /// - The caller must be the custodian.
    /// - `target` must not be the settlement, the market, the registry or the account itself, and `data` no approval of a token:
    ///   neither a trade here nor an appointment can be made this way.
    /// - `manager` must have that duty and have signed the instruction, which must not be expired and not have been performed.
    /// @param data Function and arguments, ABI-encoded.
    /// @param validUntil First second (Unix time) at which the instruction is over.
    /// @param salt Makes two instructions for the same different.
    /// @param signature The manager's, over {instructionDigest}.
    function perform(
        address target,
        bytes calldata data,
        uint40 validUntil,
        bytes32 salt,
        address manager,
        bytes calldata signature
    ) external returns (bytes memory answer);

    /// @notice Who keeps the account. Fixed for good.
    function custodian() external view returns (address);

    /// @notice The market that the fund trades in. Fixed for good.
    function requestForQuote() external view returns (IRequestForQuote);

    /// @notice Where its trades settle.
    function escrow() external view returns (IDvPEscrow);

    /// @notice The registry that says who acts for whom.
    function registry() external view returns (IParticipantRegistry);

    /// @notice What somebody does for the fund, now.
    function dutyOf(address person) external view returns (Duty);

    /// @notice What somebody will do for the fund, and from when on (Unix time).
    function assignmentOf(address person) external view returns (Duty duty, uint40 effectiveAt);

    /// @notice Whether the custodian affirms each trade before it can settle.
    function needsAffirmation() external view returns (bool);

    /// @notice Whether an instruction was performed.
    function isPerformed(bytes32 instruction) external view returns (bool);

    /// @notice EIP-712 digest that the manager signs for {perform}.
    function instructionDigest(
        address target,
        bytes calldata data,
        uint40 validUntil,
        bytes32 salt
    ) external view returns (bytes32);
}
