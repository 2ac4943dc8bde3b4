// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrades} from "./ITrades.sol";

/// @title IDvPEscrow
/// @notice Settles trades delivery versus payment: both legs move in one transaction or neither does. Sets of trades:
/// {ITradeSets}.
/// @dev The only place where a Trade settles. Takes no custody: assets stay in their holders' accounts, at most
/// earmarked by a hold, until the moment of settlement. docs/settlement.md has the states and who may do what when.
interface IDvPEscrow is ITrades {
    // ------------------------------------------------------------------ approval

    /// @notice Approves a trade for one side. Either side may be first; the second approval matches the trade.
    /// @dev Emits an {Instructed} event with the whole trade (the allegement to the other side), or a {Matched} event;
    /// a {LegHeld} event when earmarked.
    ///
    /// Requirements:
    /// - The caller must be that side's party or its operator in scope TRADE; and the venue when there is one.
    /// - The trade must have two different parties, one leg at least (what belongs to an absent leg being zero), a
    ///   minimum part within its quantity, and trade date <= settle from < settle by.
    /// - The trade must not be closed, its cut-off not passed, and the side must not have approved it yet.
    /// - Fewer than 64 instructed trades of these parties may be open (sequence numbers 64 apart share a line).
    /// - No other open trade with its number may be bound (held, on hold, or settled in part), if it is to be.
    /// - Earmarked: the requirements of {hold}.
    /// @param side The side to approve for.
    /// @param readiness Whether the trade may settle, and whether that side's own leg is held for it at once.
    function instruct(Trade calldata trade, Side side, Readiness readiness) external;

    /// @notice Approves a trade that the other side has instructed, and so matches it.
    /// @dev As {instruct}, and in addition reverts with {TradeNotInstructed} when the other side has not approved.
    function affirm(Trade calldata trade, Side side, Readiness readiness) external;

    /// @notice Releases a trade that one side had put on hold when it approved: it binds that side from now on, and
    /// nobody can put it on hold again.
    /// @dev Emits an {InstructionReleased} event.
    ///
    /// Requirements:
    /// - The caller must be that side's party or its operator in scope TRADE; and the venue when there is one.
    /// - The side must have it on hold.
    /// - The trade must not be closed, and its cut-off not passed.
    function releaseInstruction(Trade calldata trade, Side side) external;

    /// @notice Approves a trade that the other side has instructed, and settles it in the same transaction.
    /// @dev Emits what {settle} emits; the approval is the call itself.
    ///
    /// Requirements: those of {affirm} and {settle}.
    function affirmThenSettle(Trade calldata trade, Side side) external;

    /// @notice Records one side's approval by its signature; anyone (or the venue, when there is one) may submit it.
    /// @dev As {instruct}, the signature in place of the caller's authority.
    /// @param signature Of the side's party over {tradeDigest}, or of its operator in scope TRADE over {mandateDigest}:
    /// 65 bytes, 64 bytes (ERC-2098), or what the party's contract accepts (ERC-1271).
    function instructSigned(Trade calldata trade, Side side, bytes calldata signature) external;

    /// @notice Holds one side's leg inside its own account, so that it can go nowhere but through this trade.
    /// @dev Emits a {LegHeld} event.
    ///
    /// Requirements:
    /// - The caller must be that side's party or its operator in scope TRADE; and the venue when there is one.
    /// - The side must have approved the trade, have a leg in it, and not hold that yet.
    /// - The trade must not be closed, and its cut-off not passed.
    /// - No other trade may be bound to its number.
    /// - The account must have the free units.
    function hold(Trade calldata trade, Side side) external;

    // ------------------------------------------------------------------ settlement

    /// @notice Settles a matched trade. Anyone (or the venue, when there is one) may do it once it is due.
    /// @dev Emits a {Settled} event; {Delivered} for a trade free of payment, {Paid} for a payment. Of a trade that has
    /// settled in parts, the rest settles.
    ///
    /// Requirements:
    /// - Both sides must have approved, and neither have it on hold.
    /// - The time must be in [settle from, settle by).
    /// - The trade must not be closed, and no other trade may be bound to its number.
    /// - Both tokens must let their leg pass.
    function settle(Trade calldata trade) external;

    /// @notice Approves a trade for both sides and settles it in the same transaction: for a market that both parties appointed.
    /// @dev Emits what {settle} emits; the approvals are the call itself.
    ///
    /// Requirements: those of {instruct} for the trade, those of {settle} for time and legs, and
    /// - The caller must be an operator in scope TRADE of both parties, or one party and operator of the other; and the venue
    ///   when there is one.
    /// - Nothing open may be recorded under the trade's number, not even the trade itself.
    /// @return id The trade's.
    function settleAsOperator(Trade calldata trade) external returns (bytes32 id);

    /// @notice Settles a part of a matched trade that allows it; the part's cash is in proportion, rounded down, and the
    /// last part takes the rest, so that the parts sum to the trade exactly.
    /// @dev Emits a {PartSettled} event; what {settle} emits when the part is all that was left.
    ///
    /// Requirements: those of {settle}, and
    /// - The caller must be a party, its operator in scope TRADE, or the venue when there is one.
    /// - The trade must have a minimum part.
    /// - The part must be at least that (or all that is left), and at most what is left.
    /// - The part of a DvP trade must be large enough to cost something.
    /// @param quantity Units of the part.
    function settlePart(Trade calldata trade, uint112 quantity) external;

    /// @notice Settles a trade that both sides have signed. Anyone (or the venue, when there is one) may submit it.
    /// @dev Emits what {settle} emits. Signatures as in {instructSigned}.
    ///
    /// Requirements: those of {instruct} for the trade, those of {settle} for time and legs, both signatures valid.
    function settleBySignatures(
        Trade calldata trade,
        bytes calldata sellerSignature,
        bytes calldata buyerSignature
    ) external;

    // ------------------------------------------------------------------ ending

    /// @notice Before matching, and while a side has it on hold: withdraws the trade at once, signatures included. After:
    /// agrees to its cancellation, which takes effect when both sides have agreed. A venue may cancel its own trades at once.
    /// @dev Emits a {CancellationAgreed} or a {Cancelled} event, and {LegReleased} for what was held.
    ///
    /// Requirements:
    /// - The caller must be that side's party or its operator in scope CANCEL; when the party's key was replaced, its
    ///   successor or the successor's operator; for a trade with a venue, the venue.
    /// - The trade must not be closed, and the side must not have agreed yet.
    /// - No other trade with its number may be recorded: that one is to be cancelled by its own terms.
    function cancel(Trade calldata trade, Side side) external;

    /// @notice Closes a recorded trade after its cut-off, or once its bond's register is closed for redemption, and releases
    /// what it held. Anyone may do it.
    /// @dev Emits an {Expired} event, and {LegReleased} for what was held.
    ///
    /// Requirements:
    /// - The trade must be recorded and not closed.
    /// - Its cut-off must have passed, or its bond be closed or matured.
    function expire(Trade calldata trade) external;

    /// @notice Cancels any open trade on a court's order and releases what it held.
    /// @dev Emits a {Cancelled} event, and {LegReleased} for what was held.
    ///
    /// Requirements:
    /// - The caller must have the court order role.
    /// - The trade must not be closed.
    /// @param evidence Hash of the order.
    function cancelByCourtOrder(Trade calldata trade, bytes32 evidence) external;

    // ------------------------------------------------------------------ views

    /// @notice EIP-712 struct hash of the trade: its id.
    function tradeId(Trade calldata trade) external pure returns (bytes32);

    /// @notice EIP-712 digest that a party signs.
    function tradeDigest(Trade calldata trade) external view returns (bytes32);

    /// @notice EIP-712 digest that an operator signs to approve the trade for `account`.
    function mandateDigest(Trade calldata trade, address account) external view returns (bytes32);

    /// @notice EIP-712 digest that a party, or its operator in scope TRADE, signs for all the party's trades in a set.
    /// @param rollingHash h(n) of its n trades in the order of the set: h(0) = 0, h(k) = keccak256(h(k - 1), id of trade k).
    function tradeListDigest(address party, bytes32 rollingHash) external view returns (bytes32);

    /// @notice What is recorded about the trade.
    function stateOf(Trade calldata trade) external view returns (State memory);

    /// @notice Every reason why the trade would not settle now, on both legs; empty when {settle} would succeed.
    /// @dev Approval is judged by what is recorded; with two signatures in hand, leave out NMAS.
    function explain(Trade calldata trade) external view returns (Obstacle[] memory);

    /// @notice Whether the number was used up: by a settled, cancelled or expired trade.
    function isSequenceUsed(
        address venue,
        address seller,
        address buyer,
        uint48 sequence
    ) external view returns (bool);

    /// @notice EIP-712 domain separator.
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32);

    /// @notice The room in which sets settle, on behalf of this contract. Fixed for good.
    function tradeSets() external view returns (address);
}
