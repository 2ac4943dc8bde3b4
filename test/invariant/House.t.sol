// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrades} from "../../contracts/interfaces/ITrades.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IBondToken} from "../../contracts/interfaces/IBondToken.sol";
import {IDvPEscrow} from "../../contracts/interfaces/IDvPEscrow.sol";
import {IRegulatedToken} from "../../contracts/interfaces/IRegulatedToken.sol";
import {VM} from "../support/IVm.sol";
import {AssetActions} from "./support/AssetActions.sol";
import {EndingActions} from "./support/EndingActions.sol";
import {Ledger} from "./support/Ledger.sol";
import {PeopleActions} from "./support/PeopleActions.sol";
import {SetActions} from "./support/SetActions.sol";
import {SettlementActions} from "./support/SettlementActions.sol";
import {Transitions} from "./support/Transitions.sol";

/// @notice The house, open for random business: every external function that writes is an action.
contract Handler is SettlementActions, SetActions, EndingActions, AssetActions, PeopleActions {
    /// Each trader starts with bonds, with money, and with an operator for both scopes.
    constructor() {
        for (uint256 i = FIRST_TRADER; i < FIRST_TRADER + TRADERS; ++i) {
            VM.prank(account(ISSUER));
            IERC20(address(bond)).transfer(account(i), 150);
            _book(address(bond), account(ISSUER), account(i), 150);

            VM.prank(account(BANK));
            cash.mint(account(i), 20_000, bytes32(i));
            _book(address(cash), address(0), account(i), 20_000);
            deposits += 20_000;

            VM.prank(account(i));
            registry.appointOperator(account(OPERATOR), 3, START + 10 days);
            _appointments[account(i)][account(OPERATOR)] = Ledger.Appointment(3, START + 10 days);
        }
    }
}

/// @notice The promises of docs/design, after every one of thousands of random deeds by parties, operators, venues,
/// duties and strangers, with time passing over record dates.
contract HouseTest {
    uint256 private constant HOLDERS = 10;
    uint256 private constant DEEDS = 200;
    uint256 private constant MOST_GAMES = 80;
    /// Actions that concern trades come first; half of the deeds are chosen from among them.
    uint256 private constant TRADING = 13;

    Handler private immutable _house = new Handler();

    error Violated(string invariantId, string deed);
    error WrongBalance(address token, address holder, uint256 expected, uint256 actual);
    error WrongSupply(address token, uint256 expected, uint256 actual);
    error HeldExceedsBalance(address token, address holder, uint256 held, uint256 balance);
    error WrongHeld(address token, address holder, uint256 expected, uint256 actual);
    error WrongState(ITrades.Trade trade, ITrades.State state);
    error NeverReached(bytes32 transition);
    error HandlerFailed(bytes4 action, bytes reason);

    /// The runner calls nothing but the handler.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_house);
    }

    // ------------------------------------------------------------------ invariants

    /// Every balance is what the settled trades, transfers, orders, deposits and redemptions make it: both legs of a
    /// trade moved once, for the amounts agreed, or not at all; alone, in parts, in a batch, a chain or a net.
    function invariant_INV1_bothLegsMoveOnceOrNot() external view {
        _requireNoViolation("INV-1");
        _checkBalances(address(_house.bond()));
        _checkBalances(address(_house.cash()));
    }

    /// Nothing moved, was held or ended but by the account, its operator in scope, or a court order.
    function invariant_INV2_onlyApprovalMoves() external view {
        _requireNoViolation("INV-2");
    }

    function invariant_INV3_sumOfBalancesIsSupply() external view {
        _checkSupply(address(_house.bond()));
        _checkSupply(address(_house.cash()));
    }

    /// What is held is what open trades hold for what has not settled of them yet.
    function invariant_INV4_openTradesHoldWhatIsHeld() external {
        _requireNoViolation("INV-4");
        VM.warp(_house.clock());
        Ledger.Entry[] memory entries = _house.entries();
        for (uint256 i = 0; i < HOLDERS; ++i) {
            address holder = _house.account(i);
            uint256 bonds = 0;
            uint256 money = 0;
            for (uint256 j = 0; j < entries.length; ++j) {
                if (entries[j].ending != Ledger.Ending.Open) continue;
                ITrades.Trade memory trade = entries[j].trade;
                if (trade.seller == holder && entries[j].held[0]) {
                    bonds += trade.quantity - entries[j].settledQuantity;
                }
                if (trade.buyer == holder && entries[j].held[1]) {
                    money += trade.amount - entries[j].settledAmount;
                }
            }
            _checkHeld(_house.bond(), holder, bonds);
            _checkHeld(_house.cash(), holder, money);
        }
    }

    /// An open trade is recorded as it is, and one that has ended is closed for good.
    function invariant_INV5_endedTradesStayEnded() external {
        _requireNoViolation("INV-5");
        VM.warp(_house.clock());
        IDvPEscrow escrow = _house.escrow();
        Ledger.Entry[] memory entries = _house.entries();
        for (uint256 i = 0; i < entries.length; ++i) {
            Ledger.Entry memory entry = entries[i];
            ITrades.Trade memory trade = entry.trade;
            ITrades.State memory state = escrow.stateOf(trade);
            bool closed = entry.ending != Ledger.Ending.Open;
            if (closed != (state.status == ITrades.Status.Closed)) revert WrongState(trade, state);
            if (closed != escrow.isSequenceUsed(trade.venue, trade.seller, trade.buyer, trade.sequence)) {
                revert WrongState(trade, state);
            }
            if (closed) continue;
            bool same =
                state.sellerApproved == entry.approved[0] &&
                    state.buyerApproved == entry.approved[1] &&
                    state.bondsHeld == entry.held[0] &&
                    state.cashHeld == entry.held[1] &&
                    state.sellerAgreesToCancel == entry.agreed[0] &&
                    state.buyerAgreesToCancel == entry.agreed[1] &&
                    state.sellerOnHold == entry.onHold[0] &&
                    state.buyerOnHold == entry.onHold[1] &&
                    state.settledQuantity == entry.settledQuantity &&
                    state.settledAmount == entry.settledAmount;
            if (!same) revert WrongState(trade, state);
        }
    }

    function invariant_INV7_recordDatesNeverChange() external {
        VM.warp(_house.clock());
        IBondToken bond = _house.bond();
        for (uint256 index = 0; index < _house.recordDatesPassed(); ++index) {
            uint256 sum = 0;
            for (uint256 i = 0; i < HOLDERS; ++i) {
                address holder = _house.account(i);
                uint256 expected = _house.expectedAtRecordDate(index, holder);
                uint256 balance = bond.balanceAtRecordDate(holder, index);
                if (balance != expected) revert WrongBalance(address(bond), holder, expected, balance);
                sum += balance;
            }
            uint256 supply = bond.supplyAtRecordDate(index);
            if (sum != supply) revert WrongSupply(address(bond), supply, sum);
            if (supply != _house.expectedSupplyAtRecordDate(index)) {
                revert WrongSupply(address(bond), _house.expectedSupplyAtRecordDate(index), supply);
            }
        }
    }

    function invariant_INV9_moneyIsDepositsLessRedemptions() external view {
        _requireNoViolation("INV-9");
        uint256 expected = _house.deposits() - _house.redemptions();
        uint256 supply = IERC20(address(_house.cash())).totalSupply();
        if (supply != expected) revert WrongSupply(address(_house.cash()), expected, supply);
    }

    /// What explain and restrictions say beforehand is what happens.
    function invariant_explanationsAreTrue() external view {
        _requireNoViolation("explain");
    }

    // ------------------------------------------------------------------ reach

    /// Random deeds reach every transition: an invariant that holds because nothing happens would be worth nothing.
    function test_RandomDeedsReachEveryTransition() external {
        bytes4[27] memory actions = _actions();
        bytes32[70] memory transitions = Transitions.all();
        bool[70] memory reached;
        uint256 missing = transitions.length;
        uint256 seed = 1;
        for (uint256 game = 0; game < MOST_GAMES && missing != 0; ++game) {
            Handler house = new Handler();
            for (uint256 deed = 0; deed < DEEDS; ++deed) {
                seed = uint256(keccak256(abi.encode(seed)));
                bytes4 action = actions[(seed >> 250) % 2 == 0 ? seed % actions.length : seed % TRADING];
                // solhint-disable-next-line avoid-low-level-calls
                (bool ok, bytes memory reason) = address(house).call(
                    abi.encodeWithSelector(action, seed >> 8)
                );
                if (!ok) revert HandlerFailed(action, reason);
            }
            for (uint256 i = 0; i < transitions.length; ++i) {
                if (reached[i] || house.reached(transitions[i]) == 0) continue;
                reached[i] = true;
                --missing;
            }
        }
        for (uint256 i = 0; i < transitions.length; ++i) {
            if (!reached[i]) revert NeverReached(transitions[i]);
        }
    }

    function _actions() private view returns (bytes4[27] memory actions) {
        actions = [
            _house.propose.selector,
            _house.answer.selector,
            _house.hold.selector,
            _house.releaseInstruction.selector,
            _house.settle.selector,
            _house.settleSigned.selector,
            _house.settlePart.selector,
            _house.settleBatch.selector,
            _house.settleChain.selector,
            _house.settleNet.selector,
            _house.cancel.selector,
            _house.expire.selector,
            _house.cancelByCourt.selector,
            _house.transfer.selector,
            _house.mint.selector,
            _house.burn.selector,
            _house.freeze.selector,
            _house.pause.selector,
            _house.forceTransfer.selector,
            _house.passTime.selector,
            _house.admit.selector,
            _house.update.selector,
            _house.suspend.selector,
            _house.replaceKey.selector,
            _house.appoint.selector,
            _house.close.selector,
            _house.trespass.selector
        ];
    }

    // ------------------------------------------------------------------ internal

    function _requireNoViolation(string memory invariantId) private view {
        string memory deed = _house.violationOf(invariantId);
        if (bytes(deed).length != 0) revert Violated(invariantId, deed);
    }

    function _checkBalances(address token) private view {
        for (uint256 i = 0; i < HOLDERS; ++i) {
            address holder = _house.account(i);
            uint256 expected = _house.expectedBalance(token, holder);
            uint256 balance = IERC20(token).balanceOf(holder);
            if (balance != expected) revert WrongBalance(token, holder, expected, balance);
        }
    }

    function _checkSupply(address token) private view {
        uint256 sum = 0;
        for (uint256 i = 0; i < HOLDERS; ++i) {
            address holder = _house.account(i);
            IRegulatedToken.Position memory position = IRegulatedToken(token).positionOf(holder);
            if (position.held > position.balance) {
                revert HeldExceedsBalance(token, holder, position.held, position.balance);
            }
            sum += position.balance;
        }
        uint256 supply = IERC20(token).totalSupply();
        if (sum != supply) revert WrongSupply(token, supply, sum);
    }

    function _checkHeld(IRegulatedToken token, address holder, uint256 expected) private view {
        uint256 held = token.positionOf(holder).held;
        if (held != expected) revert WrongHeld(address(token), holder, expected, held);
    }
}
