// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What every movement of a token reads, packed into one storage word: settlement contract (160 bits), time of
/// the next record cut-off (40 bits), record dates passed (16 bits), flags, low to high.
type TokenState is uint256;

using TokenStates for TokenState global;

/// @title TokenStates
/// @notice Reads and rewrites the parts of a {TokenState}.
library TokenStates {
    /// @notice Flag: nothing moves but on authority.
    uint256 internal constant PAUSED = 1 << 216;

    /// @notice Flag: the bond was issued.
    uint256 internal constant OUTSTANDING = 1 << 217;

    /// @notice Flag: the bond's servicing has stopped transfers.
    uint256 internal constant STOPPED = 1 << 218;

    /// @notice Flag: the bond is being redeemed in full, and its register closed for good.
    uint256 internal constant CLOSED = 1 << 219;

    uint256 private constant CUTOFF_SHIFT = 160;
    uint256 private constant PERIOD_SHIFT = 200;
    uint256 private constant SCHEDULE_MASK = ((1 << 56) - 1) << CUTOFF_SHIFT;

    function settlement(TokenState state) internal pure returns (address) {
        return address(uint160(TokenState.unwrap(state)));
    }

    /// @notice First second after the next record date; the largest value when there is none.
    function nextCutoff(TokenState state) internal pure returns (uint256) {
        return uint40(TokenState.unwrap(state) >> CUTOFF_SHIFT);
    }

    /// @notice Number of record dates that had passed when the token last looked.
    function period(TokenState state) internal pure returns (uint256) {
        return uint16(TokenState.unwrap(state) >> PERIOD_SHIFT);
    }

    function has(TokenState state, uint256 flag) internal pure returns (bool) {
        return TokenState.unwrap(state) & flag != 0;
    }

    /// @notice Whether the bond was issued, and its transfers are neither stopped nor over.
    function isTrading(TokenState state) internal pure returns (bool) {
        return TokenState.unwrap(state) & (OUTSTANDING | STOPPED | CLOSED) == OUTSTANDING;
    }

    function withSettlement(TokenState state, address newSettlement) internal pure returns (TokenState) {
        uint256 rest = (TokenState.unwrap(state) >> CUTOFF_SHIFT) << CUTOFF_SHIFT;
        return TokenState.wrap(rest | uint160(newSettlement));
    }

    function withSchedule(
        TokenState state,
        uint256 newPeriod,
        uint256 newCutoff
    ) internal pure returns (TokenState) {
        uint256 rest = TokenState.unwrap(state) & ~SCHEDULE_MASK;
        return TokenState.wrap(rest | (newPeriod << PERIOD_SHIFT) | (newCutoff << CUTOFF_SHIFT));
    }

    /// @notice The same word with `flag` turned over.
    function toggled(TokenState state, uint256 flag) internal pure returns (TokenState) {
        return TokenState.wrap(TokenState.unwrap(state) ^ flag);
    }
}
