// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrades} from "./ITrades.sol";

/// @title ITradeSets
/// @notice Settles many trades in one transaction: each by itself (batch), all or none in gross amounts (linked chain),
/// or all or none in net amounts (multilateral netting, DvP models 2 and 3).
/// @dev A set comes packed: parties, instruments and dates once, and some 20 bytes a trade; {PackedSet} describes the
/// format, and sdk/sets/packSet.ts is its twin. All trades of a set have the same venue, or none.
///
/// Events: {ITradeSetEvents}, from the address of the escrow.
///
/// Approvals come packed as well: for each trade, or for each party, a length (2 bytes) and as many bytes of signature.
/// Length zero stands for what is recorded on chain.
interface ITradeSets {
    /// @notice How the trades of a set settled.
    enum Method {
        Batch,
        Chain,
        Net
    }

    /// @notice Who signed. Trades: seller and buyer signed each trade. Parties: each party signed the list of its trades,
    /// in the order of the set, all of which then settle or none (EIP-712 type `TradeList`).
    enum ApprovedBy {
        Trades,
        Parties
    }

    error SetMalformed(uint256 length, uint256 expected);
    error SetEmpty();
    error SetFieldTooWide(uint256 field, uint256 width, uint256 maximum);
    error SetInvalidForm(uint256 form);
    error SetUnknownPosition(uint256 trade);
    error SetLegMismatch(bytes32 id);
    error SetUnknownBond(bytes12 isin);
    error SetUnknownCurrency(bytes3 currency, address settlementBank);
    error SetMissingApprovals(uint256 missingBytes);
    error SetSurplusApprovals(uint256 surplusBytes);
    error SetInvalidListSignature(address party, bytes32 list);
    error SetNotItsVenue(address caller, address venue);
    error SetOutOfGas(uint256 trade);
    error SetOnlyItself(address caller);
    error SetsHaveNoBooks();
    error NetTooLarge(uint256 amount);
    error NetsUnbalanced(uint256 debits, uint256 credits);

    /// @notice Settles as many trades of a set as can: each with both legs, or not at all. First all at once, which is
    /// cheap; if anything is in the way, one after the other.
    /// @dev All at once: emits a {ITradeSetEvents-Settled} event for each trade (or {ITradeSetEvents-Delivered}, {ITradeSetEvents-Paid}) and a {ITradeSetEvents-SetSettled} event. One by
    /// one: the events of {IDvPEscrow-settle} for each trade that settles, a {ITradeSetEvents-SettlementFailed} event for each other.
    ///
    /// Requirements:
    /// - The set and its approvals must be well formed, and the caller its venue when it has one.
    /// - There must be enough gas to give each trade what it may use (1,500,000): too little gas cannot make a trade fail.
    /// @param set Packed trades.
    /// @param approvals Packed signatures of seller and buyer, trade by trade.
    /// @return settled Number of trades that settled.
    function settleBatch(bytes calldata set, bytes calldata approvals) external returns (uint256 settled);

    /// @notice Settles all trades of a set or none. Bonds move in the order of the trades and money in the opposite one,
    /// so that what an investor pays can pay for what its seller buys.
    /// @dev Emits a {ITradeSetEvents-Settled} event for each trade (or {ITradeSetEvents-Delivered}, {ITradeSetEvents-Paid}), and a {ITradeSetEvents-SetSettled} event.
    ///
    /// Requirements:
    /// - The set and its approvals must be well formed, and the caller its venue when it has one.
    /// - Each trade must meet what {IDvPEscrow-settle} or {IDvPEscrow-settleBySignatures} requires.
    /// @param approvals Packed signatures, as `approvedBy` says: two for each trade, or one for each party.
    function settleChain(bytes calldata set, ApprovedBy approvedBy, bytes calldata approvals) external;

    /// @notice Settles all trades of a set or none, and moves for each instrument only what each party owes or is owed on
    /// balance. What was held for the trades is given back first, and counts.
    /// @dev Emits as {settleChain}, and {IDvPEscrow-LegReleased} for what was held.
    ///
    /// Requirements: those of {settleChain}, and
    /// - Every party of a leg must be allowed to send or receive it, also when its net is zero.
    function settleNet(bytes calldata set, ApprovedBy approvedBy, bytes calldata approvals) external;

    /// @notice {settleBatch}'s first try: all trades or none. Only the contract itself can call it.
    function settleAllForBatch(bytes calldata set, bytes calldata approvals) external returns (uint256 count);

    /// @notice {settleBatch}'s way to settle a trade by itself, its approvals having been verified. Only the contract
    /// itself can call it.
    function settleOneForBatch(ITrades.Trade calldata trade) external;
}
