// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IBondFactory} from "../../contracts/interfaces/IBondFactory.sol";
import {IBondToken} from "../../contracts/interfaces/IBondToken.sol";
import {ICurrencyFactory} from "../../contracts/interfaces/ICurrencyFactory.sol";
import {IDigitalCurrency} from "../../contracts/interfaces/IDigitalCurrency.sol";
import {ITrades} from "../../contracts/interfaces/ITrades.sol";
import {House} from "../invariant/support/House.sol";
import {VM} from "./IVm.sol";

/// @title Market
/// @notice A house with two bonds and two currencies, of which each of five traders has the same, and random trades.
abstract contract Market is House {
    bytes12 internal constant OTHER_ISIN = "JP3633400019";
    bytes3 internal constant DOLLAR = "USD";
    /// What each trader has of each instrument.
    uint256 internal constant STOCK = 100;
    /// Two bonds, two currencies.
    uint256 internal constant INSTRUMENTS = 4;
    uint256 internal constant MOST_TRADES = 6;

    address[INSTRUMENTS] internal _tokens;

    constructor() {
        IBondToken.Terms memory terms = bond.terms();
        terms.isin = OTHER_ISIN;
        IBondFactory bonds = escrow.bondFactory();
        ICurrencyFactory currencies = escrow.currencyFactory();
        VM.prank(account(ISSUER_AGENT));
        IBondToken other = IBondToken(bonds.createBond(terms));
        schedules.adopt(OTHER_ISIN, _schedule());
        VM.prank(account(ISSUER_AGENT));
        other.issue();
        VM.prank(account(BANK));
        address dollars = currencies.createCurrency(DOLLAR, 2, "Digital dollar");
        _tokens = [address(bond), address(other), address(cash), dollars];
        for (uint256 i = 0; i < TRADERS; ++i) _supply(account(FIRST_TRADER + i));
    }

    function _supply(address trader) private {
        for (uint256 i = 0; i < INSTRUMENTS; ++i) {
            if (i < 2) {
                VM.prank(account(ISSUER));
                IERC20(_tokens[i]).transfer(trader, STOCK);
            } else {
                VM.prank(account(BANK));
                IDigitalCurrency(_tokens[i]).mint(trader, STOCK, keccak256(abi.encode(trader, i)));
            }
        }
    }

    // ------------------------------------------------------------------ trades

    /// @dev Due trades between different traders, of figures up to `most`.
    function _randomTrades(uint256 seed, uint256 most) internal pure returns (ITrades.Trade[] memory trades) {
        trades = new ITrades.Trade[](1 + (seed % MOST_TRADES));
        for (uint256 i = 0; i < trades.length; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(seed, i)));
            ITrades.Trade memory trade = trades[i];
            uint256 seller = dice % TRADERS;
            uint256 buyer = (seller + 1 + ((dice >> 8) % (TRADERS - 1))) % TRADERS;
            trade.seller = account(FIRST_TRADER + seller);
            trade.buyer = account(FIRST_TRADER + buyer);
            uint256 kind = (dice >> 16) % 6;
            if (kind != 0) {
                trade.isin = (dice >> 24) % 3 == 0 ? OTHER_ISIN : ISIN;
                trade.quantity = uint112(1 + ((dice >> 32) % most));
            }
            if (kind != 1) {
                trade.currency = (dice >> 48) % 3 == 0 ? DOLLAR : YEN;
                trade.settlementBank = account(BANK);
                trade.amount = uint112(1 + ((dice >> 56) % most));
            }
            trade.tradeDate = uint40(START - ((dice >> 72) % 2) * 1 days);
            trade.settleFrom = START;
            trade.settleBy = uint40(START + 1 days + ((dice >> 80) % 2) * 1 days);
            // neighbours, and numbers a word apart
            trade.sequence = uint48(i + 256 * ((dice >> 88) % 2));
            trade.commonReference = bytes16(uint128(i + 1));
        }
    }

    // ------------------------------------------------------------------ signatures

    function _traderOf(address trader) internal pure returns (uint256 index) {
        while (account(FIRST_TRADER + index) != trader) ++index;
    }

    /// @dev In one of the two forms.
    function _signed(uint256 trader, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(_key(FIRST_TRADER + trader), digest);
        if (uint256(r) % 2 == 0) return abi.encodePacked(r, s, v);
        return abi.encodePacked(r, uint256(s) | (uint256(v - 27) << 255));
    }

    // ------------------------------------------------------------------ legs

    /// @dev The instrument of a trade's delivery (0) or payment (1), from whom to whom, and how much; none: zero.
    function _legOf(
        ITrades.Trade memory trade,
        uint256 leg
    ) internal pure returns (uint256 instrument, uint256 from, uint256 to, uint256 amount) {
        (from, to) = (_traderOf(trade.seller), _traderOf(trade.buyer));
        if (leg == 0) return (trade.isin == ISIN ? 0 : 1, from, to, trade.quantity);
        return (trade.currency == YEN ? 2 : 3, to, from, trade.amount);
    }
}
