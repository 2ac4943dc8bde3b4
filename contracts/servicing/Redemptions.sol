// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IBondSchedules} from "../interfaces/IBondSchedules.sol";
import {IBondServicing} from "../interfaces/IBondServicing.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {IPaymentAgent} from "../interfaces/IPaymentAgent.sol";
import {IRedemptions} from "../interfaces/IRedemptions.sol";
import {IRegulatedToken} from "../interfaces/IRegulatedToken.sol";
import {ITaxTable} from "../interfaces/ITaxTable.sol";
import {RedemptionBook} from "./RedemptionBook.sol";

/// @title Redemptions
/// @notice See {IRedemptions}.
/// @dev Upholds INV-6: units end here only, in the transaction in which they are paid for or cancelled by their owner.
abstract contract Redemptions is IRedemptions, IBondServicing, RedemptionBook {
    uint256 private constant MILLION = 1_000_000;

    /// @dev What a page works with, and what it adds up.
    struct Page {
        bytes12 isin;
        uint256 redemption;
        IBondSchedules.Header header;
        ITaxTable.Rates[4] rates;
        uint256 price;
        uint256 units;
        uint256 spent;
        uint256 tax;
    }

    // ------------------------------------------------------------------ funding

    /// @inheritdoc IRedemptions
    function fund(bytes12 isin, uint256 redemption, uint256 amount) external returns (uint256 taken) {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        Record storage record = _records[isin][redemption];
        // Check:
        _requireOpen(isin, redemption);
        uint256 missing = _missing(isin, redemption, header);
        taken = amount < missing ? amount : missing;
        if (taken == 0) revert RedemptionFullyFunded(isin, redemption, record.funded);

        // Effect:
        // casting is safe: no amount exceeds the currency's supply, which has 112 bits
        // forge-lint: disable-next-line(unsafe-typecast)
        record.funded += uint112(taken);
        emit RedemptionFunded(isin, redemption, msg.sender, taken, record.funded);

        // Interaction:
        _collect(header.currency, taken);
    }

    // ------------------------------------------------------------------ redemption

    /// @inheritdoc IRedemptions
    function redeem(
        bytes12 isin,
        uint256 redemption,
        address[] calldata holders
    ) external returns (uint256 units) {
        Page memory page;
        page.isin = isin;
        page.redemption = redemption;
        page.header = schedules.headerOf(isin);

        // Check:
        uint256 payFrom = _requireDue(page);

        // Effect: holder by holder; the tokens call nobody
        if (_endsAll(isin, redemption)) IBondToken(page.header.bond).closeRegister();
        page.price = _priceOf(isin, redemption, page.header);
        page.rates = taxTable.ratesAt(page.header.instrumentClass, payFrom);
        for (uint256 i = 0; i < holders.length; ++i) _redeemHolder(page, holders[i]);
        _closePage(page);
        return page.units;
    }

    /// @dev Ends a holder's units and pays for them.
    function _redeemHolder(Page memory page, address holder) private {
        IRegulatedToken.Position memory position = IRegulatedToken(page.header.bond).positionOf(holder);
        _letLapse(page.isin, page.redemption, holder, position.balance);
        uint256 units = _redeemable(page.isin, page.redemption, holder, position);
        if (units == 0) return;

        // Effect:
        _book(page.isin, page.redemption, holder, units);
        uint256 amount = units * page.price;
        uint256 gain = (amount * page.header.taxableRedemptionE6) / MILLION;
        (uint256 national, uint256 local) = _taxOn(
            gain,
            gain == 0 ? 0 : _registry.classesOf(holder),
            page.rates
        );
        page.units += units;
        page.spent += amount;
        page.tax += national + local;
        emit UnitsRedeemed(page.isin, page.redemption, holder, units, amount, national, local);

        // Interaction: the units end and the money moves, or is kept for the holder
        IBondToken(page.header.bond).redeem(holder, units);
        uint256 net = amount - national - local;
        _payOut(page.isin, page.header.currency, holder, net, _isFrozen(position));
    }

    /// @dev Notes units of a put or a draw as done.
    function _book(bytes12 isin, uint256 redemption, address holder, uint256 units) private {
        if (_endsAll(isin, redemption)) return;
        _asked[isin][redemption][_draws[isin][redemption].round][holder] -= units;
        // casting is safe: units are at most the supply, which has 112 bits
        // forge-lint: disable-next-line(unsafe-typecast)
        _records[isin][redemption].askedUnits -= uint112(units);
    }

    /// @inheritdoc IRedemptions
    function lapse(bytes12 isin, uint256 redemption, address[] calldata holders) external {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        uint256 payFrom = _payFromOf(isin, redemption, header);
        // Check: while lots are drawn, what is called must not change
        _requireOpen(isin, redemption);
        if (block.timestamp < payFrom) revert RedemptionTooEarly(isin, redemption, payFrom, block.timestamp);
        _requireDrawn(isin, redemption);
        // Effect:
        for (uint256 i = 0; i < holders.length; ++i) {
            _letLapse(isin, redemption, holders[i], IERC20(header.bond).balanceOf(holders[i]));
        }
    }

    /// @dev What was put or drawn and is no longer the holder's is not redeemed; with a lost key it passes to the successor.
    function _letLapse(bytes12 isin, uint256 redemption, address holder, uint256 balance) private {
        if (_endsAll(isin, redemption)) return;
        mapping(address => uint256) storage askedOf = _asked[isin][redemption][
            _draws[isin][redemption].round
        ];
        uint256 asked = askedOf[holder];
        if (asked <= balance) return;
        // Effect:
        uint256 lapsed = asked - balance;
        askedOf[holder] = balance;
        address successor = _registry.successorOf(holder);
        if (successor != address(0)) {
            askedOf[successor] += lapsed;
        } else {
            // casting is safe: what one holder asked for is a part of what all did
            // forge-lint: disable-next-line(unsafe-typecast)
            _records[isin][redemption].askedUnits -= uint112(lapsed);
        }
        emit UnitsLapsed(isin, redemption, holder, lapsed, successor);
    }

    function _closePage(Page memory page) private {
        Record storage record = _records[page.isin][page.redemption];
        // Effect:
        // casting is safe: units and money are at most the supplies of their tokens, which have 112 bits
        // forge-lint: disable-next-line(unsafe-typecast)
        record.redeemedUnits += uint112(page.units);
        // forge-lint: disable-next-line(unsafe-typecast)
        record.spent += uint112(page.spent);
        address currency = page.header.currency;
        if (page.tax != 0) {
            emit RedemptionTaxPaid(page.isin, page.redemption, page.header.taxAccount, page.tax);
            _payOut(page.isin, currency, page.header.taxAccount, page.tax, false);
        }
        if (record.isCompleted || _unitsOf(page.isin, page.redemption, page.header) != 0) return;
        record.isCompleted = true;
        uint256 returned = record.funded - record.spent;
        record.funded = record.spent;
        emit RedemptionCompleted(page.isin, page.redemption, record.redeemedUnits, record.spent, returned);
        if (_draws[page.isin][page.redemption].isOpen) {
            _draws[page.isin][page.redemption].isOpen = false;
            --_openDraws[page.isin];
            _resumeTransfers(page.isin, page.header);
        }
        _payOut(page.isin, currency, _issuerAccount(page.header), returned, false);
    }

    /// @inheritdoc IRedemptions
    function cancelUnits(bytes12 isin, uint256 units) external {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        address issuer = _issuerAccount(header);
        IBondToken bond = IBondToken(header.bond);
        // Check:
        if (msg.sender != issuer) _requireAgent(isin, header);
        IRegulatedToken.Position memory position = bond.positionOf(issuer);
        uint256 free = position.accountFrozen ? 0 : position.free;
        if (units == 0 || units > free) revert CancellationExceeds(isin, units, free);

        // Effect:
        emit UnitsCancelled(isin, issuer, units, IERC20(header.bond).totalSupply() - units);
        bond.redeem(issuer, units);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IRedemptions
    function redemptionOf(bytes12 isin, uint256 redemption) external view returns (Redemption memory) {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        Record memory record = _records[isin][redemption];
        return
            Redemption({
                isOpen: redemption == MATURITY || record.isAnnounced,
                payFrom: _payFromOf(isin, redemption, header),
                pricePerUnit: _priceOf(isin, redemption, header),
                units: _unitsOf(isin, redemption, header),
                funded: record.funded,
                spent: record.spent,
                redeemedUnits: record.redeemedUnits
            });
    }

    /// @inheritdoc IRedemptions
    function redeemableOf(bytes12 isin, uint256 redemption, address holder) external view returns (uint256) {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        Draw storage lots = _draws[isin][redemption];
        bool isOpen = redemption == MATURITY || _records[isin][redemption].isAnnounced;
        if (!isOpen || (lots.seedHash != 0 && !lots.isCompleted)) return 0;
        return _redeemable(isin, redemption, holder, IRegulatedToken(header.bond).positionOf(holder));
    }

    /// @inheritdoc IRedemptions
    function lifeOf(bytes12 isin) external view returns (Life memory) {
        return _lives[isin];
    }

    /// @inheritdoc IBondServicing
    function isScheduled(bytes12 isin) external view returns (bool) {
        if (!schedules.isAdopted(isin)) return false;
        // what cannot be taxed cannot be paid
        taxTable.ratesAt(schedules.headerOf(isin).instrumentClass, block.timestamp);
        return true;
    }

    /// @inheritdoc IRedemptions
    function paymentAgent() external view returns (IPaymentAgent) {
        return _paymentAgent;
    }

    /// @inheritdoc IRedemptions
    function isOverdue(bytes12 isin, uint256 redemption) public view returns (bool) {
        IBondSchedules.Header memory header = schedules.headerOf(isin);
        if (redemption != MATURITY && !_records[isin][redemption].isAnnounced) return false;
        uint256 payFrom = _payFromOf(isin, redemption, header);
        return block.timestamp >= payFrom + header.gracePeriod && _missing(isin, redemption, header) != 0;
    }

    // ------------------------------------------------------------------ internal

    function _redeemable(
        bytes12 isin,
        uint256 redemption,
        address holder,
        IRegulatedToken.Position memory position
    ) private view returns (uint256) {
        if (holder == address(0)) return 0;
        uint256 there = position.balance - position.held;
        if (_endsAll(isin, redemption)) return there;
        uint256 asked = _asked[isin][redemption][_draws[isin][redemption].round][holder];
        return asked < there ? asked : there;
    }

    function _requireDue(Page memory page) private view returns (uint256 payFrom) {
        (bytes12 isin, uint256 redemption) = (page.isin, page.redemption);
        _requireOpen(isin, redemption);
        payFrom = _payFromOf(isin, redemption, page.header);
        if (block.timestamp < payFrom) {
            revert RedemptionTooEarly(isin, redemption, payFrom, block.timestamp);
        }
        _requireDrawn(isin, redemption);
        _requireFunded(isin, redemption, page.header);
        _requireRunning(page.header.currency);
    }

    function _requireDrawn(bytes12 isin, uint256 redemption) private view {
        Draw storage lots = _draws[isin][redemption];
        if (lots.seedHash != 0 && !lots.isCompleted) revert RedemptionUndrawn(isin, redemption);
    }
}
