// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IRedemptionOptions
/// @notice Redemption before maturity: calls, calls by lot, repayments pro rata, puts.
/// @dev Redemption number 1 + i is that by option i of the schedule.
interface IRedemptionOptions {
    event CallAnnounced(
        bytes12 indexed isin,
        uint256 indexed redemption,
        uint256 units,
        bytes32 seedHash,
        address by
    );
    event PartialRepaymentAnnounced(
        bytes12 indexed isin,
        uint256 indexed option,
        uint256 indexed payment,
        uint256 principalPerUnit,
        address by
    );
    event PutExercised(
        bytes12 indexed isin,
        uint256 indexed redemption,
        address indexed holder,
        uint256 previous,
        uint256 current
    );
    event DrawOpened(
        bytes12 indexed isin,
        uint256 indexed redemption,
        uint256 units,
        uint256 supply,
        uint256 start
    );
    event UnitsDrawn(bytes12 indexed isin, uint256 indexed redemption, address indexed holder, uint256 units);
    event DrawRestarted(
        bytes12 indexed isin,
        uint256 indexed redemption,
        uint256 round,
        uint256 supply,
        uint256 start
    );
    event DrawCompleted(bytes12 indexed isin, uint256 indexed redemption, uint256 units);
    event DrawEnded(bytes12 indexed isin, uint256 indexed redemption, uint256 unitsLeft);

    error OptionWrongKind(bytes12 isin, uint256 option, uint256 actual, uint256 expected);
    error OptionNoticeTooLate(bytes12 isin, uint256 option, uint256 noticeBy, uint256 timestamp);
    error OptionAlreadyExercised(bytes12 isin, uint256 option);
    error OptionInvalidUnits(bytes12 isin, uint256 option, uint256 units, uint256 limit);
    error OptionNotPaymentDate(bytes12 isin, uint256 option, uint256 date, uint256 payFrom);
    error OptionNotHolder(bytes12 isin, address account, address caller);
    error DrawWrongSeed(bytes12 isin, uint256 redemption, bytes32 actual, bytes32 expected);
    error DrawNotOpen(bytes12 isin, uint256 redemption);
    error DrawAlreadyOpen(bytes12 isin, uint256 redemption);
    error DrawUnordered(bytes12 isin, uint256 redemption, address previous, address holder);
    error DrawExceeded(bytes12 isin, uint256 redemption, uint256 counted, uint256 supply);

    /// @notice Gives notice that the issuer calls: everything, or a number of units by lot.
    /// @dev Emits a {CallAnnounced} event.
    ///
    /// Requirements:
    /// - The caller must have the issuer agent role and the issuer's appointment in scope ISSUE.
    /// - The option must be a call or a call by lot, not exercised yet, and its notice period not have begun to run out.
    /// - A call of everything names no units and no seed; one by lot less than the supply, and the hash of a seed.
    /// @param units Units that are called by lot; zero for all.
    /// @param seedHash keccak256 of the seed that the draw will start from; zero for all.
    function announceCall(bytes12 isin, uint256 option, uint256 units, bytes32 seedHash) external;

    /// @notice Gives notice that the issuer repays a part of the face of every unit with a payment of the schedule.
    /// @dev Emits a {PartialRepaymentAnnounced} event.
    ///
    /// Requirements:
    /// - As for {announceCall}; the option must be a call pro rata, and the payment be due on its date.
    function announceRepayment(
        bytes12 isin,
        uint256 option,
        uint256 payment,
        uint112 principalPerUnit
    ) external;

    /// @notice Asks for units of `account` to be redeemed on the date of a put; replaces what was asked before.
    /// @dev Emits a {PutExercised} event. Nothing is locked: what the holder no longer has on the date is not redeemed.
    ///
    /// Requirements:
    /// - The caller must be the account or its operator in scope TRADE.
    /// - The option must be a put, and its notice period not have begun to run out.
    /// - The account must have the units.
    function exercisePut(bytes12 isin, uint256 option, address account, uint256 units) external;

    /// @notice Opens the draw of a call by lot. Transfers and new holds stop until the drawn units are redeemed.
    /// @dev Emits a {DrawOpened} event. The start follows from the seed, which was committed to before anybody could know
    /// the block, and from the block, which the proposer of the seed could not know.
    ///
    /// Requirements:
    /// - The caller must have the issuer agent role and the issuer's appointment in scope ISSUE.
    /// - The option's date must have come, and the money for all called units be there.
    /// - `seed` must be the one that was committed to, until the grace period is over; then any, as that one is lost.
    /// - The draw must not be open yet.
    function openDraw(bytes12 isin, uint256 redemption, bytes32 seed) external;

    /// @notice Draws from a page of holders, in ascending order of their accounts: every unit has the same chance, and the
    /// units drawn from all holders are exactly those called.
    /// @dev Emits a {UnitsDrawn} event for each holder, and {DrawCompleted} when all units were counted.
    ///
    /// Requirements:
    /// - The caller must have the issuer agent role and the issuer's appointment in scope ISSUE.
    /// - The draw must be open and not completed; holders must come in order, and no unit be counted twice.
    function draw(bytes12 isin, uint256 redemption, address[] calldata holders) external;

    /// @notice Starts the pages of a draw again, when a holder was left out or units have ended or moved on authority. The draw's
    /// start stays.
    /// @dev Emits a {DrawRestarted} event.
    ///
    /// Requirements:
    /// - The caller must have the issuer agent role and the issuer's appointment in scope ISSUE.
    /// - The draw must be open and not completed.
    function restartDraw(bytes12 isin, uint256 redemption) external;

    /// @notice Lets transfers go on although drawn units are still to be redeemed, because they are held for trades. They can
    /// be redeemed once those have ended; what is sold by them lapses.
    /// @dev Emits a {DrawEnded} event.
    ///
    /// Requirements:
    /// - The caller must have the issuer agent role and the issuer's appointment in scope ISSUE.
    /// - The draw must be completed, and not ended already.
    function endDraw(bytes12 isin, uint256 redemption) external;
}
