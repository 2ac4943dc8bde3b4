// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC7943Fungible} from "./IERC7943Fungible.sol";
import {IParticipantRegistry} from "./IParticipantRegistry.sol";

/// @title IRegulatedToken
/// @notice What every token of the house does beyond ERC-20 and ERC-2612: eligible holders only, holds that earmark units
/// inside their holder's account, freezes, pause, court orders, recovery of a lost key.
interface IRegulatedToken is IERC7943Fungible {
    /// @notice What an account holds.
    /// @param balance All its units.
    /// @param held Units of it that are earmarked for trades.
    /// @param frozen Amount that must not leave the account; may exceed the balance.
    /// @param free Units that it can dispose of: balance less held less frozen, never below zero.
    /// @param accountFrozen Whether the whole account can neither send nor receive.
    struct Position {
        uint256 balance;
        uint256 held;
        uint256 frozen;
        uint256 free;
        bool accountFrozen;
    }

    event UnitsHeld(address indexed account, uint256 amount, uint256 heldBefore, uint256 heldAfter);
    event UnitsReleased(address indexed account, uint256 amount, uint256 heldBefore, uint256 heldAfter);
    event AccountFrozen(address indexed account, bool frozenBefore, bool frozenAfter);
    event Paused(address indexed by);
    event Unpaused(address indexed by);
    event PositionRecovered(address indexed lost, address indexed successor, uint256 amount, uint256 frozen);
    event SettlementChanged(address indexed settlementBefore, address indexed settlementAfter);

    error RegulatedTokenPaused(address token);
    error RegulatedTokenNotPaused(address token);
    error RegulatedTokenUnitsHeld(address account, uint256 amount, uint256 free);
    error RegulatedTokenInsufficientHold(address account, uint256 amount, uint256 held);
    error RegulatedTokenAccountFrozen(address account);
    error RegulatedTokenNotSettlement(address caller, address settlement);
    error RegulatedTokenInvalidSettlement(address settlement);
    error RegulatedTokenInvalidRegistry(address registry);
    error RegulatedTokenNotReplaced(address account);
    error RegulatedTokenAccountsUnordered(address account, address previous);
    error RegulatedTokenSupplyExceeded(uint256 supply, uint256 maximum);

    // ------------------------------------------------------------------ settlement

    /// @notice Moves one leg of a trade. The settlement contract vouches for the holder's approval.
    /// @dev Emits a {Transfer} event and, when the units were held, nothing more: a settled hold is gone with its units.
    ///
    /// Requirements:
    /// - The caller must be the settlement contract.
    /// - All of {transfer}'s, except that held units are taken when `fromHold`.
    /// @param fromHold Whether `amount` is held for this trade and leaves the hold.
    function moveForSettlement(address from, address to, uint256 amount, bool fromHold) external;

    /// @notice Moves many legs of one or more trades, in order. The settlement contract vouches for the approvals.
    /// @dev Emits a {Transfer} event for each movement. Every account is checked and written once, so that an account may
    /// pass on what it receives. Accounts that take part without a movement are checked as well.
    ///
    /// Requirements:
    /// - The caller must be the settlement contract.
    /// - `accounts` must be in ascending order.
    /// - All of {transfer}'s, for each movement and each account, except that held units are taken when a movement says so.
    /// @param accounts As {Moves} packs them; zero words stand for none and are passed over.
    /// @param moves As {Moves} packs them; zero words are passed over. A movement from or to a position without an account
    /// reverts.
    function moveManyForSettlement(uint256[] calldata accounts, uint256[] calldata moves) external;

    /// @notice Earmarks free units of `account` for a trade.
    /// @dev Emits a {UnitsHeld} event. The units stay in the holder's balance, and its own on a record date.
    ///
    /// Requirements:
    /// - The caller must be the settlement contract.
    /// - The token must not be paused, and `account` must be allowed to send.
    /// - `amount` must not exceed the free units (balance less held less frozen).
    function hold(address account, uint256 amount) external;

    /// @notice Gives held units back to their holder's free disposal.
    /// @dev Emits a {UnitsReleased} event. Works whatever the state of token or account, so that nothing can stay stuck.
    ///
    /// Requirements:
    /// - The caller must be the settlement contract, or have been it.
    /// - `amount` must not exceed the units held. Holds are one sum for each account: a former settlement contract is
    ///   trusted, as the present one is, to release no more than it holds.
    function release(address account, uint256 amount) external;

    /// @notice Makes `newSettlement` the settlement contract. The one before can still release what it holds.
    /// @dev Emits a {SettlementChanged} event.
    ///
    /// Requirements:
    /// - The caller must have the admin role (whose members act with a delay).
    /// - `newSettlement` must be a contract and not the present one.
    function setSettlement(address newSettlement) external;

    // ------------------------------------------------------------------ compliance

    /// @notice Freezes or unfreezes a whole account: it can neither send nor receive this token.
    /// @dev Emits an {AccountFrozen} event.
    ///
    /// Requirements:
    /// - The caller must have the compliance role.
    function setAccountFrozen(address account, bool frozen) external;

    /// @notice Stops every movement of this token except releases, recoveries and court orders.
    /// @dev Emits a {Paused} event.
    ///
    /// Requirements:
    /// - The caller must have the pauser role.
    /// - The token must not be paused.
    function pause() external;

    /// @notice Ends a pause.
    /// @dev Emits an {Unpaused} event.
    ///
    /// Requirements:
    /// - The caller must have the pauser role.
    /// - The token must be paused.
    function unpause() external;

    /// @notice Carries the whole position of a replaced account, freezes included, over to its successor.
    /// @dev The lost account keeps nothing, not even a freeze. Emits a {Transfer} and a {PositionRecovered} event; {Frozen} and {AccountFrozen} for what is carried over.
    ///
    /// Requirements:
    /// - The caller must have the registrar role.
    /// - The registry must know a successor of `lost`.
    /// - No unit of `lost` may be held: its trades are cancelled or expired first.
    function recover(address lost) external;

    // ------------------------------------------------------------------ views

    /// @notice The registry that says who may hold this token.
    function registry() external view returns (IParticipantRegistry);

    /// @notice The only contract that may move units on approvals given to it.
    function settlement() external view returns (address);

    /// @notice Whether `formerSettlement` was the settlement contract earlier.
    function wasSettlement(address formerSettlement) external view returns (bool);

    /// @notice Whether the token is paused.
    function paused() external view returns (bool);

    /// @notice What `account` holds, and how much of it is free.
    function positionOf(address account) external view returns (Position memory);

    /// @notice Classes that a receiver must have; 0 for none.
    function requiredClassesOf(address receiver) external view returns (uint32);

    /// @notice Every reason why `amount` would not move from `from` to `to` now, as a mask of {Restrictions}.
    /// @param fromHold Whether the units would be taken from the sender's hold.
    /// @return mask 0 exactly when the transfer would go through.
    function restrictions(
        address from,
        address to,
        uint256 amount,
        bool fromHold
    ) external view returns (uint256 mask);
}
