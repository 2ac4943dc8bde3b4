// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITradeSets} from "./ITradeSets.sol";

/// @title ITradeSetEvents
/// @notice What {ITradeSets} records, at the address of the escrow. Apart from it, because the finality of a trade has the
/// same name whether it settles by itself ({IDvPEscrow}, with all its terms) or in a set (its id; the terms are in the
/// set's own event, once for all).
interface ITradeSetEvents {
    /// @notice All trades of `trades` are final.
    /// @param set keccak256 of `trades`.
    /// @param trades The packed set: with it every trade can be read from the log.
    event SetSettled(bytes32 indexed set, address indexed venue, ITradeSets.Method method, bytes trades);

    /// @notice A trade of a set is final; the {SetSettled} event of the same transaction holds its terms. Both legs have
    /// moved, by themselves or as part of their parties' nets.
    event Settled(bytes32 indexed id);

    /// @notice A trade free of payment that belongs to a set is final.
    event Delivered(bytes32 indexed id);

    /// @notice A payment that belongs to a set is final.
    event Paid(bytes32 indexed id);

    /// @notice This batch did not settle a trade: it left the trade as it was, open or, when somebody else was faster, closed.
    /// Says what was tried, not that the trade exists: whoever submits a batch decides what stands in it.
    /// @param reason The error that stopped it, as the contract encodes it: selector and arguments. Empty when the trade
    /// used up all the gas that one trade may.
    event SettlementFailed(bytes32 indexed id, address indexed seller, address indexed buyer, bytes reason);
}
